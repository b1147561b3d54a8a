package finding

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/register"
)

// Judge decides which organisations a tree indicates. It is read-only.
type Judge struct {
	Index   *mention.Index
	Weights Weights
	// Judgements are analysts' opinions, by the IDs of Register; nil for none.
	Judgements *Judgements
	Register   *register.Register
	// Supplier marks the organisations whose leak it is: named in it, and not
	// for that affected.
	Supplier map[int32]bool
}

// Attribution says that the entries of a group are an organisation's.
type Attribution struct {
	Organisation int32   // index into the register
	P            float64 // probability
	Hit          int     // of the group, or of the group it is inherited from
	Class        mention.Class
	Inherited    bool // from a group above
}

// Verdict is what a Judge makes of a tree.
type Verdict struct {
	// Confidence gives per organisation the probability that it is indicated.
	Confidence map[int32]float64
	// Suppliers are those of Judge, and those that were found to be.
	Suppliers map[int32]bool
	run       *judging
}

// Of returns the attributions of the group with a key, the likeliest first.
func (v *Verdict) Of(key uint64) []Attribution {
	if i := v.run.place(key); i >= 0 {
		return v.run.settled[i]
	}
	return nil
}

// judging is one run of a Judge over a tree.
type judging struct {
	*Judge
	*Tree
	above    []int32 // by group, the index of its parent, -1 for none
	certain  map[int32]sureness
	sure     set             // those of certain; nil before they are known
	own      [][]Attribution // by group, from its own hits, those of at least least
	settled  [][]Attribution // by group, the likeliest first
	final    []bool          // by group, whether settled will not change
	supplied []bool          // by group, whether only a supplier is named in it
	base     float64         // see baseRateOf
	dense    float64         // see densityOf
	regions  *regions        // of those that are certain; nil before they are known
	out      *Verdict
}

// least is the probability below which a group is not attributed.
const least = 0.2

// Decide judges t, which NewTree made. The result depends on nothing but t and j.
func (j *Judge) Decide(t *Tree) *Verdict {
	n := len(t.Groups)
	run := &judging{
		Judge: j, Tree: t, base: baseRateOf(t.Slots), dense: densityOf(t),
		above: make([]int32, n), own: make([][]Attribution, n), settled: make([][]Attribution, n), final: make([]bool, n), supplied: make([]bool, n),
		out: &Verdict{Confidence: make(map[int32]float64), Suppliers: make(map[int32]bool)},
	}
	shareOut(n, 1024, func(some iter.Seq[int]) {
		for n := range some {
			i := t.given[n]
			run.above[i] = t.place(t.Groups[i].Parent)
		}
	})
	run.judgeGroups(func(*Group) bool { return true })
	run.findCertain()
	run.regions = newRegions(j.Register.Organisations, run.certain)
	run.judgeGroups(run.touched)
	run.findSuppliers()
	var s scratch
	for i := range t.Groups {
		run.settle(&s, int32(i), 0)
	}
	run.combine()
	run.out.run = run
	return run.out
}

// judgeGroups fills j.own for the groups that which picks. Each is judged by
// itself, so the processors share them.
func (j *judging) judgeGroups(which func(*Group) bool) {
	shareOut(len(j.Tree.Groups), 1024, func(some iter.Seq[int]) {
		var s scratch
		for n := range some {
			if i := j.given[n]; which(j.Tree.Groups[i]) {
				j.own[i] = s.keep(j.judgeGroup(&s, i))
			}
		}
	})
}

// judgeGroup returns what the own hits of group i say, good until s is used again.
func (j *judging) judgeGroup(s *scratch, i int32) []Attribution {
	s.codes, s.all = j.codesOf(s.codes[:0], i), s.all[:0]
	for n := range j.Tree.Groups[i].Hits {
		j.judgeHit(s, i, n)
	}
	return merged(s.all)
}

