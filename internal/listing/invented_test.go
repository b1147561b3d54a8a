package listing

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

// treeDir is where TestWriteTree lays out the invented tree, for
// testdata/render.sh.
var treeDir = flag.String("tree", "", "lay out the invented tree in this directory")

// item is one file or folder of the invented tree.
type item struct {
	path      string
	size      int64
	modified  time.Time
	directory bool
}

// newlineFolder holds the names with line breaks, which few forms can carry.
const newlineFolder = "regeleinden"

// inventedTree returns a tree of more than 5,000 entries, all invented, parents
// first. Many of its names are made to be mistaken for something else.
func inventedTree() []item {
	t := &inventor{seen: map[string]bool{}}
	t.folder("Aanvragers")
	for org := range 40 {
		folder := fmt.Sprintf("Aanvragers/%s %s", []string{"Huisartsenpraktijk", "Ziekenhuis", "Verpleeghuis", "Kliniek"}[org%4],
			[]string{"De Voorbeeldlinde", "'t Verzonnen Huys", "Sint-Fictie", "Nergenshuizen", "Bedacht & Zn."}[org%5]+fmt.Sprintf(" %02d", org))
		t.folder(folder)
		for month := range 10 {
			sub := fmt.Sprintf("%s/2024-%02d", folder, month+1)
			t.folder(sub)
			for n := range 11 {
				t.file(fmt.Sprintf("%s/uitslag_%05d_%s.pdf", sub, org*1000+month*100+n, []string{"cytologie", "urine", "bloed"}[n%3]))
			}
		}
	}
	t.folder("lastig")
	for _, name := range awkwardNames() {
		t.file("lastig/" + name)
		folder := "lastig/map " + name
		if len(name) > 200 {
			folder = "lastig/" + name[:len(name)-3] + "map" // as long as a name may be
		}
		t.folder(folder)
		t.file(folder + "/inhoud.txt")
	}
	deep := "diep"
	t.folder(deep)
	for n := range 40 {
		deep += fmt.Sprintf("/laag %02d", n)
		t.folder(deep)
	}
	t.file(deep + "/bodem.pdf")
	t.folder(newlineFolder)
	for _, name := range []string{"regel een\nregel twee.pdf", "\nbegin.pdf", "eind\n", "twee\n\nleeg.pdf", "wagen\rterug.pdf", "tab\ttab.pdf", "esc\x1b[31mrood.pdf"} {
		t.file(newlineFolder + "/" + name)
	}
	return t.items
}

// awkwardNames are names to trip over.
func awkwardNames() []string {
	names := []string{
		" voorspatie", "  twee voor", "naspatie ", "twee na  ", "dubbel  midden", "a -> b", "pijl -> ", " -> doel", "x|y|z", "│   ", "├── tak", "└── einde.pdf",
		"'enkel'", `"dubbel"`, `half"open`, "it's", "`hek`", `terug\streep`, `C:\Temp\x`, `\303\251`, `nieuw\nregel`, "2024-01-02", "2024-01-02 03:04", "Nov 24 2023",
		"01-02-2024  03:04  1.234 x.pdf", "4.0K", "123", "1,234", "total 48", "totaal 12", "map:", "x:", "-rw-r--r-- 1 a b 12 Nov 24 2023 x", "drwxr-xr-x",
		"Path = x", "Size = 12", "--", "----------", "Directory of C:", "[       4096]  x", "[4.0K] y", "12 directories, 34 files", "d41d8cd98f00b204e9800998ecf8427e  x",
		"a,b,c.csv", "a;b;c.csv", "=1+1", "+31 6", "@home", "-rf", "--help", "#hek", "~tilde", "$HOME", "%20", "100%", "%2F", "a&amp;b", "<b>vet", "<dir>", "a?b", "*",
		"...", "..a", ".verborgen", "naam.", "a:b", "Köln.pdf", "Ł ódź zażółć gęślą jaźń", "İstanbul ığdır şçö", "مستشفى.pdf", "日本語", "🙂🏥", "e\u0301 NFD.pdf", "\u202Etxt.fdp", "\u200Bnul",
		"\u00a0hard", "ae\u0308", strings.Repeat("lang", 62) + ".pdf", strings.Repeat("é", 125) + "pdf", "PRE x", "TOTAL:", "rar!", "null", "true", "{}", `{"path":"x"}`, "[1]",
		"Archive:", "7-Zip", "d", "l", ",", ";", "|", "&", "Ã", "bom", "100 €", "½ ¾", "x (1).pdf", "x [a].pdf", "Datenträger in Laufwerk C:", "Map van D:",
	}
	for r := rune(0xa1); r <= 0xff; r++ {
		if r != 0xad {
			names = append(names, fmt.Sprintf("latin %c.pdf", r))
		}
	}
	return names
}

type inventor struct {
	items []item
	seen  map[string]bool
}

func (t *inventor) add(path string, size int64, directory bool) {
	if t.seen[path] {
		return
	}
	t.seen[path] = true
	n := int64(len(t.items))
	t.items = append(t.items, item{path, size, time.Unix(1_420_070_400+n*63_246, 0).UTC().Truncate(2 * time.Second), directory})
}

func (t *inventor) folder(path string) { t.add(path, 0, true) }

func (t *inventor) file(path string) { t.add(path, int64(len(t.items)*7919%1500), false) }

// want returns the item's path as a reader gives it.
func (i item) want() string { return norm.NFC.String(i.path) }

// TestWriteTree lays out the invented tree where -tree says.
func TestWriteTree(t *testing.T) {
	items := inventedTree()
	if len(items) < 5000 {
		t.Errorf("the invented tree has %d entries, want 5,000 at least", len(items))
	}
	if *treeDir == "" {
		return
	}
	for _, i := range items {
		path := filepath.Join(*treeDir, filepath.FromSlash(i.path))
		var err error
		if i.directory {
			err = os.MkdirAll(path, 0o755)
		} else {
			err = os.WriteFile(path, make([]byte, i.size), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for n := len(items) - 1; n >= 0; n-- { // children first: they change their parent's time
		path := filepath.Join(*treeDir, filepath.FromSlash(items[n].path))
		if err := os.Chtimes(path, items[n].modified, items[n].modified); err != nil {
			t.Fatal(err)
		}
	}
}
