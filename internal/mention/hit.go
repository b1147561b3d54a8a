package mention

import (
	"cmp"
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// cue says what organisation word stands beside a phrase.
type cue uint8

const (
	unasked cue = iota
	noCue
	fits      // one that fits the organisations of the phrase
	fitsShort // the same, shortened
	misfit    // one of another type of organisation
)

// note takes what ends at a node, reached by the words up to j, if it is
// better than what was found before and what its gate asks is there.
func (s *Scanner) note(n node, j int, cost uint8, cut bool) {
	if n.extra != 0 && cost == 0 && s.ix.extras[n.extra].place >= 0 {
		s.best.place, s.best.placeLast = n.extra, j
	}
	if n.phrase < 0 || s.best.phrase >= 0 && j < s.best.last {
		return
	}
	p := &s.ix.phrases[n.phrase]
	if p.gate == never {
		return
	}
	again := s.best.phrase >= 0
	if again && j == s.best.last {
		if old := &s.ix.phrases[s.best.phrase]; cost > s.best.cost || cost == s.best.cost && p.Words <= old.Words {
			return
		}
	}
	f := found{phrase: n.phrase, first: s.best.first, last: j, cost: cost, cut: cut, place: s.best.place, placeLast: s.best.placeLast}
	if p.gate != open || cost > 0 || again {
		f.cue = s.beside(p, f.first, j)
	}
	if cost > 0 && !s.plausible(p, &f) || p.gate != open && !s.passes(p, &f) {
		return
	}
	if again && j > s.best.last && (f.cut || f.cue == misfit) && s.weight(&s.best) > s.weight(&f) {
		return
	}
	s.best = f
}

// passes reports whether what the gate of p asks is there.
func (s *Scanner) passes(p *phrase, f *found) bool {
	if p.gate != ownOnly && (f.cue == fits || f.cue == fitsShort) {
		return true
	}
	switch p.gate {
	case cueOrOwn:
		return s.located(p, f.last+1) || s.alone(f.first, f.last) || p.marks&fullMark != 0 && p.Words > 1 && s.amongKnown(f.first, f.last)
	case ownOnly:
		return s.alone(f.first, f.last)
	case capitals, shortCapitals:
		if s.words.List[f.first].Case == token.Upper && (p.gate == capitals || s.amongKnown(f.first, f.last)) {
			return true
		}
		return p.marks&fullMark != 0 && s.alone(f.first, f.last)
	}
	return false
}

// maxLocated bounds the organisations that located looks at.
const maxLocated = 256

// located reports whether the city of an organisation that p can mean stands at
// word j.
func (s *Scanner) located(p *phrase, j int) bool {
	city := s.cityAt(j)
	if city < 0 {
		return false
	}
	candidates := s.ix.candidatesOf(p)
	for _, org := range candidates[:min(len(candidates), maxLocated)] {
		if s.ix.cities[org] == city {
			return true
		}
	}
	return false
}

// plausible reports whether a misspelt phrase is long and rare enough, or has an
// organisation word beside it, to be meant.
func (s *Scanner) plausible(p *phrase, f *found) bool {
	const weak = PersonName | PlaceName | CommonWords | Brand | Short | StreetName
	list := s.words.List
	size := int(list[f.last].End - list[f.first].Start)
	if f.cue == fits || f.cue == fitsShort {
		return size >= 4 && int(f.cost) <= 2*size && (p.Weak&weak == 0 || p.Words > 2 || f.cost <= edit)
	}
	if p.Words == 1 {
		return size >= 7 && p.Weak&weak == 0 && p.Rarity >= 10 && int(f.cost) <= 2*size-4 && s.alone(f.first, f.last)
	}
	return size >= 9 && int(f.cost) <= 2*size
}

// keep adds the best phrase to the names, if it is not worse than what it
// overlaps.
func (s *Scanner) keep() {
	f := &s.best
	h := s.hitOf(f)
	if n := len(s.names); n > 0 && s.names[n-1].Last >= h.First && !s.share(&s.names[n-1], &h) {
		if h.Last > s.names[n-1].Last && (h.First == s.names[n-1].First || s.weight(f) > s.weight(&s.founds[n-1])) {
			s.names[n-1], s.founds[n-1] = h, *f
		}
		return
	}
	s.names, s.founds = append(s.names, h), append(s.founds, *f)
}

// hitOf returns what was found as a hit.
func (s *Scanner) hitOf(f *found) Hit {
	p := &s.ix.phrases[f.phrase]
	if f.cue == unasked {
		f.cue = s.beside(p, f.first, f.last)
	}
	h := Hit{
		Phrase: PhraseID(f.phrase), Class: p.Class, First: uint16(f.first), Last: uint16(f.last), Cost: f.cost,
		Weak: p.Weak, Cut: f.cut, Cue: f.cue == fits || f.cue == fitsShort, Alone: s.alone(f.first, f.last), Full: p.marks&fullMark != 0,
	}
	switch {
	case f.cost > 0 || f.cut:
		h.Class = Spelling
	case f.cue == fitsShort && h.Class == Name:
		h.Class = Abbreviation
	}
	return h
}

// share reports whether all that two names have in common is organisation words,
// and each has words of its own: "De Linde [Huisartsen] Zoetermeer".
func (s *Scanner) share(a, b *Hit) bool {
	return b.Last > a.Last && b.First > a.First && s.genericOnly(b.First, a.Last) &&
		!s.genericOnly(a.First, b.First-1) && !s.genericOnly(a.Last+1, b.Last)
}

// genericOnly reports whether the words from first to last are organisation
// words.
func (s *Scanner) genericOnly(first, last uint16) bool {
	for i := first; i <= last; i++ {
		if s.cells[i].traits&orgWord == 0 || s.cells[i].inner {
			return false
		}
	}
	return true
}

// What stands beside a name, in bits, and what a whole edit costs.
const (
	fitBits    = 4
	misfitBits = -15
	cityBits   = 8
	editBits   = 3
	cutBits    = -6 // for the words that are not there
)

// weight is how much a name tells, in bits: what is longer is rarer, and an
// organisation word or a city beside it supports it or does not.
func (s *Scanner) weight(f *found) float32 {
	p := &s.ix.phrases[f.phrase]
	if f.cue == unasked {
		f.cue = s.beside(p, f.first, f.last)
	}
	w := p.Rarity - editBits*float32(f.cost)/edit
	switch f.cue {
	case fits, fitsShort:
		w += fitBits
	case misfit:
		w += misfitBits
	}
	if f.cut {
		w += cutBits
	}
	if s.located(p, f.last+1) {
		w += cityBits
	}
	return w
}

// keepPlace adds the longest place that starts where the best name does.
func (s *Scanner) keepPlace() {
	x := &s.ix.extras[s.best.place]
	h := PlaceHit{City: x.place, Kind: x.kind, First: uint16(s.best.first), Last: uint16(s.best.placeLast)}
	if x.kind == Region {
		s.regions = append(s.regions, h)
		return
	}
	if n := len(s.places); n > 0 && s.places[n-1].Last >= h.First {
		if h.Last-h.First > s.places[n-1].Last-s.places[n-1].First {
			s.places[n-1] = h
		}
		return
	}
	s.places = append(s.places, h)
}

// reach is how many words from a phrase an organisation word may stand, words
// that carry no meaning of their own between them.
const reach = 4

// beside looks for an organisation word around the words from first to last.
func (s *Scanner) beside(p *phrase, first, last int) cue {
	result := noCue
	if s.traits&orgWord == 0 {
		return result
	}
	if s.cells[first].inner {
		result, _ = s.cueAt(p, first, result)
	}
	if result == fits || result == fitsShort {
		return result
	}
	for i := first - 1; i >= 0 && i >= first-reach; i-- {
		done := false
		if result, done = s.cueAt(p, i, result); done {
			break
		}
	}
	if result == fits || result == fitsShort {
		return result
	}
	for i := last + 1; i < len(s.cells) && i <= last+reach; i++ {
		done := false
		if result, done = s.cueAt(p, i, result); done {
			break
		}
	}
	return result
}

// cueAt returns what word i says, and whether to look no further.
func (s *Scanner) cueAt(p *phrase, i int, before cue) (cue, bool) {
	c := &s.cells[i]
	if c.traits&orgWord == 0 || !s.standsAlone(i) {
		between := c.traits&(connective|article|filler|interfix|legalForm|title|placeWord) != 0 || s.words.List[i].End-s.words.List[i].Start == 1
		return before, !between
	}
	switch {
	case c.types != 0 && p.Cues != 0 && c.types&p.Cues == 0:
		return misfit, false
	case c.traits&orgShort != 0:
		return fitsShort, true
	}
	return fits, true
}

// standsAlone reports whether word i is long, or neither a file's extension nor
// a piece of a run of letters and digits.
func (s *Scanner) standsAlone(i int) bool {
	list := s.words.List
	if list[i].End-list[i].Start >= 4 {
		return true
	}
	if s.isExtension(i) || list[i].Glued && list[i-1].Kind == token.Digits {
		return false
	}
	return i+1 == len(list) || !list[i+1].Glued || list[i+1].Kind != token.Digits
}

// alone reports whether the segment has nothing outside the words from first to
// last but organisation words, places, words of filing and short numbers.
func (s *Scanner) alone(first, last int) bool {
	if s.foreign < 0 {
		s.foreign = 0
		for i := range s.cells {
			if s.isForeign(i) {
				s.foreign++
			}
		}
	}
	inside := 0
	for i := first; i <= last; i++ {
		if s.isForeign(i) {
			inside++
		}
	}
	return s.foreign == inside
}

// maxCount is the digits of numbers that count or say a year.
const maxCount = 4

func (s *Scanner) isForeign(i int) bool {
	const known = orgWord | legalForm | title | connective | article | filler | interfix | placeWord | cityPart | filing | extension | topLevel | codePrefix | codeWord
	x := &s.words.List[i]
	if x.Kind == token.Digits {
		return x.End-x.Start > maxCount
	}
	if x.End-x.Start < 2 || s.cells[i].traits&known != 0 {
		return false
	}
	return !s.isExtension(i)
}

// isUnknown reports whether word i is one of letters that could be a name: no
// list of words knows it.
func (s *Scanner) isUnknown(i int) bool {
	return s.isForeign(i) && s.words.List[i].Kind == token.Letters && s.cells[i].traits&(vocabulary|commonWord) == 0
}

// amongKnown reports whether no word outside those from first to last could be
// a name.
func (s *Scanner) amongKnown(first, last int) bool {
	for i := range s.cells {
		if (i < first || i > last) && s.isUnknown(i) {
			return false
		}
	}
	return true
}

// isExtension reports whether word i ends the segment as a file's extension
// does.
func (s *Scanner) isExtension(i int) bool {
	x := &s.words.List[i]
	return i == len(s.words.List)-1 && x.End-x.Start <= 5 && x.Start > 0 && s.segment[x.Start-1] == '.'
}

// order sorts hits by their first word; of those that start together the
// strongest class comes first.
func order(hits []Hit) {
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Class, b.Class))
	})
}
