package mention

import "slices"

// partialFound is an organisation that a run may name in part.
type partialFound struct {
	org      int32
	coverage float32 // share of its telling words that are there
	rank     float32
	strong   bool // a word is there that can be nothing else
	joint    bool // several words are there, not of persons and streets only
}

// What a name written in part must reach.
const (
	leastExplained  = 0.85 // of the run
	mostUnexplained = 4.5  // bits of any word
	leastCoverage   = 0.6  // of the name
	fairCoverage    = 0.48 // of the name, with its organisation words
	leastBits       = 5    // of the words found
	leastLetters    = 4    // of the words found
	leastMargin     = 0.06 // over the next organisation
)

// bestPartial returns the one organisation that the run names in part.
func (s *Scanner) bestPartial(types uint32) (best partialFound, ok bool) {
	p := &s.ix.partial
	second := float32(0)
	best.org = -1
	for _, i := range s.rarest() {
		if i < 0 {
			continue
		}
		k := &p.stems[s.runWords[i].stem]
		for _, org := range p.orgs[k.start:][:k.count] {
			name := &p.names[org]
			if name.phrase < 0 || org == best.org || types != 0 && name.types != 0 && types&name.types == 0 || !s.mayExplain(name) {
				continue
			}
			f, found := s.weighPartial(org)
			switch {
			case !found:
			case best.org < 0 || f.rank > best.rank:
				best, second = f, best.rank
			default:
				second = max(second, f.rank)
			}
		}
	}
	return best, best.org >= 0 && best.rank >= second+leastMargin
}

// rarest returns the two rarest words of the run that lead to organisations, -1
// for those that lack.
func (s *Scanner) rarest() [2]int {
	p, rarest := &s.ix.partial, [2]int{-1, -1}
	for i, w := range s.runWords {
		if w.stem < 0 || w.generic || p.stems[w.stem].count == 0 {
			continue
		}
		switch {
		case rarest[0] < 0 || w.weight > s.runWords[rarest[0]].weight:
			rarest[0], rarest[1] = i, rarest[0]
		case rarest[1] < 0 || w.weight > s.runWords[rarest[1]].weight:
			rarest[1] = i
		}
	}
	return rarest
}

// matched is what the words of a run and those of a name have in common.
type matched struct {
	found           uint64  // words of the name, as bits
	run, explained  float32 // what the run weighs, and what is of the name
	most            float32 // of the words that are not
	strange         int     // the first of these, -1 for none
	names           int     // words of the run that are of the name, but general ones
	letters         int     // and their letters
	strong          bool    // one of them is not weak
	sure            bool    // one of them is not doubtful
	agreed, general float32 // what both have of general words, and what either has
}

// match compares the run with the words of a name.
func (s *Scanner) match(words []partialWord) matched {
	m := matched{strange: -1}
	for i, w := range s.runWords {
		at := -1
		if w.stem >= 0 {
			at = slices.IndexFunc(words, func(x partialWord) bool { return x.stem == w.stem })
		}
		if at >= 0 {
			m.found |= 1 << min(at, 63)
		}
		switch {
		case w.generic:
			m.general += w.weight
		case at >= 0:
			m.run, m.explained = m.run+w.weight, m.explained+w.weight
			m.names++
			x := &s.words.List[w.at]
			m.letters += int(x.End - x.Start)
			m.sure = m.sure || !w.doubtful
			m.strong = m.strong || w.rare()
		case w.ordinary && !w.side:
			m.run += min(w.weight, ordinaryBits)
		case w.side: // another part of the place is somebody else's
			m.run += w.weight
			m.most = strangeBits
		default:
			m.run += w.weight
			m.most = max(m.most, w.weight)
			if m.strange < 0 {
				m.strange = i
			}
		}
	}
	return m
}

// mayExplain reports whether a name can explain enough of the run, or all but
// one word of it, and have the letters of that as initials. What it leaves to
// weighPartial can be too much, never too little.
func (s *Scanner) mayExplain(name *partialName) bool {
	const rounding = 0.01
	var known, foreign, most float32
	for i := range s.runWords {
		w := &s.runWords[i]
		switch {
		case w.generic:
		case w.stem >= 0 && name.marks>>(w.stem&63)&1 != 0:
			known += w.weight
		case w.ordinary:
			foreign += min(w.weight, ordinaryBits)
		default:
			foreign += w.weight
			if w.letters != 0 && w.letters&^name.initials == 0 {
				most = max(most, w.weight)
			}
		}
	}
	return (1-leastExplained)*known+rounding >= leastExplained*foreign || foreign <= most+rounding
}

// weighPartial says how well the run names an organisation in part, and whether
// well enough.
func (s *Scanner) weighPartial(org int32) (f partialFound, ok bool) {
	p := &s.ix.partial
	words, total := p.wordsOf(org), p.names[org].total
	m := s.match(words)
	if s.byInitials(org, &m) {
		return partialFound{org: org, coverage: 1, rank: 2, strong: true}, true
	}
	if m.explained < leastExplained*m.run || m.most > mostUnexplained || m.letters < leastLetters || m.names == 1 && m.explained < m.run {
		return f, false
	}
	var has, bits, city float32
	own := false
	for i, w := range words {
		switch there := m.found&(1<<min(i, 63)) != 0; {
		case w.kind == general && there:
			m.agreed += p.stems[w.stem].weight
		case w.kind == general:
			m.general += p.stems[w.stem].weight
		case w.kind == cityAlone && there:
			city = 1
		case there:
			has += p.share(w)
			bits += p.stems[w.stem].weight
			own = own || w.kind == telling
		}
	}
	if bits < leastBits || has < fairCoverage*total || m.agreed < m.leastAgreed(has/total, own, s.endsInStreet())*m.general {
		return f, false
	}
	f = partialFound{org: org, coverage: has / total, strong: m.strong && own, joint: m.names > 1 && m.sure}
	f.rank = 0.6*f.coverage + 0.3*m.explained/m.run + 0.1*city
	if m.general > 0 {
		f.rank += 0.2 * m.agreed / m.general
	}
	return f, true
}

// leastAgreed returns the share of the general words that both must have, after
// the share of the name's telling words that are there, whether any of those is
// not only of its city, and whether the run may be a street.
func (m *matched) leastAgreed(coverage float32, own, street bool) float32 {
	switch {
	case !own:
		return 1
	case coverage < leastCoverage, m.names == 1 && coverage < 0.95:
		return 0.7
	case !m.sure, street:
		return 0.5
	case !m.strong:
		return 0.3
	}
	return 0
}

// endsInStreet reports whether the last word of the run that is no general word
// ends the name of a street.
func (s *Scanner) endsInStreet() bool {
	for i := len(s.runWords) - 1; i >= 0; i-- {
		if w := &s.runWords[i]; !w.generic {
			return s.cells[w.at].traits&streetWord != 0
		}
	}
	return false
}

// leastInitials and mostInitials are the letters of what can be initials.
const leastInitials, mostInitials = 3, 6

// byInitials reports whether the only word of the run that a name does not
// explain is the initials of what else the name holds: "shmc-conwick" for
// "Sandmoor Health Medical Centre Conwick".
func (s *Scanner) byInitials(org int32, m *matched) bool {
	if m.strange < 0 || m.explained == 0 || m.explained+s.runWords[m.strange].weight < m.run {
		return false
	}
	x := &s.words.List[s.runWords[m.strange].at]
	n := x.End - x.Start
	return n >= leastInitials && n <= mostInitials && s.ix.partial.initialsOf(s.folded(x), org, m.found)
}
