package mask

import (
	"encoding/binary"

	"github.com/leakwarden/leakwarden/internal/token"
)

// Compounds are words that Dutch writes as one: "urinekweekuitslag". Of a word
// that nothing knows, both parts must be vocabulary, and one of them a word of
// care or of documents that is nobody's name.
const (
	minPart     = 4
	minCompound = 2 * minPart
	maxCompound = 40
)

// compound returns the traits of an unknown word in small ASCII letters, 0
// where it is no compound of the vocabulary.
func (l *lexicon) compound(word []byte) trait {
	n := len(word)
	if n < minCompound || n > maxCompound || l.isName(token.Hash(string(word))) {
		return 0
	}
	for i := minPart; i <= n-minPart; i++ {
		head, ok := l.part(word[:i])
		if !ok {
			continue
		}
		for _, rest := range [2][]byte{word[i:], trimS(word[i:])} {
			tail, ok := l.part(rest)
			if ok && (decisive(head) || decisive(tail)) {
				return vocabulary | natural
			}
		}
	}
	return 0
}

// part returns the traits of a word that may be part of a compound.
func (l *lexicon) part(b []byte) (trait, bool) {
	if len(b) < minPart {
		return 0, false
	}
	id := l.dict.Lookup(string(b))
	t := l.of(id)
	ok := t&vocabulary != 0 && t&(title|interfix) == 0
	return t, ok && l.dict.Word(id) == string(b)
}

// decisive reports whether a part with these traits makes a compound.
func decisive(t trait) bool { return t&(natural|heading) != 0 && t&ambiguous == 0 }

// trimS drops the s that Dutch puts between the parts of some compounds.
func trimS(b []byte) []byte {
	if len(b) > 0 && b[0] == 's' {
		return b[1:]
	}
	return nil
}

// starts has a bit for the first letters of each word of the vocabulary: most
// words that nothing knows begin like none.
type starts [1 << 10]uint64

func (s *starts) add(word string) {
	if len(word) >= minPart {
		h := startOf([]byte(word))
		s[h/64] |= 1 << (h % 64)
	}
}

// has reports whether a word of the vocabulary may begin like b, whatever its
// case.
func (s *starts) has(b []byte) bool {
	h := startOf(b)
	return s[h/64]>>(h%64)&1 != 0
}

func startOf(b []byte) uint32 {
	return (binary.LittleEndian.Uint32(b) | 0x20202020) * 0x9e3779b1 >> 16
}

// compounds remembers what words were found to be, for one goroutine.
type compounds struct {
	known [1 << 10]struct {
		hash   uint64
		traits trait
	}
	folded []byte
}

// of returns the traits of an unknown word.
func (c *compounds) of(l *lexicon, b []byte, w *token.Word) trait {
	if !w.ASCII || w.End-w.Start < minCompound || !l.starts.has(b) {
		return 0
	}
	slot := &c.known[w.Hash%uint64(len(c.known))]
	if slot.hash != w.Hash {
		c.folded = c.folded[:0]
		for _, x := range b {
			c.folded = append(c.folded, x|0x20)
		}
		slot.hash, slot.traits = w.Hash, l.compound(c.folded)
	}
	return slot.traits
}
