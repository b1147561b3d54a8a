package mention

import (
	"github.com/leakwarden/leakwarden/internal/token"
)

// wants reports whether a number of n digits can be a code or begin one.
func (c *codes) wants(n uint32) bool {
	return n <= maxCode && c.leading>>n&1 != 0 || c.digits>>1>>(n-1) != 0 && n <= maxCode
}

// maxCodeWords is how many words a code is read over: telephones are written
// in up to five groups.
const maxCodeWords = 6

// codes appends the codes in the segment. A code is read over words with one
// sign or nothing between them.
func (s *Scanner) codes(dst []Hit) []Hit {
	free := 0 // first word after the last code found
	for i := range s.cells {
		if i < free || len(dst) >= maxHits {
			continue
		}
		scheme := int16(-1)
		p, last := int32(-1), 0
		if s.cells[i].traits&(codeStart|number) != 0 {
			p, last = s.codeFrom(i, 0)
		}
		if p < 0 && i+1 < len(s.cells) && s.words.List[i+1].Glued && s.words.List[i+1].Kind == token.Digits {
			p, last, scheme = s.gluedPrefix(i)
		}
		if p < 0 {
			continue
		}
		free = last + 1
		for ; p >= 0; p = s.ix.codes.next(p) {
			if h, ok := s.codeHit(p, i, last, scheme); ok {
				dst = append(dst, h)
			}
		}
	}
	return dst
}

// gluedPrefix returns the code of letters and digits that the name of its
// scheme is glued to ("ODSA81001"), its last word and the scheme; or -1.
func (s *Scanner) gluedPrefix(i int) (phrase int32, last int, scheme int16) {
	x := &s.words.List[i]
	if x.Kind != token.Letters || !x.ASCII || x.End-x.Start < 3 || x.End-x.Start > maxPrefix+3 {
		return -1, 0, -1
	}
	for _, prefix := range s.ix.codes.gluing {
		n := uint32(len(prefix.text))
		if x.End-x.Start <= n || !equalFold(s.segment[x.Start:x.Start+n], prefix.text) {
			continue
		}
		if p, last := s.codeFrom(i, n); p >= 0 {
			return p, last, prefix.scheme
		}
	}
	return -1, 0, -1
}

// equalFold reports whether b is the small letters of s in any case.
func equalFold(b []byte, s string) bool {
	for i := range len(s) {
		if b[i]|0x20 != s[i] {
			return false
		}
	}
	return true
}

// next returns another phrase with the same value as p, or -1.
func (c *codes) next(p int32) int32 {
	if next, ok := c.same[p]; ok {
		return next
	}
	return -1
}

// codeFrom returns the longest code that starts with word i, without its first
// skip bytes, and its last word; or -1.
func (s *Scanner) codeFrom(i int, skip uint32) (phrase int32, last int) {
	phrase = -1
	ends := s.codeEnds(i, skip)
	list := s.words.List
	if skip == 0 { // of one word the hash is known
		if ends&1 != 0 {
			phrase, last = s.ix.codes.table.find(list[i].Hash), i
		}
		ends &^= 1
	}
	if ends == 0 {
		return phrase, last
	}
	s.buf = append(s.buf[:0], s.segment[list[i].Start+skip:list[i].End]...)
	for j := i; ; j++ {
		if j > i {
			s.buf = append(s.buf, s.segment[list[j].Start:list[j].End]...)
		}
		if ends&1 != 0 {
			if p := s.ix.codes.table.find(token.HashBytes(s.buf)); p >= 0 {
				phrase, last = p, j
			}
		}
		if ends >>= 1; ends == 0 {
			return phrase, last
		}
	}
}

// codeEnds returns, as bits from word i on, the words at which a code that
// starts with word i can end, by its number of letters and digits.
func (s *Scanner) codeEnds(i int, skip uint32) (ends uint32) {
	c, list := &s.ix.codes, s.words.List
	n, lengths := uint32(0), c.digits
	for j := i; j < len(s.cells) && j < i+maxCodeWords; j++ {
		x := &list[j]
		if j > i && !s.linked(j) || !x.ASCII {
			break
		}
		size := x.End - x.Start
		if i == j {
			size -= skip
		}
		if n += size; n > maxCode {
			break
		}
		if x.Kind == token.Letters {
			lengths = c.mixed
			if i == j && skip == 0 && s.cells[i].traits&codeStart == 0 {
				break
			}
			if i < j && list[i].Kind == token.Digits && (c.leading>>(n-size)&1 == 0 || c.inner>>size&1 == 0) {
				break
			}
		}
		if j == i+2 && n == 8 && s.writtenAsDate(i) {
			continue
		}
		ends |= uint32(lengths>>n&1) << (j - i)
	}
	return ends
}

// writtenAsDate reports whether words i to i+2 are the year, month and day of a
// date, or the other way round: no one writes a code so.
func (s *Scanner) writtenAsDate(i int) bool {
	list := s.words.List
	first, last := list[i].End-list[i].Start, list[i+2].End-list[i+2].Start
	if list[i+1].End-list[i+1].Start != 2 || !(first == 4 && last == 2 || first == 2 && last == 4) {
		return false
	}
	return s.readsAsDate(i, i+2)
}

// linked reports whether at most one sign stands between word j and the one
// before it.
func (s *Scanner) linked(j int) bool {
	list := s.words.List
	switch list[j].Start - list[j-1].End {
	case 0:
		return true
	case 1:
		switch s.segment[list[j].Start-1] {
		case '-', '.', '_', ' ', '/', '+':
			return true
		}
	}
	return false
}

