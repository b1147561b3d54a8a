package pack

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var lexicons = flag.String("lexicons", "", "folder with firstnames.txt, surnames.txt, places.txt and common.txt to build data/lexicon from")

// TestBuildLexicons rebuilds the word sets where it is given their sources, and
// otherwise holds that their sources are not needed.
func TestBuildLexicons(t *testing.T) {
	for _, name := range []string{"firstnames", "surnames", "places", "common"} {
		path := filepath.Join("data", "lexicon", name+".set")
		if *lexicons != "" {
			text, err := os.ReadFile(filepath.Join(*lexicons, name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			set := NewWordSet(strings.Fields(string(text)))
			if err := os.WriteFile(path, set.stored(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		set, err := readWordSet(b)
		if err != nil {
			t.Fatal(err)
		}
		if got := set.Len(); got < 20_000 {
			t.Errorf("%s holds %d words", name, got)
		}
	}
}
