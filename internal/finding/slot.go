package finding

import (
	"math/bits"
	"slices"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Vocabulary knows which words of a Dict are terms of a pack. It is read-only.
type Vocabulary struct {
	terms, titles []bool // by ID
	firstNames    pack.WordSet
	types         []uint32 // bits of organisation types, by ID
	folders       []Mark   // what things in a directory with this word are named after, by ID
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
	organisations, persons := internAll(d, p.OrganisationFolders), internAll(d, p.PersonFolders)
	v := &Vocabulary{terms: make([]bool, d.Len()), titles: make([]bool, d.Len()), firstNames: p.FirstNames}
	v.folders = make([]Mark, d.Len())
	for _, id := range organisations {
		v.folders[id] = AmongOrganisations
	}
	for _, id := range persons {
		v.folders[id] = AmongPersons
	}
	for _, id := range titles {
		v.titles[id] = true
	}
	for _, id := range ids {
		v.terms[id] = true
	}
	return v
}

func internAll(d *token.Dict, words []string) []token.ID {
	ids := make([]token.ID, len(words))
	for i, word := range words {
		ids[i] = d.Intern(word)
	}
	return ids
}

// Folder returns what the things in a directory whose name has these words are
// named after: one of AmongOrganisations and AmongPersons, or neither.
func (v *Vocabulary) Folder(w *token.Words) (m Mark) {
	for i := range w.List {
		if id := w.List[i].ID; int(id) < len(v.folders) {
			m |= v.folders[id]
		}
	}
	if m == AmongOrganisations|AmongPersons {
		return 0
	}
	return m
}

// SetTypes tells v the organisation types that words name, by the bits of
// types. Until then no word names one.
func (v *Vocabulary) SetTypes(p *pack.Pack, d *token.Dict, types []string) {
	v.types = make([]uint32, d.Len())
	for _, t := range p.Terms {
		bit := slices.Index(types, t.Type)
		if t.Class != pack.Organisation || bit < 0 || bit > 31 {
			continue
		}
		for _, text := range append(p.Abbreviations[t.Text], t.Text) {
			if id := d.Lookup(text); id != token.Unknown {
				v.types[id] |= 1 << bit
			}
		}
	}
}

// beside returns the organisation types that the words right before and after
// the words first to last of a segment name.
func (v *Vocabulary) beside(w *token.Words, first, last int) (types uint32) {
	for _, i := range [2]int{first - 1, last + 1} {
		if i >= 0 && i < len(w.List) {
			types |= v.typesOf(w.List[i].ID)
		}
	}
	return types
}

// typesOf returns the organisation types that a word names.
func (v *Vocabulary) typesOf(id token.ID) uint32 {
	if int(id) < len(v.types) {
		return v.types[id]
	}
	return 0
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

// personal are the marks of a person.
const personal = Titled | FirstNameBeside | InitialAfter | Born | AmongPersons

// Around is what stands around a hit in its segment.
type Around struct {
	Slot   uint64 // see Vocabulary.Slot
	Marks  Mark
	Beside uint32 // organisation types that the words right beside it name
}

// Around returns what stands around a hit in a segment with these places.
func (v *Vocabulary) Around(segment []byte, w *token.Words, h mention.Hit, places []mention.PlaceHit, leaf bool) Around {
	first, last := int(h.First), int(h.Last)
	a := Around{Slot: v.Slot(w, first, leaf), Marks: v.mark(w, first, last), Beside: v.beside(w, first, last)}
	for k, i := range [2]int{first - 1, last + 1} {
		if i < 0 || i >= len(w.List) || v.typesOf(w.List[i].ID) == 0 {
			continue
		}
		a.Marks |= [2]Mark{CueBefore, CueAfter}[k]
		if w.List[i].End-w.List[i].Start <= 2 {
			a.Marks |= ShortCue
		}
	}
	if last == first || w.List[first+1].Glued {
		return a // nothing says how the words of such a name are separated
	}
	separator := segment[w.List[first].End]
	if first > 0 && v.mayBelong(&w.List[first-1], first-1, places) && separates(segment, &w.List[first-1], &w.List[first], separator) {
		a.Marks |= GoesBefore
	}
	if first > 0 && isPlace(first-1, places) && separates(segment, &w.List[first-1], &w.List[first], separator) {
		a.Marks |= PlaceBefore
	}
	if last+1 < len(w.List) && v.mayBelong(&w.List[last+1], last+1, places) && separates(segment, &w.List[last], &w.List[last+1], separator) {
		a.Marks |= GoesOn
	}
	return a
}

// mayBelong reports whether word i could be part of a longer name: letters that
// are neither vocabulary nor a place.
func (v *Vocabulary) mayBelong(x *token.Word, i int, places []mention.PlaceHit) bool {
	if x.Kind != token.Letters || x.End-x.Start < 3 || v.Has(x.ID) {
		return false
	}
	return !isPlace(i, places)
}

// isPlace reports whether word i is in one of places.
func isPlace(i int, places []mention.PlaceHit) bool {
	return slices.ContainsFunc(places, func(p mention.PlaceHit) bool { return int(p.First) <= i && i <= int(p.Last) })
}

// separates reports whether just separator stands between a and b.
func separates(segment []byte, a, b *token.Word, separator byte) bool {
	return b.Start-a.End == 1 && segment[a.End] == separator
}

// Mark is what the neighbours of a hit say of a person.
type Mark uint16

// The marks.
const (
	Titled             Mark = 1 << iota // a title or an initial stands before the hit
	FirstNameBeside                     // a first name stands right before or after it
	InitialAfter                        // one letter stands after it
	Born                                // a date of birth stands in the same segment
	GoesBefore                          // a word that may belong to the name stands before the hit
	GoesOn                              // or after it
	ShortCue                            // the organisation word beside it has one or two letters
	CueBefore                           // an organisation word of a known type stands right before the hit
	CueAfter                            // or right after it
	PlaceBefore                         // a place stands right before the hit, separated like its words
	AmongOrganisations                  // it stands in a directory for things named after organisations
	AmongPersons                        // or after persons
)

// mark returns what the neighbours of the words first to last say of a person.
func (v *Vocabulary) mark(w *token.Words, first, last int) (m Mark) {
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
func LeafKey(above uint64, cuesAbove uint32, placesAbove []int32, cues uint32, places, inside []int32, hits []mention.Hit, around []Around) uint64 {
	h := Mix(above, uint64(cuesAbove)<<32|uint64(cues))
	for _, p := range placesAbove {
		h = Mix(h, uint64(p))
	}
	h = Mix(h, start)
	for _, p := range places {
		h = Mix(h, uint64(p))
	}
	h = Mix(h, start)
	for _, p := range inside {
		h = Mix(h, uint64(p))
	}
	for i, hit := range hits {
		h = Mix(h, uint64(hit.Phrase)<<24|uint64(hit.Class)<<16|uint64(hit.Cost)<<8|flagsOf(hit))
		h = Mix(h, uint64(hit.Weak)<<48|uint64(around[i].Marks)<<32|uint64(around[i].Beside))
		h = Mix(h, around[i].Slot)
	}
	return h | 1
}

// NamingKey returns the key of what a segment with these hits says, of which leaf
// is the LeafKey below nothing. To that it adds where the hits are, and how much
// of a name they hold.
func NamingKey(leaf uint64, hits []mention.Hit) uint64 {
	for _, h := range hits {
		leaf = Mix(leaf, uint64(h.First)<<32|uint64(h.Last)<<16|uint64(h.Coverage))
	}
	return leaf
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
