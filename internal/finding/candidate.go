package finding

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// traits are the features of a candidate that it has or has not, as bits: of the
// features from fullName on, each stands at its distance from that. Candidates of
// one hit mostly have the same as another.
type traits uint64

// What is no feature from fullName on, or one of another value.
const (
	afterPlace traits = 1 << (features - fullName + iota) // placeBefore
	denied                                                // analyst, with the value -1
)

// when returns the traits that are f alone if yes, and else none.
func when(f feature, yes bool) traits {
	if yes {
		return 1 << (f - fullName)
	}
	return 0
}

func (t traits) has(f feature) bool { return t>>(f-fullName)&1 != 0 }

// supporting are the traits of which one says that the candidate is meant.
const supporting traits = 1<<(kind-fullName) | 1<<(kindAbove-fullName) | 1<<(kindBeside-fullName) |
	1<<(city-fullName) | 1<<(cityInside-fullName) | 1<<(cityAbove-fullName) | 1<<(codeBeside-fullName)

// candidate is what is said of one of a phrase's candidates wherever that stands.
type candidate struct {
	traits
	org, city    int32 // city is -1 for none
	types        uint32
	starts, ends bool    // its name is longer than the phrase, and starts or ends with it
	certain      bool    // some group names it beyond doubt
	lift         float64 // see regions
}

// candidatesOf returns the candidates of a phrase, in its order. s remembers them:
// it must not outlive the time in which the same organisations are certain.
func (j *judging) candidatesOf(s *scratch, phrase mention.PhraseID) []candidate {
	if known, ok := s.candidates[phrase]; ok {
		return known
	}
	p, part := j.Index.Phrase(phrase), j.Index.Text(phrase)
	whole := slices.ContainsFunc(p.Roles, func(r mention.Role) bool { return r&mention.FullName != 0 })
	out := make([]candidate, len(p.Candidates))
	for i, org := range p.Candidates {
		c := candidate{org: org, city: j.Index.CityOf(org), types: j.Index.TypeOf(org), certain: j.sure.has(org)}
		c.traits, c.lift = j.ofRole(phrase, i, whole)|j.ofOpinion(phrase, org), j.regions.lift(org, c.certain)
		if name := j.Register.Organisations[org].Name; len(name) > len(part) {
			c.starts, c.ends = strings.EqualFold(name[:len(part)], part), strings.EqualFold(name[len(name)-len(part):], part)
		}
		out[i] = c
	}
	if s.candidates == nil || s.remembered > mostRemembered {
		s.candidates, s.remembered = make(map[mention.PhraseID][]candidate), 0
	}
	s.candidates[phrase] = out
	s.remembered += len(out)
	return out
}

// mostRemembered bounds the candidates that a scratch remembers, to some megabytes.
const mostRemembered = 1 << 16

// subject is a hit of a group, to be judged.
type subject struct {
	*Group
	at         int32 // of the group in the tree
	hit        *mention.Hit
	around     *Around
	candidates []candidate
	codes      []int32 // organisations whose codes the group's path holds
	base       vector  // what the hit says by itself, whoever the candidate is
	side       Mark    // see misplaced
	placed     bool    // the path names a place
	rival      bool    // the city of some candidate is inside a name
}

// subject makes s.subject hit n of group i, whose codes are s.codes.
func (j *judging) subject(s *scratch, i int32, n int) *subject {
	g, x := j.Tree.Groups[i], &s.subject
	*x = subject{Group: g, at: i, hit: &g.Hits[n], around: &g.Around[n], candidates: j.candidatesOf(s, g.Hits[n].Phrase), codes: s.codes, side: misplaced(g, n)}
	x.placed = len(g.Places)+len(g.Inside)+len(g.PlacesAbove) > 0
	x.rival = len(g.Inside) > 0 && slices.ContainsFunc(x.candidates, func(c candidate) bool { return slices.Contains(g.Inside, c.city) })
	j.ofHit(&x.base, g, n)
	return x
}

// vector returns what is said of candidate c of hit n of group i.
func (j *judging) vector(i int32, n, c int) vector {
	x := j.subject(&scratch{codes: j.codesOf(nil, i)}, i, n)
	return x.vector(j.ofCandidate(x, &x.candidates[c]), x.candidates[c].lift)
}

