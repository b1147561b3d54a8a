package pack

import (
	"encoding/binary"
	"errors"
	"iter"
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// WordSet is a set of words that keeps 32 bits of each word's token.Hash, and
// so no word that could be read back. Has is wrong about one unknown word in
// some 50,000, which is harmless for sets that only hide or lower. The zero
// value is empty. It is read-only.
type WordSet struct {
	marks []uint32 // sorted
	first []uint32 // first[b] is where the marks of bucket b start
}

// NewWordSet returns the set of words after folding.
func NewWordSet(words []string) WordSet {
	marks := make([]uint32, 0, len(words))
	for _, w := range words {
		marks = append(marks, mark(token.Hash(w)))
	}
	slices.Sort(marks)
	return newWordSet(slices.Compact(marks))
}

func newWordSet(marks []uint32) WordSet {
	s := WordSet{marks: marks}
	if len(marks) == 0 {
		return s
	}
	s.first = make([]uint32, s.buckets()+1)
	for _, m := range marks {
		s.first[s.bucket(m)+1]++
	}
	for b := range s.buckets() {
		s.first[b+1] += s.first[b]
	}
	return s
}

// Has reports whether the set holds the word with this token.Hash. It costs
// about as much as one look-up in a Dict.
func (s WordSet) Has(hash uint64) bool {
	if len(s.marks) == 0 {
		return false
	}
	m := mark(hash)
	b := s.bucket(m)
	for _, x := range s.marks[s.first[b]:s.first[b+1]] {
		if x >= m {
			return x == m
		}
	}
	return false
}

// HasWord reports whether the set holds word after folding.
func (s WordSet) HasWord(word string) bool { return s.Has(token.Hash(word)) }

// Len returns the number of words.
func (s WordSet) Len() int { return len(s.marks) }

func mark(hash uint64) uint32 { return uint32(hash >> 32) }

// buckets returns how many equal parts the range of marks is cut into: about
// one for two marks.
func (s WordSet) buckets() int { return len(s.marks)/2 + 1 }

func (s WordSet) bucket(m uint32) int {
	return int(uint64(m) * uint64(s.buckets()) >> 32)
}

var errWordSet = errors.New("not a word set")

// stored returns s in its stored form: the number of marks, then the steps
// from each to the next, as varints.
func (s WordSet) stored() []byte {
	dst := binary.AppendUvarint(nil, uint64(len(s.marks)))
	last := uint32(0)
	for _, m := range s.marks {
		dst = binary.AppendUvarint(dst, uint64(m-last))
		last = m
	}
	return dst
}

func readWordSet(b []byte) (WordSet, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return WordSet{}, errWordSet
	}
	b = b[size:]
	marks, last := make([]uint32, 0, n), uint64(0)
	for range n {
		step, size := binary.Uvarint(b)
		if size <= 0 || step > 1<<32-1-last || step == 0 && len(marks) > 0 {
			return WordSet{}, errWordSet
		}
		last += step
		marks = append(marks, uint32(last))
		b = b[size:]
	}
	if len(b) != 0 {
		return WordSet{}, errWordSet
	}
	return newWordSet(marks), nil
}

// Marks yields the top 32 bits of the token.Hash of each word, ascending.
func (s WordSet) Marks() iter.Seq[uint32] { return slices.Values(s.marks) }
