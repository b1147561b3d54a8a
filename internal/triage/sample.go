package triage

import (
	"cmp"
	"math"
	"slices"
)

// sampleSize is how many distinct (directory, name) pairs the slots of a listing
// are learned from.
const sampleSize = 1 << 17

// sample is a uniform sample of the distinct pairs of a directory and a name in
// it: those with the least hashes. It is the same whatever the order in which
// pairs are met, and two samples merge into that of both.
type sample struct {
	pairs []pair
	limit uint64 // pairs with a hash from here on are not wanted
}

// pair is one directory or file in its directory.
type pair struct {
	key    uint64 // hash of the whole path
	parent uint64 // mask.Parent of the directory
	name   []byte
	leaf   bool
}

func newSample() *sample { return &sample{limit: ^uint64(0)} }

// wants reports whether the pair with this key belongs in the sample so far.
func (s *sample) wants(key uint64) bool { return key < s.limit }

// add adds p, whose name it keeps.
func (s *sample) add(p pair) {
	s.pairs = append(s.pairs, p)
	if len(s.pairs) >= 2*sampleSize {
		s.trim()
	}
}

// trim drops repeated pairs and all but the sampleSize least.
func (s *sample) trim() {
	slices.SortFunc(s.pairs, comparePairs)
	s.pairs = slices.CompactFunc(s.pairs, func(a, b pair) bool { return a.key == b.key })
	if len(s.pairs) > sampleSize {
		s.limit = s.pairs[sampleSize].key
		clear(s.pairs[sampleSize:])
		s.pairs = s.pairs[:sampleSize]
	}
}

// merge adds the pairs of o.
func (s *sample) merge(o *sample) {
	s.pairs = append(s.pairs, o.pairs...)
	s.trim()
}

// comparePairs orders by key; what is known as a directory comes before the
// same name known as a file.
func comparePairs(a, b pair) int {
	if a.key != b.key || a.leaf == b.leaf {
		return cmp.Compare(a.key, b.key)
	}
	if b.leaf {
		return -1
	}
	return 1
}

// total returns the number of distinct pairs that were met, an estimate if
// there are more than the sample holds. s must be trimmed.
func (s *sample) total() int64 {
	n := len(s.pairs)
	if n < sampleSize {
		return int64(n)
	}
	return int64(float64(n-1) / (float64(s.pairs[n-1].key) / math.MaxUint64))
}
