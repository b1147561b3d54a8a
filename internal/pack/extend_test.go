package pack

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func extendable(tb testing.TB) *Pack {
	tb.Helper()
	p, err := Load("nl-health")
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func TestExtend(t *testing.T) {
	p := extendable(t)
	before := len(p.Terms)
	got, err := Extend(p, strings.NewReader("# accepted\n\nGlaasjesregister\tkind\tcytology\tpathology\r\nzorgtafel\nBloedlijst Noord\tkind\tblood\t\njansen\tkind\nkliniekje\torganisation\tgp\nuitslag\tneutral\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Terms) != before || got.Version == p.Version || !strings.HasPrefix(got.Version, p.Version+"+") {
		t.Errorf("the pack itself changed, or its version %q did not: %q", p.Version, got.Version)
	}
	want := []Term{
		{Text: "bloedlijst noord", Class: Kind, Language: "nl", Natures: []string{"blood"}},
		{Text: "glaasjesregister", Class: Kind, Language: "nl", Natures: []string{"cytology", "pathology"}},
		{Text: "jansen", Class: Kind, Language: "nl", Ambiguous: true},
		{Text: "kliniekje", Class: Organisation, Language: "nl", Type: "gp"},
		{Text: "zorgtafel", Class: Neutral, Language: "nl"},
		{Text: "uitslag", Class: Neutral, Language: "nl", Ambiguous: true},
	}
	for _, w := range want {
		found := slices.IndexFunc(got.Terms, func(x Term) bool { return x.Text == w.Text })
		if found < 0 {
			t.Errorf("%s is no term", w.Text)
			continue
		}
		x := got.Terms[found]
		if x.Class != w.Class || x.Type != w.Type || !slices.Equal(x.Natures, w.Natures) || w.Text != "uitslag" && x.Ambiguous != w.Ambiguous {
			t.Errorf("got %+v, want %+v", x, w)
		}
	}
	if !slices.IsSortedFunc(got.Terms, func(a, b Term) int { return strings.Compare(a.Text, b.Text) }) {
		t.Error("the terms are not sorted")
	}
	if same, err := Extend(p, strings.NewReader("# nothing\n")); err != nil || same.Version != p.Version {
		t.Errorf("nothing added: got version %q, %v", same.Version, err)
	}
}

func TestExtendRefuses(t *testing.T) {
	p := extendable(t)
	tests := []struct {
		name, text string
		line       int
	}{
		{"class", "a b\tsort\n", 1},
		{"nature", "ok\nglaasje\tkind\tblod\n", 2},
		{"type of organisation word", "kliniekje\torganisation\n", 1},
		{"hyphen", "lab-uitslag\tkind\n", 1},
		{"twice", "glaasje\nGlaasje\n", 2},
		{"a number", "999990019\n", 1},
		{"a number beside letters", "bsn 999990019\n", 1},
		{"no word", "\tkind\n", 1},
		{"too long", strings.Repeat("a", 65), 1},
		{"too many", strings.Repeat("a\n", 1) + many(10_000), 10_001},
		{"not UTF-8", "a\xff\n", 0},
		{"too large", strings.Repeat("#", 3<<20), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Extend(p, strings.NewReader(test.text))
			var v *VocabularyError
			if !errors.As(err, &v) || v.Line != test.line {
				t.Errorf("got %v, want a *VocabularyError about line %d", err, test.line)
			}
			if v != nil && (strings.Contains(v.Error(), "glaasje") || strings.Contains(v.Error(), "99999")) {
				t.Errorf("%q quotes a word", v.Error())
			}
		})
	}
}

// many returns n lines with different words.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("w" + string([]byte{byte('a' + i%26), byte('a' + i/26%26), byte('a' + i/676%26)}) + "x\n")
	}
	return b.String()
}
