package finding

import (
	"cmp"
	"slices"

	"github.com/leakwarden/leakwarden/internal/mask"
)

// Explanation says in full why an organisation is indicated: every sign of it,
// and the numbers that its probability was made of.
type Explanation struct {
	Organisation Organisation `json:"organisation"`
	Confidence   float64      `json:"confidence"`
	Signs        []Sign       `json:"signs"`
	More         int          `json:"more"` // signs left out, weaker than those given
}

// Sign is one hit that may name the organisation. LogOdds is the sum of
// the contributions; Probability is its logistic function times Share, and P,
// what the sign's group was attributed with in the end, follows from all
// signs in one name and from what a name further down says.
type Sign struct {
	Listing       int            `json:"listing"` // index into Config.Listings
	Line          int64          `json:"line"`    // from 1; the first of those with this sign
	Text          mask.Text      `json:"text"`
	Class         string         `json:"class"`
	Items         int64          `json:"items"`
	Contributions []Contribution `json:"contributions"`
	LogOdds       float64        `json:"log_odds"`
	Candidates    int            `json:"candidates"`
	Share         float64        `json:"share"` // among the candidates of the phrase
	Probability   float64        `json:"probability"`
	P             float64        `json:"attributed"`
}

// Contribution is what one feature adds to the log-odds: Value times Weight.
type Contribution struct {
	Feature string  `json:"feature"`
	Value   float64 `json:"value"`
	Weight  float64 `json:"weight"`
}

// maxSigns is how many signs an explanation gives.
const maxSigns = 40

// Explain explains an organisation, an index into the register. It has no
// signs where the listing holds none.
func (a *Assembler) Explain(v *Verdict, org int32) Explanation {
	o := &a.Register.Organisations[org]
	e := Explanation{
		Organisation: Organisation{ID: o.ID, Name: o.Name, Type: o.Type, City: o.City, Participant: o.Participant, Umbrella: o.Umbrella},
		Confidence:   v.Confidence[org], Signs: []Sign{},
	}
	view := a.Masker.View(0)
	for at, g := range v.run.Tree.Groups {
		for n, h := range g.Hits {
			i, can := slices.BinarySearch(v.run.Index.Phrase(h.Phrase).Candidates, org)
			if l, ok := g.First(); ok && can {
				s := v.run.sign(int32(at), n, i)
				s.Listing, s.Line = l.Listing, l.Line
				s.Text = view.PathWith(l.Path.Bytes(), a.naming(v.run.Tree, g, n, org))
				e.Signs = append(e.Signs, s)
			}
		}
	}
	slices.SortStableFunc(e.Signs, func(x, y Sign) int {
		return cmp.Or(cmp.Compare(y.Probability, x.Probability), cmp.Compare(x.Listing, y.Listing), cmp.Compare(x.Line, y.Line))
	})
	e.More = max(0, len(e.Signs)-maxSigns)
	e.Signs = e.Signs[:len(e.Signs)-e.More]
	return e
}

// sign returns hit n of group i as a sign of its candidate c.
func (j *judging) sign(i int32, n, c int) Sign {
	g := j.Tree.Groups[i]
	candidates := j.Index.Phrase(g.Hits[n].Phrase).Candidates
	s := Sign{Class: className(g.Hits[n].Class), Items: g.Stats.Items, Candidates: len(candidates), Contributions: []Contribution{}}
	v := j.vector(i, n, c)
	for f := range v {
		if v[f] != 0 {
			s.Contributions = append(s.Contributions, Contribution{featureNames[f], v[f], j.Weights[f]})
		}
	}
	s.LogOdds = j.Weights.sum(&v)
	if len(candidates) <= maxCandidates {
		x := scratch{codes: j.codesOf(nil, i)}
		j.classify(&x, i, n)
		s.Probability = x.classes[x.of[c]].p
		s.Share = s.Probability / sigmoid(s.LogOdds)
	}
	for _, at := range j.settled[i] {
		if at.Organisation == candidates[c] {
			s.P = at.P
		}
	}
	return s
}
