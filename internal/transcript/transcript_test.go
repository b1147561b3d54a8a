package transcript

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
)

var options = sync.OnceValue(func() Options {
	sector, err := pack.Load("nl-health")
	if err != nil {
		panic(err) // the pack is part of the program
	}
	return Options{
		Pack:     sector,
		Register: &register.Register{Organisations: []register.Organisation{{ID: "org-1", Name: "Huisartsenpraktijk De Lindehof", City: "Zandwijk"}}},
	}
})

func masked(tb testing.TB, in string, way Way) string {
	tb.Helper()
	var out bytes.Buffer
	if err := Lines(&out, strings.NewReader(in), options(), way); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

// countLines counts lines as wc and one that has no end.
func countLines(s string) int {
	n := strings.Count(s, "\n")
	if s != "" && !strings.HasSuffix(s, "\n") {
		n++
	}
	return n
}

func TestLinesGivesOneLineForEach(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	tests := []struct{ name, in string }{
		{"nothing", ""},
		{"one without end", "a"},
		{"blank lines", "\n\n\n"},
		{"Windows ends", "a\r\nb\r\n"},
		{"no UTF-8", "\xff\xfe\n\x00\n"},
		{"longest", long + "\n" + long},
		{"too long", long + "xx\nb\n"},
		{"much too long, without end", strings.Repeat(long, 3)},
		{"a sealed path's print", "‹sealed›\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, way := range []Way{Learning, Streaming} {
				out := masked(t, test.in, way)
				if got, want := countLines(out), countLines(test.in); got != want {
					t.Errorf("way %d: got %d lines, want %d", way, got, want)
				}
			}
		})
	}
}

func TestLinesSaysThatALineWasTooLong(t *testing.T) {
	if got := masked(t, strings.Repeat("x", maxLine+1)+"\n", Learning); got != overlong+"\n" {
		t.Errorf("got %q", got)
	}
}

func TestLinesStreamingWritesBeforeItReadsOn(t *testing.T) {
	in, feed := io.Pipe()
	result, out := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- Lines(out, in, options(), Streaming)
		out.Close()
	}()
	buf := make([]byte, 1000)
	for i := range 3 {
		if _, err := feed.Write([]byte("archief/uitslag.pdf\n")); err != nil {
			t.Fatal(err)
		}
		n, err := result.Read(buf) // would wait for ever
		if err != nil || !bytes.HasSuffix(buf[:n], []byte("\n")) {
			t.Fatalf("line %d: got %q, %v", i, buf[:n], err)
		}
	}
	feed.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// practice is a listing of n files whose names hold one person each.
func practice(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Huisartsenpraktijk De Lindehof/%d/uitslag_cytologie_Zwanenburgh%s_19720304.pdf\n", 2000+i%20, strings.Repeat("e", i%5))
	}
	return b.String()
}

func TestMaskedKeepsSizesAndHidesNames(t *testing.T) {
	var out bytes.Buffer
	opened := 0
	open := func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(strings.NewReader(practice(2000))), nil
	}
	report, err := Masked(&out, open, options())
	if err != nil {
		t.Fatal(err)
	}
	if opened != 2 || report.Understood != 2000 || countLines(out.String()) != 2000 {
		t.Errorf("opened %d times, understood %d, wrote %d lines", opened, report.Understood, countLines(out.String()))
	}
	if strings.Contains(out.String(), "Zwanenburgh") || strings.Contains(out.String(), "19720304") {
		t.Error("a name or a date of birth is shown")
	}
	var first struct {
		Path      string
		Size      *int64
		Modified  *string
		Directory bool
	}
	line, _, _ := bytes.Cut(out.Bytes(), []byte("\n"))
	if err := json.Unmarshal(line, &first); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(first.Path, "Huisartsenpraktijk De Lindehof/") || !strings.Contains(first.Path, "cytologie") || first.Size != nil {
		t.Errorf("got %s", line)
	}
}

func TestInspectShowsTheFirstRowsMasked(t *testing.T) {
	in, err := Inspect(strings.NewReader(practice(2000)), 3, options())
	if err != nil {
		t.Fatal(err)
	}
	if in.Entries != 2000 || len(in.First) != 3 || in.First[2].Line != 3 || in.Report.Format != "plain" {
		t.Errorf("got %d entries, %d rows, %+v", in.Entries, len(in.First), in.Report)
	}
	if text := fmt.Sprintf("%+v", in); strings.Contains(text, "Zwanenburgh") {
		t.Error("a name is shown")
	}
}

func TestRawGivesTheEntriesAsTheyAre(t *testing.T) {
	var out bytes.Buffer
	if _, err := Raw(&out, strings.NewReader("a/\u2028<b>.pdf\nc/d.pdf\n"), options()); err != nil {
		t.Fatal(err)
	}
	want := `{"path":"a/\u2028<b>.pdf","size":null,"modified":null,"directory":false}` + "\n" + `{"path":"c/d.pdf","size":null,"modified":null,"directory":false}` + "\n"
	if got := out.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte("archief/uitslag.pdf\n\n\xff\n"))
	f.Add([]byte("a\\b\\Zwanenburgh 19720304\r\nlast"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, way := range []Way{Learning, Streaming} {
			out := masked(t, string(in), way)
			if got, want := countLines(out), countLines(string(in)); got != want {
				t.Errorf("got %d lines, want %d", got, want)
			}
			if strings.ContainsFunc(out, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }) {
				t.Errorf("a control is shown: %q", out)
			}
		}
	})
}

func BenchmarkLines(b *testing.B) {
	in := practice(20_000)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		masked(b, in, Learning)
	}
}

// TestSampleSaysWhere tells each name with the directory that holds it,
// whichever slash splits them.
func TestSampleSaysWhere(t *testing.T) {
	var s sample
	for _, line := range []string{`a/bc/d`, `a/bc/e`, `a\f\\g`} {
		s.path([]byte(line), bothSlash)
	}
	s.trim()
	got := make(map[string]int)
	for _, p := range s.pairs {
		got[string(p.Parent.Name)+">"+string(p.Segment)]++
	}
	want := map[string]int{">a": 1, "a>bc": 1, "bc>d": 1, "bc>e": 1, "a>f": 1, "f>g": 1}
	if !maps.Equal(got, want) {
		t.Errorf("the sample holds %v, want %v", got, want)
	}
}
