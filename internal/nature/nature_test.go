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

func newReader(t testing.TB, name string) *reader {
	t.Helper()
	p, err := pack.Load(name)
	if err != nil {
		t.Fatal(err)
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
