package finding

import (
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/severity"
)

// Natures returns the kinds of data in the listing as a whole, most items
// first, then in the order of the pack.
func (a *Assembler) Natures(t *Tree) []Nature { return a.natures(t.total(), true) }

// Summary sums up a tree and the findings in it. What only the reading of the
// listings knows (skipped lines, duplicates) is left for the caller to fill in.
func (a *Assembler) Summary(t *Tree, v *Verdict, findings []Finding) *Summary {
	sum := t.total()
	s := &Summary{Items: sum.Items, Notes: []string{}}
	for i, g := range t.Groups {
		switch {
		case len(v.run.settled[i]) > 0:
			s.Attributed += g.Stats.Items
		case v.run.supplied[i]:
			s.SupplierOwn += g.Stats.Items
		default:
			s.SupplierOwn += g.Stats.House
		}
	}
	s.SupplierOwn += t.Root.Stats.House
	s.Unattributed = s.Items - s.Attributed - s.SupplierOwn
	for _, f := range findings {
		switch f.Tier {
		case Strong:
			s.Organisations.Strong++
		case Probable:
			s.Organisations.Probable++
		case Possible:
			s.Organisations.Possible++
		}
	}
	bsn, _, _ := identifier.CorrectedBSN(sum.NineDigits, sum.BSN)
	s.Flags = a.flags(sum, bsn)
	s.Exposure = Exposure{Held: sum.Names + sum.BirthDates + sum.NineDigits + sum.Other, Shown: a.Masker.Exposed()}
	s.Severity = a.severity(sum, bsn)
	s.Unseen = unseen(findings)
	s.Notes = a.notes(sum, v)
	return s
}

// severity assesses the listing as a whole.
func (a *Assembler) severity(sum *Stats, bsn int64) Severity {
	facts := severity.Facts{Names: sum.Names, BirthDates: sum.BirthDates, BSN: bsn, Persons: sum.Persons.AtLeast(), Items: sum.Items, Classified: sum.Classified, Malicious: true, Published: true}
	for _, c := range sum.Natures {
		facts.Natures = append(facts.Natures, a.Pack.Natures[c.Index])
	}
	i := severity.Assess(facts)
	return Severity{Low: i.Low, High: i.High, Band: i.Band, Assumptions: i.Assumptions}
}

// unseen estimates how many organisations the examined part has not shown, nil
// where nothing was found.
func unseen(findings []Finding) *Unseen {
	var once, twice, observed int
	for _, f := range findings {
		if f.Tier == Possible {
			continue
		}
		observed++
		switch f.Items {
		case 1:
			once++
		case 2:
			twice++
		}
	}
	if observed == 0 {
		return nil
	}
	estimate, low, high := severity.Chao1(once, twice, observed)
	return &Unseen{
		Organisations: int(math.Round(estimate)) - observed, Low: int(math.Round(low)) - observed, High: int(math.Round(high)) - observed,
		Assumption: "This holds if what was published is a random part of what was taken. If whole folders were left out, more organisations are unseen than this says.",
	}
}

// notes says what a reader of the findings must know.
func (a *Assembler) notes(sum *Stats, v *Verdict) []string {
	notes := []string{
		"An item is one entry of the listing, not one person: one file can hold many persons, and many files can be about one.",
		"An organisation that is not named here was not found in what was examined. That does not say that it is not affected.",
		"Vulnerable groups are recognised by words in names alone, which can miss them.",
	}
	if sum.Bulk > 0 {
		notes = append(notes, plural(sum.Bulk, "item")+" look like exports, databases or backups: each may hold data of many organisations and persons.")
	}
	if n := a.Masker.Breaches(); n > 0 {
		notes = append(notes, plural(n, "cell")+" of masked text had to be hidden by the check of what leaves: a fault of this program. Please report it.")
	}
	for _, org := range slices.Sorted(func(yield func(int32) bool) {
		for o := range v.Suppliers {
			if !a.Judge.Supplier[o] && !yield(o) {
				return
			}
		}
	}) {
		notes = append(notes, a.Register.Organisations[org].Name+" is named in most of the listing and was taken for the supplier; name the supplier with --supplier if it is not.")
	}
	return notes
}
