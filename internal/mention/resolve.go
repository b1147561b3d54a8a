package mention

import (
	"slices"
	"sort"
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

// resolution is what a word that no Dict holds can stand for.
type resolution struct {
	hash   uint64
	phrase int32 // written without separators, with the organisation word glued to it; -1 for none
	traits trait // of that organisation word; orgWord alone says that the word is itself one, cut short
	types  uint32
	count  uint8 // of words that it can be a misspelling of
	costs  [maxRespellings]uint8
	syms   [maxRespellings]uint32
}

const (
	maxRespellings = 3
	// minUnknown and maxUnknown are the bytes of words that are resolved.
	minUnknown, maxUnknown = 3, 64
)

// How many words of a listing a Scanner remembers, at first and at most, in sets
// of ways: most are nothing, and take eight bytes.
const (
	nothingBits, mostNothingBits = 6, 14
	knownBits, mostKnownBits     = 4, 11
	ways                         = 4
)

// memory remembers what the words met last resolve to. What it forgets is
// found again, so its size shows in time only; it starts small, for masking a
// few lines takes a Scanner of its own.
type memory struct {
	nothing      []uint64 // hashes of words that resolve to nothing
	known        []resolution
	uncut        []uint64 // hashes of nodes and of words that begin no word that leads on from there
	nothingShift uint8
	knownShift   uint8
	unknown      int  // words found to be nothing since nothing last grew
	turn         uint // whose turn it is to be forgotten
}

func newMemory() memory {
	return memory{
		nothing: make([]uint64, ways<<nothingBits), nothingShift: 64 - nothingBits,
		known: make([]resolution, ways<<knownBits), knownShift: 64 - knownBits,
	}
}

// forgetting makes room for more words where those met fill it, and forgets
// what it held.
func (m *memory) forgetting() {
	if m.unknown > len(m.nothing) && m.nothingShift > 64-mostNothingBits {
		m.nothingShift -= 2
		m.nothing, m.unknown = make([]uint64, ways<<(64-m.nothingShift)), 0
	}
	if m.turn > uint(len(m.known)) && m.knownShift > 64-mostKnownBits {
		m.knownShift = max(m.knownShift-2, 64-mostKnownBits)
		m.known, m.turn = make([]resolution, ways<<(64-m.knownShift)), 0
	}
}

// resolve returns what word x of the segment can stand for, nil for nothing.
// The result is good until the next call.
func (s *Scanner) resolve(x *token.Word) *resolution {
	m := &s.memory
	at := x.Hash * spread
	for _, hash := range m.nothing[at>>m.nothingShift*ways:][:ways] {
		if hash == x.Hash {
			return nil
		}
	}
	set := m.known[at>>m.knownShift*ways:][:ways]
	for i := range set {
		if set[i].hash == x.Hash {
			return &set[i]
		}
	}
	found, ok := s.ix.resolve(s.folded(x), x.Hash)
	m.forgetting()
	if !ok {
		m.nothing[at>>m.nothingShift*ways:][:ways][m.unknown%ways] = x.Hash
		m.unknown++
		return nil
	}
	r := &m.known[at>>m.knownShift*ways:][:ways][m.turn%ways]
	m.turn++
	*r = found
	return r
}

// folded returns the folded text of word x, in scratch space.
func (s *Scanner) folded(x *token.Word) []byte {
	text := s.segment[x.Start:x.End]
	s.buf = s.buf[:0]
	if !x.ASCII {
		return append(s.buf, token.Fold(string(text))...)
	}
	for _, c := range text {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		s.buf = append(s.buf, c)
	}
	return s.buf
}

// resolve finds what a folded word can stand for, and reports whether there is
// anything.
func (ix *Index) resolve(text []byte, hash uint64) (resolution, bool) {
	r := resolution{hash: hash, phrase: ix.glued.find(hash)}
	ordinary := ix.ordinary(hash)
	if r.phrase >= 0 && ordinary && ix.phrases[r.phrase].Words > 1 && len(text) < 10 { // "group" is no "Gro Up"
		r.phrase = -1
	}
	if r.phrase >= 0 || ordinary || len(text) < shortest-1 {
		return r, r.phrase >= 0
	}
	if ix.unglue(text, &r) {
		return r, true
	}
	if !plain(text) {
		return r, false
	}
	w := ix.cutGeneric(text)
	if w == nil {
		w = ix.clipped(text)
	}
	if w != nil {
		r.traits, r.types = orgWord|orgShort, w.types
		return r, true
	}
	found, n := ix.respellings(canonicalLetters(text))
	for i, f := range found[:n] {
		r.syms[i], r.costs[i] = f.word, f.cost
	}
	if r.count = uint8(n); n > 0 {
		if w := &ix.words[found[0].word]; w.traits&orgWord != 0 {
			r.traits, r.types = orgWord, w.types
		}
	}
	return r, n > 0
}

// canonicalLetters writes y for ij in text, as canonical does, in place.
func canonicalLetters(text []byte) []byte {
	n := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == 'i' && i+1 < len(text) && text[i+1] == 'j' {
			c = 'y'
			i++
		}
		text[n] = c
		n++
	}
	return text[:n]
}

