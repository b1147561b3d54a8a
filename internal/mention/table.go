package mention

import "math/bits"

// edges is the trie: (node, word) → node, in one open-addressing table at most
// five eighths full. Node 0 is no node.
type edges struct {
	slots  []edge
	filter filter // after seal
	shift  uint8
	used   int
}

// edge leads from a node to another by a word; from no node if it is free.
type edge struct{ from, word, to uint32 }

func newEdges(room int) edges {
	n := max(10, bits.Len(uint(room*8/5)))
	return edges{slots: make([]edge, 1<<n), shift: uint8(64 - n)}
}

const spread = 0x9e3779b97f4a7c15

func edgeKey(node, word uint32) uint64 { return uint64(node)<<32 | uint64(word) }

// seal makes look-ups by find of what is not there cheap. Nothing may be put in
// after it.
func (e *edges) seal() {
	e.filter = newFilter(e.used)
	for _, x := range e.slots {
		if x.from != 0 {
			e.filter.add(edgeKey(x.from, x.word))
		}
	}
}

// find is next, after seal.
func (e *edges) find(node, word uint32) uint32 {
	if !e.filter.has(edgeKey(node, word)) {
		return 0
	}
	return e.next(node, word)
}

// next returns the node that word leads to from node, 0 if there is none.
func (e *edges) next(node, word uint32) uint32 {
	mask := uint64(len(e.slots) - 1)
	for i := edgeKey(node, word) * spread >> e.shift; ; i++ {
		x := &e.slots[i&mask]
		if x.from == 0 || x.from == node && x.word == word {
			return x.to
		}
	}
}

func (e *edges) put(node, word, to uint32) {
	if e.used*8 >= len(e.slots)*5 {
		bigger := newEdges(2 * e.used)
		for _, x := range e.slots {
			if x.from != 0 {
				bigger.put(x.from, x.word, x.to)
			}
		}
		*e = bigger
	}
	mask := uint64(len(e.slots) - 1)
	i := edgeKey(node, word) * spread >> e.shift
	for e.slots[i&mask].from != 0 {
		i++
	}
	e.slots[i&mask] = edge{node, word, to}
	e.used++
}

// filter is a set of hashes that takes some others for its own: few, if it has
// room. It stays in cache where a table does not.
type filter []uint64

// newFilter returns a filter with room for n hashes: eight to sixteen bits each.
func newFilter(n int) filter { return make(filter, 1<<max(4, bits.Len(uint(n/8)))) }

// place returns the two bits of a hash, and the word they are in.
func (f filter) place(hash uint64) (word, bits uint64) {
	x := hash * spread
	return x >> 32 & uint64(len(f)-1), 1<<(x>>20&63) | 1<<(x>>26&63)
}

func (f filter) add(hash uint64) {
	word, bits := f.place(hash)
	f[word] |= bits
}

// has reports whether f may hold hash.
func (f filter) has(hash uint64) bool {
	word, bits := f.place(hash)
	return f[word]&bits == bits
}

// hashes maps 64-bit hashes to numbers from 0, in one open-addressing table at
// most five eighths full.
type hashes struct {
	slots  []hashSlot
	filter filter // after seal
	shift  uint8
	used   int
}

// seal makes look-ups of what is not there cheap: the filter stays in cache
// where the table does not. Nothing may be put in after it.
func (h *hashes) seal() {
	h.filter = newFilter(h.used)
	for _, s := range h.slots {
		if s.num != 0 {
			h.filter.add(uint64(s.high)<<32 | uint64(s.low))
		}
	}
}

// find returns the number of hash, or -1; only after seal.
func (h *hashes) find(hash uint64) int32 {
	if !h.filter.has(hash) {
		return -1
	}
	return h.get(hash)
}

// hashSlot packs to 12 bytes; num is one more than the number, 0 if free.
type hashSlot struct {
	low, high uint32
	num       int32
}

func newHashes(room int) hashes {
	n := max(8, bits.Len(uint(room*8/5)))
	return hashes{slots: make([]hashSlot, 1<<n), shift: uint8(64 - n)}
}

// get returns the number of hash, or -1.
func (h *hashes) get(hash uint64) int32 {
	mask := uint64(len(h.slots) - 1)
	low, high := uint32(hash), uint32(hash>>32)
	for i := hash * spread >> h.shift; ; i++ {
		s := &h.slots[i&mask]
		if s.num == 0 {
			return -1
		}
		if s.low == low && s.high == high {
			return s.num - 1
		}
	}
}

// put adds hash, which must not be there.
func (h *hashes) put(hash uint64, num int32) {
	if h.used*8 >= len(h.slots)*5 {
		bigger := newHashes(2 * h.used)
		for _, s := range h.slots {
			if s.num != 0 {
				bigger.put(uint64(s.high)<<32|uint64(s.low), s.num-1)
			}
		}
		*h = bigger
	}
	mask := uint64(len(h.slots) - 1)
	i := hash * spread >> h.shift
	for h.slots[i&mask].num != 0 {
		i++
	}
	h.slots[i&mask] = hashSlot{uint32(hash), uint32(hash >> 32), num + 1}
	h.used++
}
