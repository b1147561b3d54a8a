package triage

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// seen is the set of entries met so far, by hash. Adding is safe for any number
// of goroutines, and which of two equal entries comes first changes no count.
//
// Of each hash 48 bits decide: ten as the number of a shard, six as that of a
// table in it, and 32 in the four bytes kept there. Of n different entries
// n²/2^49 are taken for duplicates: eighteen in 100 M.
type seen struct {
	shards [1 << shardBits]shard
	share  atomic.Uint64 // of the listing that is read, as the bits of a float64; 0 where unknown
}

const (
	shardBits = 10
	tableBits = 6
)

// shard is a part of seen that has a lock of its own.
type shard struct {
	mu      sync.Mutex
	touched uint32 // keeps touch from being left out
	tables  [1 << tableBits]table
}

// table holds values by open addressing, in their order. It is small: which of
// many are to grow differs, so that few of them are half empty.
type table struct {
	values []uint32 // 0 is a free place
	used   int
}

// shardOf returns the shard that a hash falls in.
func shardOf(hash uint64) int { return int(hash >> (64 - shardBits)) }

// table returns the table that a hash falls in.
func (sh *shard) table(hash uint64) *table {
	return &sh.tables[hash>>(64-shardBits-tableBits)&(1<<tableBits-1)]
}

// valueOf returns what of a hash is kept in its table.
func valueOf(hash uint64) uint32 { return max(1, uint32(hash)) }

// follow is told how much of a listing is read, in bytes of size, which is 0 where
// it is unknown. Tables grow at once to what the whole listing needs, as far as
// that can be told.
func (s *seen) follow(read, size int64) {
	if size > 0 {
		s.share.Store(math.Float64bits(min(1, float64(read)/float64(size))))
	}
}

// add adds the hashes, all of shard n, and calls first with the index of each
// that was not there before.
func (s *seen) add(n int, hashes []uint64, first func(i int)) {
	sh := &s.shards[n]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.touch(hashes)
	share := math.Float64frombits(s.share.Load())
	for i, h := range hashes {
		if sh.table(h).insert(valueOf(h), share) {
			first(i)
		}
	}
}

// touch reads the places of hashes, so that all of them are on their way from
// memory before the first is needed.
func (sh *shard) touch(hashes []uint64) {
	sum := uint32(0)
	for _, h := range hashes {
		if t := sh.table(h); len(t.values) > 0 {
			sum |= t.values[t.place(valueOf(h))]
		}
	}
	sh.touched = sum
}

// merge adds all of o, and leaves o empty. Nobody may be using either.
func (s *seen) merge(o *seen) {
	for n := range o.shards {
		for i := range o.shards[n].tables {
			mine, other := &s.shards[n].tables[i], &o.shards[n].tables[i]
			if mine.used == 0 {
				*mine = *other
			} else {
				mine.take(other.values)
			}
			*other = table{}
		}
	}
}

// has reports whether a hash is there. Nobody may be adding.
func (s *seen) has(hash uint64) bool {
	t, v := s.shards[shardOf(hash)].table(hash), valueOf(hash)
	if len(t.values) == 0 {
		return false
	}
	for i := t.place(v); t.values[i] != 0; i++ {
		if t.values[i] == v {
			return true
		}
		if i == len(t.values)-1 {
			i = -1
		}
	}
	return false
}

// place returns where to look for a value first.
func (t *table) place(v uint32) int { return int(uint64(v) * uint64(len(t.values)) >> 32) }

// insert adds a value, and reports whether it was new. It is one of that share of
// all that are to come.
func (t *table) insert(v uint32, share float64) bool {
	if t.used*8 >= len(t.values)*7 {
		t.grow(share)
	}
	for i := t.place(v); ; i++ {
		if i == len(t.values) {
			i = 0
		}
		switch t.values[i] {
		case 0:
			t.values[i] = v
			t.used++
			return true
		case v:
			return false
		}
	}
}

// large is the number of places from which on a table grows more slowly: it is
// one of many of that size, and growing takes time, room takes memory.
const large = 256

// enoughShare is the share of a listing from which on what has come tells how much
// is to come. Before, a table doubles.
const enoughShare = 0.25

// grow makes t as much larger as the share of what has come tells; at least, and
// where that is unknown, a quarter, or an eighth where t is large.
func (t *table) grow(share float64) {
	old := t.values
	more := len(old) / 4
	if len(old) >= large {
		more = len(old) / 8
	}
	switch {
	case share >= enoughShare:
		more = max(more, int(float64(len(old))*(1/share-1)))
	case share > 0:
		more = len(old)
	}
	t.values = slices.Grow([]uint32(nil), max(16, len(old)+more))
	t.values, t.used = t.values[:cap(t.values)], 0
	t.take(old)
}

// take inserts the values of another table.
func (t *table) take(values []uint32) {
	for _, v := range values {
		if v != 0 {
			t.insert(v, 0)
		}
	}
}
