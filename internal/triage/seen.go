package triage

import "sync"

// seen is the set of entries met so far, by hash. Adding is safe for any number
// of goroutines, and which of two equal entries comes first changes no count.
//
// Of each hash 50 bits decide: ten as the number of a shard and 40 in the five
// bytes kept in it. Of n different entries n²/2^51 are taken for duplicates: four
// in 100 M.
type seen struct {
	shards [1 << shardBits]shard
}

const shardBits = 10

type shard struct {
	mu      sync.Mutex
	low     []uint32
	high    []uint8
	used    int
	touched uint32 // keeps touch from being left out
}

// shardOf returns the shard that a hash falls in.
func shardOf(hash uint64) int { return int(hash >> (64 - shardBits)) }

// add adds the hashes, all of shard n, and calls first with the index of each
// that was not there before.
func (s *seen) add(n int, hashes []uint64, first func(i int)) {
	sh := &s.shards[n]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.touch(hashes)
	for i, h := range hashes {
		if sh.insert(keep(h)) {
			first(i)
		}
	}
}

// touch reads the places of hashes, so that all of them are on their way from
// memory before the first is needed.
func (sh *shard) touch(hashes []uint64) {
	n, sum := uint64(len(sh.low)), uint32(0)
	for _, h := range hashes {
		if i := uint64(uint32(h)) * n >> 32; i < n {
			sum |= sh.low[i]
		}
	}
	sh.touched = sum
}

// keep returns what of a hash is kept in its shard.
func keep(hash uint64) (low uint32, high uint8) { return max(1, uint32(hash)), uint8(hash >> 32) }

// merge adds all of o, and leaves o empty. Nobody may be using either.
func (s *seen) merge(o *seen) {
	for n := range o.shards {
		mine, other := &s.shards[n], &o.shards[n]
		if mine.used == 0 {
			mine.low, mine.high, mine.used = other.low, other.high, other.used
		} else {
			mine.take(other.low, other.high)
		}
		other.low, other.high, other.used = nil, nil, 0
	}
}

// has reports whether the value made of low and high is there. Nobody may be
// adding.
func (sh *shard) has(low uint32, high uint8) bool {
	n := len(sh.low)
	if n == 0 {
		return false
	}
	for i := int(uint64(low) * uint64(n) >> 32); sh.low[i] != 0; i++ {
		if sh.low[i] == low && sh.high[i] == high {
			return true
		}
		if i == n-1 {
			i = -1
		}
	}
	return false
}

// insert adds the value made of low and high, and reports whether it was new.
// A low of 0 marks a free place: to find one, low alone is read.
func (sh *shard) insert(low uint32, high uint8) bool {
	if sh.used*5 >= len(sh.low)*4 {
		sh.grow()
	}
	n := len(sh.low)
	for i := int(uint64(low) * uint64(n) >> 32); ; i++ {
		if i == n {
			i = 0
		}
		switch sh.low[i] {
		case 0:
			sh.low[i], sh.high[i] = low, high
			sh.used++
			return true
		case low:
			if sh.high[i] == high {
				return false
			}
		}
	}
}

// grow makes sh a quarter larger.
func (sh *shard) grow() {
	low, high := sh.low, sh.high
	n := max(16, len(low)*5/4)
	sh.low, sh.high, sh.used = make([]uint32, n), make([]uint8, n), 0
	sh.take(low, high)
}

// take inserts the values of another shard.
func (sh *shard) take(low []uint32, high []uint8) {
	for i := range low {
		if low[i] != 0 {
			sh.insert(low[i], high[i])
		}
	}
}
