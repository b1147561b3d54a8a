package mention

import (
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// runWord is a word of a run: words that are joined by the same sign.
type runWord struct {
	at      int // word of the segment
	stem    int32
	weight  float32
	generic bool
	// ordinary says that it is a word of the language.
	ordinary bool
	// weak says that it can be a word of the language, a person or a place.
	weak bool
	// side says that it tells one part of a place from another.
	side bool
	// doubtful says that it can be a person or ends the name of a street.
	doubtful bool
	// letters is the set of its letters if it can be initials, or 0.
	letters uint32
}

// rare reports whether a word of names can be nothing else.
func (w *runWord) rare() bool {
	return w.stem >= 0 && !w.generic && !w.weak && w.weight > mostUnexplained
}

// Bounds of what is looked at for names written in part.
const (
	maxRunWords = 20
	maxRuns     = 8
)

// What a word weighs that is of no name, in bits: one that no list knows, and
// one of the language.
const (
	strangeBits  = 8
	ordinaryBits = 2
)

// partials looks for names written in part among the words that are joined by
// one sign, and reports whether it changed the names found.
func (s *Scanner) partials() (changed bool) {
	if len(s.names) == 1 && s.names[0].Full && s.names[0].Last > s.names[0].First && s.names[0].Alone {
		return false
	}
	runs := 0
	for i := 0; i < len(s.cells) && runs < maxRuns; {
		if !s.runnable(i) {
			i++
			continue
		}
		last, sign := i, byte(0)
		for last+1 < len(s.cells) && s.runnable(last+1) {
			c := s.signAt(last + 1)
			if c == '~' || c != 0 && sign != 0 && c != sign || c != 0 && sign == 0 && last > i && s.glued(i, last) {
				break
			}
			sign = max(sign, c)
			last++
		}
		if s.run(i, last) {
			changed = true
		}
		runs++
		i = last + 1
	}
	return changed
}

// glued reports whether the words from first to last are more than a name of
// one word with a capital inside.
func (s *Scanner) glued(first, last int) bool {
	for i := first; i <= last; i++ {
		if s.cells[i].traits&orgWord != 0 {
			return true
		}
	}
	return last-first > 1
}

// runnable reports whether word i can be part of a run.
func (s *Scanner) runnable(i int) bool {
	x := &s.words.List[i]
	if x.Kind == token.Digits {
		return x.End-x.Start <= 2
	}
	return !s.isExtension(i)
}

// signAt returns the sign that joins word i to the one before: 0 for none
// or one that stands inside names only, and a space for several.
func (s *Scanner) signAt(i int) byte {
	sign := byte(0)
	gap := s.segment[s.words.List[i-1].End:s.words.List[i].Start]
	for k, c := range gap {
		switch {
		case c == '-' || c == '_':
			if sign == 0 {
				sign = c
			} else if sign != c && sign != ' ' {
				return '~'
			}
		case c == '\'' || c == '&' || c >= 0x80:
		case c == '.' && k == 0 && len(gap) > 1:
		case c == ' ' || c == ',' || c == '+' || c == '(' || c == ')' || c == '/':
			sign = ' '
		case c == '.':
			return '.'
		default:
			return '~'
		}
	}
	return sign
}

// run looks for a name written in part in the words from first to last.
func (s *Scanner) run(first, last int) bool {
	if last-first >= maxRunWords {
		return false
	}
	for i := range s.names {
		if h := &s.names[i]; h.Full && h.Last > h.First && int(h.First) <= first && int(h.Last) >= last {
			return false
		}
	}
	if !s.leads(first, last) {
		return false
	}
	if s.together(first, last) {
		return true
	}
	r := s.reading(first, last)
	if r == nil {
		return false
	}
	for i := range s.names {
		h := &s.names[i]
		if (h.Full || h.Class == Spelling || len(s.ix.candidatesOf(&s.ix.phrases[h.Phrase])) > 1) && s.covers(h, r) {
			return false
		}
	}
	if r.org < 0 {
		return s.dropGeneric()
	}
	from, to := s.runAt[r.from], s.runAt[r.to]
	class := Name
	for i := range s.names {
		h := &s.names[i]
		if !s.covers(h, r) {
			continue
		}
		if s.ix.candidatesOf(&s.ix.phrases[h.Phrase])[0] != r.org {
			return false
		}
		class = h.Class
	}
	p := s.ix.partial.names[r.org].phrase
	weak := s.ix.phrases[p].Weak
	if r.cue && r.joint {
		weak &= Derived | Brand | Digits
	}
	s.names = slices.DeleteFunc(s.names, func(h Hit) bool { return int(h.Last) >= from && int(h.First) <= to })
	s.names = append(s.names, Hit{
		Phrase: PhraseID(p), Class: class, First: uint16(from), Last: uint16(to), Weak: weak,
		Cue: r.cue, Alone: s.alone(from, to), Coverage: r.coverage,
	})
	return true
}

// leastTogether is how many letters of a name are needed to know it by them
// whatever the separators between them, and mostTogether how many are put
// together.
const leastTogether, mostTogether = 10, 64

// together looks for a name whose letters are those of the words from first on,
// wherever the register parts them: "stork-hill-health-care" is "Storkhill
// Healthcare". It reports whether there is one that holds all names found in
// these words.
func (s *Scanner) together(first, last int) bool {
	for first < last && s.words.List[first].Kind == token.Digits {
		first++
	}
	name, end := s.glue(first, last)
	if name < 0 {
		return false
	}
	for i := range s.names {
		h := &s.names[i]
		apart := int(h.Last) < first || int(h.First) > end
		if !apart && (int(h.First) < first || int(h.Last) > end || int32(h.Phrase) == name || int(h.First) == first && int(h.Last) == end) {
			return false
		}
	}
	s.best = found{phrase: -1, first: first}
	s.note(node{phrase: name}, end, 0, false)
	if s.best.phrase < 0 {
		return false
	}
	s.names = slices.DeleteFunc(s.names, func(h Hit) bool { return int(h.Last) >= first && int(h.First) <= end })
	s.names = append(s.names, s.hitOf(&s.best))
	return true
}

// glue returns the longest name of which the letters are those of the words
// from first on, and its last word; or -1.
func (s *Scanner) glue(first, last int) (name int32, end int) {
	name, s.buf = -1, s.buf[:0]
	checked := false
	for i := first; i <= last && len(s.buf) < mostTogether; i++ {
		x := &s.words.List[i]
		if !x.ASCII {
			break
		}
		s.buf = append(s.buf, s.segment[x.Start:x.End]...)
		if i == first || len(s.buf) < leastTogether {
			continue
		}
		if !checked && !s.ix.starts.has(token.HashBytes(s.buf[:leastTogether])) {
			break
		}
		checked = true
		if p := s.ix.glued.find(token.HashBytes(s.buf)); p >= 0 {
			name, end = p, i
		}
	}
	return name, end
}

// countRun returns how many words of the run are general and how many are of
// names, and the types that the general ones name.
func (s *Scanner) countRun() (cues, names int, types uint32) {
	for i := range s.runWords {
		w := &s.runWords[i]
		c := &s.cells[w.at]
		switch {
		case w.generic:
			cues++
			types |= c.types
		case w.stem >= 0:
			names++
		}
	}
	return cues, names, types
}

// firstNamed reports whether the run begins with a first name: what follows,
// with no organisation word, is a person's.
func (s *Scanner) firstNamed() bool {
	x := &s.words.List[s.runWords[0].at]
	return x.End-x.Start > 2 && s.ix.pack.FirstNames.Has(x.Hash)
}

// dropGeneric drops the names in the run that are of general words only where
// another word stands that tells more: "King County Hospital District" is not
// the one that is called "Hospital District". It reports whether it did.
func (s *Scanner) dropGeneric() bool {
	if !slices.ContainsFunc(s.names, func(h Hit) bool { return h.Weak&GenericOnly != 0 }) {
		return false
	}
	s.readRun()
	n := len(s.names)
	s.names = slices.DeleteFunc(s.names, func(h Hit) bool {
		if h.Weak&GenericOnly == 0 {
			return false
		}
		more := false
		for _, w := range s.runWords {
			inside := w.at >= int(h.First) && w.at <= int(h.Last)
			tells := !w.generic && !w.ordinary
			if inside && tells {
				return false
			}
			more = more || tells && w.weight > mostUnexplained && !s.anyHas(&s.ix.phrases[h.Phrase], w.stem)
		}
		return more && s.runWords[0].at <= int(h.First) && int(h.Last) <= s.runWords[len(s.runWords)-1].at
	})
	return len(s.names) < n
}

// anyHas reports whether an organisation that p can mean has a word in its name
// or city.
func (s *Scanner) anyHas(p *phrase, stem int32) bool {
	t := &s.ix.partial
	candidates := s.ix.candidatesOf(p)
	for _, org := range candidates[:min(len(candidates), maxPartial)] {
		for _, w := range t.wordsOf(org) {
			if w.stem == stem {
				return true
			}
		}
	}
	return false
}

// leads reports whether one of the words from first to last, as it stands, leads
// to organisations.
func (s *Scanner) leads(first, last int) bool {
	for i := first; i <= last; i++ {
		if s.cells[i].traits&leading != 0 {
			return true
		}
	}
	return false
}

// covers reports whether a hit has all words of the run but general ones.
func (s *Scanner) covers(h *Hit, r *reading) bool {
	return int(h.First) <= s.runAt[r.lowest] && int(h.Last) >= s.runAt[r.highest]
}
