package invent

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// listing returns a tranche as plain text, line by line, and its truth.
func listing(t *testing.T, w *World, tranche int, form Form) ([]string, *Truth) {
	t.Helper()
	tr := w.Tranche(tranche)
	tr.Form, tr.Encoding = form, UTF8
	var b bytes.Buffer
	truth, err := tr.Listing(&b)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(b.String(), "\n"), truth
}

func worlds() map[string]Spec {
	return map[string]Spec{
		"Dutch laboratory": {Seed: 7, Paths: 30_000},
		"Dutch IT":         {Seed: 8, Paths: 30_000, Sector: "hospital-it"},
		"Dutch HR":         {Seed: 9, Paths: 30_000, Sector: "hr", Tranches: 2},
		"bare names":       {Seed: 11, Paths: 30_000, Flat: true},
		"English":          {Seed: 10, Paths: 30_000, Language: "en"},
		"one region":       {Seed: 12, Paths: 30_000, Regional: true},
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	sum := func(seed uint64) [32]byte {
		w := New(Spec{Seed: seed, Paths: 6_000, Tranches: 3})
		h := sha256.New()
		if err := w.Register(h); err != nil {
			t.Fatal(err)
		}
		for i := range w.Tranches() {
			if err := w.Tranche(i).Write(h, nil); err != nil {
				t.Fatal(err)
			}
		}
		return [32]byte(h.Sum(nil))
	}
	first := sum(4)
	if again := sum(4); again != first {
		t.Error("one seed gave two worlds")
	}
	if first == sum(5) {
		t.Error("two seeds gave one world")
	}
}

// TestTruthIsWritten checks that what the truth says of a line can be read in
// that line.
func TestTruthIsWritten(t *testing.T) {
	for name, spec := range worlds() {
		t.Run(name, func(t *testing.T) {
			w := New(spec)
			lines, truth := listing(t, w, 0, Plain)
			for _, l := range truth.Lines {
				o := &w.Organisations[l.Affected[0]]
				line := lines[l.Number-1]
				if !readable(line, o, l.Way) {
					t.Fatalf("line %d is not %q by way of %s: %s", l.Number, o.Name, l.Way, line)
				}
				if !l.Decidable && len(l.Candidates) < 2 {
					t.Fatalf("line %d cannot be decided between %d organisations: %s", l.Number, len(l.Candidates), line)
				}
			}
		})
	}
}

// readable reports whether a line shows an organisation in a way. Ways that
// change letters are not looked at.
func readable(line string, o *Organisation, way Way) bool {
	k := key(line)
	switch way {
	case Variant:
		return true
	case Address:
		return strings.Contains(k, key(o.Postcode))
	case Exact, Separator, Glued:
		return strings.Contains(k, key(o.Name))
	case Abbreviation, Short:
		return strings.Contains(k, key(o.core))
	case Code:
		if strings.Contains(line, strings.TrimPrefix(o.AGB, "0")) && o.AGB != "" {
			return true
		}
		return strings.Contains(line, o.AGB+o.ODS) || o.KvK != "" && strings.Contains(line, o.KvK) || strings.Contains(line, o.Client)
	case Domain:
		return strings.Contains(line, o.Domain)
	case Alias:
		return slices.ContainsFunc(o.Aliases, func(a string) bool { return strings.Contains(k, key(a)) })
	case Cut:
		return strings.Contains(strings.ToUpper(line), cut(o.Name))
	case CityOnly:
		return strings.Contains(k, key(o.City))
	case Acronym:
		return strings.Contains(line, o.Acronym)
	case None, Spelling:
	}
	return way == Spelling
}

// TestLinesDoNotDependOnForm checks that each form puts each entry's name on
// the line that the truth gives.
func TestLinesDoNotDependOnForm(t *testing.T) {
	w := New(Spec{Seed: 12, Paths: 4_000})
	for _, form := range []Form{Plain, Find, LS, CSV, Dir} {
		t.Run(string(form), func(t *testing.T) {
			tr := w.Tranche(0)
			tr.Form, tr.Encoding = form, UTF8
			var names []string
			var at []int64
			var b bytes.Buffer
			err := tr.Write(&b, func(line int64, e *Entry) {
				names, at = append(names, string(e.Path[e.Base:])), append(at, line)
			})
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(b.String(), "\n")
			for i, name := range names {
				if k := key(name); form != Find && !strings.Contains(key(lines[at[i]-1]), k) {
					t.Fatalf("line %d: got %q, want it to hold %q", at[i], lines[at[i]-1], name)
				}
			}
			if len(names) < 4_000 {
				t.Errorf("got %d entries, want at least 4,000", len(names))
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	w := New(Spec{Seed: 12, Paths: 2_000})
	for _, encoding := range []Encoding{Windows1252, UTF16} {
		tr := w.Tranche(0)
		tr.Form, tr.Encoding = Plain, encoding
		var b bytes.Buffer
		if err := tr.Write(&b, nil); err != nil {
			t.Fatal(err)
		}
		switch {
		case encoding == UTF16 && (!bytes.HasPrefix(b.Bytes(), []byte{0xff, 0xfe}) || b.Len()%2 != 0):
			t.Error("UTF-16 without a byte order mark, or of an odd length")
		case encoding == Windows1252 && bytes.Contains(b.Bytes(), []byte("\xc3\xab")):
			t.Error("windows-1252 holds UTF-8")
		}
	}
}

func TestProportions(t *testing.T) {
	for name, spec := range worlds() {
		t.Run(name, func(t *testing.T) {
			w := New(spec)
			var named, entries, undecidable float64
			found := make(map[int32]bool)
			ways := make(map[Way]int)
			for i := range w.Tranches() {
				_, truth := listing(t, w, i, CSV)
				entries += float64(truth.Entries)
				named += float64(len(truth.Lines))
				for _, l := range truth.Lines {
					found[l.Affected[0]] = true
					ways[l.Way]++
					if !l.Decidable {
						undecidable++
					}
				}
			}
			if entries < 30_000 || entries > 31_000 {
				t.Errorf("got %.0f files, want 30,000 and little more", entries)
			}
			if share := named / entries; share < 0.22 || share > 0.33 {
				t.Errorf("organisations have %.2f of the files, want a little under 0.3", share)
			}
			if share := undecidable / named; share > 0.15 {
				t.Errorf("%.2f of these cannot be decided, want at most 0.15", share)
			}
			if got, want := len(found), len(w.Affected()); got != want {
				t.Errorf("the listing names %d organisations, want the %d affected", got, want)
			}
			if len(ways) < 9 && !spec.Flat {
				t.Errorf("got %d ways of writing, want at least 9: %v", len(ways), ways)
			}
		})
	}
}

// TestNumbersOfPersons checks that no nine digits pass for a number of a
// person, but those of the ranges that are never issued.
func TestNumbersOfPersons(t *testing.T) {
	nine := regexp.MustCompile(`(?:^|[^0-9])([0-9]{9})(?:[^0-9]|$)`)
	w := New(Spec{Seed: 3, Paths: 60_000})
	w.Canaries(500)
	lines, _ := listing(t, w, 0, Plain)
	tests := 0
	for _, line := range lines {
		for _, m := range nine.FindAllStringSubmatch(line, -1) {
			switch n := m[1]; {
			case !elevenProof(n):
			case strings.HasPrefix(n, "99999") || strings.HasPrefix(n, "0000"):
				tests++
			default:
				t.Fatalf("number %s could be a person's", n)
			}
		}
	}
	if tests < 500 {
		t.Errorf("got %d test numbers, want more", tests)
	}
}

func TestDomainsAreExamples(t *testing.T) {
	w := New(Spec{Seed: 3})
	var b bytes.Buffer
	if err := w.Register(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(rows), 2_001; got != want {
		t.Fatalf("got %d rows, want %d", got, want)
	}
	domains := make(map[string]int)
	for _, row := range rows[1:] {
		if !strings.HasSuffix(row[7], ".example") || row[1] == "" || row[0] == "" {
			t.Fatalf("row %q lacks an id, a name or a domain of .example", row)
		}
		domains[row[7]]++
	}
	if len(domains) < 1_700 {
		t.Errorf("got %d domains, want most organisations to have their own", len(domains))
	}
}

func TestCollisions(t *testing.T) {
	w := New(Spec{Seed: 3, Organisations: 20_000})
	if got := len(w.index.core[key("De Linde")]); got < 24 {
		t.Errorf("got %d organisations called De Linde, want dozens", got)
	}
	if got := len(w.index.core["jansen"]); got < 6 {
		t.Errorf("got %d practices called Jansen, want several", got)
	}
}

func TestCanaries(t *testing.T) {
	w := New(Spec{Seed: 21, Paths: 240_000, Organisations: 5_000, Affected: 300, Tranches: 3})
	canaries := w.Canaries(10_000)
	var b bytes.Buffer
	surnames := make(map[string]bool)
	births := make(map[string]bool)
	for i := range w.Tranches() {
		tr := w.Tranche(i)
		tr.Form, tr.Encoding = Plain, UTF8
		if err := tr.Write(&b, nil); err != nil {
			t.Fatal(err)
		}
	}
	held := make(map[string]bool)
	for line := range strings.SplitSeq(b.String(), "\n") {
		held[line[strings.LastIndexByte(line, '/')+1:]] = true
	}
	planted := 0
	for _, c := range canaries {
		surnames[c.Surname], births[c.BirthDate] = true, true
		if held[c.text] || held[strings.ToUpper(c.text)] {
			planted++
		}
	}
	if planted != len(canaries) || len(surnames) != len(canaries) || len(births) != len(canaries) {
		t.Errorf("planted %d, with %d surnames and %d birth dates, want %d of each", planted, len(surnames), len(births), len(canaries))
	}
}

func TestGolden(t *testing.T) {
	w := New(Spec{Seed: 1, Paths: 120, Organisations: 40, Affected: 6})
	var b bytes.Buffer
	if err := w.Register(&b); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n")
	if err := w.Tranche(0).Write(&b, nil); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "tiny.golden")
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Bytes(); !bytes.Equal(got, want) {
		t.Errorf("the tiny world changed; look at the difference and use -update")
	}
}

func BenchmarkWrite(b *testing.B) {
	const paths = 1_000_000
	w := Bench(1, paths, 20_000)
	tr := w.Tranche(0)
	tr.Form = Plain
	for b.Loop() {
		if err := tr.Write(io.Discard, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*paths/b.Elapsed().Seconds(), "paths/s")
}

func TestDemo(t *testing.T) {
	w := Demo(1)
	if got, want := len(w.Organisations), 5_000; got != want {
		t.Errorf("got a register of %d, want %d", got, want)
	}
	if got, want := len(w.Affected()), 300; got != want {
		t.Errorf("got %d affected, want %d", got, want)
	}
	var entries, named int64
	forms, encodings := make(map[Form]bool), make(map[Encoding]bool)
	for i := range w.Tranches() {
		tr := w.Tranche(i)
		forms[tr.Form], encodings[tr.Encoding] = true, true
		truth := tr.Truth()
		entries += truth.Entries
		named += int64(len(truth.Lines))
	}
	if entries < 200_000 {
		t.Errorf("got %d entries, want 200,000 at least", entries)
	}
	if own := 1 - float64(named)/float64(entries); own < 0.65 || own > 0.78 {
		t.Errorf("the supplier has %.2f of the entries, want about 0.7", own)
	}
	if len(forms) != 3 || len(encodings) != 3 {
		t.Errorf("got %d forms in %d encodings, want three of each", len(forms), len(encodings))
	}
}

// TestGivenNames checks that names that are handed in are those of the
// register, and that the rest of them are strangers.
func TestGivenNames(t *testing.T) {
	names := []string{"Praktijk A/B", "Tuinzicht", "Zorg voor Elkaar", "Het Gulden Huis", "Kapsalon Ans", "Vlinder & Co"}
	w := New(Spec{Seed: 2, Paths: 500, Organisations: 4, Affected: 3, Names: names})
	for i, o := range w.Organisations[:3] {
		if o.Name != names[i] {
			t.Errorf("organisation %d: got %q, want %q", i, o.Name, names[i])
		}
	}
	if got := w.Strangers()[0]; !slices.Contains(names[3:], got) {
		t.Errorf("got stranger %q, want one of the names left over", got)
	}
	listing(t, w, 0, Plain)
}
