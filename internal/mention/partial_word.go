package mention

import "github.com/leakwarden/leakwarden/internal/token"

// ordinaryWord is the traits of words that weigh little though they are of no
// name.
const ordinaryWord = vocabulary | filing | extension | commonWord | placeWord

// readRun fills s.runWords with the words of s.runAt, without those at its ends
// that say nothing.
func (s *Scanner) readRun() {
	s.runWords, s.runEdits = s.runWords[:0], 0
	for _, i := range s.runAt {
		s.readWord(i)
	}
	r := s.runWords
	for len(r) > 0 && r[len(r)-1].stem < 0 && !r[len(r)-1].generic && r[len(r)-1].weight <= ordinaryBits {
		r = r[:len(r)-1]
	}
	for len(r) > 0 && r[0].stem < 0 && !r[0].generic && r[0].weight <= ordinaryBits {
		r = r[1:]
	}
	for i := range r {
		if w := &r[i]; !w.generic && !w.ordinary && !w.side {
			w.letters = s.lettersOf(&s.words.List[w.at])
		}
	}
	s.runWords = r
}

// lettersOf returns the set of the letters of a word if it can be initials, 0 if
// not.
func (s *Scanner) lettersOf(x *token.Word) uint32 {
	if n := x.End - x.Start; n < leastInitials || n > mostInitials {
		return 0
	}
	return lettersIn(s.folded(x))
}

// readWord adds word i to the run.
func (s *Scanner) readWord(i int) {
	x, c := &s.words.List[i], &s.cells[i]
	p := &s.ix.partial
	w := runWord{at: i, stem: -1, generic: c.traits&(orgWord|title) != 0 && !c.inner, ordinary: c.traits&(commonWord|vocabulary) != 0 && c.traits&(personWord|placeWord|cityWord) == 0, side: s.traitsOf(c)&side != 0, weak: c.traits&(commonWord|vocabulary|personWord|placeWord|cityWord|cityPart|streetWord) != 0, doubtful: c.traits&(personWord|streetWord) != 0}
	var text []byte // where no Dict holds the word
	if int(x.ID) < len(p.keys) && x.ID != token.Unknown {
		w.stem = p.keys[x.ID]
	} else {
		text = s.folded(x)
		w.stem = s.stemOf(text, c)
	}
	if w.stem < 0 && !w.generic && len(text) > minMended && len(text) <= maxTakenApart && s.takeApart(text, i) {
		return
	}
	if w.stem >= 0 && c.traits&looked == 0 { // no name has it as it stands
		k := s.ix.pack
		w.doubtful = k.FirstNames.Has(x.Hash) || k.Surnames.Has(x.Hash)
		w.weak = w.doubtful || k.Common.Has(x.Hash) || k.Places.Has(x.Hash)
	}
	switch {
	case w.stem >= 0:
		w.weight = p.stems[w.stem].weight
		w.generic = w.generic || p.stems[w.stem].kind == general
	case w.generic:
	case c.traits&ordinaryWord != 0:
		w.weight = ordinaryBits
	case x.ID == token.Unknown && s.ordinaryPair(s.folded(x)):
		w.weight = ordinaryBits
	default:
		w.weight = strangeBits
	}
	s.runWords = append(s.runWords, w)
}

// stemOf returns the stem of a word that no Dict holds, as it stands or mended,
// or -1.
func (s *Scanner) stemOf(text []byte, c *cell) int32 {
	k := s.ix.partial.stemOf(text)
	if k < 0 && c.alt >= 0 && len(text) > minMended {
		s.runEdits++
		return s.misspelt(c)
	}
	return k
}

// traitsOf returns the traits of a cell's word as names have it.
func (s *Scanner) traitsOf(c *cell) trait {
	if c.sym != 0 {
		return s.ix.words[c.sym].traits
	}
	return c.traits
}

// ordinaryPair reports whether a word is two of the language.
func (s *Scanner) ordinaryPair(text []byte) bool {
	const least = 5
	if len(text) > maxTakenApart {
		return false
	}
	for k := least; k+least <= len(text); k++ {
		if s.ix.pack.Common.Has(token.HashBytes(text[:k])) && s.ix.pack.Common.Has(token.HashBytes(text[k:])) {
			return true
		}
	}
	return false
}

// misspelt returns the stem that a word of one edit stands for, or -1.
func (s *Scanner) misspelt(c *cell) int32 {
	r := &s.alts[c.alt]
	for i, sym := range r.syms[:r.count] {
		if r.costs[i] <= edit && int(sym) < len(s.ix.partial.keys) {
			if k := s.ix.partial.keys[sym]; k >= 0 {
				return k
			}
		}
	}
	return -1
}

// Words of more than minMended bytes are looked at for edits, and those of at
// most maxTakenApart for words in them.
const minMended, maxTakenApart = 6, 40

// takeApart adds the words that word i is glued of by accident: organisation
// words around a word of a name, or two words of names.
func (s *Scanner) takeApart(text []byte, i int) bool {
	p := &s.ix.partial
	generic, rest := false, text
	for again := true; again; {
		again = false
		n := len(rest)
		for k := 3; k+minGlued <= n; k++ {
			if w := s.ix.organisationWord(rest[n-k:]); w != nil && w.traits&upperOnly == 0 || k == 3 && string(rest[n-3:]) == "inc" {
				rest, generic, again = rest[:n-k], true, true
				break
			}
			if w := s.ix.organisationWord(rest[:k]); w != nil && k > 4 && w.traits&upperOnly == 0 {
				rest, generic, again = rest[k:], true, true
				break
			}
		}
	}
	if generic {
		if k := p.stemOf(rest); k >= 0 {
			s.runWords = append(s.runWords, runWord{at: i, stem: -1, generic: true}, runWord{at: i, stem: k, weight: p.stems[k].weight, generic: p.stems[k].kind == general})
			return true
		}
	}
	for k := minGlued; k+minGlued <= len(rest); k++ {
		a := p.stemOf(rest[:k])
		if a < 0 {
			continue
		}
		if c := p.stemOf(rest[k:]); c >= 0 {
			if generic {
				s.runWords = append(s.runWords, runWord{at: i, stem: -1, generic: true})
			}
			s.runWords = append(s.runWords, runWord{at: i, stem: a, weight: p.stems[a].weight, generic: p.stems[a].kind == general, weak: true, doubtful: true}, runWord{at: i, stem: c, weight: p.stems[c].weight, generic: p.stems[c].kind == general, weak: true, doubtful: true})
			return true
		}
	}
	return false
}
