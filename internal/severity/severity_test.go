package severity_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/severity"
)

var (
	pathology = pack.Nature{Name: "pathology", Score: [2]float64{3, 4}}
	results   = pack.Nature{Name: "results", Score: [2]float64{4, 4}}
	invoices  = pack.Nature{Name: "invoice", Score: [2]float64{2, 3}}
)

func TestAssess(t *testing.T) {
	tests := []struct {
		name      string
		facts     severity.Facts
		low, high float64
		band      string
	}{
		{
			name:  "results with BSN and names, published by extortionists",
			facts: severity.Facts{Natures: []pack.Nature{results}, Names: 9, BirthDates: 9, BSN: 9, Malicious: true, Published: true},
			low:   5, high: 5, band: "very high",
		},
		{
			name:  "the same from names of files only",
			facts: severity.Facts{Natures: []pack.Nature{pathology}, Names: 9, BirthDates: 9, Malicious: true, Published: true},
			low:   3.25, high: 5, band: "high to very high",
		},
		{
			name:  "names of persons without dates of birth",
			facts: severity.Facts{Natures: []pack.Nature{pathology}, Names: 9, Malicious: true, Published: true},
			low:   3.25, high: 5, band: "high to very high",
		},
		{
			name:  "nothing known but that it leaked",
			facts: severity.Facts{Items: 10, Malicious: true, Published: true},
			low:   1.25, high: 5, band: "low to very high",
		},
		{
			name:  "kinds of some files not known count as the gravest",
			facts: severity.Facts{Natures: []pack.Nature{invoices}, Names: 1, Items: 10, Classified: 9, Malicious: true, Published: true},
			low:   2.5, high: 5, band: "medium to very high",
		},
		{
			name:  "kinds of all files known",
			facts: severity.Facts{Natures: []pack.Nature{invoices}, Names: 1, Items: 10, Classified: 10, Malicious: true, Published: true},
			low:   2.5, high: 4, band: "medium to very high",
		},
		{
			name:  "sent to a known recipient by mistake",
			facts: severity.Facts{Natures: []pack.Nature{invoices}, BirthDates: 1, Items: 1, Classified: 1},
			low:   1.25, high: 3.25, band: "low to high",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := severity.Assess(test.facts)
			if got.Low != test.low || got.High != test.high || got.Band != test.band {
				t.Errorf("got %v to %v, %q; want %v to %v, %q", got.Low, got.High, got.Band, test.low, test.high, test.band)
			}
			for _, a := range got.Assumptions {
				if !strings.HasSuffix(a, ".") {
					t.Errorf("not a full sentence: %q", a)
				}
			}
			narrows := strings.HasPrefix(got.Assumptions[len(got.Assumptions)-1], "One fact")
			if narrows != (got.Low < got.High) {
				t.Errorf("assumptions end with %q for an interval from %v to %v", got.Assumptions[len(got.Assumptions)-1], got.Low, got.High)
			}
		})
	}
}

// TestMoreNeverLowers holds the promise of Facts: whatever is added to what is
// known of a leak, and whatever becomes unknown, neither end goes down.
func TestMoreNeverLowers(t *testing.T) {
	nature := rapid.Custom(func(t *rapid.T) pack.Nature {
		low := rapid.Float64Range(0, 5).Draw(t, "low")
		return pack.Nature{Name: "any", Score: [2]float64{low, rapid.Float64Range(0, 5).Draw(t, "high")}}
	})
	few := rapid.Int64Range(0, 2)
	rapid.Check(t, func(t *rapid.T) {
		f := severity.Facts{
			Natures: rapid.SliceOfN(nature, 0, 4).Draw(t, "natures"), Names: few.Draw(t, "names"), BirthDates: few.Draw(t, "births"),
			BSN: few.Draw(t, "bsn"), Persons: few.Draw(t, "persons"), Items: few.Draw(t, "items"), Classified: few.Draw(t, "classified"),
			Malicious: rapid.Bool().Draw(t, "malicious"), Published: rapid.Bool().Draw(t, "published"),
		}
		before := severity.Assess(f)
		if before.Low > before.High || before.Low < 0 || before.High > 6 || math.IsNaN(before.High) {
			t.Fatalf("interval from %v to %v", before.Low, before.High)
		}
		more := f
		more.Natures = append(slices.Clone(f.Natures), rapid.SliceOfN(nature, 0, 1).Draw(t, "more natures")...)
		more.Names += few.Draw(t, "more names")
		more.BirthDates += few.Draw(t, "more births")
		more.BSN += few.Draw(t, "more bsn")
		more.Items += few.Draw(t, "more items")
		more.Malicious = f.Malicious || rapid.Bool().Draw(t, "malice not ruled out")
		more.Published = f.Published || rapid.Bool().Draw(t, "publication not ruled out")
		after := severity.Assess(more)
		if after.Low < before.Low || len(f.Natures) > 0 && after.High < before.High {
			t.Fatalf("%v to %v became %v to %v", before.Low, before.High, after.Low, after.High)
		}
	})
}

func TestChao1(t *testing.T) {
	tests := []struct {
		name                  string
		once, twice, observed int
		want, low, high       float64
	}{
		// 10²/(2·5) = 10 unseen; variance 5·(2 + 8 + 4) = 70;
		// K = exp(1.96·√ln 1.7) = 4.1692.
		{name: "by hand", once: 10, twice: 5, observed: 30, want: 40, low: 32.3985, high: 71.6919},
		{name: "nothing seen twice", once: 4, twice: 0, observed: 10, want: 16, low: 10.9519, high: 47.8209},
		{name: "nothing seen once", once: 0, twice: 3, observed: 12, want: 12, low: 12, high: 12},
		{name: "one thing seen once", once: 1, twice: 0, observed: 1, want: 1, low: 1, high: 1},
		{name: "nothing seen", want: 0, low: 0, high: 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, low, high := severity.Chao1(test.once, test.twice, test.observed)
			if far(got, test.want) || far(low, test.low) || far(high, test.high) {
				t.Errorf("got %.4f in %.4f to %.4f, want %.4f in %.4f to %.4f", got, low, high, test.want, test.low, test.high)
			}
		})
	}
}

func far(a, b float64) bool { return math.Abs(a-b) > 0.001 }

func TestChao1Ordered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		observed := rapid.IntRange(0, 5000).Draw(t, "observed")
		once := rapid.IntRange(0, observed).Draw(t, "once")
		twice := rapid.IntRange(0, observed-once).Draw(t, "twice")
		got, low, high := severity.Chao1(once, twice, observed)
		if !(float64(observed) <= low && low <= got && got <= high) || math.IsInf(high, 0) {
			t.Fatalf("observed %d, estimate %v in %v to %v", observed, got, low, high)
		}
	})
}
