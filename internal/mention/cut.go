package mention

import (
	"slices"
	"sort"
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

// minCutName is how many bytes of a name must be there for its last word to be
// taken for one cut short: fields of fixed width that names are cut to are not
// shorter.
const minCutName = 12

// maxCutLooks bounds the words tried for one that may be cut short.
const maxCutLooks = 64

// cuts remembers where cut words led to, by node and word.
type cuts struct {
	keys  []uint64
	nodes []uint32
}

const cutBits = 10

// sortWords sorts the words of names by their text.
func (b *builder) sortWords() {
	ix := b.ix
	for id := range b.count {
		if b.count[id] > 0 && len(b.dict.Word(token.ID(id))) > minCut {
			ix.sorted = append(ix.sorted, uint32(id))
		}
	}
	slices.SortFunc(ix.sorted, func(a, c uint32) int {
		return strings.Compare(b.dict.Word(token.ID(a)), b.dict.Word(token.ID(c)))
	})
}

// walkCut notes the phrase that goes on from node at with a word of which word
// j is the beginning, if the name can end there and just one does.
func (s *Scanner) walkCut(at uint32, j int, cost uint8) {
	list := s.words.List
	x := &list[j]
	if s.cells[j].traits&orgWord != 0 || x.Kind != token.Letters || x.End-x.Start < minCut || x.End-list[s.best.first].Start < minCutName || x.End-x.Start > maxUnknown {
		return
	}
	if j+1 < len(list) && list[j+1].Kind == token.Letters && !s.isExtension(j+1) {
		return
	}
	if s.memory.cuts.keys == nil {
		s.memory.cuts = cuts{make([]uint64, 1<<cutBits), make([]uint32, 1<<cutBits)}
	}
	key := x.Hash ^ uint64(at)*spread
	slot := key * spread >> (64 - cutBits)
	if s.memory.cuts.keys[slot] != key {
		s.memory.cuts.keys[slot], s.memory.cuts.nodes[slot] = key, s.ix.goesOn(at, canonicalLetters(s.folded(x)))
	}
	to := s.memory.cuts.nodes[slot]
	if to == 0 || s.ix.nodes[to].phrase < 0 {
		return
	}
	before := s.best
	s.note(node{phrase: s.ix.nodes[to].phrase}, j, cost+cutCost)
	if s.best != before {
		s.best.cut = true
	}
}

// cutCost is what a cut word costs, as if misspelt.
const cutCost = 5

// goesOn returns the node that the words beginning with text lead to from node
// at; 0 for none or several.
func (ix *Index) goesOn(at uint32, text []byte) (to uint32) {
	i := sort.Search(len(ix.sorted), func(i int) bool { return ix.dict.Word(token.ID(ix.sorted[i])) >= string(text) })
	for looks := 0; i < len(ix.sorted) && looks < maxCutLooks; looks++ {
		w := ix.dict.Word(token.ID(ix.sorted[i]))
		if len(w) < len(text) || w[:len(text)] != string(text) {
			break
		}
		if n := ix.edges.next(at, ix.sorted[i]); n != 0 && n != to && ix.nodes[n].phrase >= 0 {
			if to != 0 {
				return 0
			}
			to = n
		}
		i++
	}
	return to
}
