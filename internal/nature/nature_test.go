package nature

import (
	"slices"
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

func TestTry(t *testing.T) {
	r := newReader(t, "nl-health")
	for _, s := range []string{"Uitslag_Jansen_19700203_HPV.pdf", "bloeduitslagenoverzicht", "PA-verslag C21-28552 DE LANGE.pdf", "dump_lis_patient_table.sql",
		"export_patienten_2024-03.csv", "wondkweek mw Borst 03-02-2024.pdf", "PI Vught", "facturen 2019-2021", "Q3 2024", "2024_Q3_declaraties", "geb 03-02-1970"} {
		x := r.read(s)
		t.Log(s, Names(r.p, x.Natures), GroupNames(r.p, x.Groups), x.Bulk, x.From/12, x.From%12+1, x.To/12, x.To%12+1)
	}
	_ = slices.Clone[[]int]
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
