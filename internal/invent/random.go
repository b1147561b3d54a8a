package invent

import (
	"math"
	"math/rand/v2"
)

// stream returns the random numbers of one part of a world. Parts do not
// disturb each other: a change to one leaves the others as they were.
func stream(seed uint64, part, number int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(part)<<32|uint64(number)))
}

// The parts of a world.
const (
	partConventions = iota + 1
	partNames
	partRegister
	partStrangers
	partPlan
	partStand
	partPersons
	partCanaries
	partRecords
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// zipf draws numbers of which the first are by far the most common, as words
// and cities are. Drawing costs one random number and no arithmetic.
type zipf struct{ table []uint16 }

// newZipf returns numbers below n, of which the k-th has weight 1/(k+1)^s.
func newZipf(n int, s float64) zipf {
	const size = 1 << 13
	n = min(n, size, math.MaxUint16)
	total := 0.0
	for k := range n {
		total += math.Pow(float64(k+1), -s)
	}
	table := make([]uint16, 0, size)
	sum := 0.0
	for k := range n {
		sum += math.Pow(float64(k+1), -s)
		for len(table) < int(sum/total*size) {
			table = append(table, uint16(k))
		}
	}
	for len(table) < size {
		table = append(table, uint16(len(table)%n))
	}
	return zipf{table}
}

func (z zipf) draw(r *rand.Rand) int { return int(z.table[r.Uint32()&uint32(len(z.table)-1)]) }

// weighted draws an index by weight.
func weighted(r *rand.Rand, weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := r.IntN(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return len(weights) - 1
}
