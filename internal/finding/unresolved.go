package finding

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// Folder is a directory in a place where organisations are named, whose own
// name is that of none in the register.
type Folder struct {
	Name  []byte // raw
	Items int64
	Cue   bool // its name holds an organisation word
}

// maxUnresolved is how many unresolved texts are reported, those with most
// items; maxNamed how many candidates of one are.
const (
	maxUnresolved = 200
	maxNamed      = 8
)

// Unresolved returns what names an organisation, but none that can be told:
// most items first, then by text. What several could be meant by comes with
// their IDs.
func (a *Assembler) Unresolved(t *Tree, v *Verdict, folders []Folder) []Unresolved {
	out := a.undecided(t, v)
	view := a.Masker.View(0)
	byText := make(map[string]int)
	for _, f := range folders {
		text := view.Path(f.Name)
		key := text.String()
		if i, known := byText[key]; known {
			out[i].Items += f.Items
			continue
		}
		byText[key] = len(out)
		out = append(out, Unresolved{Text: text, Items: f.Items, Why: "no organisation of that name"})
	}
	slices.SortStableFunc(out, func(x, y Unresolved) int {
		return cmp.Or(cmp.Compare(y.Items, x.Items), cmp.Compare(x.Text.String(), y.Text.String()), cmp.Compare(x.Why, y.Why))
	})
	return out[:min(len(out), maxUnresolved)]
}

// undecided returns the phrases that several organisations share and that no
// context decides, with the items they stand in.
func (a *Assembler) undecided(t *Tree, v *Verdict) []Unresolved {
	byPhrase := make(map[mention.PhraseID]int)
	var out []Unresolved
	view := a.Masker.View(0)
	for i, g := range t.Groups {
		n := a.undecidedHit(g, v.run.settled[i])
		if n < 0 {
			continue
		}
		phrase := g.Hits[n].Phrase
		if i, known := byPhrase[phrase]; known {
			out[i].Items += g.Stats.Items
			continue
		}
		byPhrase[phrase] = len(out)
		text := view.PathWith([]byte(a.Judge.Index.Text(phrase)), []mention.PhraseID{phrase})
		out = append(out, Unresolved{Text: text, Items: g.Stats.Items, Why: a.several(phrase)})
	}
	return out
}

// undecidedHit returns the hit of g whose candidates share it with none ahead,
// -1 where there is none.
func (a *Assembler) undecidedHit(g *Group, attributions []Attribution) int {
	const ahead = 0.5
	if len(attributions) > 0 && attributions[0].P >= ahead {
		return -1
	}
	return slices.IndexFunc(g.Hits, func(h mention.Hit) bool {
		p := a.Judge.Index.Phrase(h.Phrase)
		return len(p.Candidates) > 1 && (h.Full || h.Cue || p.Weak == 0)
	})
}

// several says whom a phrase can mean.
func (a *Assembler) several(phrase mention.PhraseID) string {
	candidates := a.Judge.Index.Phrase(phrase).Candidates
	why := "several:"
	for _, c := range candidates[:min(len(candidates), maxNamed)] {
		why += " " + a.Register.Organisations[c].ID
	}
	if more := len(candidates) - maxNamed; more > 0 {
		why += fmt.Sprintf(" and %d more", more)
	}
	return why
}
