package pack

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

//go:embed data
var data embed.FS

// ErrUnknown says that there is no pack of the name asked for.
var ErrUnknown = errors.New("no such pack")

// Names returns the names of the packs, sorted.
func Names() []string { return []string{"nl-health", "uk-health"} }

// Load returns the pack with this name, checked against every rule of
// docs/packs.md. It takes some 15 ms and reads nothing outside the binary.
func Load(name string) (*Pack, error) {
	if !slices.Contains(Names(), name) {
		return nil, fmt.Errorf("loading pack %q: %w (there are: %s)", name, ErrUnknown, strings.Join(Names(), ", "))
	}
	files := func(path string) (string, error) {
		b, err := data.ReadFile("data/" + path)
		return string(b), err
	}
	l := loader{pack: &Pack{Name: name, Abbreviations: make(map[string][]string)}, files: files, surnames: make(map[string]bool)}
	if err := l.load(); err != nil {
		return nil, fmt.Errorf("loading pack %s: %w", name, err)
	}
	return l.pack, nil
}

// loader fills one pack from its files.
type loader struct {
	pack    *Pack
	files   func(path string) (string, error)
	include string // the pack whose vocabulary this one adds to
	// surnames holds terms that are also surnames but in no lexicon.
	surnames map[string]bool
}

// termKey tells terms apart: an extension may be written like another word.
type termKey struct {
	text      string
	extension bool
}

func (l *loader) load() error {
	dir := l.pack.Name + "/"
	steps := []struct {
		path    string
		columns int
		row     func(f []string) error
	}{
		{dir + "pack.tsv", 2, l.setting},
		{dir + "groups.tsv", 3, l.group},
		{dir + "natures.tsv", 8, l.nature},
		{dir + "codes.tsv", 5, l.code},
	}
	for _, s := range steps {
		if err := l.table(s.path, s.columns, s.row); err != nil {
			return err
		}
	}
	if l.pack.Version == "" {
		return fmt.Errorf("%spack.tsv: no version", dir)
	}
	if err := l.lexicons(); err != nil {
		return err
	}
	if err := l.vocabulary(); err != nil {
		return err
	}
	if err := l.table(dir+"abbreviations.tsv", 2, l.abbreviation); err != nil {
		return err
	}
	if err := l.table(dir+"folders.tsv", 2, l.folder); err != nil {
		return err
	}
	return l.table(dir+"examples.tsv", 3, l.example)
}

// table calls row with the fields of each line of a file that is neither empty
// nor a comment. A field "-" is handed on as empty.
func (l *loader) table(path string, columns int, row func(f []string) error) error {
	text, err := l.files(path)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			return fmt.Errorf("%s:%d: %d columns, not %d", path, n+1, len(f), columns)
		}
		for i := range f {
			if f[i] != strings.TrimSpace(f[i]) || f[i] == "" {
				return fmt.Errorf("%s:%d: column %d is empty or has a space at an end", path, n+1, i+1)
			}
			if f[i] == "-" {
				f[i] = ""
			}
		}
		if err := row(f); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n+1, err)
		}
	}
	return nil
}

func (l *loader) setting(f []string) error {
	p := l.pack
	switch f[0] {
	case "version":
		p.Version = f[1]
	case "include":
		l.include = f[1]
	case "legal-form":
		p.LegalForms = append(p.LegalForms, f[1])
	case "interfix":
		p.Interfixes = append(p.Interfixes, f[1])
	case "identifier":
		p.Identifiers = append(p.Identifiers, f[1])
	case "surname":
		l.surnames[f[1]] = true
	default:
		return fmt.Errorf("no setting %q", f[0])
	}
	if token.Fold(f[1]) != f[1] {
		return fmt.Errorf("%q is not folded", f[1])
	}
	return nil
}

func (l *loader) group(f []string) error {
	if slices.ContainsFunc(l.pack.Groups, func(g Group) bool { return g.Name == f[0] }) {
		return fmt.Errorf("group %q is given twice", f[0])
	}
	l.pack.Groups = append(l.pack.Groups, Group{Name: f[0], Title: map[string]string{"en": f[1], "nl": f[2]}})
	if len(l.pack.Groups) > 32 {
		return errors.New("more than 32 groups")
	}
	return nil
}

