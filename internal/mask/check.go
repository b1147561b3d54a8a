package mask

import (
	"unicode"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// checker verifies cells before they leave. It looks at the text alone and
// trusts no decision that made it.
type checker struct {
	word  []byte // folded
	words token.Words
	hits  []mention.Hit
}

func fold(b []byte) string { return token.Fold(string(b)) }

// run hides each cell that shows three letters or more which are neither
// vocabulary nor the register's, three digits or more which are neither a code
// nor a year, or a character that may not show. It returns how many.
func (c *checker) run(r *reader, cells []Cell) (breaches int) {
	digits := 0 // run of digits that ends at the cell before
	for i := range cells {
		x := &cells[i]
		if x.Kind != Shown && x.Text == "" {
			digits = 0
			continue
		}
		ok, lead, trail := c.cell(r, x)
		if digits > 0 && lead > 0 && digits+lead >= 3 && x.Why != WhyCode {
			ok = false
		}
		if lead == len(x.Text) {
			digits += lead
		} else {
			digits = trail
		}
		if !ok {
			*x = Cell{Kind: Hidden}
			breaches++
			digits = 0
		}
	}
	return breaches
}

// cell reports whether what a cell shows may be shown, and how many digits
// stand at its ends.
func (c *checker) cell(r *reader, x *Cell) (ok bool, lead, trail int) {
	s := x.Text
	if len(s) == 1 && plain(s[0]) {
		return true, 0, 0
	}
	for lead < len(s) && isDigit(s[lead]) {
		lead++
	}
	if lead == len(s) {
		return c.number(r, x), lead, 0
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
		n, ok := c.next(r, x.Why, s[i:])
		if !ok {
			return false, lead, trail
		}
		i += n
	}
	return true, lead, trail
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// next checks the word at the start of s and returns its length.
func (c *checker) next(r *reader, why Why, s string) (n int, ok bool) {
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
		ch, size := utf8.DecodeRuneInString(s[n:])
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
func (c *checker) known(r *reader, why Why, word string, letters, digits int, ascii bool) bool {
	if letters < 3 && digits < 3 && why != WhySeparator {
		return true
	}
	l := r.m.lex
	if why == WhyPlace {
		return l.pack.Places.HasWord(word)
	}
	id := l.dict.Lookup(word)
	found := id != token.Unknown && spells(l.dict.Word(id), word, ascii)
	switch why {
	case WhyVocabulary:
		if found && l.of(id)&(vocabulary|extension|termPart|interfix) != 0 {
			return true
		}
		c.word = append(c.word[:0], token.Fold(word)...)
		return l.compound(c.word) != 0
	case WhyRegister:
		return found && l.of(id)&(registerWord|vocabulary|termPart) != 0
	}
	return found && why == WhyCode
}

// spells reports whether word is folded after folding. It need not be folded
// where it is of ASCII.
func spells(folded, word string, ascii bool) bool {
	if !ascii {
		return folded == token.Fold(word)
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

// number reports whether a cell of digits only may show.
func (c *checker) number(r *reader, x *Cell) bool {
	switch {
	case x.Kind == Date:
		return len(x.Text) == 4 && (x.Text[0] == '1' || x.Text[0] == '2')
	case x.Why == WhyCode:
		return c.code(r, x.Text)
	}
	return len(x.Text) <= 2 || x.Why == WhyRegister
}

// code asks the register again whether s alone is a code of its.
func (c *checker) code(r *reader, s string) bool {
	if r.scan == nil {
		return false
	}
	r.m.lex.dict.Scan([]byte(s), &c.words)
	c.hits = r.scan.Segment([]byte(s), &c.words, c.hits[:0])
	for _, h := range c.hits {
		if r.m.register.phrase(h.Phrase).Class == mention.Code {
			return true
		}
	}
	return false
}
