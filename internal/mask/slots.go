package mask

import (
	"cmp"
	"slices"
)

// slotType says what the words in one place of names of one shape are like.
type slotType uint8

const (
	unseen  slotType = iota // too few to tell
	data                    // anything: names of persons among them
	literal                 // mostly one word
	closed                  // nearly only words of the vocabulary
	places                  // nearly only names of places
)

// Slot typing follows these figures; see docs/masking.md.
const (
	minSpread   = 3     // directories from which a word is one of convention
	minHint     = 4     // from which a slot of unknown words is one of data
	minObserved = 20    // below it a slot is unseen
	minListing  = 1_000 // distinct segments below which no ambiguous word shows
	minParent   = 100   // children below which a folder is small
	minYears    = 20    // years from which the era is learned
)

// slots holds what was learned from a listing. It is read-only.
type slots struct {
	types  table[slotType] // by slot
	marks  table[mark]
	era    [2]uint16
	placed bool // a slot is one of places
	strict bool // the listing is too small to tell
}

// mark is a set of what was learned of a slot, a word, a word in a slot or a
// directory.
type mark uint8

const (
	// usual: mix(slot, word) of a word that is common in a slot of data, and so
	// part of its convention, or the one word of a literal slot.
	usual       mark = 1 << iota
	documentary      // a slot of dates that are not of birth
	frequent         // an unambiguous vocabulary word of many names
	spread           // an unambiguous vocabulary word of several directories
	large            // a directory with many children
)

// defaultEra is when documents are dated where a listing does not say.
var defaultEra = [2]uint16{2008, 2035}

func noSlots() *slots { return &slots{strict: true, era: defaultEra} }

// place is where an atom stands: its slot among names of the whole shape, and
// among its two neighbours only.
type place struct{ slot, near uint64 }

// Stand-ins in the key of a segment for what varies.
const (
	anyWord = iota + 0x51
	anyLetter
	anyDate
	anyNumber
	border = anyNumber + 16
)

// symbol returns what stands for x in the key of its segment; 0 leaves it out.
func (s *slots) symbol(x *atom) uint64 {
	switch x.kind {
	case wordAtom:
		switch {
		case x.ending:
			return x.hash
		case x.traits&interfix != 0:
			return 0
		case x.traits&vocabulary != 0 && x.traits&ambiguous == 0 && s.is(frequent, x.hash):
			return x.hash
		}
		return anyWord
	case letterAtom:
		return anyLetter
	case dateAtom:
		if x.first == x.last { // a number could look the same
			return anyNumber + uint64(min(x.end-x.start, 12))
		}
		return anyDate
	case numberAtom:
		return anyNumber + uint64(min(x.digits, 12))
	}
	return anyWord
}

// places returns where each atom stands, in dst. The key of a segment is a sum
// over its symbols and their positions, so that leaving one out is a
// subtraction. A word that is all of its segment stands among the children of
// directories like its own.
func (s *slots) places(dst []place, symbols []uint64, a []atom, within uint64) ([]place, []uint64) {
	dst, symbols = dst[:0], symbols[:0]
	var key uint64
	at, words := uint64(0), 0
	for i := range a {
		sym := s.symbol(&a[i])
		symbols = append(symbols, sym)
		if sym != 0 {
			at++
			key += mix(sym, at)
			if !a[i].ending {
				words++
			}
		}
	}
	at = 0
	before := uint64(border)
	for i := range a {
		sym := symbols[i]
		if sym == 0 {
			dst = append(dst, place{})
			continue
		}
		at++
		after := uint64(border)
		for k := i + 1; k < len(a); k++ {
			if symbols[k] != 0 {
				after = symbols[k]
				break
			}
		}
		open := uint64(anyWord)
		if a[i].kind == dateAtom {
			open = sym
		}
		rest := key - mix(sym, at) + mix(open, at)
		p := place{slot: mix(rest, at), near: mix(mix(before, open), after)}
		if words == 1 {
			p.slot = mix(p.slot, within)
			p.near = p.slot
		}
		dst = append(dst, p)
		before = sym
	}
	return dst, symbols
}

