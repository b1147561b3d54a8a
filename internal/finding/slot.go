package finding

import (
	"math/bits"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Vocabulary knows which words of a Dict are terms of a pack. It is read-only.
type Vocabulary struct {
	terms, titles []bool // by ID
	firstNames    pack.WordSet
}

// NewVocabulary interns the words of the terms of p in d. Words interned in d
// later are no terms.
func NewVocabulary(p *pack.Pack, d *token.Dict) *Vocabulary {
	var words token.Words
	var ids, titles []token.ID
	for _, t := range p.Terms {
		d.Scan([]byte(t.Text), &words)
		for _, w := range words.List {
			id := d.Intern(t.Text[w.Start:w.End])
			ids = append(ids, id)
			if t.Class == pack.Title {
				titles = append(titles, id)
			}
		}
	}
	v := &Vocabulary{terms: make([]bool, d.Len()), titles: make([]bool, d.Len()), firstNames: p.FirstNames}
	for _, id := range titles {
		v.titles[id] = true
	}
	for _, id := range ids {
		v.terms[id] = true
	}
	return v
}

// Has reports whether the word is part of a term.
func (v *Vocabulary) Has(id token.ID) bool { return int(id) < len(v.terms) && v.terms[id] }

// Describe returns a number for how w is written: its own for a word of the
// vocabulary, one for all numbers of a length, one for all other words.
func (v *Vocabulary) Describe(w *token.Word) uint64 {
	switch {
	case w.Kind == token.Digits:
		return 1<<40 | uint64(w.End-w.Start)
	case v.Has(w.ID):
		return 1<<41 | uint64(w.ID)
	}
	return 1 << 42
}

// Mark is what the neighbours of a hit say of a person.
type Mark uint8

// The marks.
const (
	Titled          Mark = 1 << iota // a title or an initial stands before the hit
	FirstNameBeside                  // a first name stands right before or after it
	InitialAfter                     // one letter stands after it
	Born                             // a date of birth stands in the same segment
)

// Mark returns what stands beside the words first to last of a segment.
func (v *Vocabulary) Mark(w *token.Words, first, last int) (m Mark) {
	if first > 0 {
		x := &w.List[first-1]
		if x.Kind == token.Letters && (x.End-x.Start == 1 && !x.Glued || int(x.ID) < len(v.titles) && v.titles[x.ID]) {
			m |= Titled
		}
		m |= v.firstName(x)
	}
	if last+1 < len(w.List) {
		x := &w.List[last+1]
		if x.Kind == token.Letters && x.End-x.Start == 1 {
			m |= InitialAfter
		}
		m |= v.firstName(x)
	}
	return m
}

func (v *Vocabulary) firstName(x *token.Word) Mark {
	if x.Kind == token.Letters && x.End-x.Start > 2 && !v.Has(x.ID) && v.firstNames.Has(x.Hash) {
		return FirstNameBeside
	}
	return 0
}

// start stands for what is before the first word of a segment.
const start = 1 << 43

// Slot returns the hash of the place of a word in its segment: what stands
// before it, and for a number how long it is. Names of one kind stand in one
// slot of a listing.
func (v *Vocabulary) Slot(w *token.Words, i int, leaf bool) uint64 {
	h := uint64(start)
	if leaf {
		h++
	}
	if w.List[i].Kind == token.Digits {
		h = Mix(h, v.Describe(&w.List[i]))
	}
	if i > 1 {
		h = Mix(h, v.Describe(&w.List[i-2]))
	}
	if i > 0 {
		h = Mix(h, v.Describe(&w.List[i-1]))
	}
	return h
}

// Mix combines two hashes; the order counts.
func Mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0xa0761d6478bd642f, b^0xe7037ed1a0b428db)
	return hi ^ lo
}

// LeafKey returns the key of the group of entries that have these hits in their
// last segment, below the group above and what the path says of types and
// places.
func LeafKey(above uint64, cuesAbove uint32, placesAbove []int32, cues uint32, places []int32, hits []mention.Hit, slots []uint64, marks []Mark) uint64 {
	h := Mix(above, uint64(cuesAbove)<<32|uint64(cues))
	for _, p := range placesAbove {
		h = Mix(h, uint64(p))
	}
	h = Mix(h, start)
	for _, p := range places {
		h = Mix(h, uint64(p))
	}
	for i, hit := range hits {
		h = Mix(h, uint64(hit.Phrase)<<24|uint64(hit.Class)<<16|uint64(hit.Cost)<<8|flagsOf(hit))
		h = Mix(h, slots[i]^uint64(marks[i])<<48^uint64(hit.Weak)<<52)
	}
	return h | 1
}

func flagsOf(h mention.Hit) (f uint64) {
	if h.Full {
		f |= 1
	}
	if h.Cue {
		f |= 2
	}
	if h.Prefixed {
		f |= 4
	}
	if h.Cut {
		f |= 8
	}
	if h.Alone {
		f |= 16
	}
	return f
}
