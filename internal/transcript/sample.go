package transcript

import (
	"bytes"
	"cmp"
	"math"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/leakwarden/leakwarden/internal/mask"
)

// sample keeps a uniform sample of the distinct pairs of a directory and a name
// in it: those whose hashes are least.
type sample struct {
	pairs []pair
	limit uint64 // a hash from here on is not wanted; 0 is no limit
	last  []byte // directories of the path before
}

type pair struct {
	key uint64
	mask.Sample
}

// path adds the segments of a path, split at the bytes for which slash holds.
// Directories that the path before had too are not looked at again.
func (s *sample) path(p []byte, slash func(byte) bool) {
	shared := 0
	for shared < len(p) && shared < len(s.last) && p[shared] == s.last[shared] {
		shared++
	}
	var above []byte // the directory that the segment lies in
	for start := 0; ; {
		end := start
		for end < len(p) && !slash(p[end]) {
			end++
		}
		leaf := end == len(p)
		if leaf || end >= shared {
			s.add(p[:start], above, p[start:end], leaf)
		}
		if leaf {
			s.last = append(s.last[:0], p[:start]...)
			return
		}
		if end > start {
			above = p[start:end]
		}
		start = end + 1
	}
}

// add adds the name of what lies in dir, the last of whose segments is above.
func (s *sample) add(dir, above, name []byte, leaf bool) {
	if len(name) == 0 {
		return
	}
	key := xxhash.Sum64(dir)*31 ^ xxhash.Sum64(name)
	if s.limit != 0 && key >= s.limit {
		return
	}
	parent := mask.Directory{ID: mask.Parent(bytes.TrimRight(dir, `/\`)).ID, Name: bytes.Clone(above)}
	s.pairs = append(s.pairs, pair{key, mask.Sample{Parent: parent, Segment: bytes.Clone(name), Leaf: leaf}})
	if len(s.pairs) >= 2*mask.MaxSample {
		s.trim()
	}
}

// trim drops repeated pairs and all but the least. A name known as a directory
// comes before the same name known as a file.
func (s *sample) trim() {
	slices.SortFunc(s.pairs, func(a, b pair) int {
		if a.key != b.key || a.Leaf == b.Leaf {
			return cmp.Compare(a.key, b.key)
		}
		if b.Leaf {
			return -1
		}
		return 1
	})
	s.pairs = slices.CompactFunc(s.pairs, func(a, b pair) bool { return a.key == b.key })
	if len(s.pairs) > mask.MaxSample {
		s.limit = s.pairs[mask.MaxSample].key
		clear(s.pairs[mask.MaxSample:])
		s.pairs = s.pairs[:mask.MaxSample]
	}
}

// teach lets m learn from the sample.
func (s *sample) teach(m *mask.Masker) {
	s.trim()
	total := int64(len(s.pairs))
	if total == mask.MaxSample {
		total = int64(float64(total-1) / (float64(s.pairs[total-1].key) / math.MaxUint64))
	}
	samples := make([]mask.Sample, len(s.pairs))
	for i, p := range s.pairs {
		samples[i] = p.Sample
	}
	m.Learn(samples, total)
}

func oneSlash(c byte) bool  { return c == '/' }
func bothSlash(c byte) bool { return c == '/' || c == '\\' }
