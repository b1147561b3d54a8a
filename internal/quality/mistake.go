package quality

import (
	"fmt"
	"slices"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
)

// Mistake is one line that was attributed to a wrong organisation, or not to
// the right one, with tier probable or strong.
type Mistake struct {
	Line   int64
	ID     string // of the organisation wrongly named, or missed
	Tier   finding.Tier
	Missed bool
	Label  invent.Label // of a line that belongs to an organisation
	Trap   invent.Trap  // of one that does not
}

func (m Mistake) String() string {
	what := fmt.Sprintf("false %s (trap %s)", m.Tier, m.Trap)
	switch {
	case m.Missed:
		what = fmt.Sprintf("missed, written by %s", m.Label.Way)
	case len(m.Label.Affected) > 0:
		what = fmt.Sprintf("false %s beside the right one, written by %s", m.Tier, m.Label.Way)
	}
	if m.Label.Inherited {
		what += ", by its folder"
	}
	return fmt.Sprintf("line %d: %s", m.Line, what)
}

// Mistakes lists the mistakes of a triage of a world, the false ones first,
// each in the order of lines.
func Mistakes(w *invent.World, truth *invent.Truth, o *Output) []Mistake {
	labels := make(map[int64]*invent.Label, len(truth.Lines))
	for i := range truth.Lines {
		labels[truth.Lines[i].Number] = &truth.Lines[i].Label
	}
	j := newJudge(w)
	right := make(map[int64]bool)
	var all []Mistake
	for _, a := range o.Attributions {
		l := labels[a.Line]
		trap, trapped := truth.Traps[a.Line]
		switch {
		case a.Tier == finding.Possible:
		case l == nil && trapped:
			all = append(all, Mistake{Line: a.Line, ID: a.ID, Tier: a.Tier, Trap: trap})
		case l == nil:
		case j.among(l.Affected, a.ID):
			right[a.Line] = true
		case !j.among(l.Tolerated, a.ID):
			all = append(all, Mistake{Line: a.Line, ID: a.ID, Tier: a.Tier, Label: *l})
		}
	}
	missed := slices.DeleteFunc(slices.Clone(truth.Lines), func(l invent.Line) bool { return !l.Decidable || right[l.Number] })
	for _, l := range missed {
		all = append(all, Mistake{Line: l.Number, ID: w.Organisations[l.Affected[0]].ID, Missed: true, Label: l.Label})
	}
	return all
}
