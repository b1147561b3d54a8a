package token

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// show writes words as text: "+" before a glued word, the case after a colon.
func show(segment string, w *Words) []string {
	var out []string
	for _, x := range w.List {
		s := segment[x.Start:x.End]
		if x.Glued {
			s = "+" + s
		}
		if x.Kind == Letters {
			s += ":" + [...]string{"lower", "title", "upper", "mixed"}[x.Case]
		}
		out = append(out, s)
	}
	return out
}

func TestScan(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"separators", "De_Linde-2024.pdf", []string{"De:title", "Linde:title", "2024", "pdf:lower"}},
		{"glued capitals", "DeLinde", []string{"De:title", "+Linde:title"}},
		{"an abbreviation before a name", "HAPDeLinde", []string{"HAP:upper", "+De:title", "+Linde:title"}},
		{"letters meet digits", "A81001b", []string{"A:upper", "+81001", "+b:lower"}},
		{"all capitals stay whole", "HUISARTSENPRAKTIJK", []string{"HUISARTSENPRAKTIJK:upper"}},
		{"apostrophes", "'s-Hertogenbosch", []string{"s:lower", "Hertogenbosch:title"}},
		{"wide letters", "Ĳsselmeër", []string{"Ĳsselmeër:title"}},
		{"combining marks", "Zoe\u0308", []string{"Zoe\u0308:title"}},
		{"a mark alone is nothing", "\u0308", nil},
		{"glued wide letters", "deÉcole", []string{"de:lower", "+École:title"}},
		{"symbols between", "a🙂b", []string{"a:lower", "b:lower"}},
		{"broken UTF-8", "a\xffb", []string{"a:lower", "b:lower"}},
		{"other scripts", "Больница 5", []string{"Больница:title", "5"}},
		{"empty", "", nil},
	}
	d, w := NewDict(), &Words{}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d.Scan([]byte(test.in), w)
			if got := show(test.in, w); !slices.Equal(got, test.want) {
				t.Errorf("Scan(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestJoined(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"DeLinde_x", []string{"DeLinde"}},
		{"De Linde", nil},
		{"A81001", []string{"A81001"}},
		{"DeLinde2024", []string{"DeLinde2024", "DeLinde"}},
		{"2024DeLindeX3", []string{"2024DeLindeX3", "DeLindeX"}},
		{strings.Repeat("Ab1", 20), nil},
	}
	d, w := NewDict(), &Words{}
	for _, test := range tests {
		d.Scan([]byte(test.in), w)
		var got []string
		for _, j := range w.Joined {
			s := test.in[w.List[j.First].Start:w.List[j.Last].End]
			if j.Hash != Hash(s) {
				t.Errorf("%q: hash of %q is not that of the text", test.in, s)
			}
			got = append(got, s)
		}
		if !slices.Equal(got, test.want) && len(test.want) > 0 {
			t.Errorf("joined words of %q = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestWritingsThatAreOneWord(t *testing.T) {
	for _, same := range [][]string{
		{"linde", "Linde", "LINDE", "lïnde", "Li\u0308nde"},
		{"ijssel", "Ĳssel", "ĳssel", "IJssel"},
		{"strasse", "Straße"},
		{"lodz", "Łódź"},
	} {
		for _, s := range same[1:] {
			if Hash(s) != Hash(same[0]) {
				t.Errorf("%q and %q have different hashes", s, same[0])
			}
		}
	}
}

func TestDict(t *testing.T) {
	d := NewDict()
	var ids []ID
	for i := range 5000 {
		ids = append(ids, d.Intern(fmt.Sprintf("Woord%d", i)))
	}
	for i, id := range ids {
		word := fmt.Sprintf("woord%d", i)
		if got := d.Intern(strings.ToUpper(word)); got != id {
			t.Fatalf("Intern(%q) = %d, want %d", word, got, id)
		}
		if got := d.Lookup(word); got != id || d.Word(id) != word {
			t.Fatalf("Lookup(%q) = %d %q, want %d", word, got, d.Word(got), id)
		}
	}
	wide := d.Intern("Zoë-Élan")
	for _, word := range []string{"woord77", "ZOË-élan", "elders"} {
		if got, want := d.LookupBytes([]byte(word)), d.Lookup(word); got != want {
			t.Errorf("LookupBytes(%q) = %d, Lookup %d", word, got, want)
		}
	}
	if d.LookupBytes([]byte("zoë-élan")) != wide {
		t.Error("a wide word is lost")
	}
	if got := d.Lookup("elders"); got != Unknown {
		t.Errorf("a word never interned has number %d", got)
	}
}

// FuzzScan holds that words lie in the segment, in order and apart, cover every
// ASCII letter and digit, and have the hash of their text.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"De_Linde-2024.pdf", "HAPDeLinde", "Ĳsselmeër", "a\xff\xfeB1", "Zoe\u0308É", "\u0308\u0308x"} {
		f.Add(s)
	}
	d, w := NewDict(), &Words{}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4096 {
			return
		}
		d.Scan([]byte(s), w)
		covered := make([]bool, len(s))
		end := uint32(0)
		for _, x := range w.List {
			if x.Start < end || x.End <= x.Start || int(x.End) > len(s) {
				t.Fatalf("word [%d,%d) after %d in %d bytes", x.Start, x.End, end, len(s))
			}
			if x.Glued != (x.Start == end && end > 0) {
				t.Fatalf("word at %d: glued is %v", x.Start, x.Glued)
			}
			end = x.End
			for i := x.Start; i < x.End; i++ {
				covered[i] = true
			}
			if x.Hash != Hash(s[x.Start:x.End]) {
				t.Fatalf("word [%d,%d) does not have the hash of its text", x.Start, x.End)
			}
		}
		for i := range s {
			if class := classes[s[i]]; class != sep && class != beyond && !covered[i] {
				t.Fatalf("byte %d of %q is in no word", i, s)
			}
		}
	})
}