// vector returns what is said of a candidate with some traits, in a region that
// says so much.
func (x *subject) vector(t traits, lift float64) vector {
	v := x.base
	for left := t &^ (afterPlace | denied); left != 0; left &= left - 1 {
		v[int(fullName)+bits.TrailingZeros64(uint64(left))] = 1
	}
	v[region] = lift
	v[placeBefore] = one(t&afterPlace != 0)
	if t.has(placeName) {
		v[placeSlot] = v[anyRate]
		v[person], v[common], v[supportedPerson] = 0, 0, 0 // what else the place may mean says nothing more
	}
	if t.has(twice) {
		v[goesBefore] = 0
	}
	if t.has(lonely) {
		v[lonelySlot], v[lonelyOne] = v[slotRate], one(v[words] == 0)
	}
	if t.has(solidCore) {
		v[solidCued] = v[cue]
	}
	if t&denied != 0 {
		v[analyst] = -1
	}
	return v
}

// scratch is what one goroutine judges with.
type scratch struct {
	subject   subject
	codes     []int32
	classes   []class // of the candidates of the hit at hand
	of        []uint8 // by candidate, its class
	all, kept []Attribution
	// candidates holds those of phrases met, remembered of them.
	candidates map[mention.PhraseID][]candidate
	remembered int
}

// class is all candidates of a hit of which the same is said.
type class struct {
	traits
	lift    float64
	context float64 // log-odds that tell it from others
	p       float64 // probability
}

// keep returns a copy of list that stays as it is, nil for none.
func (s *scratch) keep(list []Attribution) []Attribution {
	if len(list) == 0 {
		return nil
	}
	if len(s.kept)+len(list) > cap(s.kept) {
		s.kept = make([]Attribution, 0, max(1024, len(list)))
	}
	start := len(s.kept)
	s.kept = append(s.kept, list...)
	return s.kept[start:len(s.kept):len(s.kept)]
}

// maxCandidates bounds how many namesakes are weighed; a name that more
// organisations share says nothing of any of them.
const maxCandidates = 200

// judgeHit appends to s.all an attribution for each candidate of hit n of group i:
// the probability that it is named at all, times its share among the candidates.
// Where no other hit could add to it, what stays below least is left out.
func (j *judging) judgeHit(s *scratch, i int32, n int) {
	hits := j.Tree.Groups[i].Hits
	candidates := j.Index.Phrase(hits[n].Phrase).Candidates
	if len(candidates) > maxCandidates {
		return
	}
	j.classify(s, i, n)
	for c, org := range candidates {
		if p := s.classes[s.of[c]].p; p >= least || len(hits) > 1 {
			s.all = append(s.all, Attribution{Organisation: org, P: p, Hit: n, Class: hits[n].Class})
		}
	}
}

// classify fills s.classes and s.of for hit n of group i.
func (j *judging) classify(s *scratch, i int32, n int) {
	x := j.subject(s, i, n)
	s.classes, s.of = s.classes[:0], s.of[:0]
	for c := range x.candidates {
		s.of = append(s.of, s.classOf(j.ofCandidate(x, &x.candidates[c]), x.candidates[c].lift))
	}
	j.weigh(s)
}

// classOf returns which class the candidates with some traits and lift are.
func (s *scratch) classOf(t traits, lift float64) uint8 {
	for i := range s.classes {
		if c := &s.classes[i]; c.traits == t && c.lift == lift {
			return uint8(i)
		}
	}
	s.classes = append(s.classes, class{traits: t, lift: lift})
	return uint8(len(s.classes) - 1)
}

// weigh fills in the probabilities of the classes.
func (j *judging) weigh(s *scratch) {
	best := math.Inf(-1)
	for i := range s.classes {
		c := &s.classes[i]
		v := s.subject.vector(c.traits, c.lift)
		c.p = sigmoid(j.Weights.sum(&v))
		if len(s.classes) > 1 { // else nothing tells candidates apart
			c.context = j.Weights.context(&v)
		}
		best = max(best, c.context)
	}
	for i := range s.classes {
		s.classes[i].context = math.Exp(s.classes[i].context - best)
	}
	total := 0.0
	for _, c := range s.of {
		total += s.classes[c].context
	}
	for i := range s.classes {
		s.classes[i].p *= s.classes[i].context / total
	}
}
