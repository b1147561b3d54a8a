package late

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/pack"
)

// indexOf returns the index of the paths, one on each line of one listing. What
// ends in a slash is a directory.
func indexOf(tb testing.TB, key Key, paths ...string) []byte {
	tb.Helper()
	b := NewBuilder(key)
	for i, p := range paths {
		b.add(i, p)
	}
	return written(tb, b)
}

func (b *Builder) add(i int, path string) {
	dir := strings.HasSuffix(path, "/")
	b.Add(0, int64(i+1), []byte(strings.TrimSuffix(path, "/")), dir, 1)
}

func written(tb testing.TB, b *Builder) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := b.Write(&out, []Listing{{Name: "listing.txt", SHA256: [32]byte{7}}}); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func search(tb testing.TB, index []byte, key Key, names ...string) *Answer {
	tb.Helper()
	a, err := Search(bytes.NewReader(index), key, names)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func TestSearch(t *testing.T) {
	index := indexOf(t, Key{1},
		"Huisartsenpraktijk De Linde/uitslag_1.pdf", // 1
		"Huisartsenpraktijk De Linde/De Linde.pdf",
		"Huisartsenpraktijk De Linde/oud/brief.docx",
		"uitslag_jansen_19800101.pdf",
		"x/DeLinde", // 5
		"x/delinde-2024",
		"x/de linden",
		"x/DE.LINDE_3",
		"x/St. Jan en Piet",
		"x/sintjanpiet", // 10
		"x/IJsselkliniek",
		"x/Müller",
		"x/post 12 noord",
		"x/post 2024 noord",
		"x/huisartsenpraktijk delinde", // 15
		"x/arts A81001",
		"999990019/bsn999990019 9999.90.019 99 99 90 01 9",
		"ver/weg/",
		"ver/weg/a.txt",
	)
	tests := []struct {
		name               string
		rows, glued, items int64
		lines              []int64
	}{
		{name: "De Linde", rows: 6, glued: 2, items: 7, lines: []int64{1, 2, 5, 6, 8}},
		{name: "DE-LINDE", rows: 6, glued: 2, items: 7, lines: []int64{1, 2, 5, 6, 8}},
		{name: "DeLinde", rows: 6, glued: 2, items: 7, lines: []int64{1, 2, 5, 6, 8}},
		{name: "Delinde", rows: 3, glued: 1, items: 3, lines: []int64{5, 6, 15}},
		{name: "Huisartsenpraktijk De Linde", rows: 2, glued: 1, items: 4, lines: []int64{1, 15}},
		{name: "Sint Jan & Piet", rows: 2, glued: 1, items: 2, lines: []int64{9, 10}},
		{name: "Ysselkliniek", rows: 1, glued: 1, items: 1, lines: []int64{11}},
		{name: "Muller", rows: 1, items: 1, lines: []int64{12}},
		{name: "Post Noord"},
		{name: "Post 12 Noord", rows: 1, items: 1, lines: []int64{13}},
		{name: "Post 1999 Noord", rows: 1, items: 1, lines: []int64{14}},
		{name: "A81001", rows: 1, items: 1, lines: []int64{16}},
		{name: "bsn", rows: 1, items: 1, lines: []int64{17}},
		{name: "ver", rows: 1, items: 2, lines: []int64{18}},
		{name: "weg", rows: 1, items: 2, lines: []int64{18}},
		{name: "Beuk"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := search(t, index, Key{1}, test.name).Found[0]
			var lines []int64
			for _, p := range f.First {
				lines = append(lines, p.Line)
			}
			if f.Rows != test.rows || f.Items != test.items || !slices.Equal(lines, test.lines) {
				t.Errorf("got %d rows, %d items, lines %v; want %d, %d, %v", f.Rows, f.Items, lines, test.rows, test.items, test.lines)
			}
			if test.name != "Delinde" && test.name != "DeLinde" && f.Glued != test.glued {
				t.Errorf("got %d glued, want %d", f.Glued, test.glued)
			}
		})
	}
	if a := search(t, index, Key{1}, "x"); a.Items != 19 || a.Listings[0].Name != "listing.txt" || a.Listings[0].SHA256[0] != 7 {
		t.Errorf("got %+v", a)
	}
}

func TestNamesThatNoIndexKeeps(t *testing.T) {
	index := indexOf(t, Key{1}, "a/b")
	for _, name := range []string{"", "999990019", "9999 90 019", "&", "en", "01012345", "AGB999990019 "[3:12], strings.Repeat("a b ", 9)} {
		if _, err := Search(bytes.NewReader(index), Key{1}, []string{name}); !errors.Is(err, ErrName) {
			t.Errorf("%q: got %v, want ErrName", name, err)
		}
	}
	if f := search(t, index, Key{1}, "Post 2024 Noord").Found[0]; !f.Partly {
		t.Error("a number that is left out is not told")
	}
}

// TestNoNumberOfAPerson holds that no mark is made of a number of more digits
// than names and codes with letters have, nor of a row of numbers.
func TestNoNumberOfAPerson(t *testing.T) {
	b := NewBuilder(Key{1})
	for i, p := range []string{"999990019", "bsn999990019", "9999.90.019", "99 99 90 01 9", "p99999x0019", "00001234", "000012346"} {
		b.add(i, p)
	}
	allowed := []uint64{0, b.marks.mark("bsn"), b.marks.mark("p"), b.marks.mark("x")}
	for _, m := range b.known {
		if !slices.Contains(allowed, m) {
			t.Errorf("a mark was made of a number")
		}
	}
}