func (l *loader) nature(f []string) error {
	n := Nature{Name: f[0], Category: f[1], Article: f[2], Groups: list(f[5]), Title: map[string]string{"en": f[6], "nl": f[7]}}
	if slices.ContainsFunc(l.pack.Natures, func(o Nature) bool { return o.Name == n.Name }) {
		return fmt.Errorf("nature %q is given twice", n.Name)
	}
	if !slices.Contains([]string{"health", "criminal", "financial", "identity", "staff", "security", "general"}, n.Category) {
		return fmt.Errorf("no category %q", n.Category)
	}
	for i := range n.Score {
		v, err := strconv.ParseFloat(f[3+i], 64)
		if err != nil || v < 1 || v > 4 {
			return fmt.Errorf("score %q is not from 1 to 4", f[3+i])
		}
		n.Score[i] = v
	}
	if n.Score[0] > n.Score[1] {
		return errors.New("the lowest score is above the highest")
	}
	if err := l.groupsKnown(n.Groups); err != nil {
		return err
	}
	l.pack.Natures = append(l.pack.Natures, n)
	if len(l.pack.Natures) > 64 {
		return errors.New("more than 64 natures")
	}
	return nil
}

func (l *loader) groupsKnown(names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(l.pack.Groups, func(g Group) bool { return g.Name == name }) {
			return fmt.Errorf("no group %q", name)
		}
	}
	return nil
}

func (l *loader) naturesKnown(names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(l.pack.Natures, func(n Nature) bool { return n.Name == name }) {
			return fmt.Errorf("no nature %q", name)
		}
	}
	return nil
}

func (l *loader) code(f []string) error {
	c := CodeScheme{Scheme: f[0], Pattern: f[1], Person: f[3] == "person", Prefixes: list(f[2]), Title: f[4]}
	if !strings.HasPrefix(c.Pattern, "^") || !strings.HasSuffix(c.Pattern, "$") {
		return fmt.Errorf("the pattern of %s is not anchored", c.Scheme)
	}
	if _, err := regexp.Compile(c.Pattern); err != nil {
		return fmt.Errorf("the pattern of %s: %w", c.Scheme, err)
	}
	if slices.ContainsFunc(l.pack.Codes, func(o CodeScheme) bool { return o.Scheme == c.Scheme }) {
		return fmt.Errorf("scheme %q is given twice", c.Scheme)
	}
	for _, p := range c.Prefixes {
		if token.Fold(p) != p {
			return fmt.Errorf("%q is not folded", p)
		}
	}
	l.pack.Codes = append(l.pack.Codes, c)
	return nil
}

func (l *loader) lexicons() error {
	p := l.pack
	for _, s := range []struct {
		name string
		set  *WordSet
	}{
		{"firstnames", &p.FirstNames}, {"surnames", &p.Surnames}, {"places", &p.Places}, {"common", &p.Common},
	} {
		text, err := l.files("lexicon/" + s.name + ".set")
		if err != nil {
			return err
		}
		if *s.set, err = readWordSet([]byte(text)); err != nil {
			return fmt.Errorf("lexicon/%s.set: %w", s.name, err)
		}
	}
	return nil
}

func (l *loader) abbreviation(f []string) error {
	if _, ok := l.pack.Abbreviations[f[0]]; ok {
		return fmt.Errorf("abbreviations of %q are given twice", f[0])
	}
	short := list(f[1])
	for _, s := range append([]string{f[0]}, short...) {
		if token.Fold(s) != s {
			return fmt.Errorf("%q is not folded", s)
		}
	}
	l.pack.Abbreviations[f[0]] = short
	return nil
}

func (l *loader) folder(f []string) error {
	p := l.pack
	if token.Fold(f[0]) != f[0] || slices.Contains(p.OrganisationFolders, f[0]) || slices.Contains(p.PersonFolders, f[0]) {
		return fmt.Errorf("%q is not folded, or given twice", f[0])
	}
	switch f[1] {
	case "organisations":
		p.OrganisationFolders = append(p.OrganisationFolders, f[0])
	case "persons":
		p.PersonFolders = append(p.PersonFolders, f[0])
	default:
		return fmt.Errorf("%q is neither organisations nor persons", f[1])
	}
	return nil
}

func (l *loader) example(f []string) error {
	if f[1] != "yes" && f[1] != "no" {
		return fmt.Errorf("verdict %q is neither yes nor no", f[1])
	}
	l.pack.Examples = append(l.pack.Examples, Example{Rule: f[0], Want: f[1] == "yes", Text: f[2]})
	return nil
}

// list takes apart a field of several values.
func list(field string) []string {
	if field == "" {
		return nil
	}
	return strings.Split(field, ", ")
}

// sortTerms orders terms by text, extensions last, so that findings do not
// depend on the order of the files.
func sortTerms(terms []Term) {
	slices.SortFunc(terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Class, b.Class))
	})
}
