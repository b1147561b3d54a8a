package mask

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// trapRegister holds organisations that are easily taken for something else.
func trapRegister() *register.Register {
	org := func(id, name, typ, agb string) register.Organisation {
		o := register.Organisation{ID: id, Name: name, Type: typ, City: "Zuidveen"}
		if agb != "" {
			o.Codes = []register.Code{{Scheme: "AGB", Value: agb}}
		}
		return o
	}
	return &register.Register{Organisations: []register.Organisation{
		org("org-1", "Huisartsenpraktijk De Linde", "gp", "01012345"),
		org("org-2", "Huisartsenpraktijk Jansen", "gp", "01121970"),
		org("org-3", "Medivora", "lab", "50505051"),
		org("org-4", "Apotheek Westvaal", "pharmacy", "02034567"),
		org("org-5", "Vrouwenopvang Het Anker", "shelter", ""),
		org("org-6", "Zorggroep Noorderlicht", "care-home", ""),
	}}
}

// trapMasker has learned a listing with 200 names of each of a few shapes.
func trapMasker(tb testing.TB) *Masker {
	tb.Helper()
	p, err := pack.Load("nl-health")
	if err != nil {
		tb.Fatal(err)
	}
	d := token.NewDict()
	m := New(p, mention.NewIndex(trapRegister(), p, d), d, Default)
	e := newExperiment(tb, "traps", developed, 40, 31, true)
	sample := sampleOf(e.paths)
	m.Learn(sample, int64(len(sample)))
	return m
}

