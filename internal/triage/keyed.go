package triage

import "iter"

// keyed holds values by 64-bit hashes. Unlike a map it keeps what it holds in
// place, so that it can be pointed to, and takes few bytes beside. Nothing is
// taken out of it.
type keyed[T any] struct {
	slots  []uint32 // open addressing, at most three quarters full: one more than the number of a value
	blocks [][]keyedValue[T]
	n      int
}

type keyedValue[T any] struct {
	key   uint64
	value T
}

// blockBits says how many values lie in a block, as a power of two.
const blockBits = 10

// get returns the value with this key, or nil.
func (k *keyed[T]) get(key uint64) *T {
	if len(k.slots) == 0 {
		return nil
	}
	for i := k.place(key); k.slots[i] != 0; i = (i + 1) & (len(k.slots) - 1) {
		if v := k.at(int(k.slots[i] - 1)); v.key == key {
			return &v.value
		}
	}
	return nil
}

// add adds a value with a key that is not there, and returns it, to be filled.
func (k *keyed[T]) add(key uint64) *T {
	if 4*(k.n+1) > 3*len(k.slots) {
		k.grow()
	}
	if k.n>>blockBits == len(k.blocks) {
		k.blocks = append(k.blocks, make([]keyedValue[T], 1<<blockBits))
	}
	v := k.at(k.n)
	k.n++
	v.key = key
	k.put(key, k.n)
	return &v.value
}

func (k *keyed[T]) at(n int) *keyedValue[T] {
	return &k.blocks[n>>blockBits][n&(1<<blockBits-1)]
}

// place returns where to look for a key first.
func (k *keyed[T]) place(key uint64) int {
	return int(key * 0x9e3779b97f4a7c15 >> 32 * uint64(len(k.slots)) >> 32)
}

func (k *keyed[T]) put(key uint64, n int) {
	i := k.place(key)
	for k.slots[i] != 0 {
		i = (i + 1) & (len(k.slots) - 1)
	}
	k.slots[i] = uint32(n)
}

func (k *keyed[T]) grow() {
	k.slots = make([]uint32, max(64, 2*len(k.slots)))
	for n := range k.n {
		k.put(k.at(n).key, n+1)
	}
}

// all returns the keys and values, in the order in which they were added.
func (k *keyed[T]) all() iter.Seq2[uint64, *T] {
	return func(yield func(uint64, *T) bool) {
		for n := range k.n {
			if v := k.at(n); !yield(v.key, &v.value) {
				return
			}
		}
	}
}

// values returns the values, in the order in which they were added.
func (k *keyed[T]) values() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for _, v := range k.all() {
			if !yield(v) {
				return
			}
		}
	}
}
