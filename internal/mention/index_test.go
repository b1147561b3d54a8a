package mention

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

func TestPlacesAndCues(t *testing.T) {
	f := newFixture(invented()...)
	tests := []struct {
		in     string
		cities []string
		cues   []string
	}{
		{"HAP De Linde Zoetermeer", []string{"Zoetermeer"}, []string{"gp"}},
		{"Den Haag", []string{"Den Haag"}, nil},
		{"denhaag", []string{"Den Haag"}, nil},
		{"Delft-Rotterdam", []string{"Delft", "Rotterdam"}, nil},
		{"2712AB", []string{"Zoetermeer"}, nil},
		{"2712 AB apotheek", []string{"Zoetermeer"}, []string{"pharmacy"}},
		{"2712", nil, nil},
		{"huisarts en apotheek", nil, []string{"gp", "pharmacy"}},
		{"praktijk", nil, nil},
		{"uitslag.pdf", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.in, func(t *testing.T) {
			f.hits(test.in)
			var cities, cues []string
			for _, p := range f.scan.Places() {
				cities = append(cities, f.ix.Places[p.City])
			}
			for i, name := range f.ix.Types {
				if f.scan.Cues()>>i&1 != 0 {
					cues = append(cues, name)
				}
			}
			slices.Sort(cues)
			if !slices.Equal(cities, test.cities) || !slices.Equal(cues, test.cues) {
				t.Errorf("got %q and %q, want %q and %q", cities, cues, test.cities, test.cues)
			}
		})
	}
}

func TestTypeAndCityOf(t *testing.T) {
	f := newFixture(invented()...)
	linde, apo := int32(0), int32(1)
	if f.ix.TypeOf(linde)&f.ix.TypeOf(apo) != 0 {
		t.Errorf("a practice and a pharmacy share a type")
	}
	if got, want := f.ix.Places[f.ix.CityOf(linde)], "Zoetermeer"; got != want {
		t.Errorf("got city %q, want %q", got, want)
	}
	if !f.ix.In(linde, f.ix.CityOf(linde)) || f.ix.In(linde, f.ix.CityOf(apo)) || f.ix.In(linde, -1) {
		t.Errorf("In does not follow CityOf")
	}
}

func TestRegions(t *testing.T) {
	f := newFixture(register.Organisation{ID: "a", Name: "Apotheek Velorum", City: "Delft", Extra: map[string]string{"region": "Zuidhoek"}})
	f.hits("Regio Zuidhoek")
	if got := f.scan.Regions(); len(got) != 1 || !f.ix.In(0, got[0].City) {
		t.Errorf("got %v, want the region of the organisation", got)
	}
	if got := f.scan.Places(); len(got) != 0 {
		t.Errorf("got cities %v, want none", got)
	}
}

