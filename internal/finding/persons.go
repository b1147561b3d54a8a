package finding

import (
	"math"
	"slices"
)

// Persons is a sketch of a set of persons, each given by a hash: the least
// hashes of the set, from which its size can be told (Bar-Yossef et al. 2002).
// It holds no name and is never written anywhere but into a part of a triage,
// encrypted: docs/shards.md.
type Persons struct {
	least []uint64 // ascending, distinct, at most sketchSize
}

const sketchSize = 64

// Add adds a person; 0 is nobody.
func (p *Persons) Add(hash uint64) {
	if hash == 0 || len(p.least) == sketchSize && hash >= p.least[sketchSize-1] {
		return
	}
	i, found := slices.BinarySearch(p.least, hash)
	if found {
		return
	}
	if len(p.least) < sketchSize {
		p.least = slices.Insert(p.least, i, hash)
		return
	}
	copy(p.least[i+1:], p.least[i:])
	p.least[i] = hash
}

// PersonOf returns what to add for a person with this hash, named with or
// without a date of birth. One person may be named both ways, under two hashes.
func PersonOf(hash uint64, dated bool) uint64 {
	if hash == 0 {
		return 0
	}
	if hash |= 1; !dated {
		hash ^= 3
	}
	return hash
}

// AtLeast returns a lower bound on the number of persons added: of those named
// with a date of birth and those without, whichever are more; exact up to
// sketchSize, beyond that the estimate less twice its standard error.
func (p *Persons) AtLeast() int64 {
	dated := 0
	for _, h := range p.least {
		dated += int(h & 1)
	}
	n := len(p.least)
	more := max(dated, n-dated)
	if n < sketchSize {
		return int64(more)
	}
	all := float64(n-1) / (float64(p.least[n-1]) / math.MaxUint64)
	share := float64(more) / float64(n)
	return max(int64(more), int64(all*share*(1-2/math.Sqrt(float64(more)))))
}
