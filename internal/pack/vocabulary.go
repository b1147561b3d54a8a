package pack

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

// classes lists the classes that a row of a vocabulary may name.
var classes = []Class{Kind, Exam, Department, Organisation, System, Month, Title, Neutral, Extension}

// mostTerms bounds the vocabulary, so that terms can be numbered in 16 bits.
const mostTerms = 30_000

// vocabulary reads the terms of the pack and of the one it includes. A term of
// the pack replaces the same term of the included one.
func (l *loader) vocabulary() error {
	terms := make(map[termKey]Term)
	for _, dir := range []string{l.include, l.pack.Name} {
		if dir == "" {
			continue
		}
		own := make(map[termKey]Term)
		err := l.table(dir+"/vocabulary.tsv", 6, func(f []string) error { return l.sense(f, own) })
		if err != nil {
			return err
		}
		for k, t := range own {
			terms[k] = t
		}
	}
	for _, t := range terms {
		l.pack.Terms = append(l.pack.Terms, t)
	}
	for _, name := range slices.Sorted(maps.Keys(l.surnames)) {
		if _, ok := terms[termKey{text: name}]; !ok {
			return fmt.Errorf("%s/pack.tsv: surname %q is no term", l.pack.Name, name)
		}
	}
	sortTerms(l.pack.Terms)
	if len(l.pack.Terms) > mostTerms {
		return fmt.Errorf("more than %d terms", mostTerms)
	}
	return nil
}

// sense adds the terms of one row, which share all but their text.
func (l *loader) sense(f []string, terms map[termKey]Term) error {
	t := Term{Class: Class(f[0]), Language: f[1], Natures: list(f[2]), Groups: list(f[3]), Type: f[4]}
	if !slices.Contains(classes, t.Class) {
		return fmt.Errorf("no class %q", f[0])
	}
	if t.Language != "nl" && t.Language != "en" {
		return fmt.Errorf("no language %q", t.Language)
	}
	if (t.Type != "") != (t.Class == Organisation) {
		return errors.New("a type belongs to organisation words, to each and to no other")
	}
	if err := errors.Join(l.naturesKnown(t.Natures), l.groupsKnown(t.Groups)); err != nil {
		return err
	}
	for _, text := range list(f[5]) {
		t.Text, t.Weak = strings.CutSuffix(text, "?")
		if err := l.term(t, terms); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) term(t Term, terms map[termKey]Term) error {
	if token.Fold(t.Text) != t.Text {
		return fmt.Errorf("term %q is not folded", t.Text)
	}
	for _, part := range strings.Split(t.Text, " ") {
		if !plain(part) {
			return fmt.Errorf("term %q is not words of letters and digits with one space between", t.Text)
		}
	}
	key := termKey{t.Text, t.Class == Extension}
	if _, ok := terms[key]; ok {
		return fmt.Errorf("term %q is given twice", t.Text)
	}
	hash := token.Hash(t.Text)
	t.Ambiguous = l.pack.FirstNames.Has(hash) || l.pack.Surnames.Has(hash) || l.surnames[t.Text]
	terms[key] = t
	return nil
}

// plain reports whether s is one or more small letters and digits.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
