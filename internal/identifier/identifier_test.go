package identifier

import (
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

type reader struct {
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
	return &reader{d: d, r: New(p, d)}
}

func (r *reader) read(s string) Reading {
	r.d.Scan([]byte(s), &r.w)
	return r.r.Read([]byte(s), &r.w)
}

var kindNames = []string{"person", "birth", "bsn", "nine", "email", "phone", "postcode", "iban", "patient", "sample", "nhs", "other", "username", "date"}

func names(k Kinds) string {
	var out []string
	for i, n := range kindNames {
		if k&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return strings.Join(out, " ")
}

func TestTry(t *testing.T) {
	r := newReader(t, "nl-health")
	for _, s := range []string{"Uitslag_Jansen_19700203_HPV.pdf", "Uitslag Xyzabca 03-02-1970", "BSN 999990019", "9999.90.019 uitslag.pdf", "jansen, p. 20240203.docx",
		"brief dhr de Vries 2024.pdf", "vandenberg_700203_HIV.pdf", "jansenj700203.pdf", "piet.jansen@ziekenhuis.example", "06-12345678.txt", "+31 70 123 45 67", "2513 AA Den Haag",
		"NL91ABNA0417164300.pdf", "C21-28552 DE LANGE.pdf", "20L433585_NOWAK.pdf", "Z123456", "Kopie van uitslag.pdf", "Huisartsenpraktijk De Linde", "Facturen 2024", "jjansen.pst", "3 feb 1970 Fatima el Amrani",
		"03MAR70 uitslag", "geb 3-2-70", "Personeelsdossiers", "Jansen, Piet", "usr", "locale.conf", "VANDENBOSCH", "mw. Borst", "Scan_20240203_123456.pdf"} {
		x := r.read(s)
		t.Logf("%-40s %s %x", s, names(x.Kinds), x.Person)
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
