package nature

import (
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

type reader struct {
	p *pack.Pack
	d *token.Dict
	r *Recogniser
	w token.Words
}

func newReader(tb testing.TB, name string) *reader {
	tb.Helper()
	p, err := pack.Load(name)
	if err != nil {
		tb.Fatal(err)
	}
	d := token.NewDict()
	return &reader{p: p, d: d, r: New(p, d)}
}

func (r *reader) read(s string) Reading {
	r.d.Scan([]byte(s), &r.w)
	return r.r.Read([]byte(s), &r.w)
}

// TestExamples runs the examples that the packs carry for their natures and
// groups.
func TestExamples(t *testing.T) {
	for _, name := range pack.Names() {
		r := newReader(t, name)
		for _, e := range r.p.Examples {
			kind, rule, _ := strings.Cut(e.Rule, ":")
			x := r.read(e.Text)
			var got bool
			switch kind {
			case "nature":
				got = slices.Contains(Names(r.p, x.Natures), rule)
			case "group":
				got = slices.Contains(GroupNames(r.p, x.Groups), rule)
			default:
				continue
			}
			if got != e.Want {
				t.Errorf("%s: %s in %q: got %v, want %v", name, e.Rule, e.Text, got, e.Want)
			}
		}
	}
}

// TestNames holds that words in names of persons and organisations say nothing.
func TestNames(t *testing.T) {
	r := newReader(t, "nl-health")
	for name, want := range map[string]string{
		"Fysiotherapie De Balans":       "",
		"Mondhygiënepraktijk De Balans": "",
		"Apotheek De Spiraal":           "",
		"brief dhr Bloed":               "correspondence",
		"balans 2019":                   "invoice",
		"Apotheek Linde medicatie":      "medication",
		"uitslag van de urine":          "urine",
	} {
		if got := strings.Join(Names(r.p, r.read(name).Natures), " "); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestBitsOfTheDesign holds the packs to the bits that Merge relies on.
func TestBitsOfTheDesign(t *testing.T) {
	for _, name := range pack.Names() {
		r := newReader(t, name)
		got := append(Names(r.p, itNature|detaineeNature|otherNature), GroupNames(r.p, bulkGroup)...)
		if want := []string{"it", "detainee", "other", "bulk"}; !slices.Equal(got, want) {
			t.Errorf("%s: bits stand for %v, want %v", name, got, want)
		}
	}
}

func TestMerge(t *testing.T) {
	r := newReader(t, "nl-health")
	for _, c := range []struct {
		path, natures, groups string
		bulk                  bool
		from                  int32
	}{
		{path: "Correspondentie/HPV uitslag.pdf", natures: "hpv", groups: "special-category"},
		{path: "Facturen 2019/0001.pdf", natures: "invoice", from: 12 * 2019},
		{path: "Cytologie/uitslag.pdf", natures: "cytology", groups: "special-category"},
		{path: "PI Vught/bloed.pdf", natures: "blood detainee", groups: "special-category criminal detainees"},
		{path: "Exports/brief.pdf", natures: "correspondence"},
		{path: "2019/export patienten 2021.csv", natures: "other", groups: "special-category bulk", bulk: true, from: 12 * 2021},
		{path: "software/contract.pdf", natures: "it"},
	} {
		var got Reading
		for segment := range strings.SplitSeq(c.path, "/") {
			got = Merge(got, r.read(segment))
		}
		natures, groups := strings.Join(Names(r.p, got.Natures), " "), strings.Join(GroupNames(r.p, got.Groups), " ")
		if natures != c.natures || groups != c.groups || got.Bulk != c.bulk || got.From != c.from {
			t.Errorf("%s: got %q, %q, bulk %v, from %d; want %q, %q, %v, %d", c.path, natures, groups, got.Bulk, got.From, c.natures, c.groups, c.bulk, c.from)
		}
	}
}

func TestPeriod(t *testing.T) {
	r := newReader(t, "nl-health")
	month := func(year, month int32) int32 { return 12*year + month - 1 }
	for _, c := range []struct {
		name     string
		from, to int32
	}{
		{"Facturen 2019", month(2019, 1), month(2019, 12)},
		{"2019-2021", month(2019, 1), month(2021, 12)},
		{"2019-03", month(2019, 3), month(2019, 3)},
		{"03-2019", month(2019, 3), month(2019, 3)},
		{"maart 2019", month(2019, 3), month(2019, 3)},
		{"2019 October", month(2019, 10), month(2019, 10)},
		{"Q3 2024", month(2024, 7), month(2024, 9)},
		{"2024_Q3", month(2024, 7), month(2024, 9)},
		{"notulen 03-02-2024", month(2024, 2), month(2024, 2)},
		{"20240203104500.hl7", month(2024, 2), month(2024, 2)},
		{"rooster 202403", month(2024, 3), month(2024, 3)},
		{"Jansen 03-02-1970", 0, 0},
		{"Jansen 19990203", 0, 0},
		{"1970", 0, 0},
		{"2513 AA", 0, 0},
		{"2019 AB brief", 0, 0},
		{"kamer 12", 0, 0},
		{"order 123456", 0, 0},
	} {
		if got := r.read(c.name); got.From != c.from || got.To != c.to {
			t.Errorf("%s: got %d to %d, want %d to %d", c.name, got.From, got.To, c.from, c.to)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	r := newReader(b, "nl-health")
	for _, c := range []struct{ name, text string }{
		{"kind", "Uitslag_Jansen_19700203_HPV.pdf"}, {"folder", "Huisartsenpraktijk De Linde"}, {"compound", "cytologieuitslagen 2024"}, {"names", "Vermeulenstra_Klaasje.docx"},
	} {
		b.Run(c.name, func(b *testing.B) {
			seg := []byte(c.text)
			r.d.Scan(seg, &r.w)
			b.ReportAllocs()
			for b.Loop() {
				r.r.Read(seg, &r.w)
			}
		})
	}
}