// TestAnySplitGivesTheSameBytes deals entries to some builders in any order.
func TestAnySplitGivesTheSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var paths []string
	for range 3000 {
		p := fmt.Sprintf("a%d/b%d/c%d naam", r.IntN(3), r.IntN(20), r.IntN(400))
		paths = append(paths, p[:2+r.IntN(len(p)-1)])
	}
	want := indexOf(t, Key{1}, paths...)
	for range 5 {
		builders := []*Builder{NewBuilder(Key{1}), NewBuilder(Key{1}), NewBuilder(Key{1})}
		for _, i := range r.Perm(len(paths)) {
			builders[r.IntN(3)].add(i, paths[i])
		}
		all := NewBuilder(Key{1})
		for _, b := range builders {
			all.Merge(b)
		}
		if got := written(t, all); !bytes.Equal(got, want) {
			t.Fatalf("got other bytes: %d, want %d", len(got), len(want))
		}
	}
}

// TestSearchAgainstText compares with what a search in the text itself finds.
func TestSearchAgainstText(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := []string{"noord", "zuid", "kern", "berg"}
	var paths []string
	for range 2000 {
		var p []string
		for range 1 + r.IntN(4) {
			var s []string
			for range 1 + r.IntN(3) {
				s = append(s, words[r.IntN(4)])
			}
			p = append(p, strings.Join(s, "_"))
		}
		paths = append(paths, strings.Join(p, "/"))
	}
	index := indexOf(t, Key{1}, paths...)
	for _, a := range words {
		for _, b := range words {
			want := int64(0)
			for _, p := range paths {
				if strings.Contains(p, a+"_"+b) {
					want++
				}
			}
			if got := search(t, index, Key{1}, a+" "+b).Found[0].Items; got != want {
				t.Errorf("%s %s: got %d items, want %d", a, b, got, want)
			}
		}
	}
}

func TestNothingIsReadableWithoutTheKey(t *testing.T) {
	index := indexOf(t, Key{1}, "Huisartsenpraktijk De Linde/uitslag_jansen.pdf", "listing")
	for _, text := range []string{"linde", "Linde", "jansen", "listing.txt"} {
		if bytes.Contains(index, []byte(text)) {
			t.Errorf("the index holds %q", text)
		}
	}
	if _, err := Search(bytes.NewReader(index), Key{2}, []string{"De Linde"}); !errors.Is(err, ErrKey) {
		t.Errorf("with another key: got %v, want ErrKey", err)
	}
	if got := fmt.Sprintf("%v %x %s %+v", Key{1}, Key{1}, Key{1}, struct{ K Key }{Key{1}}); strings.Contains(got, "01") || strings.Contains(got, "[1") {
		t.Errorf("a key prints as %s", got)
	}
}

func TestDamage(t *testing.T) {
	index := indexOf(t, Key{1}, "Huisartsenpraktijk De Linde/uitslag.pdf", "x/y")
	for n := range index {
		_, err := Search(bytes.NewReader(index[:n]), Key{1}, []string{"x"})
		if !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrNotIndex) {
			t.Fatalf("cut to %d bytes: got %v", n, err)
		}
		changed := bytes.Clone(index)
		changed[n] ^= 1
		if _, err := Search(bytes.NewReader(changed), Key{1}, []string{"x"}); err == nil {
			t.Fatalf("byte %d changed: got no error", n)
		}
	}
	if _, err := Search(bytes.NewReader(append(index, 0)), Key{1}, []string{"x"}); !errors.Is(err, ErrChanged) {
		t.Errorf("a byte added: got %v, want ErrChanged", err)
	}
}

func TestDoubts(t *testing.T) {
	p, err := pack.Load("nl-health")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"Huisartsenpraktijk Zilverlinde", "Huisartsenpraktijk", "Jansen", "De Brug"}
	for i, got := range Doubts(p, names) {
		if (len(got) == 0) != (i == 0) {
			t.Errorf("%s: got %v", names[i], got)
		}
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("a/b c/De Linde 12", "de linde")
	f.Fuzz(func(t *testing.T, path, name string) {
		b := NewBuilder(Key{1})
		b.Add(0, 1, []byte(path), false, 1)
		built := written(t, b)
		if a, err := Search(bytes.NewReader(built), Key{1}, []string{name}); err == nil && a.Found[0].Items > 1 {
			t.Errorf("one entry is %d items", a.Found[0].Items)
		}
		if _, err := Search(strings.NewReader(path), Key{1}, []string{"x"}); err == nil {
			t.Error("a path is an index")
		}
	})
}

func benchmarkBuilder(rows int) *Builder {
	b := NewBuilder(Key{1})
	r := rand.New(rand.NewPCG(5, 6))
	var path []byte
	for i := range rows {
		path = fmt.Appendf(path[:0], "Aanvragers/Huisartsenpraktijk %c%c%c/%d/Uitslag_%x_afdeling_%c%c.pdf", 'a'+i/100%26, 'a'+i/2600%26, 'a'+i/67600%26, 2010+i/10%10, r.IntN(1<<20), 'a'+i%26, 'a'+i/26%26)
		b.Add(0, int64(i+1), path, false, 1)
	}
	return b
}

func BenchmarkSearch(b *testing.B) {
	const rows = 1_300_000
	index := written(b, benchmarkBuilder(rows))
	b.ReportMetric(float64(len(index))/rows, "B/row")
	names := []string{"Huisartsenpraktijk De Linde", "Praktijk om de hoek", "afdeling ab"}
	for b.Loop() {
		search(b, index, Key{1}, names...)
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkBuild(b *testing.B) {
	const rows = 200_000
	for b.Loop() {
		written(b, benchmarkBuilder(rows))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
}
