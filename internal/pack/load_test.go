package pack

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	for _, name := range Names() {
		p, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name != name || p.Version == "" {
			t.Errorf("pack %s is called %q, version %q", name, p.Name, p.Version)
		}
		if len(p.Terms) < 1500 {
			t.Errorf("%s: %d terms", name, len(p.Terms))
		}
		if !slices.IsSortedFunc(p.Terms, func(a, b Term) int { return strings.Compare(a.Text, b.Text) }) {
			t.Errorf("%s: terms are not sorted", name)
		}
	}
}

func TestLoadUnknown(t *testing.T) {
	_, err := Load("xx-none")
	if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "nl-health") {
		t.Errorf("got %v, want ErrUnknown with the names there are", err)
	}
}

// TestNaturesOfTheDesign holds every pack to the names and the order that the
// stream promises.
func TestNaturesOfTheDesign(t *testing.T) {
	want := strings.Fields("cytology hpv dermatology urine std wound pathology blood microbiology imaging medication " +
		"referral correspondence invoice hr identity credentials it screening detainee other")
	for _, name := range Names() {
		p, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range p.Natures {
			got = append(got, n.Name)
		}
		if !slices.Equal(got[:len(want)], want) {
			t.Errorf("%s: natures are %v", name, got)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	p, err := Load("nl-health")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"borst": true, "uitslag": true, "mei": true, "hiel": true, "bloedonderzoek": false, "factuur": false} {
		for _, term := range p.Terms {
			if term.Text == text && term.Ambiguous != want {
				t.Errorf("%s: ambiguous is %v, want %v", text, term.Ambiguous, want)
			}
		}
	}
}

// TestRulesHaveExamples holds that every nature, group, identifier rule and
// code scheme carries names that it must and must not recognise.
func TestRulesHaveExamples(t *testing.T) {
	for _, name := range Names() {
		p, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		yes, no := make(map[string]bool), make(map[string]bool)
		for _, e := range p.Examples {
			if e.Want {
				yes[e.Rule] = true
				continue
			}
			no[e.Rule] = true
		}
		var rules []string
		for _, n := range p.Natures {
			rules = append(rules, "nature:"+n.Name)
		}
		for _, g := range p.Groups {
			rules = append(rules, "group:"+g.Name)
		}
		for _, i := range p.Identifiers {
			rules = append(rules, "identifier:"+i)
		}
		for _, c := range p.Codes {
			rules = append(rules, "code:"+c.Scheme)
		}
		for _, r := range rules {
			if !yes[r] || !no[r] {
				t.Errorf("%s: %s has a positive example: %v, a negative one: %v", name, r, yes[r], no[r])
			}
		}
		for _, e := range p.Examples {
			if !slices.Contains(rules, e.Rule) {
				t.Errorf("%s: an example of %s, which is no rule", name, e.Rule)
			}
		}
	}
}

func TestCodeExamples(t *testing.T) {
	for _, name := range Names() {
		p, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range p.Examples {
			for _, c := range p.Codes {
				if e.Rule != "code:"+c.Scheme {
					continue
				}
				if got := regexp.MustCompile(c.Pattern).MatchString(e.Text); got != e.Want {
					t.Errorf("%s: %s in %q: got %v, want %v", name, e.Rule, e.Text, got, e.Want)
				}
			}
		}
	}
}

// TestMistakes holds the loader to the rules of docs/packs.md.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new, want string
	}{
		{"term twice", "vocabulary", "uitslag", "uitslag, uitslag", `term "uitslag" is given twice`},
		{"term not folded", "vocabulary", "uitslag", "Uitslag", `term "Uitslag" is not folded`},
		{"term with a hyphen", "vocabulary", "uitslag", "lab-uitslag", "not words of letters and digits"},
		{"class", "vocabulary", "kind\tnl", "sort\tnl", `no class "sort"`},
		{"language", "vocabulary", "kind\tnl", "kind\tfr", `no language "fr"`},
		{"nature", "vocabulary", "\tblood\t", "\tblod\t", `no nature "blod"`},
		{"group", "vocabulary", "\tspecial\t", "\tspecail\t", `no group "specail"`},
		{"type on another class", "vocabulary", "special\t-\t", "special\tgp\t", "a type belongs to organisation words"},
		{"column missing", "vocabulary", "kind\tnl\t", "kind\t", "5 columns, not 6"},
		{"empty column", "vocabulary", "kind\tnl", "kind\t", "column 2 is empty"},
		{"setting", "pack", "interfix", "infix", `no setting "infix"`},
		{"surname that is no term", "pack", "interfix\tvan", "surname\tvan", `surname "van" is no term`},
		{"version", "pack", "version\t1\n", "", "no version"},
		{"nature twice", "natures", "hpv\t", "blood\t", `nature "blood" is given twice`},
		{"category", "natures", "\thealth\t", "\tillness\t", `no category "illness"`},
		{"score out of range", "natures", "\t3\t4\t", "\t3\t5\t", "not from 1 to 4"},
		{"score upside down", "natures", "\t3\t4\t", "\t4\t3\t", "above the highest"},
		{"group twice", "groups", "minors\t", "special\t", `group "special" is given twice`},
		{"pattern not anchored", "codes", "^[0-9]{8}$", "[0-9]{8}", "not anchored"},
		{"pattern wrong", "codes", "^[0-9]{8}$", "^[0-9{8}$", "pattern of AGB"},
		{"scheme twice", "codes", "KVK\t", "AGB\t", `scheme "AGB" is given twice`},
		{"abbreviation twice", "abbreviations", "apotheek\t", "ziekenhuis\t", "given twice"},
		{"folder word twice", "folders", "patienten\t", "klanten\t", `"klanten" is not folded, or given twice`},
		{"folder of what", "folders", "\tpersons", "\tthings", `"things" is neither organisations nor persons`},
		{"verdict", "examples", "\tyes\t", "\tmaybe\t", "neither yes nor no"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := loadSmall(c.file, c.old, c.new)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.file+".tsv") {
				t.Errorf("got %v, want %q in %s.tsv", err, c.want, c.file)
			}
		})
	}
	if err := loadSmall("pack", "", ""); err != nil {
		t.Errorf("the small pack without a mistake: %v", err)
	}
}