// TestText holds Text to the register's own writing.
func TestText(t *testing.T) {
	f := newFixture(invented()...)
	for in, want := range map[string]string{
		"huisartsenpraktijk_de_linde":  "Huisartsenpraktijk De Linde",
		"de-linde":                     "De Linde",
		"mumc":                         "MUMC",
		"1012345":                      "AGB 01012345",
		"PRAKTIJK-DELINDE.example":     "praktijk-delinde.example",
		"praktijkvries@ziggo.nl":       "praktijkvries@ziggo.nl",
		"0791234567":                   "079-1234567",
		"klant 417":                    "CLIENT 417",
		"mueller and bakker, praktijk": "Praktijk Müller & Bakker",
	} {
		hits := f.hits(in)
		if len(hits) == 0 {
			t.Errorf("%q: got no hit", in)
			continue
		}
		if got := f.ix.Text(hits[0].Phrase); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestMarks holds the flags of hits that say how much they prove.
func TestMarks(t *testing.T) {
	f := newFixture(invented()...)
	tests := []struct {
		name, in string
		holds    func(Hit) bool
	}{
		{"full name", "Huisartsenpraktijk De Linde", func(h Hit) bool { return h.Full }},
		{"core is not full", "De Linde", func(h Hit) bool { return !h.Full && h.Alone }},
		{"ordinary words", "De Linde", func(h Hit) bool { return h.Weak&CommonWords != 0 }},
		{"names of persons", "J. de Vries", func(h Hit) bool { return h.Weak&PersonName != 0 }},
		{"organisation words", "Ziekenhuis Amsterdam", func(h Hit) bool { return h.Weak&GenericOnly != 0 }},
		{"a brand", "Kliniek Roche", func(h Hit) bool { return h.Full }},
		{"a brand alone", "Roche", func(h Hit) bool { return h.Weak&Brand != 0 }},
		{"a word of the type", "Huisartsen De Linde", func(h Hit) bool { return h.Cue }},
		{"a word of another type", "Tandartsenpraktijk De Linde", func(h Hit) bool { return !h.Cue }},
		{"another word beside", "Velorum patienten", func(h Hit) bool { return !h.Alone }},
		{"a code after its scheme", "AGB 01012345", func(h Hit) bool { return h.Prefixed && h.Weak&Digits == 0 }},
		{"a code by itself", "01012345", func(h Hit) bool { return !h.Prefixed && h.Weak&Digits == 0 }},
		{"a code after another scheme", "kvk 01012345", func(h Hit) bool { return !h.Prefixed }},
		{"a code that reads as a date", "20240102", func(h Hit) bool { return h.Weak&Digits != 0 }},
		{"a code in a longer number", "01012345-77", func(h Hit) bool { return h.Weak&Digits != 0 }},
		{"a swap costs less", "Huisartsenpraktijk De Lnide", func(h Hit) bool { return h.Cost == easyEdit }},
		{"a cut name", "Huisartsenpraktijk De Lind", func(h Hit) bool { return h.Cut && h.Class == Spelling }},
		{"a label is weaker than a domain", "praktijkdelinde", func(h Hit) bool { return h.Weak&Derived != 0 || h.Full }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			hits := f.hits(test.in)
			if len(hits) != 1 || !test.holds(hits[0]) {
				t.Errorf("%q: got %v", test.in, hits)
			}
		})
	}
}

func TestLocality(t *testing.T) {
	f := newFixture(
		register.Organisation{ID: "group", Name: "Orlin", City: "Delft"},
		register.Organisation{ID: "site", Name: "Orlin De Es", City: "Delft", Type: "hospital"},
		register.Organisation{ID: "other", Name: "Apotheek De Es", City: "Delft"})
	hits := f.hits("zkh Delft")
	if len(hits) != 1 || !slices.Equal(f.ix.Phrase(hits[0].Phrase).Candidates, []int32{1}) {
		t.Errorf("got %v, want the hospital of the city", hits)
	}
}

func TestCodeSpace(t *testing.T) {
	f := newFixture(invented()...)
	for _, test := range []struct {
		scheme     string
		registered int
		space      float64
	}{
		{"AGB", 2, 1e8}, {"ODS", 1, 26 * 1e5}, {"KVK", 0, 1e8}, {"CLIENT", 2, 26 * 1e5}, {"none", 0, 1},
	} {
		registered, space := f.ix.CodeSpace(test.scheme)
		if registered != test.registered || math.Abs(space-test.space) > 1 {
			t.Errorf("%s: got %d of %g, want %d of %g", test.scheme, registered, space, test.registered, test.space)
		}
	}
}

func TestApart(t *testing.T) {
	for _, test := range []struct {
		text, word string
		edits      int
		cost       uint8
	}{
		{"linde", "linde", 0, 0},
		{"lnide", "linde", 1, easyEdit},
		{"lindr", "linde", 1, easyEdit},
		{"lindq", "linde", 1, edit},
		{"lindde", "linde", 1, easyEdit},
		{"lide", "linde", 1, edit},
		{"qinde", "linde", 1, edit + firstEdit},
		{"huisartsnepraktik", "huisartsenpraktijk", 2, easyEdit + edit},
		{"inde", "linde", 1, edit + firstEdit},
	} {
		edits, cost, ok := apart([]byte(test.text), test.word, 2)
		if !ok || edits != test.edits || cost != test.cost {
			t.Errorf("%s, %s: got %d edits for %d, want %d for %d", test.text, test.word, edits, cost, test.edits, test.cost)
		}
	}
	if _, _, ok := apart([]byte("lonte"), "linde", 1); ok {
		t.Errorf("lonte, linde: got one edit")
	}
}

// FuzzLettersTellApart holds that no word is passed over for its letters that is
// few edits away.
func FuzzLettersTellApart(f *testing.F) {
	f.Add([]byte("lnide"), "linde", false)
	f.Add([]byte("huisartsnepraktik"), "huisartsenpraktijk", true)
	f.Add([]byte("abcdefg"), "axcdeyg", true)
	f.Fuzz(func(t *testing.T, text []byte, word string, long bool) {
		limit := 1
		if long {
			limit = 2
		}
		if !plain(text) || !plain(word) {
			return
		}
		if edits, _, ok := apart(text, word, limit); ok && lettersApart(lettersIn(text), word, limit) {
			t.Errorf("%s, %s: got passed over, at %d edits", text, word, edits)
		}
	})
}

// TestNoAllocation holds that a Scanner that has met a segment before finds its
// hits without allocating.
func TestNoAllocation(t *testing.T) {
	f := newFixture(invented()...)
	var dst []Hit
	for _, in := range []string{"HAP_De_Linde_Zoetermeer.pdf", "huisartsenpraktijkdelnide", "01-012345 2024-01-02", "info@praktijk-delinde.example", "Huisartsenpraktijk De Lind"} {
		segment := []byte(in)
		f.dict.Scan(segment, &f.words)
		if n := testing.AllocsPerRun(20, func() { dst = f.scan.Segment(segment, &f.words, dst[:0]) }); n != 0 {
			t.Errorf("%q: got %v allocations", in, n)
		}
	}
}

// TestSameIndex holds that one register and pack give one Index.
func TestSameIndex(t *testing.T) {
	reg, p := inventRegister(500), testPack()
	a, b := NewIndex(reg, p, token.NewDict()), NewIndex(reg, p, token.NewDict())
	if a.Len() != b.Len() {
		t.Fatalf("got %d phrases, then %d", a.Len(), b.Len())
	}
	for i := range PhraseID(a.Len()) {
		if !reflect.DeepEqual(a.Phrase(i), b.Phrase(i)) || a.Text(i) != b.Text(i) {
			t.Fatalf("phrase %d: got %+v, then %+v", i, a.Phrase(i), b.Phrase(i))
		}
	}
}

// TestEveryName holds that each organisation of a large register is among those
// that its own name can mean, in any writing.
func TestEveryName(t *testing.T) {
	reg := inventRegister(3000)
	d := token.NewDict()
	ix := NewIndex(reg, testPack(), d)
	s := ix.Scanner()
	var w token.Words
	for way, write := range map[string]func(string) string{
		"as it is":    func(name string) string { return name },
		"small":       func(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "_")) },
		"capitals":    func(name string) string { return strings.ToUpper(strings.ReplaceAll(name, " ", "-")) },
		"glued":       func(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "")) },
		"in a file":   func(name string) string { return "uitslag 2024 " + name + " v2.pdf" },
		"with a city": func(name string) string { return name + " Rotterdam" },
	} {
		for i := range reg.Organisations {
			segment := []byte(write(reg.Organisations[i].Name))
			d.Scan(segment, &w)
			if !slices.ContainsFunc(s.Segment(segment, &w, nil), func(h Hit) bool { return slices.Contains(ix.Phrase(h.Phrase).Candidates, int32(i)) }) {
				t.Errorf("%s: %q is not found", way, segment)
			}
		}
	}
}