// codeHit returns the hit of a code, and whether it counts: one of less than
// four signs only after its scheme's name, or at the start of the segment. The
// name of the scheme is glued to it.
func (s *Scanner) codeHit(p int32, first, last int, scheme int16) (Hit, bool) {
	x := &s.ix.phrases[p]
	h := Hit{
		Phrase: PhraseID(p), Class: Code, First: uint16(first), Last: uint16(last),
		Weak: x.Weak, Full: true, Prefixed: scheme == x.Scheme || s.prefixed(x.Scheme, first), Alone: s.alone(first, last),
	}
	if x.Weak&Short != 0 && !h.Prefixed && first > 0 {
		return h, false
	}
	if s.gluedLeft(first) && last+1 < len(s.cells) && s.words.List[last+1].Glued {
		return h, false // in the middle of a run of letters and digits
	}
	if s.inNumber(first, last) || s.readsAsDate(first, last) {
		h.Weak |= Digits
	}
	return h, true
}

// prefixed reports whether the name of the scheme stands before word i.
func (s *Scanner) prefixed(scheme int16, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		t := s.cells[k].traits
		if t&codePrefix != 0 && s.ix.codes.prefixes[uint32(s.words.List[k].ID)]>>scheme&1 != 0 {
			return true
		}
		if t&codeWord == 0 {
			return false
		}
	}
	return false
}

// gluedLeft reports whether letters that name no scheme are glued to word i.
func (s *Scanner) gluedLeft(i int) bool {
	return i > 0 && s.words.List[i].Glued && s.cells[i-1].traits&(codePrefix|codeWord) == 0
}

// inNumber reports whether the words from first to last are part of a longer
// number or of a run of letters and digits.
func (s *Scanner) inNumber(first, last int) bool {
	list := s.words.List
	if s.gluedLeft(first) || first > 0 && list[first-1].Kind == token.Digits && s.linked(first) {
		return true
	}
	return last+1 < len(s.cells) && (list[last+1].Kind == token.Digits && s.linked(last+1) || list[last+1].Glued)
}

// readsAsDate reports whether the words from first to last are six or eight
// digits that a calendar knows.
func (s *Scanner) readsAsDate(first, last int) bool {
	s.buf = s.buf[:0]
	for i := first; i <= last; i++ {
		x := &s.words.List[i]
		if s.buf = append(s.buf, s.segment[x.Start:x.End]...); len(s.buf) > 8 {
			return false
		}
	}
	return readsAsDate(s.buf)
}

// readsAsDate reports whether text is six or eight digits that a calendar
// knows, the year or the day first.
func readsAsDate(text []byte) bool {
	if len(text) != 6 && len(text) != 8 {
		return false
	}
	var pair [4]int
	for i, c := range text {
		if c < '0' || c > '9' {
			return false
		}
		pair[i/2] = 10*pair[i/2] + int(c-'0')
	}
	if len(text) == 6 {
		return plausible(20, pair[0], pair[1], pair[2]) || plausible(20, pair[2], pair[1], pair[0])
	}
	return plausible(pair[0], pair[1], pair[2], pair[3]) ||
		plausible(pair[2], pair[3], pair[1], pair[0]) || plausible(pair[2], pair[3], pair[0], pair[1])
}

// plausible reports whether these are a day of the last hundred years or the
// next few.
func plausible(century, year, month, day int) bool {
	return (century == 19 && year >= 20 || century == 20 && year < 40) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// maxDomainWords is how many words a domain or an address is read over.
const maxDomainWords = 8

// domains appends the domains and addresses that end in a top level that the
// register uses.
func (s *Scanner) domains(dst []Hit) []Hit {
	for k := 1; k < len(s.cells); k++ {
		if s.cells[k].traits&topLevel == 0 || !s.dotted(k) || len(dst) >= maxHits {
			continue
		}
		p, first := s.domainTo(k)
		if p < 0 {
			continue
		}
		x := &s.ix.phrases[p]
		dst = append(dst, Hit{
			Phrase: PhraseID(p), Class: Domain, First: uint16(first), Last: uint16(k), Weak: x.Weak, Full: true,
			Alone: s.alone(first, k),
		})
	}
	return dst
}

// domainTo returns the longest domain or address that ends with word k and its
// first word, or -1.
func (s *Scanner) domainTo(k int) (phrase int32, first int) {
	list := s.words.List
	phrase = -1
	for i := k - 1; i >= 0 && i >= k-maxDomainWords; i-- {
		if i+1 < k && list[i+1].Start-list[i].End > 1 || list[k].End-list[i].Start > maxDomain+maxDomainWords {
			break
		}
		if i > 0 && (list[i].Glued || list[i].Start > 0 && s.segment[list[i].Start-1] == '-') {
			continue
		}
		h := fnv
		for _, c := range s.segment[list[i].Start:list[k].End] {
			if alphanumeric(c) {
				h = fnvByte(h, c)
			}
		}
		if p := s.ix.domains.find(h); p >= 0 {
			phrase, first = p, i
		}
	}
	return phrase, first
}

// dotted reports whether a dot, or what stands for one in a file's name, is
// all that stands before word k.
func (s *Scanner) dotted(k int) bool {
	list := s.words.List
	if list[k].Start-list[k-1].End != 1 {
		return false
	}
	c := s.segment[list[k].Start-1]
	return c == '.' || c == '_' || c == '-'
}
