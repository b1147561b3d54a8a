package mask

import (
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// atomKind says what an atom is made of.
type atomKind uint8

const (
	wordAtom   atomKind = iota + 1 // letters, or a vocabulary word with digits
	letterAtom                     // one letter
	numberAtom                     // digits, or groups of digits that belong together
	dateAtom                       // a date, or a year that stands alone
)

// atom is the smallest part of a segment that is shown or hidden as one.
type atom struct {
	hash       uint64 // of a word
	start, end uint32 // bytes in the segment
	traits     trait
	phrase     mention.PhraseID // whose words show in its place, for WhyRegister
	first      uint16           // words of the segment, both included
	last       uint16
	year       uint16 // of a date, 0 where unknown
	kind       atomKind
	digits     uint8 // of a number: how many; of a date: in its written form
	why        Why   // not 0: the atom shows, for this reason
	lone       bool  // a year that stands alone
	glued      bool  // to the atom before
	ending     bool  // the extension at the end of a file name
	copied     bool  // the interfix in "Kopie van"
	veto       bool  // must not show
	birth      bool  // of a date: a date of birth
}

// maxAtoms bounds what is read of one segment; the rest is hidden unread.
const maxAtoms = 512

// split replaces a by the atoms of segment, of which words are the words. It
// decides nothing yet. Words beyond maxAtoms are left out.
func (l *lexicon) split(a []atom, segment []byte, words *token.Words, memory *compounds) []atom {
	a = a[:0]
	joined := words.Joined
	list := words.List
	for i := 0; i < len(list) && len(a) < maxAtoms; {
		for len(joined) > 0 && int(joined[0].First) < i {
			joined = joined[1:]
		}
		a = append(a, atom{})
		x := &a[len(a)-1]
		joined = l.atomAt(x, segment, list, joined, i)
		x.glued = list[i].Glued
		if x.traits&^(termPart|registerWord) == 0 && x.kind == wordAtom && x.first == x.last {
			x.traits |= memory.of(l, segment[x.start:x.end], &list[i])
		}
		i = int(x.last) + 1
	}
	markEnding(a, segment)
	return a
}

// atomAt fills x with the atom that starts at word i, and returns the runs of
// joined that start behind it.
func (l *lexicon) atomAt(x *atom, segment []byte, list []token.Word, joined []token.Joined, i int) []token.Joined {
	for len(joined) > 0 && int(joined[0].First) == i {
		j := joined[0]
		joined = joined[1:]
		tail := list[j.Last]
		if t := l.of(j.ID); t&(vocabulary|extension) != 0 && (tail.End-tail.Start > 1 || tail.Kind == token.Digits || tail.Case != token.Upper || list[i].Case == token.Upper) { // "ArrestS" is no plural
			x.word(list, i, int(j.Last), j.Hash, t)
			return joined
		}
	}
	w := &list[i]
	if w.Kind == token.Digits {
		l.digitsAt(x, segment, list, i)
		return joined
	}
	t := l.of(w.ID)
	if t&termPart != 0 {
		for _, m := range l.terms[w.ID] {
			if x.term(segment, list, i, &m) {
				return joined
			}
		}
	}
	x.word(list, i, i, w.Hash, t)
	if size := int(w.End - w.Start); size == 1 || !w.ASCII && size <= utf8.UTFMax && utf8.RuneCount(segment[w.Start:w.End]) == 1 {
		x.kind = letterAtom
	}
	return joined
}

// word makes x the atom of the words from first to last.
func (x *atom) word(list []token.Word, first, last int, hash uint64, t trait) {
	x.kind, x.hash, x.traits = wordAtom, hash, t
	x.start, x.end = list[first].Start, list[last].End
	x.first, x.last = uint16(first), uint16(last)
}

// term makes x the atom of m if the words from i on are those of m, with at
// most a space, an underscore or a hyphen between them.
func (x *atom) term(segment []byte, list []token.Word, i int, m *term) bool {
	if i+len(m.ids) > len(list) {
		return false
	}
	for k, id := range m.ids {
		if list[i+k].ID != id {
			return false
		}
		if k > 0 && !joins(segment[list[i+k-1].End:list[i+k].Start]) {
			return false
		}
	}
	last := i + len(m.ids) - 1
	hash := list[i].Hash
	for k := i + 1; k <= last; k++ {
		hash = mix(hash, list[k].Hash)
	}
	x.word(list, i, last, hash, m.traits)
	return true
}

func joins(gap []byte) bool {
	return len(gap) == 0 || len(gap) == 1 && (gap[0] == ' ' || gap[0] == '_' || gap[0] == '-')
}

// gap returns the number of bytes between word i and the one before, 99 where
// they are not all plain punctuation.
func gap(segment []byte, list []token.Word, i int) int {
	from, to := list[i-1].End, list[i].Start
	for _, c := range segment[from:to] {
		if !plain(c) {
			return 99
		}
	}
	return int(to - from)
}

// plain reports whether c is punctuation of ASCII or a space: what may show
// between words.
func plain(c byte) bool {
	return c >= ' ' && c < 0x7f && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}

// markEnding marks the extensions at the end of a file name: each follows a
// dot, and what precedes the first is not empty.
func markEnding(a []atom, segment []byte) {
	end := uint32(len(segment))
	for i := len(a) - 1; i > 0; i-- {
		x := &a[i]
		if x.end != end || x.traits&extension == 0 || segment[x.start-1] != '.' {
			return
		}
		if i < len(a)-1 && a[i-1].kind == letterAtom { // "J.Java.pdf"
			return
		}
		x.ending = true
		end = x.start - 1
	}
}

func mix(a, b uint64) uint64 {
	h := (a ^ b>>29 ^ 0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9
	h ^= b * 0x94d049bb133111eb
	return h ^ h>>31
}
