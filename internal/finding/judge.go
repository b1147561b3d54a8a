package finding

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/register"
)

// Tree is what a listing holds, as far as a judgement needs it.
type Tree struct {
	Root   *Group   // of the entries whose path names no organisation
	Groups []*Group // of all others, ascending by key
	// Slots, Siblings and Shapes say how often a name in some place is that of
	// an organisation of the register: after certain words; in one directory;
	// in directories that are written alike.
	Slots, Siblings, Shapes map[uint64]Rate
	// Spread says in how many directories of a sample of the listing files are
	// named after an organisation of the register.
	Spread map[int32]int
}

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
	// Groups gives per group key the attributions, the likeliest first; a
	// group without any is not in it.
	Groups map[uint64][]Attribution
	// Confidence gives per organisation the probability that it is indicated.
	Confidence map[int32]float64
	// Suppliers are those of Judge, and those that were found to be.
	Suppliers map[int32]bool
	// Own holds the keys of the groups that only a supplier is named in.
	Own map[uint64]bool
	run *judging
}

// judging is one run of a Judge over a tree.
type judging struct {
	*Judge
	*Tree
	byKey   map[uint64]int32   // index into Tree.Groups
	above   []int32            // by group, the index of its parent, -1 for none
	codes   map[uint64][]int32 // organisations whose codes a group's path holds
	certain map[int32]sureness
	own     [][]Attribution // by group, from its own hits, those of at least least
	base    float64         // see baseRateOf
	dense   float64         // see densityOf
	regions *regions        // of those that are certain; nil before they are known
	out     *Verdict
}

// scratch is what one goroutine judges with.
type scratch struct {
	contexts  []float64
	all, kept []Attribution
}

// least is the probability below which a group is not attributed.
const least = 0.2

// Decide judges t. The result depends on nothing but t and j.
func (j *Judge) Decide(t *Tree) *Verdict {
	run := &judging{
		Judge: j, Tree: t, base: baseRateOf(t.Slots), dense: densityOf(t), byKey: make(map[uint64]int32, len(t.Groups)), above: make([]int32, len(t.Groups)),
		codes: make(map[uint64][]int32), certain: make(map[int32]sureness), own: make([][]Attribution, len(t.Groups)),
		out: &Verdict{Groups: make(map[uint64][]Attribution), Confidence: make(map[int32]float64), Suppliers: make(map[int32]bool), Own: make(map[uint64]bool)},
	}
	for i, g := range t.Groups {
		run.byKey[g.Key] = int32(i)
	}
	for i, g := range t.Groups {
		run.above[i] = -1
		if at, ok := run.byKey[g.Parent]; ok {
			run.above[i] = at
		}
	}
	for i := range t.Groups {
		run.noteCodes(int32(i))
	}
	run.judgeGroups(func(*Group) bool { return true })
	run.findCertain()
	run.regions = newRegions(j.Register.Organisations, run.certain)
	run.judgeGroups(run.touched)
	run.findSuppliers()
	for i := range t.Groups {
		run.settle(int32(i), 0)
	}
	run.combine()
	run.out.run = run
	return run.out
}

// noteCodes notes the organisations whose codes or domains stand in the path
// of group i.
func (j *judging) noteCodes(i int32) {
	var orgs []int32
	for at := i; at >= 0; at = j.above[at] {
		for _, h := range j.Tree.Groups[at].Hits {
			p := j.Index.Phrase(h.Phrase)
			strong := h.Class == mention.Code && (h.Prefixed || p.Weak&mention.Digits == 0) || h.Class == mention.Domain && p.Weak == 0
			if strong && len(p.Candidates) == 1 {
				orgs = append(orgs, p.Candidates...)
			}
		}
	}
	if len(orgs) > 0 {
		j.codes[j.Tree.Groups[i].Key] = orgs
	}
}

// judgeGroups fills j.own for the groups that which picks. Each is judged by
// itself, so the processors share them. A panic over one comes out here, where who
// called can recover it.
func (j *judging) judgeGroups(which func(*Group) bool) {
	const enough = 4096
	groups := j.Tree.Groups
	parts := min(runtime.GOMAXPROCS(0), 1+len(groups)/enough)
	panics := make([]any, parts)
	var done sync.WaitGroup
	for part := range parts {
		done.Go(func() {
			defer func() { panics[part] = recover() }()
			var s scratch
			for i := part * len(groups) / parts; i < (part+1)*len(groups)/parts; i++ {
				if which(groups[i]) {
					j.own[i] = j.judgeGroup(&s, groups[i])
				}
			}
		})
	}
	done.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}

