// Package late looks for names that became known after a triage in what that
// triage read, without the listing.
//
// A Builder takes the paths of a listing and keeps, for each distinct name of a
// file or directory, marks of its words under a key of the case. Search finds
// names in what a Builder wrote. docs/aliases.md is the specification of that
// form: without the key nothing in it can be read, and no guess tested.
package late

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Key is the key of a case's index. It prints nowhere.
type Key [32]byte

// Format implements fmt.Formatter: it prints a stand-in, whatever the verb.
func (Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "‹key›") }

// The errors of writing and searching, for errors.Is.
var (
	ErrTooMany   = errors.New("the listings hold too many names for an index of late aliases")
	ErrNotIndex  = errors.New("not an index of late aliases")
	ErrKey       = errors.New("the key is not that of this index")
	ErrTruncated = errors.New("the index ends too early")
	ErrChanged   = errors.New("the index was changed")
	ErrName      = errors.New("a name without words that the index keeps, or with too many")
)

// Listing is a listing that an index was made of.
type Listing struct {
	Name   string // shown
	SHA256 [32]byte
}

// What an index holds at most. Paths beyond it are an error, never left out in
// silence.
const (
	maxRows      = 1 << 24
	maxMarks     = 1 << 28 // of all rows together
	maxDepth     = 256     // what is deeper counts for the last directory
	maxRowMarks  = 2 << 12
	maxListings  = 1 << 16
	maxName      = 1 << 12 // bytes of a listing's name
	maxNameWords = 16      // of a name looked for
)

// gap stands in a row for a number that is left out.
const gap = 0

// marker makes marks of words. Not for use by two goroutines at once.
type marker struct {
	mac hash.Hash
	sum []byte
}

// mark returns 64 bits of a canonical word under the key.
func (m *marker) mark(word string) uint64 {
	m.mac.Reset()
	_, _ = io.WriteString(m.mac, word)
	m.sum = m.mac.Sum(m.sum[:0])
	return binary.BigEndian.Uint64(m.sum)
}

// derive returns a key of 32 bytes for a purpose.
func (k Key) derive(purpose string) []byte {
	out, err := hkdf.Key(sha256.New, k[:], nil, "leakwarden/late1 "+purpose, 32)
	if err != nil {
		panic("late: deriving a key: " + err.Error()) // 32 bytes are in range
	}
	return out
}

func (k Key) marker() *marker { return &marker{mac: hmac.New(sha256.New, k.derive("words"))} }

// kept says what becomes of word i of a segment: it is kept, it is a number
// that leaves a gap, or it is one that writers drop and add and leaves nothing.
type kept uint8

const (
	dropped kept = iota
	left
	taken
)

// keep decides about word i of segment, and returns it folded, in the writing
// that stands for all equal ones. Of numbers it takes those of one or two
// digits that have none beside them: a longer one, or a row of them, can be a
// person's.
func keep(segment []byte, words []token.Word, i int) (string, kept) {
	x := &words[i]
	if x.Kind == token.Digits {
		beside := i > 0 && words[i-1].Kind == token.Digits || i+1 < len(words) && words[i+1].Kind == token.Digits
		if beside || x.End-x.Start > 2 {
			return "", left
		}
	}
	word, telling := mention.Canonical(token.Fold(string(segment[x.Start:x.End])))
	if !telling {
		return "", dropped
	}
	return word, taken
}

// maxGluedDigits is how many digits a glued run may hold to be taken as one: a
// code as "A81001" has five, a number of a person eight or more.
const maxGluedDigits = 5

// glued reports whether a glued run of words may be taken as one.
func glued(words []token.Word) bool {
	digits := uint32(0)
	for i := range words {
		if words[i].Kind == token.Digits {
			digits += words[i].End - words[i].Start
		}
	}
	return digits <= maxGluedDigits
}