// codesOf appends to dst the organisations whose codes or domains stand in the
// path of group i.
func (j *judging) codesOf(dst []int32, i int32) []int32 {
	for ; i >= 0; i = j.above[i] {
		for _, h := range j.Tree.Groups[i].Hits {
			if h.Class != mention.Code && h.Class != mention.Domain {
				continue
			}
			p := j.Index.Phrase(h.Phrase)
			strong := h.Class == mention.Code && (h.Prefixed || p.Weak&mention.Digits == 0) || h.Class == mention.Domain && p.Weak == 0
			if strong && len(p.Candidates) == 1 {
				dst = append(dst, p.Candidates[0])
			}
		}
	}
	return dst
}

// touched reports whether g is judged otherwise for what is named beyond doubt
// somewhere: a hit of it can mean such an organisation, or they are of one
// region.
func (j *judging) touched(g *Group) bool {
	if j.regions.trust > 0 {
		return true
	}
	for _, h := range g.Hits {
		candidates := j.Index.Phrase(h.Phrase).Candidates
		if len(candidates) <= maxCandidates && slices.ContainsFunc(candidates, j.sure.has) {
			return true
		}
	}
	return false
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// merged returns one attribution an organisation, the likeliest first, in the
// space of all: signs of several kinds in one segment add up. What stays below
// least is left out.
func merged(all []Attribution) []Attribution {
	if len(all) > 0 && all[0].Hit != all[len(all)-1].Hit { // of one hit, all are in order
		slices.SortFunc(all, func(a, b Attribution) int {
			return cmp.Or(cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(b.P, a.P), cmp.Compare(a.Hit, b.Hit))
		})
	}
	out := all[:0]
	for i := 0; i < len(all); {
		a := all[i]
		for i++; i < len(all) && all[i].Organisation == a.Organisation; i++ {
			a.P = 1 - (1-a.P)*(1-all[i].P)
		}
		if a.P >= least {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, compareAttributions)
	return out
}

func compareAttributions(a, b Attribution) int {
	return cmp.Or(cmp.Compare(b.P, a.P), cmp.Compare(a.Organisation, b.Organisation))
}

// opinion returns what analysts say of a phrase and an organisation.
func (j *judging) opinion(phrase mention.PhraseID, org int32) Opinion {
	if j.Judgements.Len() == 0 {
		return ""
	}
	return j.Judgements.of(j.Index.Text(phrase), j.Register.Organisations[org].ID)
}

// sureness says by how many groups an organisation is named beyond doubt, and
// which is the first.
type sureness struct{ groups, first int32 }

// findCertain notes the organisations that some group names beyond doubt.
func (j *judging) findCertain() {
	const beyondDoubt = 0.95
	j.certain, j.sure = make(map[int32]sureness), make(set, len(j.Register.Organisations)/64+1)
	for i, own := range j.own {
		if len(own) > 0 && own[0].P >= beyondDoubt {
			org := own[0].Organisation
			s := j.certain[org]
			if s.groups++; s.groups == 1 {
				s.first = int32(i)
				j.sure.add(org)
			}
			j.certain[org] = s
		}
	}
}

// namedElsewhere reports whether a group other than i names an organisation
// beyond doubt, as some does.
func (j *judging) namedElsewhere(i, org int32) bool {
	s := j.certain[org]
	return s.groups > 1 || s.first != i
}

// set is a set of organisations, a bit each: it is asked for all candidates. The
// nil set is empty.
type set []uint64

func (s set) add(org int32) { s[org>>6] |= 1 << (org & 63) }

func (s set) has(org int32) bool { return s != nil && s[org>>6]>>(org&63)&1 != 0 }

// maxNesting bounds how many groups an entry inherits through.
const maxNesting = 64

// decay is what an attribution loses by being inherited.
const decay = 0.98

// settle decides whose the entries of group i are: what their own segment
// names, or else what a directory above says, of which it passes over those further
// than maxNesting. It reports whether that is final: nobody's may become somebody's
// when one of those is settled.
func (j *judging) settle(s *scratch, i int32, depth int) (own []Attribution, final bool) {
	if i < 0 || depth > maxNesting {
		return nil, i < 0
	}
	if j.final[i] {
		return j.settled[i], true
	}
	at := j.above[i]
	above, final := j.settle(s, at, depth+1)
	s.all = s.all[:0]
	supplier := false
	for _, a := range j.own[i] {
		if j.out.Suppliers[a.Organisation] {
			supplier = supplier || a.P >= 0.5
			continue
		}
		s.all = append(s.all, a)
	}
	s.all = inherit(s.all, above)
	own = s.keep(s.all)
	if len(own) == 0 && (supplier || at >= 0 && j.supplied[at]) {
		j.supplied[i] = true
	}
	j.settled[i], j.final[i] = own, final || len(own) > 0
	return own, j.final[i]
}

// inherit adds to own, the likeliest first, what a group above is attributed to.
func inherit(own, above []Attribution) []Attribution {
	best := 0.0
	if len(own) > 0 {
		best = own[0].P
	}
	for _, a := range above {
		a.P *= decay
		a.Inherited = true
		switch i := slices.IndexFunc(own, func(o Attribution) bool { return o.Organisation == a.Organisation }); {
		case i >= 0:
			own[i].P = max(own[i].P, a.P)
		case best < 0.5 || best < a.P/2:
			own = append(own, a)
		}
	}
	slices.SortFunc(own, compareAttributions)
	return own
}

// findSuppliers takes those given, or else the organisation that is named
// everywhere: in far more directories, or far more of the listing, than any
// other.
func (j *judging) findSuppliers() {
	for org := range j.Supplier {
		j.out.Suppliers[org] = true
	}
	if len(j.out.Suppliers) > 0 {
		return
	}
	const (
		others      = 5  // organisations that must be named beside it
		directories = 20 // that it must be named in
		times       = 6  // as often as any other
		part        = 0.25
	)
	if org, most, second := topTwo(j.Spread); len(j.Spread) > others && most >= directories && most >= times*second {
		j.out.Suppliers[org] = true
	}
	items, total := j.itemsNaming()
	if org, most, second := topTwo(items); len(items) > others && float64(most) >= part*float64(total) && most >= times*second {
		j.out.Suppliers[org] = true
	}
}

// itemsNaming returns how many items have each organisation likely named
// anywhere in their path, and how many items there are.
func (j *judging) itemsNaming() (items map[int32]int64, total int64) {
	items, total = make(map[int32]int64), j.Root.Stats.Items
	var counted []int32
	for i, g := range j.Tree.Groups {
		total += g.Stats.Items
		counted = counted[:0]
		for at := int32(i); at >= 0; at = j.above[at] {
			if own := j.own[at]; len(own) > 0 && own[0].P >= 0.5 && !slices.Contains(counted, own[0].Organisation) {
				counted = append(counted, own[0].Organisation)
				items[own[0].Organisation] += g.Stats.Items
			}
		}
	}
	return items, total
}

// topTwo returns the organisation with the highest count, that count and the
// next; of equal ones the first in the register.
func topTwo[N int | int64](counts map[int32]N) (org int32, most, second N) {
	for o, n := range counts {
		switch {
		case n > most || n == most && o < org:
			org, most, second = o, n, max(second, most)
		case n > second:
			second = n
		}
	}
	return org, most, second
}

// combine fills Confidence: for each organisation its best sign, raised by
// signs of other kinds. The same phrase in many places is one sign.
func (j *judging) combine() {
	type sign struct {
		org    int32
		phrase mention.PhraseID
	}
	bests := make(map[sign]float64)
	for i, g := range j.Tree.Groups {
		for _, a := range j.settled[i] {
			if a.Inherited {
				continue
			}
			s := sign{a.Organisation, g.Hits[a.Hit].Phrase}
			bests[s] = max(bests[s], a.P)
		}
	}
	byOrg := make(map[int32][]float64)
	for s, p := range bests {
		byOrg[s.org] = append(byOrg[s.org], p)
	}
	for org, ps := range byOrg {
		slices.SortFunc(ps, func(a, b float64) int { return cmp.Compare(b, a) })
		doubt := 1.0
		for i, p := range ps[:min(len(ps), 4)] {
			doubt *= 1 - p/math.Pow(2, float64(i))
		}
		j.out.Confidence[org] = 1 - doubt
	}
}