// minCut is how many letters of a word that was cut short must be there, and
// of an organisation word, which many words begin like, minCutGeneric.
const minCut, minCutGeneric = 4, 7

// cutGeneric returns an organisation word that text is the beginning of
// ("huisartsenpr").
func (ix *Index) cutGeneric(text []byte) *word {
	if len(text) < minCutGeneric {
		return nil
	}
	i := sort.Search(len(ix.longGeneric), func(i int) bool { return ix.dict.Word(token.ID(ix.longGeneric[i])) >= string(text) })
	if i == len(ix.longGeneric) {
		return nil
	}
	if w := ix.dict.Word(token.ID(ix.longGeneric[i])); len(w) > len(text) && w[:len(text)] == string(text) {
		return &ix.words[ix.longGeneric[i]]
	}
	return nil
}

// ordinary reports whether the pack knows a word as one of the language, of
// persons or of places: such a word is never a misspelt name.
func (ix *Index) ordinary(hash uint64) bool {
	p := ix.pack
	return p.Common.Has(hash) || p.FirstNames.Has(hash) || p.Surnames.Has(hash) || p.Places.Has(hash)
}

// shapes is a set of the three letters at which organisation words start, or
// end, as bits.
type shapes [1 << 10]uint32

func shape(a, b, c byte) (word, bit uint32) {
	n := uint32(a&31)<<10 | uint32(b&31)<<5 | uint32(c&31)
	return n >> 5, 1 << (n & 31)
}

func (s *shapes) add(a, b, c byte) {
	word, bit := shape(a, b, c)
	s[word] |= bit
}

func (s *shapes) has(a, b, c byte) bool {
	word, bit := shape(a, b, c)
	return s[word]&bit != 0
}

// minGlued is how many letters are left of a name when the organisation word
// glued to it is taken off.
const minGlued = 4

// unglue takes an organisation word off either end of text ("hapdelinde").
func (ix *Index) unglue(text []byte, r *resolution) bool {
	n := len(text)
	if n < minGlued+3 {
		return false
	}
	if ix.heads.has(text[0], text[1], text[2]) {
		for i := n - minGlued; i >= 3; i-- {
			if w := ix.organisationWord(text[:i]); w != nil && ix.core(text[i:], w, r) {
				return true
			}
		}
	}
	if ix.tails.has(text[n-3], text[n-2], text[n-1]) {
		for i := minGlued; i <= n-3; i++ {
			if w := ix.organisationWord(text[i:]); w != nil && ix.core(text[:i], w, r) {
				return true
			}
		}
	}
	return false
}

// organisationWord returns what is known of text if it is an organisation
// word.
func (ix *Index) organisationWord(text []byte) *word {
	i := ix.generic.find(token.HashBytes(text))
	if i < 0 {
		return nil
	}
	return &ix.words[i]
}

// core fills in r if text is a name written without separators.
func (ix *Index) core(text []byte, w *word, r *resolution) bool {
	p := ix.glued.find(token.HashBytes(text))
	if p < 0 {
		return false
	}
	r.phrase, r.traits, r.types = p, w.traits&(orgWord|orgShort), w.types
	return true
}

