package finding

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
)

// The least confidence of each tier.
const (
	StrongAt   = 0.97
	ProbableAt = 0.85
	PossibleAt = least
)

// TierOf returns the tier of a confidence of at least PossibleAt.
func TierOf(confidence float64) Tier {
	switch {
	case confidence >= StrongAt:
		return Strong
	case confidence >= ProbableAt:
		return Probable
	}
	return Possible
}

// maxEvidence is how many lines a finding shows.
const maxEvidence = 5

// Assembler turns verdicts into the findings of the stream.
type Assembler struct {
	Judge    *Judge
	Register *register.Register
	Pack     *pack.Pack
	Masker   *mask.Masker
}

// share is the part of a group that goes to one organisation.
type share struct {
	group *Group
	*Attribution
}

// Findings returns a finding for each organisation that v indicates, by
// falling confidence, then falling items, then ID.
func (a *Assembler) Findings(t *Tree, v *Verdict) []Finding {
	shares := v.shares()
	out := make([]Finding, len(shares))
	shareOut(len(shares), 1, func(some iter.Seq[int]) {
		view := a.Masker.View(0)
		for i := range some {
			view.Renew()
			out[i] = a.finding(v, shares[i], view)
		}
	})
	slices.SortStableFunc(out, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), cmp.Compare(y.Items, x.Items), cmp.Compare(x.Organisation.ID, y.Organisation.ID))
	})
	return out
}

// shares returns the shares of each organisation that is indicated, in the order
// of the register; those of one in the order of the groups.
func (v *Verdict) shares() [][]share {
	numbers := make(map[int32]int)
	for org, confidence := range v.Confidence {
		if confidence >= PossibleAt {
			numbers[org] = 0
		}
	}
	for n, org := range slices.Sorted(maps.Keys(numbers)) {
		numbers[org] = n
	}
	counts, all := make([]int, len(numbers)), 0
	for _, list := range v.run.settled {
		for i := range list {
			if n, indicated := numbers[list[i].Organisation]; indicated {
				counts[n]++
				all++
			}
		}
	}
	out, room := make([][]share, len(numbers)), make([]share, all)
	for n, count := range counts {
		out[n], room = room[:0:count], room[count:]
	}
	for i, list := range v.run.settled {
		for k := range list {
			if n, indicated := numbers[list[k].Organisation]; indicated {
				out[n] = append(out[n], share{v.run.Groups[i], &list[k]})
			}
		}
	}
	return out
}

// finding sums up the shares of one organisation. A share that is much less
// sure than the best is left out: it is some other organisation's, or nobody's.
func (a *Assembler) finding(v *Verdict, shares []share, view *mask.View) Finding {
	t, org, best := v.run.Tree, shares[0].Organisation, 0.0
	for _, s := range shares {
		best = max(best, s.P)
	}
	shares = slices.DeleteFunc(shares, func(s share) bool { return s.P < min(0.5, best*0.6) })
	o, confidence := &a.Register.Organisations[org], v.Confidence[org]
	f := Finding{
		Organisation: Organisation{ID: o.ID, Name: o.Name, Type: o.Type, City: o.City, Participant: o.Participant, Umbrella: o.Umbrella},
		Status:       "indicated", Tier: TierOf(confidence), Confidence: math.Floor(confidence*100) / 100,
		Signals: []Signal{}, Natures: []Nature{}, Flags: []string{}, Evidence: []Evidence{},
	}
	var sum Stats
	signals := make(map[mention.Class]int64)
	for _, s := range shares {
		sum.Merge(&s.group.Stats)
		signals[s.Class] += s.group.Stats.Items
		if s.Inherited || !s.group.Leaf {
			signals[mention.Context] += s.group.Stats.Items
			f.Inherited += s.group.Stats.Items
		}
	}
	for _, class := range slices.Sorted(maps.Keys(signals)) {
		f.Signals = append(f.Signals, Signal{className(class), signals[class]})
	}
	a.count(&f, &sum)
	f.Reason = a.reason(org, shares, t)
	f.Evidence = a.evidence(t, shares, view)
	return f
}

// count fills in the numbers of f.
func (a *Assembler) count(f *Finding, s *Stats) {
	f.Items, f.Bytes, f.Bulk = s.Items, s.Bytes, s.Bulk
	f.Period = periodOf(s)
	f.Natures = a.natures(s, false)
	bsn, _, _ := identifier.CorrectedBSN(s.NineDigits, s.BSN)
	f.Identifiers = Identifiers{NameItems: s.Names, BirthDateItems: s.BirthDates, BSNItems: bsn, Persons: s.Persons.AtLeast()}
	f.Flags = a.flags(s, bsn)
}

// natures returns the natures counted in s, most items first, then in the
// order of the pack.
func (a *Assembler) natures(s *Stats, law bool) []Nature {
	counts := slices.Clone(s.Natures)
	slices.SortFunc(counts, func(x, y Count) int { return cmp.Or(cmp.Compare(y.Items, x.Items), cmp.Compare(x.Index, y.Index)) })
	out := make([]Nature, 0, len(counts))
	for _, c := range counts {
		n := a.Pack.Natures[c.Index]
		o := Nature{Nature: n.Name, Items: c.Items}
		if law {
			o.Category, o.Article = n.Category, n.Article
		}
		out = append(out, o)
	}
	return out
}

