package identifier

import (
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

// kindOf gives the kind that a rule of a pack tags.
var kindOf = map[string]Kinds{
	"person-name": PersonName, "birth-date": BirthDate, "bsn": BSN, "email": Email, "phone": Phone, "postcode": Postcode,
	"iban": IBAN, "patient-number": PatientNumber, "sample-number": SampleNumber, "nhs-number": NHSNumber, "nino": OtherNumber,
	"ssn": OtherNumber, "npi": OtherNumber, "uzi": OtherNumber, "big": OtherNumber, "z-number": OtherNumber,
	"rijksregister": OtherNumber, "kvnr": OtherNumber, "lanr": OtherNumber, "username": Username,
}

// TestExamples runs the examples that the packs carry for their identifiers.
func TestExamples(t *testing.T) {
	for _, name := range pack.Names() {
		r := newReader(t, name)
		for _, e := range r.p.Examples {
			rule, ok := strings.CutPrefix(e.Rule, "identifier:")
			if !ok {
				continue
			}
			kind, ok := kindOf[rule]
			if !ok {
				t.Errorf("%s: no kind for %s", name, e.Rule)
			}
			if got := r.read(e.Text).Kinds&kind != 0; got != e.Want {
				t.Errorf("%s: %s in %q: got %v, want %v", name, e.Rule, e.Text, got, e.Want)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	r := newReader(b, "nl-health")
	for _, c := range []struct{ name, text string }{
		{"kind", "Uitslag_Jansen_19700203_HPV.pdf"}, {"folder", "Huisartsenpraktijk De Linde"}, {"plain", "cytologieuitslagen 2024"}, {"names", "Vermeulenstra_Klaasje.docx"}, {"bsn", "999990019_labuitslag.pdf"},
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
