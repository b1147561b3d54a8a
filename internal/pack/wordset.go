package pack

import (
	"encoding/binary"
	"errors"
	"iter"
	"math/bits"
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// WordSet is a set of words that keeps 32 bits of each word's token.Hash, and
// so no word that could be read back. Has is wrong about one unknown word in
// some 50,000, which is harmless for sets that only hide or lower. The zero
// value is empty. It is read-only.
type WordSet struct {
	*table // nil in the zero value
}

// table holds the marks of a WordSet.
type table struct {
	marks []uint32 // sorted
	first []uint32 // first[b] is where the marks of bucket b start
	sieve []uint64 // two bits a mark, a power of two of them; see grain
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
	t := &table{marks: marks, sieve: make([]uint64, 1<<bits.Len(uint(len(marks)/8)))}
	t.first = make([]uint32, t.buckets()+1)
	for _, m := range marks {
		t.first[t.bucket(m)+1]++
		at, grain := t.grain(m)
		t.sieve[at] |= grain
	}
	for b := range t.buckets() {
		t.first[b+1] += t.first[b]
	}
	return WordSet{t}
}

// Has reports whether the set holds the word with this token.Hash. Of most words
// that it does not hold a small part of memory tells.
func (s WordSet) Has(hash uint64) bool {
	if s.table == nil {
		return false
	}
	m := mark(hash)
	at, grain := s.grain(m)
	return s.sieve[at]&grain == grain && s.has(m)
}

// grain returns the bits of a mark in the sieve, and where they are: nearly all
// words that are not in the set lack one of them.
func (t *table) grain(m uint32) (at int, grain uint64) {
	return int(m) & (len(t.sieve) - 1), 1<<(m>>20&63) | 1<<(m>>26)
}

// has is Has for what the sieve lets through.
func (t *table) has(m uint32) bool {
	b := t.bucket(m)
	for _, x := range t.marks[t.first[b]:t.first[b+1]] {
		if x >= m {
			return x == m
		}
	}
	return false
}

// HasWord reports whether the set holds word after folding.
func (s WordSet) HasWord(word string) bool { return s.Has(token.Hash(word)) }

// Len returns the number of words.
func (s WordSet) Len() int { return len(s.all()) }

// all returns the marks of s.
func (s WordSet) all() []uint32 {
	if s.table == nil {
		return nil
	}
	return s.marks
}

func mark(hash uint64) uint32 { return uint32(hash >> 32) }

// buckets returns how many equal parts the range of marks is cut into: about
// one for two marks.
func (t *table) buckets() int { return len(t.marks)/2 + 1 }

func (t *table) bucket(m uint32) int {
	return int(uint64(m) * uint64(t.buckets()) >> 32)
}

var errWordSet = errors.New("not a word set")

// stored returns s in its stored form: the number of marks, then the steps
// from each to the next, as varints.
func (s WordSet) stored() []byte {
	dst := binary.AppendUvarint(nil, uint64(s.Len()))
	last := uint32(0)
	for _, m := range s.all() {
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
func (s WordSet) Marks() iter.Seq[uint32] { return slices.Values(s.all()) }
