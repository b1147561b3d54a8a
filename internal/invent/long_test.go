package invent

import (
	"strings"
	"testing"
)

// TestLongNames checks that long names have several words, and that a writing
// that is to be decided fits no other organisation of the register as a whole.
func TestLongNames(t *testing.T) {
	for _, language := range []string{"nl", "en"} {
		w := New(Spec{Seed: 21, Paths: 3_000, Affected: 600, OwnShare: 0.1, Language: language, Long: true, Flat: true})
		words := 0
		for i := range w.Organisations {
			words += len(strings.Fields(w.Organisations[i].Name))
		}
		if mean := float64(words) / float64(len(w.Organisations)); mean < 3.2 {
			t.Errorf("%s: names have %.1f words, want more than three", language, mean)
		}
		lines, truth := listing(t, w, 0, Plain)
		decided := 0
		for i := range truth.Lines {
			l := &truth.Lines[i]
			if !l.Decidable || l.Way != Variant {
				continue
			}
			decided++
			for _, id := range w.index.full[key(lines[l.Number-1])] {
				if id != l.Affected[0] {
					t.Errorf("%s: line %d is the whole name of another", language, l.Number)
				}
			}
		}
		if decided < 100 {
			t.Errorf("%s: got %d loose writings, want at least 100", language, decided)
		}
	}
}

// TestRegional checks that most of the affected are of the supplier's region.
func TestRegional(t *testing.T) {
	spread := func(regional bool) int {
		w := New(Spec{Seed: 22, Paths: 2_000, Affected: 60, Regional: regional})
		districts := make(map[string]bool)
		for _, id := range w.Affected() {
			districts[w.Organisations[id].Postcode[:2]] = true
		}
		return len(districts)
	}
	if near, wide := spread(true), spread(false); 3*near > 2*wide {
		t.Errorf("got clients in %d districts, and in %d with no region: want at most two thirds", near, wide)
	}
}
