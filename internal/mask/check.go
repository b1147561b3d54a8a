package mask

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// checker verifies cells before they leave. It looks at the text alone and
// trusts no decision that made it.
type checker struct {
	words token.Words
	hits  []mention.Hit
}

func fold(b []byte) string { return token.Fold(string(b)) }

// run hides each cell from the given one on that shows three letters or more
// which are neither vocabulary nor the register's, three digits or more which
// are neither a code nor a year, or a character that may not show. It returns
// the text without theirs, and how many they are.
func (c *checker) run(r *reader, text []byte, cells []cell, first int) (left []byte, breaches int) {
	digits := 0 // run of digits that ends at the cell before
	at := uint32(0)
	if first > 0 {
		at = cells[first-1].end
	}
	for i := first; i < len(cells); i++ {
		x := &cells[i]
		s := text[at:x.end]
		if x.kind != Shown && len(s) == 0 {
			digits = 0
			continue
		}
		ok, lead, trail := c.cell(r, x, s)
		if digits > 0 && lead > 0 && digits+lead >= 3 && x.why != WhyCode {
			ok = false
		}
		if lead == len(s) {
			digits += lead
		} else {
			digits = trail
		}
		if !ok {
			text = slices.Delete(text, int(at), int(x.end))
			for k := i + 1; k < len(cells); k++ {
				cells[k].end -= uint32(len(s))
			}
			*x = cell{kind: Hidden, end: at}
			breaches++
			digits = 0
		}
		at = x.end
	}
	return text, breaches
}

// cell reports whether what a cell shows, s, may be shown, and how many digits
// stand at its ends.
func (c *checker) cell(r *reader, x *cell, s []byte) (ok bool, lead, trail int) {
	if len(s) == 1 && plain(s[0]) {
		return true, 0, 0
	}
	for lead < len(s) && isDigit(s[lead]) {
		lead++
	}
	if lead == len(s) {
		return c.number(r, x, s), lead, 0
	}
	for trail < len(s) && isDigit(s[len(s)-1-trail]) {
		trail++
	}
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			switch {
			case plain(s[i]):
				i++
				continue
			case s[i] < ' ' || s[i] == 0x7f:
				return false, lead, trail
			}
		}
		n, ok := c.next(r, x.why, s[i:])
		if !ok {
			return false, lead, trail
		}
		i += n
	}
	return true, lead, trail
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// next checks the word at the start of s and returns its length.
func (c *checker) next(r *reader, why Why, s []byte) (n int, ok bool) {
	letters, digits, ascii := 0, 0, true
	for n < len(s) {
		b := s[n]
		if b < utf8.RuneSelf {
			switch {
			case isDigit(b):
				digits++
			case b|0x20 >= 'a' && b|0x20 <= 'z':
				letters++
			default:
				return n, c.known(r, why, s[:n], letters, digits, ascii)
			}
			n++
			continue
		}
		ch, size := utf8.DecodeRune(s[n:])
		if !unicode.IsLetter(ch) && !unicode.IsMark(ch) {
			// Only the register's own words may hold such a sign.
			if why != WhyRegister || !unicode.IsPrint(ch) {
				return n, false
			}
			if n > 0 {
				return n, c.known(r, why, s[:n], letters, digits, ascii)
			}
			return size, true
		}
		ascii = false
		letters++
		n += size
	}
	return n, c.known(r, why, s[:n], letters, digits, ascii)
}

// known reports whether a word may show, by its text.
func (c *checker) known(r *reader, why Why, word []byte, letters, digits int, ascii bool) bool {
	if letters < 3 && digits < 3 && why != WhySeparator {
		return true
	}
	l := r.m.lex
	if why == WhyPlace {
		return l.pack.Places.HasWord(string(word))
	}
	id := l.dict.LookupBytes(word)
	found := id != token.Unknown && spells(l.dict.Word(id), word, ascii)
	switch why {
	case WhyVocabulary:
		if found && l.of(id)&(vocabulary|extension|termPart|interfix) != 0 {
			return true
		}
		return l.compound([]byte(fold(word))) != 0
	case WhyRegister:
		return found && l.of(id)&(registerWord|vocabulary|termPart) != 0
	}
	return found && why == WhyCode
}

// spells reports whether word is folded after folding. It need not be folded
// where it is of ASCII.
func spells(folded string, word []byte, ascii bool) bool {
	if !ascii {
		return folded == fold(word)
	}
	if len(folded) != len(word) {
		return false
	}
	for i := range len(word) {
		b := word[i]
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
		}
		if b != folded[i] {
			return false
		}
	}
	return true
}

// number reports whether a cell of digits only, s, may show.
func (c *checker) number(r *reader, x *cell, s []byte) bool {
	switch {
	case x.kind == Date:
		return len(s) == 4 && (s[0] == '1' || s[0] == '2')
	case x.why == WhyCode:
		return c.code(r, s)
	}
	return len(s) <= 2 || x.why == WhyRegister
}

// code asks the register again whether s alone is a code of its.
func (c *checker) code(r *reader, s []byte) bool {
	if r.scan == nil {
		return false
	}
	r.m.lex.dict.Scan(s, &c.words)
	c.hits = r.scan.Segment(s, &c.words, c.hits[:0])
	for _, h := range c.hits {
		if r.m.register.phrase(h.Phrase).Class == mention.Code {
			return true
		}
	}
	return false
}
