package mask

import (
	"fmt"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// listed returns the sample of files that lie in one directory each.
func listed(dirs int, names ...string) (out []Sample) {
	for i, name := range names {
		dir := fmt.Sprintf("archief/%d", i%dirs)
		out = append(out, Sample{Parent: Parent([]byte(dir)), Segment: []byte(name), Leaf: true})
	}
	return out
}

// each returns a name for each word, written after format.
func each(format string, words ...string) (out []string) {
	for _, w := range words {
		out = append(out, fmt.Sprintf(format, w))
	}
	return out
}

// invented returns n words that nothing knows.
func invented(n int) (out []string) {
	for i := range n {
		out = append(out, "qx"+string(rune('a'+i%26))+string(rune('a'+i/26%26))+string(rune('a'+i/676))+"z")
	}
	return out
}

func repeat(n int, words ...string) (out []string) {
	for i := range n {
		out = append(out, words[i%len(words)])
	}
	return out
}

// TestSlots learns one convention at a time, within a listing that is large
// enough, and asks what shows.
func TestSlots(t *testing.T) {
	years := func(from, n int) (out []string) {
		for i := range 60 {
			out = append(out, fmt.Sprintf("%02d-03-%d", 1+i%28, from+i%n))
		}
		return out
	}
	number := func(format string, words []string) (out []string) { // made distinct
		for i, w := range words {
			out = append(out, fmt.Sprintf(format, w)+fmt.Sprintf(" %05d.pdf", 40000+i))
		}
		return out
	}
	tests := []struct {
		name       string
		convention []string
		path, want string
	}{
		{"literal: an ambiguous word that all names begin with", number("uitslag %s", invented(60)), "uitslag qqqq 12345.pdf", "uitslag ▒▒▒ ‹n5›.pdf"},
		{"data: an ambiguous word among names", number("scan %s", invented(60)), "scan Borst 12345.pdf", "scan ▒▒▒ ‹n5›.pdf"},
		{"data: an unambiguous word among names", number("scan %s", invented(60)), "scan Ziek 12345.pdf", "scan ▒▒▒ ‹n5›.pdf"},
		{"closed: only words of the vocabulary", number("map %s", repeat(60, "borst", "urine", "bloed", "hpv")), "map Borst 12345.pdf", "map Borst ‹n5›.pdf"},
		{"usual: a kind among names", append(number("archief %s", invented(60)), number("archief %s", repeat(60, "brief"))...), "archief brief 12345.pdf", "archief brief ‹n5›.pdf"},
		{"unseen: an ambiguous word", nil, "factuur uitslag 3 verslag 12345.pdf", "factuur ▒▒▒ 3 verslag ‹n5›.pdf"},
		{"dates of documents keep their year", number("brief %s", years(2010, 14)), "brief 04-05-2019 12345.pdf", "brief ‹2019› ‹n5›.pdf"},
		{"dates of birth do not", number("verslag %s", years(1930, 85)), "verslag 04-05-2011 12345.pdf", "verslag ‹date› ‹n5›.pdf"},
		{"places, where only places stand", number("praktijk %s", repeat(60, towns...)), "praktijk Breda 12345.pdf", "praktijk Breda ‹n5›.pdf"},
		{"a place among names", number("scan %s", append(invented(50), towns...)), "scan Breda 12345.pdf", "scan ▒▒▒ ‹n5›.pdf"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := smallPack()
			p.Places = pack.NewWordSet(towns)
			m := New(p, nil, token.NewDict(), Default)
			sample := append(listed(50, each("%s.docx", invented(1200)...)...), listed(50, test.convention...)...)
			m.Learn(sample, int64(len(sample)))
			if got := m.View(1).Path([]byte("archief/3/" + test.path)).String(); !strings.HasSuffix(got, "/"+test.want) {
				t.Errorf("Path(%q) = %q, want …/%q", test.path, got, test.want)
			}
		})
	}
}

var towns = strings.Fields("breda zwolle tilburg assen leiden delft arnhem venlo hoorn goes")

// TestDirectories shows the words of filing in directories, and hides them
// where directories are persons.
func TestDirectories(t *testing.T) {
	m := New(smallPack(), nil, token.NewDict(), Default)
	sample := listed(50, each("%s.docx", invented(1200)...)...)
	for _, dir := range []string{"klanten", "archief", "scan"} {
		sample = append(sample, Sample{Parent: Parent(nil), Segment: []byte(dir)})
	}
	for _, person := range invented(60) {
		sample = append(sample, Sample{Parent: Parent([]byte("klanten")), Segment: []byte(person)})
	}
	m.Learn(sample, int64(len(sample)))
	for path, want := range map[string]string{
		"archief/scan/brief.pdf": "archief/scan/brief.pdf",
		"klanten/Ziek/brief.pdf": "klanten/▒▒▒/brief.pdf",
		"klanten/Kok/brief.pdf":  "klanten/▒▒▒/brief.pdf",
	} {
		if got := m.View(1).Path([]byte(path)).String(); got != want {
			t.Errorf("Path(%q) = %q, want %q", path, got, want)
		}
	}
}