// loadSmall loads a small pack with one change in one of its files.
func loadSmall(file, from, to string) error {
	small := map[string]string{
		"pack":          "version\t1\ninterfix\tvan\n",
		"groups":        "special\tSpecial\tBijzonder\nminors\tMinors\tMinderjarigen\n",
		"natures":       "hpv\thealth\tGDPR 9\t3\t4\tspecial\tHPV\tHPV\nblood\thealth\tGDPR 9\t1\t4\t-\tBlood\tBloed\n",
		"codes":         "AGB\t^[0-9]{8}$\tagb\tperson\tVektis\nKVK\t^[0-9]{8}$\t-\torganisation\tChamber\n",
		"vocabulary":    "# comment\n\nkind\tnl\tblood\tspecial\t-\tuitslag, uitsl?\n",
		"abbreviations": "ziekenhuis\tzkh\napotheek\tapo\n",
		"folders":       "klanten\torganisations\npatienten\tpersons\n",
		"examples":      "nature:hpv\tyes\thpv.pdf\n",
	}
	small[file] = strings.Replace(small[file], from, to, 1)
	files := func(path string) (string, error) {
		if strings.HasPrefix(path, "lexicon/") {
			return string(NewWordSet([]string{"jansen"}).stored()), nil
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, "small/"), ".tsv")
		text, ok := small[name]
		if !ok {
			return "", fs.ErrNotExist
		}
		return text, nil
	}
	l := loader{pack: &Pack{Name: "small", Abbreviations: make(map[string][]string)}, files: files, surnames: make(map[string]bool)}
	return l.load()
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load("nl-health"); err != nil {
			b.Fatal(err)
		}
	}
}