// flags returns the names of the flags raised in s, in the order of the pack.
func (a *Assembler) flags(s *Stats, bsn int64) []string {
	raised := make(map[string]bool)
	for _, c := range s.Flags {
		raised[a.Pack.Groups[c.Index].Name] = true
	}
	for _, c := range s.Natures {
		switch a.Pack.Natures[c.Index].Article {
		case "GDPR 9":
			raised["special-category"] = true
		case "GDPR 10":
			raised["criminal"] = true
		}
	}
	if bsn > 0 {
		raised["bsn"] = true
	}
	out := []string{}
	for _, g := range a.Pack.Groups {
		if raised[g.Name] {
			out = append(out, g.Name)
		}
	}
	return out
}

// evidence returns the lines that speak most clearly, of each sign the first,
// then more of the same; masked, with the names of the register showing.
func (a *Assembler) evidence(t *Tree, shares []share, view *mask.View) []Evidence {
	type ranked struct {
		share
		again int // how many lines of the same sign come before
	}
	var all []ranked
	seen := make(map[mention.PhraseID]int)
	slices.SortFunc(shares, func(x, y share) int {
		return cmp.Or(cmp.Compare(y.P, x.P), cmp.Compare(x.group.Key, y.group.Key))
	})
	inherited := mention.PhraseID(-1) // stands for all lines that only lie below, and come after all others
	for _, s := range shares {
		if _, kept := s.group.First(); !kept {
			continue
		}
		sign, after := inherited, len(shares)
		if !s.Inherited {
			sign, after = s.group.Hits[s.Hit].Phrase, 0
		}
		if n := seen[sign]; n < maxEvidence { // else there is enough before it
			all = append(all, ranked{s, after + n})
			seen[sign]++
		}
	}
	slices.SortStableFunc(all, func(x, y ranked) int { return cmp.Compare(x.again, y.again) })
	out := []Evidence{}
	for _, r := range all[:min(len(all), maxEvidence)] {
		l, _ := r.group.First()
		class, hit := mention.Context, -1
		if !r.Inherited {
			class, hit = r.Class, r.Hit
		}
		out = append(out, Evidence{
			Listing: l.Listing, Line: l.Line, Text: view.PathWith(l.Path.Bytes(), a.naming(t, r.group, hit, r.Organisation)),
			Class: className(class), Strength: math.Floor(r.P*100) / 100,
		})
	}
	slices.SortFunc(out, func(x, y Evidence) int {
		return cmp.Or(cmp.Compare(y.Strength, x.Strength), cmp.Compare(x.Listing, y.Listing), cmp.Compare(x.Line, y.Line))
	})
	return out
}

// naming returns the phrases in the path of g that can mean an organisation. Of
// codes only that of the hit with a number is among them, and that in one piece
// or after its scheme's name: another could be a number of something else.
func (a *Assembler) naming(t *Tree, g *Group, hit int, org int32) (phrases []mention.PhraseID) {
	for range maxNesting {
		for n, h := range g.Hits {
			p := a.Judge.Index.Phrase(h.Phrase)
			if p.Class == mention.Code && (n != hit || h.First != h.Last && !h.Prefixed) {
				continue
			}
			if _, can := slices.BinarySearch(p.Candidates, org); can {
				phrases = append(phrases, h.Phrase)
			}
		}
		hit = -1
		if g = t.group(g.Parent); g == nil {
			break
		}
	}
	return phrases
}

// reason says in one sentence why the organisation is indicated.
func (a *Assembler) reason(org int32, shares []share, t *Tree) string {
	best := shares[0]
	var folders, items int64
	for _, s := range shares {
		if s.P > best.P || s.P == best.P && s.group.Key < best.group.Key {
			best = s
		}
		items += s.group.Stats.Items
		if !s.group.Leaf && !s.Inherited {
			folders++
		}
	}
	g := best.group
	for best.Inherited && t.group(g.Parent) != nil {
		g = t.group(g.Parent)
		if best.Hit < len(g.Hits) && slices.Contains(a.Judge.Index.Phrase(g.Hits[best.Hit].Phrase).Candidates, org) {
			break
		}
	}
	where := plural(items, "item")
	if folders > 0 {
		where = fmt.Sprintf("%s, %s named after it among them", where, plural(folders, "folder"))
	}
	phrase := a.Judge.Index.Text(g.Hits[best.Hit].Phrase)
	s := fmt.Sprintf(sentences[best.Class], phrase, where)
	if c := a.Judge.Index.CityOf(org); c >= 0 && (slices.Contains(g.Places, c) || slices.Contains(g.PlacesAbove, c)) {
		s += fmt.Sprintf(", together with its city %s", a.Register.Organisations[org].City)
	}
	if n := len(a.Judge.Index.Phrase(g.Hits[best.Hit].Phrase).Candidates); n > 1 {
		s += fmt.Sprintf("; %d organisations of the register share that name", n)
	}
	return s + "."
}

// sentences gives for each class the reason, of the phrase and of where it is.
var sentences = map[mention.Class]string{
	mention.Code:         "Its code “%s” stands in the names of %s",
	mention.Domain:       "Its domain “%s” stands in the names of %s",
	mention.Name:         "Its name “%s” stands in the names of %s",
	mention.Alias:        "“%s”, another name of it, stands in the names of %s",
	mention.Abbreviation: "“%s”, its name in short, stands in the names of %s",
	mention.Spelling:     "A name that differs from “%s” by a typing error stands in the names of %s",
}

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
