package pack

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/token"
)

// The bounds of a vocabulary that Extend takes.
const (
	mostAdded      = 10_000
	longestAdded   = 64 // bytes of a term
	mostVocabulary = 2 << 20
)

// VocabularyError says what is wrong with a vocabulary, without its words: it
// may come from a listing.
type VocabularyError struct {
	Line int // from 1; 0 for the file as a whole
	What string
}

func (e *VocabularyError) Error() string {
	if e.Line == 0 {
		return "vocabulary: " + e.What
	}
	return fmt.Sprintf("vocabulary: line %d: %s", e.Line, e.What)
}

// Hint says what to do.
func (e *VocabularyError) Hint() string {
	return "a line is a word, a tab, its class, and a tab before each nature: glaasjesregister<TAB>kind<TAB>cytology; docs/triage.md lists the classes"
}

// Extend returns p with the terms of a vocabulary, one on each line: word, class
// and any number of natures, separated by tabs; of class organisation the third
// field is the type instead. A word alone is of class neutral. Lines that are
// empty or start with # are passed over. Words are folded; one that p has is
// replaced. What is also a name of persons is ambiguous, as in any pack. The
// version of the result tells the vocabulary's checksum. p is not changed. The
// error is a *VocabularyError or that of reading r.
func Extend(p *Pack, r io.Reader) (*Pack, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostVocabulary+1))
	if err != nil {
		return nil, fmt.Errorf("reading a vocabulary: %w", err)
	}
	if len(text) > mostVocabulary || !utf8.Valid(text) {
		return nil, &VocabularyError{0, "is larger than 2 MiB, or not UTF-8"}
	}
	x := extender{loader: loader{pack: p}, terms: make(map[termKey]Term)}
	in := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	in.Buffer(nil, mostVocabulary+1)
	for n := 1; in.Scan(); n++ {
		line := strings.TrimRight(in.Text(), "\r")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		if err := x.add(strings.Split(line, "\t")); err != nil {
			return nil, &VocabularyError{n, err.Error()}
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("reading a vocabulary: %w", err)
	}
	if len(x.terms) == 0 {
		return p, nil
	}
	return x.extended(sha256.Sum256(text))
}

// extender collects terms for a pack, with the checks of a loader.
type extender struct {
	loader
	terms map[termKey]Term
}

func (x *extender) add(f []string) error {
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	for len(f) > 1 && f[len(f)-1] == "" {
		f = f[:len(f)-1]
	}
	t := Term{Text: token.Fold(f[0]), Class: Neutral, Language: "nl"}
	if len(f) > 1 {
		t.Class = Class(f[1])
	}
	if !slices.Contains(classes, t.Class) {
		return errors.New("no such class")
	}
	if len(f) > 2 {
		t.Natures = f[2:]
	}
	if t.Class == Organisation {
		if len(t.Natures) != 1 {
			return errors.New("an organisation word has one type after its class, and no natures")
		}
		t.Type, t.Natures = t.Natures[0], nil
	}
	if x.naturesKnown(t.Natures) != nil {
		return errors.New("no such nature in the pack")
	}
	if len(x.terms) == mostAdded {
		return fmt.Errorf("more than %d words", mostAdded)
	}
	if len(t.Text) > longestAdded || !lettered(t.Text) || x.term(t, x.terms) != nil {
		return errors.New("not words of letters and digits with one space between, or given twice, or too long")
	}
	return nil
}

// lettered reports whether s holds a letter and no long number: a vocabulary
// shows its words, and a number can be a person's.
func lettered(s string) bool {
	letters, digits := 0, 0
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case r != ' ':
			letters++
		}
	}
	return letters > 0 && digits < 5
}

// extended returns the pack with the terms.
func (x *extender) extended(sum [sha256.Size]byte) (*Pack, error) {
	out := *x.pack
	out.Terms = make([]Term, 0, len(x.pack.Terms)+len(x.terms))
	for _, t := range x.pack.Terms {
		if _, replaced := x.terms[termKey{t.Text, t.Class == Extension}]; !replaced {
			out.Terms = append(out.Terms, t)
		}
	}
	for _, t := range x.terms {
		out.Terms = append(out.Terms, t)
	}
	sortTerms(out.Terms)
	if len(out.Terms) > mostTerms {
		return nil, &VocabularyError{0, fmt.Sprintf("makes the pack larger than %d words", mostTerms)}
	}
	out.Version += "+" + hex.EncodeToString(sum[:4])
	return &out, nil
}
