package identifier

import (
	"bytes"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// lexicon tells what words outside the vocabulary are.
type lexicon struct {
	first, last, common, places pack.WordSet
	glue                        []string // interfixes as glued to a surname, longest first
}

func newLexicon(p *pack.Pack) lexicon {
	return lexicon{first: p.FirstNames, last: p.Surnames, common: p.Common, places: p.Places}
}

// look returns what word is, whose token.Hash is hash, and for a merged word
// the hash of the surname in it.
func (l *lexicon) look(word []byte, hash uint64) (t traits, main uint64) {
	if l.first.Has(hash) {
		t |= firstName
	}
	if l.last.Has(hash) {
		t |= surname
	}
	if l.common.Has(hash) {
		t |= common
	}
	if l.places.Has(hash) {
		t |= place
	}
	if t&surname == 0 && isHouse(word) {
		return vocabulary | house, 0
	}
	if t&common != 0 || len(word) < 6 || len(word) > 30 {
		return t, 0
	}
	if t&surname == 0 && l.last.Has(hashOf(word[:len(word)-1])) {
		t |= cut
	}
	for _, g := range l.glue {
		if len(word) < len(g)+3 || word[0]|0x20 != g[0] || !bytes.EqualFold(word[:len(g)], []byte(g)) {
			continue
		}
		if t&surname != 0 && len(g) < surelyGlued {
			break // Benson is not "ben Son"
		}
		if main = hashOf(word[len(g):]); l.last.Has(main) {
			return t | merged, main
		}
	}
	return t, 0
}

// houses are the last parts of Dutch words for organisations that are often
// called after a person.
var houses = [][]byte{[]byte("praktijk"), []byte("praktijken"), []byte("kliniek"), []byte("apotheek"), []byte("centrum"), []byte("stichting"), []byte("school"), []byte("groep")}

// isHouse reports whether word is a compound for such an organisation.
func isHouse(word []byte) bool {
	for _, h := range houses {
		if n := len(word) - len(h); n >= 3 && word[len(word)-1]|0x20 == h[len(h)-1] && bytes.EqualFold(word[n:], h) {
			return true
		}
	}
	return false
}

// surelyGlued is the length from which interfixes at the start of a known
// surname are taken as such: Vandenberg is van den Berg.
const surelyGlued = 5

func hashOf(b []byte) uint64 { return token.HashBytes(b) }
