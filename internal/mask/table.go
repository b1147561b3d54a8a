package mask

import "iter"

// table maps hashes to values. It hashes nothing again, and so is quicker than a
// map. It takes 0 for 1. The zero table is empty.
type table[V any] struct {
	entries []entry[V] // open addressing, a power of two of them
	used    int
}

// entry is one place of a table. Of a free one the key is 0.
type entry[V any] struct {
	key   uint64
	value V
}

// get returns the value of key, the zero V where there is none.
func (t *table[V]) get(key uint64) (v V) {
	if t.used == 0 {
		return v
	}
	return t.find(key).value
}

// at returns where the value of key is kept until the next call of at.
func (t *table[V]) at(key uint64) *V {
	if 2*t.used >= len(t.entries) {
		t.grow()
	}
	e := t.find(key)
	if e.key == 0 {
		e.key = max(key, 1)
		t.used++
	}
	return &e.value
}

// all returns the keys and where their values are kept, in an order that says
// nothing.
func (t *table[V]) all() iter.Seq2[uint64, *V] {
	return func(yield func(uint64, *V) bool) {
		for i := range t.entries {
			if e := &t.entries[i]; e.key != 0 && !yield(e.key, &e.value) {
				return
			}
		}
	}
}

// clear takes all out.
func (t *table[V]) clear() {
	clear(t.entries)
	t.used = 0
}

// find returns the entry of key, or the free one that is its.
func (t *table[V]) find(key uint64) *entry[V] {
	key = max(key, 1)
	mask := uint64(len(t.entries) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		if e := &t.entries[i]; e.key == key || e.key == 0 {
			return e
		}
	}
}

func (t *table[V]) grow() {
	old := t.entries
	t.entries = make([]entry[V], max(64, 2*len(old)))
	for i := range old {
		if old[i].key != 0 {
			*t.find(old[i].key) = old[i]
		}
	}
}
