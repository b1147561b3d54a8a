package quality

import (
	"cmp"
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
)

// Score sums up how good triages of invented worlds were. The zero value is
// empty.
type Score struct {
	Worlds, Entries int
	// Organisations and Lines hold precision and recall of findings and of
	// attributions. Recall is of what a careful reader can decide.
	Organisations, Lines     Tiers
	Calibration              Calibration // of findings
	Ways                     map[invent.Way]*Reach
	Inherited                Reach     // of directories, on what lies below them
	ItemErrors               []float64 // relative, of each organisation found
	Separated, LeftUndecided Ratio     // of organisations with namesakes
	Traps                    map[invent.Trap]*Alarm
	// Supplier is of worlds whose register holds the supplier: right where it
	// is not claimed to be affected itself. Its lines count nowhere else.
	Supplier   Ratio
	Unresolved Unresolved
	Open       int // lines of organisations not in the register, or not to be decided
}

// Reach is how many writings, one for each organisation and way, were
// attributed rightly in at least half of their lines.
type Reach struct{ Probable, Possible Ratio }

// Alarm counts the lines of one trap that were attributed to an organisation
// all the same, by tier.
type Alarm struct {
	Lines int
	False [3]int
}

// PerMillion returns the false attributions, per million lines, with tier i
// (0 is strong) or a surer one.
func (a *Alarm) PerMillion(i int) float64 {
	n := 0
	for _, f := range a.False[:i+1] {
		n += f
	}
	return float64(n) / float64(max(1, a.Lines)) * 1e6
}

// Add judges the output of a triage of one listing of a world.
func (s *Score) Add(w *invent.World, truth *invent.Truth, o *Output) {
	if s.Ways == nil {
		s.Ways, s.Traps = make(map[invent.Way]*Reach), make(map[invent.Trap]*Alarm)
	}
	s.Worlds++
	s.Entries += int(truth.Entries)
	supplier := ""
	if id, ok := w.WatchedSupplier(); ok {
		supplier = w.Organisations[id].ID
		claimed := slices.ContainsFunc(o.Claims, func(c Claim) bool { return c.ID == supplier && c.Tier != finding.Possible })
		s.Supplier.add(!claimed)
	}
	s.Unresolved.Texts += o.Unresolved.Texts
	s.Unresolved.Items += o.Unresolved.Items
	s.addClaims(w, truth, slices.DeleteFunc(slices.Clone(o.Claims), func(c Claim) bool { return c.ID == supplier }))
	said := slices.DeleteFunc(slices.Clone(o.Attributions), func(a Attribution) bool { return a.ID == supplier })
	s.addLines(w, truth, said)
}

// addLines judges attributions.
func (s *Score) addLines(w *invent.World, truth *invent.Truth, said []Attribution) {
	slices.SortStableFunc(said, func(a, b Attribution) int { return cmp.Compare(a.Line, b.Line) })
	j := newJudge(w)
	next := 0
	for i := range truth.Lines {
		l := &truth.Lines[i]
		for next < len(said) && said[next].Line < l.Number {
			next++
		}
		start := next
		for next < len(said) && said[next].Line == l.Number {
			next++
		}
		s.addLine(j, l, said[start:next])
	}
	s.addTraps(truth, said)
	j.sum(s)
}

// addClaims judges findings. An organisation is rightly found when any line
// belongs to it; it is wanted when a line can be decided. The parent of a
// location is neither, nor is one of several that fit a line that cannot be
// decided, as long as it is claimed as possible only.
func (s *Score) addClaims(w *invent.World, truth *invent.Truth, claims []Claim) {
	wanted, tolerated, doubted := make(map[string]bool), make(map[string]bool), make(map[string]bool)
	items := make(map[string]int64)
	for id, n := range truth.Items {
		items[w.Organisations[id].ID] = n
	}
	for i := range truth.Lines {
		l := &truth.Lines[i]
		for _, id := range l.Affected {
			if l.Decidable {
				wanted[w.Organisations[id].ID] = true
			}
		}
		for _, id := range l.Tolerated {
			tolerated[w.Organisations[id].ID] = true
		}
		for _, id := range l.Candidates {
			doubted[w.Organisations[id].ID] = true
		}
	}
	best := make(map[string]int)
	for _, c := range claims {
		n, affected := items[c.ID]
		fair := tolerated[c.ID] || doubted[c.ID] && c.Tier == finding.Possible
		if !affected && fair || rank(c.Tier) < 0 {
			continue
		}
		s.Organisations.Claimed[rank(c.Tier)].add(affected)
		s.Calibration.add(c.Confidence, affected)
		best[c.ID] = rank(c.Tier) + 1
		if affected && rank(c.Tier) < 2 {
			s.ItemErrors = append(s.ItemErrors, math.Abs(float64(c.Items-n))/float64(n))
		}
	}
	for id := range wanted {
		s.Organisations.want(best[id] - 1)
	}
}

