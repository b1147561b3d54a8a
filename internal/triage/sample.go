package triage

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"

	"github.com/leakwarden/leakwarden/internal/mask"
)

// sampleSize is how many distinct (directory, name) pairs the slots of a listing
// are learned from.
const sampleSize = 1 << 17

// sampleSlack is how many more are kept before those with the greatest hashes
// are let go of.
const sampleSlack = sampleSize / 4

// sample is a uniform sample of the distinct pairs of a directory and a name in
// it: those with the least hashes. It is the same whatever the order in which
// pairs are met, and two samples merge into that of both.
type sample struct {
	pairs []pair
	names []byte
	limit uint64 // pairs with a hash from here on are not wanted
	order int    // of so many pairs at the start that are in order, each there once
	bound *bound
}

// bound is shared by all samples of the same listings. A pair beyond it is not
// among the least of all of them together.
type bound struct {
	least  atomic.Uint64                 // limit of any of them
	counts [1 << countBits]atomic.Uint32 // of pairs in all of them, each counted once at most, by the first bits of their hashes
}

const (
	countBits = 12
	// enough is how many pairs are counted up to the bound. Those of one path with
	// several sizes count several times, so there must be more than are wanted.
	enough = sampleSize + sampleSize/4
)

// count counts a pair that no other sample holds.
func (b *bound) count(key uint64) { b.counts[key>>(64-countBits)].Add(1) }

// limit returns the bound: hashes from there on are beyond it.
func (b *bound) limit() uint64 {
	least := b.least.Load()
	met := uint32(0)
	for i := range len(b.counts) - 1 {
		if met += b.counts[i].Load(); met >= enough {
			return min(least, (uint64(i)+1)<<(64-countBits))
		}
	}
	return least
}

// lower lowers the bound to what is the limit of one sample.
func (b *bound) lower(limit uint64) {
	for old := b.least.Load(); limit < old && !b.least.CompareAndSwap(old, limit); {
		old = b.least.Load()
	}
}

// pair is one directory or file in its directory.
type pair struct {
	key    uint64 // hash of the whole path
	parent uint64 // mask.Directory.ID
	// Where its directory's name and its own start in sample.names, the one
	// after the other, and where they end.
	within, start, end uint32
	leaf               bool
}

func newSample(bound *bound) *sample { return &sample{limit: ^uint64(0), bound: bound} }

// newBound returns a bound that nothing has lowered yet.
func newBound() *bound {
	b := &bound{}
	b.least.Store(^uint64(0))
	return b
}

// wants reports whether the pair with this key belongs in the sample so far.
func (s *sample) wants(key uint64) bool { return key < s.limit }

// name returns the name of p.
func (s *sample) name(p *pair) []byte { return s.names[p.start:p.end] }

// directory returns the directory of p.
func (s *sample) directory(p *pair) mask.Directory {
	return mask.Directory{ID: p.parent, Name: s.names[p.within:p.start]}
}

// mostNames bounds the bytes of the names kept before they are trimmed.
const mostNames = 1 << 30

// add adds a pair, of which it copies the names.
func (s *sample) add(key uint64, parent mask.Directory, name []byte, leaf bool) {
	within := len(s.names)
	if need := len(parent.Name) + len(name); cap(s.names)-within < need {
		s.names = slices.Grow(s.names, max(need, within)) // at once to twice the size: what is outgrown is garbage
	}
	s.names = append(append(s.names, parent.Name...), name...)
	end := len(s.names)
	if n := len(s.pairs); n == cap(s.pairs) {
		s.pairs = slices.Grow(s.pairs, min(n, sampleSize+sampleSlack-n)+1)
	}
	s.pairs = append(s.pairs, pair{key, parent.ID, uint32(within), uint32(end - len(name)), uint32(end), leaf})
	if len(s.pairs) >= sampleSize+sampleSlack || len(s.names) > mostNames {
		s.trim()
	}
}

// trim drops repeated pairs and all but the sampleSize least.
func (s *sample) trim() {
	s.limit = min(s.limit, s.bound.limit())
	s.sort()
	if len(s.pairs) > sampleSize {
		s.limit = s.pairs[sampleSize].key
		s.pairs = s.pairs[:sampleSize]
		s.bound.lower(s.limit)
	}
	s.order = len(s.pairs)
	size := 0
	for i := range s.pairs {
		size += int(s.pairs[i].end - s.pairs[i].within)
	}
	each := size/max(1, len(s.pairs)) + 4 // names that come are as long, or somewhat longer
	names := make([]byte, 0, size+min(size, each*(sampleSize+sampleSlack-len(s.pairs))))
	for i := range s.pairs {
		p := &s.pairs[i]
		at := uint32(len(names))
		names = append(names, s.names[p.within:p.end]...)
		p.within, p.start, p.end = at, at+p.start-p.within, at+p.end-p.within
	}
	s.names = names
}

// sort puts the pairs below the limit in order, each once. Those added last are
// few: they are sorted, and merged into those that are in order from the end on.
func (s *sample) sort() {
	beyond := func(p pair) bool { return p.key >= s.limit }
	head, added := s.pairs[:s.order], slices.DeleteFunc(slices.Clone(s.pairs[s.order:]), beyond)
	slices.SortFunc(added, comparePairs)
	s.pairs = s.pairs[:len(head)+len(added)]
	for i := len(s.pairs) - 1; len(added) > 0; i-- {
		from := &added
		if len(head) > 0 && comparePairs(head[len(head)-1], added[len(added)-1]) > 0 {
			from = &head
		}
		last := len(*from) - 1
		s.pairs[i], *from = (*from)[last], (*from)[:last]
	}
	s.pairs = slices.CompactFunc(s.pairs, func(a, b pair) bool { return a.key == b.key })
	if i := slices.IndexFunc(s.pairs, beyond); i >= 0 {
		s.pairs = s.pairs[:i]
	}
}

// merge adds the pairs of o.
func (s *sample) merge(o *sample) {
	for i := range o.pairs {
		if p := &o.pairs[i]; s.wants(p.key) {
			s.add(p.key, o.directory(p), o.name(p), p.leaf)
		}
	}
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
	if n < 2 || s.limit == math.MaxUint64 {
		return int64(n)
	}
	return int64(float64(n-1) / (float64(s.pairs[n-1].key) / math.MaxUint64))
}