// judgeGroup returns what the own hits of g say.
func (j *judging) judgeGroup(s *scratch, g *Group) []Attribution {
	s.all = s.all[:0]
	for n := range g.Hits {
		j.judgeHit(s, g, n)
	}
	own := merged(s.all)
	if len(own) == 0 {
		return nil
	}
	if len(s.kept)+len(own) > cap(s.kept) {
		s.kept = make([]Attribution, 0, max(1024, len(own)))
	}
	start := len(s.kept)
	s.kept = append(s.kept, own...)
	return s.kept[start:len(s.kept):len(s.kept)]
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
		if len(candidates) <= maxCandidates && slices.ContainsFunc(candidates, func(org int32) bool { return j.certain[org].groups > 0 }) {
			return true
		}
	}
	return false
}

// maxCandidates bounds how many namesakes are weighed; a name that more
// organisations share says nothing of any of them.
const maxCandidates = 200

// judgeHit appends to s.all an attribution for each candidate of hit n of g: the
// probability that it is named at all, times its share among the candidates.
func (j *judging) judgeHit(s *scratch, g *Group, n int) {
	candidates := j.Index.Phrase(g.Hits[n].Phrase).Candidates
	if len(candidates) > maxCandidates {
		return
	}
	var base vector
	j.ofHit(&base, g, n)
	first, best := len(s.all), math.Inf(-1)
	s.contexts = s.contexts[:0]
	for _, org := range candidates {
		v := base
		j.ofCandidate(&v, g, n, org)
		context := j.Weights.context(&v)
		best = max(best, context)
		s.contexts = append(s.contexts, context)
		s.all = append(s.all, Attribution{Organisation: org, P: sigmoid(j.Weights.sum(&v)), Hit: n, Class: g.Hits[n].Class})
	}
	total := 0.0
	for _, context := range s.contexts {
		total += math.Exp(context - best)
	}
	for i, context := range s.contexts {
		s.all[first+i].P *= math.Exp(context-best) / total
	}
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
type sureness struct {
	groups int
	first  uint64
}

// findCertain notes the organisations that some group names beyond doubt.
func (j *judging) findCertain() {
	const beyondDoubt = 0.95
	for i, own := range j.own {
		if len(own) > 0 && own[0].P >= beyondDoubt {
			s := j.certain[own[0].Organisation]
			if s.groups++; s.groups == 1 {
				s.first = j.Tree.Groups[i].Key
			}
			j.certain[own[0].Organisation] = s
		}
	}
}

// namedElsewhere reports whether a group other than g names an organisation
// beyond doubt.
func (j *judging) namedElsewhere(g *Group, org int32) bool {
	s := j.certain[org]
	return s.groups > 1 || s.groups == 1 && s.first != g.Key
}

// maxNesting bounds how many groups an entry inherits through.
const maxNesting = 64

// decay is what an attribution loses by being inherited.
const decay = 0.98

// settle decides whose the entries of group i are: what their own segment
// names, or else what a directory above says.
func (j *judging) settle(i int32, depth int) []Attribution {
	if i < 0 || depth > maxNesting {
		return nil
	}
	g := j.Tree.Groups[i]
	key := g.Key
	if done, ok := j.out.Groups[key]; ok {
		return done
	}
	var own []Attribution
	supplier := false
	for _, a := range j.own[i] {
		if j.out.Suppliers[a.Organisation] {
			supplier = supplier || a.P >= 0.5
			continue
		}
		if a.P >= least {
			own = append(own, a)
		}
	}
	above := j.settle(j.above[i], depth+1)
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
	if len(own) == 0 && (supplier || j.out.Own[g.Parent]) {
		j.out.Own[key] = true
	}
	if len(own) > 0 {
		j.out.Groups[key] = own
	}
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
	for _, g := range j.Tree.Groups {
		for _, a := range j.out.Groups[g.Key] {
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
