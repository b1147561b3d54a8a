package mention

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

// speller finds the words that an unknown word may be a misspelling of.
//
// Two words of up to eight letters that are one edit apart are equal after at
// most one letter is left out of each, so each word is filed under all that is
// left of it so. Of two longer words two edits apart, at least one half is one
// edit apart or none, so the halves are filed in that way.
type speller struct {
	filter []uint64 // a bit for each key that may be there
	starts []uint32 // by the first bits of the key: where its entries start
	file   []uint64 // half a key, and a word
	shift  uint8
}

const (
	shortest  = 5  // letters of a word that is looked for
	longWord  = 9  // letters from which two edits are allowed
	filterPer = 16 // bits of the filter for each entry
)

// Kinds of keys: of whole short words, and of the halves of long ones.
const (
	wholeKey uint64 = 0x9ae16a3b2f90404f
	firstKey uint64 = 0xc949d7c7509e6557
	lastKey  uint64 = 0xff51afd7ed558ccd
)

// A text's key is the sum of its letters, each times a power of radix, so that
// the key of the text without one letter takes one step.
const radix uint64 = 0x9ddfea08eb382d69

// powers are those of radix.
var powers = func() (p [maxUnknown + 1]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * radix
	}
	return p
}()

// leftovers appends to dst the key of text and, if without, of each text that
// is left without one letter.
func leftovers(dst []uint64, text []byte, kind uint64, without bool) []uint64 {
	all := uint64(0)
	for _, c := range text {
		all = (all + uint64(c)) * radix
	}
	dst = append(dst, finishKey(all, kind))
	if !without {
		return dst
	}
	n, front := len(text), uint64(0)
	for i, c := range text {
		if i+1 == n || c != text[i+1] { // of a double letter either leaves the same
			back := all - (front+uint64(c))*powers[n-i]
			dst = append(dst, finishKey(front*powers[n-1-i]+back, kind))
		}
		front = (front + uint64(c)) * radix
	}
	return dst
}

func finishKey(h, kind uint64) uint64 {
	h ^= kind
	h ^= h >> 29
	h *= spread
	return h ^ h>>32
}

// keysOf appends to dst the keys under which a word is filed.
func keysOf(dst []uint64, word []byte) []uint64 {
	if len(word) < longWord {
		return leftovers(dst, word, wholeKey, true)
	}
	h := len(word) / 2
	return leftovers(leftovers(dst, word[:h], firstKey, true), word[h:], lastKey, true)
}

// keysFor appends to dst the keys under which the words are filed that text
// may be a misspelling of.
func keysFor(dst []uint64, text []byte) []uint64 {
	n := len(text)
	if n <= longWord {
		dst = leftovers(dst, text, wholeKey, true)
	}
	if n+2 < longWord {
		return dst
	}
	shortest, longest := max(longWord, n-2), n+2
	for l := shortest/2 - 1; l <= min(longest/2+1, n); l++ {
		dst = leftovers(dst, text[:l], firstKey, l >= shortest/2)
	}
	for l := (shortest+1)/2 - 1; l <= min((longest+1)/2+1, n); l++ {
		dst = leftovers(dst, text[n-l:], lastKey, l >= (shortest+1)/2)
	}
	return dst
}

// spelling files the words of names and the long organisation words.
func (b *builder) spelling() {
	var words []uint32
	for id := range b.ix.words {
		w := &b.ix.words[id]
		if int(w.sym) != id || w.sym == 0 || w.traits&(article|filler|interfix|legalForm|title) != 0 {
			continue
		}
		text := b.dict.Word(token.ID(id))
		used := id < len(b.count) && b.count[id] > 0 || w.traits&orgWord != 0 && len(text) >= longWord
		if used && len(text) >= shortest && len(text) <= maxUnknown && plain(text) {
			words = append(words, uint32(id))
		}
	}
	type entry struct{ key, word uint64 }
	var keys []uint64
	entries := make([]entry, 0, 12*len(words))
	for _, w := range words {
		keys = keysOf(keys[:0], []byte(b.dict.Word(token.ID(w))))
		for _, key := range keys {
			entries = append(entries, entry{key, uint64(w)})
		}
	}
	s := &b.ix.spell
	n := max(6, bits.Len(uint(len(entries)/2)))
	s.shift = uint8(64 - n)
	s.starts = make([]uint32, 1<<n+1)
	s.filter = make([]uint64, 1<<max(2, bits.Len(uint(len(entries)*filterPer/64))))
	for _, e := range entries {
		s.starts[e.key>>s.shift+1]++
		word, bit := s.bit(e.key)
		s.filter[word] |= bit
	}
	for i := range 1 << n {
		s.starts[i+1] += s.starts[i]
	}
	at := slices.Clone(s.starts)
	s.file = make([]uint64, len(entries))
	for _, e := range entries {
		i := &at[e.key>>s.shift]
		s.file[*i] = e.key<<32 | e.word
		*i++
	}
}

// plain reports whether s holds the letters a to z only.
func plain[T []byte | string](s T) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

func (s *speller) bit(key uint64) (word, bit uint64) {
	return key & uint64(len(s.filter)-1), 1 << (key >> 26 & 63)
}

// respelling is a word that another may be a misspelling of.
type respelling struct {
	word uint32
	cost uint8
}

// maxLooks bounds the words compared for one unknown word.
const maxLooks = 400

// respellings returns the words that text may be a misspelling of, cheapest
// first, at most maxRespellings. Text is folded.
func (ix *Index) respellings(text []byte) (found [maxRespellings]respelling, n int) {
	if len(text) < shortest-1 {
		return found, 0
	}
	looks, letters, s := maxLooks, lettersIn(text), &ix.spell
	var room [512]uint64
	for _, key := range keysFor(room[:0], text) {
		if word, bit := s.bit(key); s.filter[word]&bit == 0 {
			continue
		}
		bucket := key >> s.shift
		for _, e := range s.file[s.starts[bucket]:s.starts[bucket+1]] {
			if uint32(e>>32) != uint32(key) || looks == 0 {
				continue
			}
			looks--
			n = ix.compare(text, letters, uint32(e), &found, n)
		}
	}
	return found, n
}

// lettersIn returns the set of the letters of text.
func lettersIn[T string | []byte](text T) (set uint32) {
	for i := range len(text) {
		set |= letterBit(text[i])
	}
	return set
}

// lettersApart reports whether a text of these letters is more than limit edits
// away from word: each brings one letter at most, and takes one.
func lettersApart(letters uint32, word string, limit int) bool {
	return bits.OnesCount32(letters^lettersIn(word)) > 2*limit
}

// compare adds a word to found if text, of these letters, is close to it.
func (ix *Index) compare(text []byte, letters, w uint32, found *[maxRespellings]respelling, n int) int {
	for _, f := range found[:n] {
		if f.word == w {
			return n
		}
	}
	word, limit := ix.dict.Word(token.ID(w)), 1
	if len(word) >= longWord {
		limit = 2
	}
	if lettersApart(letters, word, limit) {
		return n
	}
	_, cost, ok := apart(text, word, limit)
	if !ok || cost == 0 {
		return n
	}
	r := respelling{w, cost}
	at, _ := slices.BinarySearchFunc(found[:n], r, func(a, b respelling) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), strings.Compare(ix.dict.Word(token.ID(a.word)), ix.dict.Word(token.ID(b.word))))
	})
	if at == maxRespellings {
		return n
	}
	if n < maxRespellings {
		n++
	}
	copy(found[at+1:n], found[at:n-1])
	found[at] = r
	return n
}