// FuzzWide holds that both ways to scan give the same words.
func FuzzWide(f *testing.F) {
	long := strings.Repeat("Uitslag_", 7)
	for _, s := range []string{"De_Linde-2024.pdf", long + "HAPDeLinde 20L433585.pdf", long + "A", long + "ABCDEFGHIJK", long + "ABCDEFGHi", long + "1234567890", strings.Repeat("x", 56), strings.Repeat("X", 55) + "yZ", "Ab1", strings.Repeat("Ab1", 40), "a\xffb"} {
		f.Add(s)
	}
	d := NewDict()
	for _, s := range []string{"uitslag", "de", "2024", "delinde", "a"} {
		d.Intern(s)
	}
	var wide, narrow Words
	f.Fuzz(func(t *testing.T, s string) {
		wide.List, wide.Joined, narrow.List, narrow.Joined = wide.List[:0], wide.Joined[:0], narrow.List[:0], narrow.Joined[:0]
		if !d.wide([]byte(s), &wide) {
			return
		}
		d.narrow([]byte(s), &narrow)
		if !slices.Equal(wide.List, narrow.List) || !slices.Equal(wide.Joined, narrow.Joined) {
			t.Errorf("%q: wide finds\n%v %v, narrow\n%v %v", s, wide.List, wide.Joined, narrow.List, narrow.Joined)
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("Ĳsselmeër ŁÓDŹ ẞ")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("folding %q twice gives %q, once %q", s, twice, once)
		}
	})
}

func BenchmarkScan(b *testing.B) {
	d, w := NewDict(), &Words{}
	for _, s := range []string{"uitslag", "pdf", "huisartsenpraktijk", "de", "linde"} {
		d.Intern(s)
	}
	segment := []byte("Uitslag_Jansen_19700203_HPV.pdf")
	b.SetBytes(int64(len(segment)))
	b.ReportAllocs()
	for b.Loop() {
		d.Scan(segment, w)
	}
}
