package mention

import (
	"slices"
	"sort"
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

// A name that a field of fixed width has cut ends in the beginning of a word.
// It is told by going on, in the trie, with the words that begin so.

const (
	minCutName  = 12 // bytes of a name that was cut, with four letters of its last word
	longCutName = 16 // and with three
	maxCutLooks = 512
	maxCutEnds  = 24
	// uncutBits is how many ends of no name are remembered.
	uncutBits = 13
	// cutCost is what a cut costs, as if misspelt.
	cutCost = 5
)

// fieldWidths are usual widths of fields: a name that ends there was cut there.
var fieldWidths = [...]uint32{20, 25, 30, 32, 40, 50}

// cutEnd is what a node and the beginning of a word can lead to.
type cutEnd struct {
	count   int32 // of phrases; more than maxCutEnds are none
	phrases [maxCutEnds]int32
}

// several stands for more than one phrase below a node.
const several = -2

// noteBelow notes that the path of parts leads to phrase p.
func (b *builder) noteBelow(parts []part, p int32) {
	at := b.ix.words[parts[0].sym].root
	for i := 0; ; i++ {
		switch n := &b.ix.nodes[at]; n.below {
		case -1:
			n.below = p
		case p:
		default:
			n.below = several
		}
		if i+1 == len(parts) {
			return
		}
		at = b.ix.edges.next(at, uint32(parts[i+1].sym))
	}
}

// sortWords sorts the words of names by their text.
func (b *builder) sortWords() {
	ix := b.ix
	for id := range b.count {
		if b.count[id] > 0 && len(b.dict.Word(token.ID(id))) > 2 {
			ix.sorted = append(ix.sorted, uint32(id))
		}
	}
	slices.SortFunc(ix.sorted, func(a, c uint32) int {
		return strings.Compare(b.dict.Word(token.ID(a)), b.dict.Word(token.ID(c)))
	})
	ix.sortedHeads = make([]uint64, len(ix.sorted))
	for i, id := range ix.sorted {
		ix.sortedHeads[i] = headOf(b.dict.Word(token.ID(id)))
	}
}

// headOf returns the first eight bytes of a text as a number, in the order of
// texts.
func headOf[T string | []byte](text T) (head uint64) {
	for i := range 8 {
		head <<= 8
		if i < len(text) {
			head |= uint64(text[i])
		}
	}
	return head
}

// walkCut notes the phrase that goes on from node at with a word of which word
// j is the beginning, if the name can end there and just one does, or just one
// of the city that follows.
func (s *Scanner) walkCut(at uint32, j int, cost uint8) {
	if x := &s.words.List[j]; s.ix.nodes[at].words == 0 || x.Kind != token.Letters || x.End-s.words.List[s.best.first].Start < minCutName || !s.cutHere(j) {
		return
	}
	e := s.cutEnds(at, &s.words.List[j])
	p := int32(-1)
	switch {
	case e.count == 1:
		p = e.phrases[0]
	case e.count > 1 && e.count <= maxCutEnds:
		p = s.inCity(e.phrases[:e.count], s.cityAt(j+1))
	}
	if p < 0 {
		return
	}
	s.note(node{phrase: p}, j, cost+cutCost, true)
}

// noteCut notes the only phrase that goes on from node at, if the name is as
// wide as a field after word j.
func (s *Scanner) noteCut(at uint32, j int, cost uint8) {
	n := &s.ix.nodes[at]
	list := s.words.List
	width := list[j].End - list[s.best.first].Start
	if n.phrase >= 0 || n.below < 0 || j == s.best.first || !slices.Contains(fieldWidths[:], width) && !slices.Contains(fieldWidths[:], width+1) || s.cityAt(j) >= 0 {
		return
	}
	if j+1 < len(list) && s.isUnknown(j+1) && s.signBefore(j+1) == s.signBefore(j) {
		return // it goes on, as somebody else's
	}
	s.note(node{phrase: n.below}, j, cost+cutCost, true)
}

// cutHere reports whether a name that starts at s.best.first may be cut in
// word j.
func (s *Scanner) cutHere(j int) bool {
	list := s.words.List
	x := &list[j]
	size, width := x.End-x.Start, x.End-list[s.best.first].Start
	if size > maxUnknown || s.cityAt(j) >= 0 {
		return false
	}
	if slices.Contains(fieldWidths[:], width) {
		return size >= 2 || s.cityAt(j+1) >= 0
	}
	if s.cells[j].traits&orgWord != 0 {
		return false
	}
	if j+1 < len(s.cells) && (s.isUnknown(j+1) || s.cells[j+1].traits&personWord != 0) {
		return false
	}
	return size >= 4 && width >= minCutName || size == 3 && width >= longCutName
}

// cutEnds fills in the phrases that node at leads to by the words that begin
// with x. It remembers where there are none, as there seldom are any.
func (s *Scanner) cutEnds(at uint32, x *token.Word) *cutEnd {
	if s.memory.uncut == nil {
		s.memory.uncut = make([]uint64, 1<<uncutBits)
	}
	e := &s.cut
	e.count = 0
	key := x.Hash ^ uint64(at)*spread
	known := &s.memory.uncut[key*spread>>(64-uncutBits)]
	if *known == key {
		return e
	}
	s.ix.goesOn(at, canonicalLetters(s.folded(x)), e)
	if e.count == 0 {
		*known = key
	}
	return e
}

// goesOn fills in the phrases that the words beginning with text lead to from
// node at.
func (ix *Index) goesOn(at uint32, text []byte, e *cutEnd) {
	head := headOf(text)
	i := sort.Search(len(ix.sorted), func(i int) bool {
		if ix.sortedHeads[i] != head {
			return ix.sortedHeads[i] > head
		}
		return ix.dict.Word(token.ID(ix.sorted[i])) >= string(text)
	})
	for looks := 0; i < len(ix.sorted); looks++ {
		w := ix.dict.Word(token.ID(ix.sorted[i]))
		if len(w) < len(text) || w[:len(text)] != string(text) {
			return
		}
		n := ix.next(at, ix.sorted[i])
		i++
		if n == 0 || len(w) == len(text) {
			continue
		}
		p := ix.nodes[n].phrase
		if p < 0 {
			p = ix.nodes[n].below
		}
		if p == several || looks == maxCutLooks || e.count == maxCutEnds {
			e.count = maxCutEnds + 1
			return
		}
		if p >= 0 && !slices.Contains(e.phrases[:e.count], p) {
			e.phrases[e.count] = p
			e.count++
		}
	}
}

// cityAt returns the city whose name starts at word j, or -1.
func (s *Scanner) cityAt(j int) int32 {
	city := int32(-1)
	if j >= len(s.cells) {
		return city
	}
	at := s.cells[j].root
	for k := j; at != 0; {
		if x := s.ix.nodes[at].extra; x != 0 && s.ix.extras[x].kind == City && s.ix.extras[x].place >= 0 {
			city = s.ix.extras[x].place
		}
		if k++; k == len(s.cells) || k > j+maxWords {
			break
		}
		at = s.ix.next(at, s.cells[k].sym)
	}
	return city
}

// inCity returns the one of phrases that can mean an organisation in a city;
// -1 for none or several.
func (s *Scanner) inCity(phrases []int32, city int32) int32 {
	found := int32(-1)
	for _, p := range phrases {
		for _, org := range s.ix.candidatesOf(&s.ix.phrases[p]) {
			if city < 0 || s.ix.cities[org] != city {
				continue
			}
			if found >= 0 && found != p {
				return -1
			}
			found = p
			break
		}
	}
	return found
}
