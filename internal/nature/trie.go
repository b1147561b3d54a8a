package nature

import "github.com/leakwarden/leakwarden/internal/token"

// trie holds the terms of several words: an edge leads from a node by a word to
// the next node. The zero value is empty.
type trie struct {
	edges []edge // open addressing, a power of two of them, at most half full
	n     int
}

// edge is one step of a term. Its from is 0 in a free place.
type edge struct {
	from, node int32
	word       token.ID
	sign       int32 // index into Recogniser.signs, 0 where no term ends here
}

// root returns the node from which the terms that start with word go on. Other
// nodes are even.
func root(word token.ID) int32 { return int32(word)<<1 | 1 }

// find returns the edge from a node by a word, or nil.
func (t *trie) find(from int32, word token.ID) *edge {
	if len(t.edges) == 0 {
		return nil
	}
	mask := len(t.edges) - 1
	for i := place(from, word) & mask; ; i = (i + 1) & mask {
		e := &t.edges[i]
		if e.from == 0 {
			return nil
		}
		if e.from == from && e.word == word {
			return e
		}
	}
}

// at returns the edge from a node by a word, a new one if there is none. It is
// good until the next call.
func (t *trie) at(from int32, word token.ID) *edge {
	if e := t.find(from, word); e != nil {
		return e
	}
	if 2*(t.n+1) > len(t.edges) {
		old := t.edges
		t.edges = make([]edge, max(64, 2*len(old)))
		for _, e := range old {
			if e.from != 0 {
				*t.free(e.from, e.word) = e
			}
		}
	}
	t.n++
	e := t.free(from, word)
	*e = edge{from: from, node: int32(t.n) << 1, word: word}
	return e
}

// free returns the free place for an edge.
func (t *trie) free(from int32, word token.ID) *edge {
	mask := len(t.edges) - 1
	i := place(from, word) & mask
	for t.edges[i].from != 0 {
		i = (i + 1) & mask
	}
	return &t.edges[i]
}

func place(from int32, word token.ID) int {
	return int((uint64(uint32(from))<<32 | uint64(word)) * 0x9e3779b97f4a7c15 >> 33)
}