// TestTraps holds the traps of the model: names of files at which simpler
// masking is known to fail.
func TestTraps(t *testing.T) {
	m := trapMasker(t)
	tests := []struct {
		name, path string
		hidden     []string // must not be in the result
		shown      []string // must be in it
	}{
		{"surname is a kind", "brieven/Ontslagbrief dhr Uitslag 12-03-1970.docx", []string{"Uitslag", "1970"}, []string{"Ontslagbrief"}},
		{"surname is an examination", "LIS/uit/2019/12L345678_Borst.pdf", []string{"Borst"}, nil},
		{"surname is a month", "brieven/specialistenbrief 3 feb 1970 Mei.pdf", []string{"Mei", "1970"}, nil},
		{"surname is a place after an interfix", "huid/van Breda_dermatologie.pdf", []string{"Breda"}, []string{"dermatologie"}},
		{"surname is a word for being ill", "patienten/1234567 Ziek/medicatie 9999.90.019.pdf", []string{"Ziek", "9999", "019"}, []string{"medicatie"}},
		{"surname is an extension", "LIS/uit/2019/12L345678_Docx.pdf", []string{"Docx"}, []string{".pdf"}},
		{"code that is a date", "Aanvragers/uitslagen 01121970.pdf", []string{"01121970", "1970"}, nil},
		{"code beside its organisation", "Klanten/Huisartsenpraktijk De Linde (01012345)/2024", nil, []string{"Huisartsenpraktijk De Linde (01012345)"}},
		{"number of a patient that equals a code", "patienten/01012345/verslag.pdf", []string{"01012345"}, nil},
		{"nine digits that pass the proof", "Klanten/labuitslag_999990019_20240101.pdf", []string{"99999"}, []string{"labuitslag"}},
		{"insurer's number that is a year", "export/declaratiebestand_01012345_2019_2024.csv", []string{"01012345"}, nil},
		{"doctor with a patient's surname", "brieven/Brief aan huisarts dr Jansen inz Jansen.docx", []string{"Jansen"}, nil},
		{"practice named after its doctor", "Aanvragers/Huisartsenpraktijk Jansen/uitslag_Jansen.pdf", []string{"_Jansen"}, []string{"Huisartsenpraktijk Jansen/"}},
		{"one-word organisation is a patient's surname", "patienten/1234567 Westvaal/verslag.pdf", []string{"Westvaal"}, nil},
		{"brand of one word", "export/Medivora_export.csv", nil, []string{"Medivora"}},
		{"shelter", "Aanvragers/Vrouwenopvang Het Anker/uitslagen", []string{"Anker"}, nil},
		{"8.3 name", "scans/JANSEN~1.PDF", []string{"JANSEN"}, nil},
		{"8.3 name of a vocabulary word", "scans/ZIEK~1.PDF", []string{"ZIEK"}, nil},
		{"decomposed letters", "LIS/uit/2019/12L345678_Yi\u0307lmaz.pdf", []string{"lmaz"}, nil},
		{"dotless i", "brieven/Verwijsbrief mw Yılmaz.pdf", []string{"lmaz"}, []string{"Verwijsbrief"}},
		{"garbled letters", "brieven/Verwijsbrief mw MÃ¼ller.pdf", []string{"ller"}, nil},
		{"garbled letters that leave a word", "brieven/Verwijsbrief Ã¼brief.pdf", []string{"¼"}, nil},
		{"percent-encoding", "brieven/Verwijsbrief%20mw%20J%61nsen.pdf", []string{"nsen", "%"}, nil},
		{"percent-encoded slash", "brieven%2FJansen.pdf", []string{"Jansen"}, nil},
		{"HTML entities", "brieven/Verwijsbrief mw &#74;ansen.pdf", []string{"ansen"}, nil},
		{"right to left", "brieven/\u202efdp.nesnaJ/Verwijsbrief.pdf", []string{"nesna", "\u202e"}, nil},
		{"arabic letters", "brieven/Verwijsbrief محمد.pdf", []string{"محمد"}, []string{"Verwijsbrief"}},
		{"emoji", "brieven/Verwijsbrief 😀 Jansen.pdf", []string{"😀", "Jansen"}, []string{"Verwijsbrief"}},
		{"full-width letters", "brieven/Ｊａｎｓｅｎ.pdf", []string{"Ｊａｎ", "Jan"}, nil},
		{"zero-width space in a name", "brieven/Jan\u200bsen.pdf", []string{"Jan", "sen", "\u200b"}, nil},
		{"double extension", "brieven/Jansen.pdf.docx", []string{"Jansen"}, []string{".pdf.docx"}},
		{"newline in a name", "brieven/Jansen\nBakker.pdf", []string{"Jansen", "Bakker", "\n"}, nil},
		{"terminal escape", "brieven/\x1b[31mJansen.pdf", []string{"Jansen", "\x1b"}, nil},
		{"married name", "brieven/Verwijsbrief mw Jansen-de Wit.pdf", []string{"Jansen", "Wit", "de "}, []string{"Verwijsbrief"}},
		{"surname of two letters", "brieven/Verwijsbrief mw Li.pdf", []string{"Li"}, nil},
		{"surname of two letters, interfix", "brieven/Verwijsbrief Bo, W.pdf", []string{"Bo", "W."}, nil},
		{"initials in a code", "LIS/uit/JW19700203.pdf", []string{"JW", "1970"}, nil},
		{"small and glued", "LIS/uit/vandermeulen700203.pdf", []string{"meulen", "700203"}, nil},
		{"capitals and glued", "LIS/uit/VANDENBOSCH.pdf", []string{"BOSCH"}, nil},
		{"camel case", "brieven/OntslagbriefDeGraaf.pdf", []string{"Graaf", "De"}, nil},
		{"underscore before a number", "Lab_7634333611_uitslag.pdf", []string{"76343"}, nil},
		{"user's directory", "Users/kok/Documents/verslag.docx", []string{"kok"}, []string{"Users"}},
		{"mailbox", "mail/h.borst.pst", []string{"borst", "h."}, nil},
		{"e-mail address", "mail/jan.jansen@post.example", []string{"jan", "post"}, nil},
		{"postcode", "administratie/2024/Aanmaning 1234 CT.pdf", []string{"CT", "1234"}, []string{"Aanmaning"}},
		{"street and number", "administratie/2024/Aanmaning Lindelaan 12.pdf", []string{"Lindelaan"}, nil},
		{"IBAN", "administratie/incasso_NL91ABNA0417164300.pdf", []string{"0417", "ABNA"}, []string{"incasso"}},
		{"phone in groups", "patienten/verslag 06-12 34 56 78.pdf", []string{"12", "34", "56"}, nil},
		{"dotted number", "patienten/9999.90.019.pdf", []string{"9999", "019"}, nil},
		{"birth date with its cue", "praktijk/consult geb 01-02-2015.docx", []string{"2015"}, nil},
		{"date of birth with a name glued", "LIS/uit/jansenj700203.pdf", []string{"jansen", "700203"}, nil},
		{"UUID", "export/550e8400-e29b-41d4-a716-446655440000.xml", []string{"550", "8400", "446"}, nil},
		{"HL7 name", "LIS/edi/adt_A08_Jansen^Piet_19700203.hl7", []string{"Jansen", "Piet", "1970"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := m.View(1).Path([]byte(test.path)).String()
			for _, s := range test.hidden {
				if strings.Contains(got, s) {
					t.Errorf("Path(%q) = %q, which shows %q", test.path, got, s)
				}
			}
			for _, s := range test.shown {
				if !strings.Contains(got, s) {
					t.Errorf("Path(%q) = %q, which does not show %q", test.path, got, s)
				}
			}
		})
	}
	if n := m.Breaches(); n != 0 {
		t.Errorf("the self-check hid %d cells", n)
	}
}

