package mask

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// smallPack is an invented pack, enough to see each rule at work.
func smallPack() *pack.Pack {
	p := &pack.Pack{
		Name:       "small",
		Interfixes: []string{"van", "de", "van den", "ter"},
		FirstNames: pack.NewWordSet(strings.Fields("jan piet mei")),
		Surnames:   pack.NewWordSet(strings.Fields("jansen borst kok bakker mei uitslag")),
		Places:     pack.NewWordSet(strings.Fields("breda zwolle")),
		Common:     pack.NewWordSet(strings.Fields("brug linde")),
	}
	for class, words := range map[pack.Class]string{
		pack.Kind:         "uitslag uitslagen brief ontslagbrief factuur verslag labuitslag paspoort arbeidsovereenkomst",
		pack.Exam:         "hpv urine borst ct mei ziek bloed",
		pack.Organisation: "huisartsenpraktijk praktijk",
		pack.Title:        "dhr mw",
		pack.Neutral:      "aanvragers klanten archief kopie scan map users",
		pack.Extension:    "pdf docx csv pst gz tar",
	} {
		for _, w := range strings.Fields(words) {
			term := pack.Term{Text: w, Class: class}
			hash := token.Hash(w)
			term.Ambiguous = p.Surnames.Has(hash) || p.FirstNames.Has(hash)
			if class == pack.Kind || class == pack.Exam {
				term.Natures = []string{"other"}
			}
			p.Terms = append(p.Terms, term)
		}
	}
	p.Terms = append(p.Terms, pack.Term{Text: "covid19", Class: pack.Exam}, pack.Term{Text: "plan van aanpak", Class: pack.Kind})
	return p
}

func smallView() *View {
	return New(smallPack(), nil, token.NewDict(), Default).View(1)
}

func TestUnlearned(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"words of the vocabulary show", "archief/brief.pdf", "archief/brief.pdf"},
		{"a name is hidden", "archief/brief Jansen.pdf", "archief/brief ▒▒▒.pdf"},
		{"words of a name merge", "brief Piet Jansen-Bakker.pdf", "brief ▒▒▒.pdf"},
		{"an ambiguous word is hidden", "archief/uitslag.pdf", "archief/▒▒▒.pdf"},
		{"a date keeps nothing", "brief_19700203.pdf", "brief_‹date›.pdf"},
		{"a date in groups", "brief_03-02-1970.pdf", "brief_‹date›.pdf"},
		{"a date in words", "brief 3 feb 1970.pdf", "brief ‹date›.pdf"},
		{"a year of documents shows", "archief/2024/brief.pdf", "archief/2024/brief.pdf"},
		{"a year beside a name does not", "brief Jansen 2024.pdf", "brief ▒▒▒ ‹date›.pdf"},
		{"a number shows its class", "factuur 1234567.pdf", "factuur ‹n7›.pdf"},
		{"a spaced number is one", "factuur 99 99 90 019.pdf", "factuur ‹n9›.pdf"},
		{"a dotted number is one", "factuur 9999.90.019.pdf", "factuur ‹n9›.pdf"},
		{"counters show", "brief 2.pdf", "brief 2.pdf"},
		{"a year is no part of a number", "factuur 2024-00123.pdf", "factuur ‹n9›.pdf"},
		{"after a title", "brief dhr Ziek.pdf", "brief dhr ▒▒▒.pdf"},
		{"after an initial", "brief J. Ziek.pdf", "brief ▒▒▒.pdf"},
		{"after an interfix", "brief van Ziek.pdf", "brief ▒▒▒.pdf"},
		{"before a comma and an initial", "Ziek, J.pdf", "▒▒▒.pdf"},
		{"letters of a postcode", "brief 1234 CT.pdf", "brief ‹n3› ▒▒▒.pdf"},
		{"copy of", "Kopie van brief.pdf", "Kopie van brief.pdf"},
		{"8.3", "BRIEF~1.PDF", "▒▒▒~1.PDF"},
		{"e-mail", "brief jan@zorg.example.pdf", "brief ▒▒▒.pdf"},
		{"directories of users", "users/brief/scan.pdf", "users/▒▒▒/scan.pdf"},
		{"percent-encoding", "brief%20Jansen%2Epdf", "brief ▒▒▒.pdf"},
		{"entities", "brief &#74;ansen.pdf", "brief ▒▒▒.pdf"},
		{"control and bidi characters", "brief\u202e\x1b[31m.pdf", "▒▒▒[31▒▒▒.pdf"},
		{"a term with digits", "covid19.pdf", "covid19.pdf"},
		{"a term of several words", "plan_van_aanpak.pdf", "plan_van_aanpak.pdf"},
		{"a compound of the vocabulary", "bloedverslag.pdf", "bloedverslag.pdf"},
		{"a compound with a name", "bloedbakker.pdf", "▒▒▒.pdf"},
		{"part of a term", "plan.pdf", "▒▒▒.pdf"},
		{"an extension in the middle", "brief Docx.pdf", "brief ▒▒▒.pdf"},
		{"two extensions", "archief.tar.gz", "archief.tar.gz"},
		{"codes of letters and digits", "C21-28552.pdf", "▒▒▒‹n7›.pdf"},
		{"empty", "", ""},
		{"slashes only", "//", "//"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := smallView().Path([]byte(test.path)).String(); got != test.want {
				t.Errorf("Path(%q) = %q, want %q", test.path, got, test.want)
			}
		})
	}
}

// FuzzWordsOf checks that words are parted as the standard library parts them.
func FuzzWordsOf(f *testing.F) {
	for _, s := range []string{"", "St. Odran's Hospital", "é́b-Ω 12\x7f٣a\xff", "  a", "b "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
		if got := slices.Collect(wordsOf(s)); !slices.Equal(got, want) {
			t.Errorf("%q has the words %q, want %q", s, got, want)
		}
	})
}