// tails gives the words that end a longer organisation word that trait.
func (b *builder) tails() {
	for _, long := range b.ix.longGeneric {
		text := b.dict.Word(token.ID(long))
		for i := minGlued; i+5 <= len(text); i++ {
			if id := b.dict.Lookup(text[i:]); id != token.Unknown && int(id) < len(b.ix.words) {
				b.ix.words[id].traits |= termTail
			}
		}
	}
}

// clippedPair gives words i and i+1 the traits of an organisation word that
// begins with the one and ends with the other ("beh centrum").
func (s *Scanner) clippedPair(i int) {
	list, ix := s.words.List, s.ix
	x, y := &list[i], &list[i+1]
	if n := x.End - x.Start; x.Kind != token.Letters || !x.ASCII || n < 3 || n > 7 || s.cells[i].traits&orgWord != 0 {
		return
	}
	s.buf = append(s.buf[:0], s.folded(x)...)
	n := len(s.buf)
	for _, c := range s.segment[y.Start:y.End] {
		s.buf = append(s.buf, c|0x20)
	}
	head, tail := s.buf[:n], s.buf[n:]
	k := sort.Search(len(ix.longGeneric), func(k int) bool { return ix.dict.Word(token.ID(ix.longGeneric[k])) >= string(head) })
	for ; k < len(ix.longGeneric); k++ {
		w := ix.dict.Word(token.ID(ix.longGeneric[k]))
		if len(w) < n || w[:n] != string(head) {
			return
		}
		if len(w) > n+len(tail) && w[len(w)-len(tail):] == string(tail) {
			for _, c := range []*cell{&s.cells[i], &s.cells[i+1]} {
				c.traits |= orgWord | orgShort
				c.types |= ix.words[ix.longGeneric[k]].types
			}
			return
		}
	}
}

// clipped returns an organisation word of which text has the first letter and
// some of the others, in order, few of them vowels ("hsartsprkt").
func (ix *Index) clipped(text []byte) *word {
	vowels := 0
	for _, c := range text {
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			vowels++
		}
	}
	if len(text) < 5 || 4*vowels > len(text) {
		return nil
	}
	first := sort.Search(len(ix.longGeneric), func(i int) bool { return ix.dict.Word(token.ID(ix.longGeneric[i])) >= string(text[:1]) })
	for _, id := range ix.longGeneric[first:] {
		w := ix.dict.Word(token.ID(id))
		if w[0] != text[0] {
			return nil
		}
		k := 0
		for i := 0; i < len(w) && k < len(text); i++ {
			if w[i] == text[k] {
				k++
			}
		}
		if k == len(text) && 2*len(text) >= len(w) {
			return &ix.words[id]
		}
	}
	return nil
}

// genericWords fills in what unglue needs.
func (b *builder) genericWords() {
	ix := b.ix
	ix.generic = newHashes(1024)
	for id := range ix.words {
		text := b.dict.Word(token.ID(id))
		n := len(text)
		if ix.words[id].traits&orgWord == 0 || n < 3 {
			continue
		}
		ix.generic.put(token.Hash(text), int32(id))
		if n > minCutGeneric {
			ix.longGeneric = append(ix.longGeneric, uint32(id))
		}
		ix.heads.add(text[0], text[1], text[2])
		ix.tails.add(text[n-3], text[n-2], text[n-1])
	}
	slices.SortFunc(ix.longGeneric, func(a, c uint32) int {
		return strings.Compare(b.dict.Word(token.ID(a)), b.dict.Word(token.ID(c)))
	})
}

// oneWord lets phrases that are found without separators be found as well
// where their letters are a word of the Dict.
func (b *builder) oneWord() {
	for id := 1; id < len(b.ix.words); id++ {
		sym := b.ix.words[id].sym
		if sym == 0 {
			continue
		}
		p := b.ix.glued.get(token.Hash(b.dict.Word(token.ID(id))))
		if p < 0 || b.drafts[p].words > 1 && b.ix.words[id].traits&(commonWord|vocabulary|orgWord) != 0 {
			continue
		}
		if n := b.node([]part{{sym: token.ID(sym)}}); b.ix.nodes[n].phrase < 0 {
			b.ix.nodes[n].phrase = p
		}
	}
}