// judge looks at the lines of one listing, and gathers what is told by
// organisation.
type judge struct {
	w           *invent.World
	ways        map[wayOf]*tally
	separated   map[int32]*tally
	undecidable map[int32]*tally
}

type wayOf struct {
	org       int32
	way       invent.Way
	inherited bool
}

// tally counts the lines of one writing.
type tally struct{ lines, probable, possible int }

func (t *tally) half(n int) bool { return 2*n >= t.lines }

func newJudge(w *invent.World) *judge {
	return &judge{w, make(map[wayOf]*tally), make(map[int32]*tally), make(map[int32]*tally)}
}

// addLine judges what is said of a line that belongs to an organisation.
func (s *Score) addLine(j *judge, l *invent.Line, said []Attribution) {
	org := l.Affected[0]
	best, wrong := -1, false
	for _, a := range said {
		switch {
		case rank(a.Tier) < 0 || j.among(l.Tolerated, a.ID):
		case a.ID == j.w.Organisations[org].ID:
			best = rank(a.Tier)
			s.Lines.Claimed[best].add(true)
		case !l.Decidable && a.Tier == finding.Possible && j.among(l.Candidates, a.ID):
			// The doubt is shared among the candidates, as it should be.
		default:
			s.Lines.Claimed[rank(a.Tier)].add(false)
			wrong = wrong || rank(a.Tier) < 2
		}
	}
	if !l.Decidable {
		s.Open++
		note(j.undecidable, org, !wrong, !wrong)
		return
	}
	s.Lines.want(best)
	probable := best >= 0 && best < 2
	note(j.ways, wayOf{org, l.Way, l.Inherited}, probable, best >= 0)
	if l.Namesake {
		note(j.separated, org, probable && !wrong, probable && !wrong)
	}
}

func note[K comparable](m map[K]*tally, key K, probable, possible bool) {
	t := m[key]
	if t == nil {
		t = &tally{}
		m[key] = t
	}
	t.lines++
	if probable {
		t.probable++
	}
	if possible {
		t.possible++
	}
}

func (j *judge) among(ids []int32, id string) bool {
	return slices.ContainsFunc(ids, func(i int32) bool { return j.w.Organisations[i].ID == id })
}

// sum adds what was gathered by organisation.
func (j *judge) sum(s *Score) {
	for k, t := range j.ways {
		r := &s.Inherited
		if !k.inherited {
			if r = s.Ways[k.way]; r == nil {
				r = &Reach{}
				s.Ways[k.way] = r
			}
		}
		r.Probable.add(t.half(t.probable))
		r.Possible.add(t.half(t.possible))
	}
	for _, t := range j.separated {
		s.Separated.add(t.half(t.probable))
	}
	for _, t := range j.undecidable {
		s.LeftUndecided.add(t.half(t.probable))
	}
}

// addTraps counts the attributions of lines that belong to no organisation.
func (s *Score) addTraps(truth *invent.Truth, said []Attribution) {
	for _, trap := range truth.Traps {
		if s.Traps[trap] == nil {
			s.Traps[trap] = &Alarm{}
		}
		s.Traps[trap].Lines++
		if trap == invent.Stranger {
			s.Open++
		}
	}
	last := int64(0)
	for _, a := range said {
		trap, ok := truth.Traps[a.Line]
		if !ok || rank(a.Tier) < 0 {
			continue
		}
		s.Lines.Claimed[rank(a.Tier)].add(false)
		if a.Line != last {
			s.Traps[trap].False[rank(a.Tier)]++
			last = a.Line
		}
	}
}