// TestLongPath reads 32,000 bytes of one segment, and of many.
func TestLongPath(t *testing.T) {
	v := smallView()
	for _, path := range []string{
		strings.Repeat("Jansen brief ", 2500), strings.Repeat("Jansen/", 4600), strings.Repeat("x1", 16000),
	} {
		got := v.Path([]byte(path)).String()
		if strings.Contains(got, "Jansen") || strings.Contains(got, "x1") {
			t.Errorf("a path of %d bytes shows a name", len(path))
		}
	}
}

// TestDominantPerson has most files in one dossier: a word is no convention
// because one person's files are many.
func TestDominantPerson(t *testing.T) {
	p, err := pack.Load("nl-health")
	if err != nil {
		t.Fatal(err)
	}
	e := newExperiment(t, "dominant", developed, 30, 41, true)
	sample := sampleOf(e.paths)
	dossier := Parent([]byte("patienten/1234567 Borst"))
	for i := range 2000 {
		sample = append(sample, Sample{
			Parent: dossier, Leaf: true,
			Segment: []byte("Borst_" + string(rune('a'+i%26)) + strings.Repeat("x", i%9) + "_verslag.pdf"),
		})
	}
	m := New(p, nil, token.NewDict(), Default)
	m.Learn(sample, int64(len(sample)))
	got := m.View(1).Path([]byte("patienten/1234567 Borst/verslag.pdf")).String()
	if strings.Contains(got, "Borst") {
		t.Errorf("the directory of the person shows: %s", got)
	}
}

// TestEmptyAndTiny learns nothing, and one patient.
func TestEmptyAndTiny(t *testing.T) {
	m := New(smallPack(), nil, token.NewDict(), Default)
	m.Learn(nil, 0)
	if got := m.View(1).Path([]byte("uitslag_Borst.pdf")).String(); got != "▒▒▒.pdf" {
		t.Errorf("empty listing: %q", got)
	}
	m.Learn([]Sample{{Segment: []byte("Borst")}, {Segment: []byte("uitslag.pdf"), Leaf: true}}, 2)
	if got := m.View(1).Path([]byte("Borst/uitslag.pdf")).String(); got != "▒▒▒/▒▒▒.pdf" {
		t.Errorf("listing of one patient: %q", got)
	}
}

// FuzzPath holds the invariant that the self-check enforces, and that the
// result is readable text without controls.
func FuzzPath(f *testing.F) {
	for _, s := range []string{"brief Jansen.pdf", "a/b\\c", "%4a%41n", "\u202ebrief", "&#74;an", "12-03-1970", "x@y.z", "▒M ‹date›"} {
		f.Add([]byte(s))
	}
	m := New(smallPack(), nil, token.NewDict(), Default)
	allowed := make(map[string]bool)
	for _, t := range smallPack().Terms {
		for _, w := range strings.Fields(t.Text) {
			allowed[w] = true
		}
	}
	for _, w := range interfixes {
		allowed[w] = true
	}
	known := func(w string) bool {
		for i := minPart; i <= len(w)-minPart; i++ {
			if allowed[w[:i]] && (allowed[w[i:]] || w[i] == 's' && allowed[w[i+1:]]) {
				return true
			}
		}
		return allowed[w]
	}
	f.Fuzz(func(t *testing.T, path []byte) {
		v := m.View(1)
		for _, text := range []Text{v.Path(path), v.Line(path)} {
			for c := range text.Cells() {
				if c.Kind != Shown {
					continue
				}
				if !utf8.ValidString(c.Text) || strings.ContainsFunc(c.Text, unicode.IsControl) {
					t.Fatalf("a cell holds what is no text: %q", c.Text)
				}
				for w := range wordsOf(token.Fold(c.Text)) {
					if len(w) >= 3 && !known(w) {
						t.Fatalf("%q shows", w)
					}
				}
			}
		}
		if n := m.Breaches(); n != 0 {
			t.Fatalf("the self-check hid %d cells", n)
		}
	})
}