// kindOf returns what tells directories apart in place: the vocabulary in their
// name.
func kindOf(a []atom) uint64 {
	key := uint64(border)
	for i := range a {
		switch {
		case a[i].traits&interfix != 0:
		case a[i].kind == wordAtom && a[i].traits&(vocabulary|ambiguous) == vocabulary:
			key = mix(key, a[i].hash)
		case a[i].kind == wordAtom:
			key = mix(key, anyWord)
		case a[i].kind == letterAtom:
			key = mix(key, anyLetter)
		default:
			key = mix(key, anyNumber)
		}
	}
	if key == border && len(a) > 0 { // "bin" alone is no root
		key = mix(key, anyWord)
	}
	return key
}

// observation is one atom in one slot.
type observation struct {
	slot  uint64
	word  uint64 // hash, or year of a date
	flags uint8
}

const (
	inVocabulary uint8 = 1 << iota
	plainWord          // unambiguous vocabulary
	inPlaces
	isYear
)

// typeSlots fills s from what was observed.
func (s *slots) typeSlots(obs []observation, least int) {
	slices.SortFunc(obs, func(a, b observation) int {
		if a.slot != b.slot {
			return cmp.Compare(a.slot, b.slot)
		}
		return cmp.Compare(a.word, b.word)
	})
	for i := 0; i < len(obs); {
		j := i + 1
		for j < len(obs) && obs[j].slot == obs[i].slot {
			j++
		}
		switch {
		case j-i >= minObserved:
			s.typeSlot(obs[i:j], least)
		case j-i >= minHint:
			s.hintSlot(obs[i:j])
		}
		i = j
	}
}

// hintSlot types a slot of few observations, and only so that less shows:
// where half are unknown words, persons may live.
func (s *slots) hintSlot(obs []observation) {
	outside := 0
	for _, o := range obs {
		if o.flags&(inVocabulary|isYear) == 0 {
			outside++
		}
	}
	if 2*outside >= len(obs) {
		*s.types.at(obs[0].slot) = data
	}
}

// typeSlot types one slot from its observations, which are sorted by word.
func (s *slots) typeSlot(obs []observation, least int) {
	slot, n := obs[0].slot, len(obs)
	if obs[0].flags&isYear != 0 {
		early := 0
		for _, o := range obs {
			if o.word < uint64(s.era[0]) || o.word > uint64(s.era[1]) {
				early++
			}
		}
		if 20*early <= n {
			s.mark(documentary, slot)
		}
		return
	}
	outside, inPlace := 0, 0
	t := data
	for i := 0; i < n; {
		j := i + 1
		for j < n && obs[j].word == obs[i].word {
			j++
		}
		count := j - i
		if obs[i].flags&inVocabulary == 0 {
			outside += count
		}
		if obs[i].flags&inPlaces != 0 {
			inPlace += count
		}
		switch {
		case 2*count >= n:
			t = literal
			s.mark(usual, mix(slot, obs[i].word))
		case obs[i].flags&plainWord != 0 && count >= max(3, n/usualShare) && count >= min(least, minObserved):
			s.mark(usual, mix(slot, obs[i].word))
		}
		i = j
	}
	switch {
	case 10*outside <= n:
		t = closed
	case t != literal && 10*inPlace >= 9*n:
		t = places
	}
	*s.types.at(slot) = t
	s.placed = s.placed || t == places
}

// usualShare is the part of a slot of data, as one in so many, from which an
// unambiguous vocabulary word is part of the convention and no surname.
const usualShare = 500

// shows reports whether a vocabulary word may show at p; strangers says whether
// unknown words stand beside it.
func (s *slots) shows(x *atom, p place, strangers bool) bool {
	t := s.types.get(p.slot)
	switch {
	case x.traits&ambiguous != 0:
		return !s.strict && (t == closed || t == literal && s.is(usual, mix(p.slot, x.hash)))
	case t == closed:
		return true
	case t == unseen && s.is(usual, mix(p.near, x.hash)):
		return true
	case t == unseen:
		alone := p.near == p.slot
		plainly := alone || x.traits&heading != 0 || s.strict && (!strangers || x.traits&filing == 0)
		return s.types.get(p.near) != data && (plainly || s.is(spread, x.hash))
	}
	return s.is(usual, mix(p.slot, x.hash))
}

func (s *slots) mark(m mark, key uint64) { *s.marks.at(key) |= m }

func (s *slots) is(m mark, key uint64) bool { return s.marks.get(key)&m != 0 }
