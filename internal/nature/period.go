package nature

import "github.com/leakwarden/leakwarden/internal/token"

// The years that a document may be of. A full date must be younger, as most
// older ones are dates of birth.
const (
	firstYear     = 1990
	lastYear      = 2035
	firstFullYear = 2010
)

// span is a period in months since year 0, both ends included; the zero value
// is none.
type span struct{ from, to int32 }

func months(year, from, to int) span {
	return span{int32(12*year + from - 1), int32(12*year + to - 1)}
}

// period returns the bounds of all periods named in words.
func (r *Recogniser) period(segment []byte, words []token.Word) (from, to int32) {
	var all span
	for i := 0; i < len(words); i++ {
		if words[i].Kind != token.Digits {
			continue
		}
		s, last := r.periodAt(segment, words, i)
		if s.from == 0 {
			i = last
			continue
		}
		if all.from == 0 || s.from < all.from {
			all.from = s.from
		}
		all.to = max(all.to, s.to)
		i = last
	}
	return all.from, all.to
}

// periodAt returns the period that starts with the number at word i, and its
// last word.
func (r *Recogniser) periodAt(segment []byte, words []token.Word, i int) (span, int) {
	w := &words[i]
	digits := segment[w.Start:w.End]
	switch len(digits) {
	case 1, 2:
		return r.dayAt(segment, words, i, number(segment, w))
	case 4:
		if v := number(segment, w); firstYear <= v && v <= lastYear {
			return r.yearAt(segment, words, i, v)
		}
	case 6:
		if y, m := 100*pair(digits)+pair(digits[2:]), pair(digits[4:]); 2000 <= y && y <= lastYear && month(m) && !month(y%100) {
			return months(y, m, m), i
		}
	case 8, 12, 14:
		return fullDate(digits), i
	}
	return span{}, i
}

// yearAt reads a year at word i with the month, quarter or date around it.
func (r *Recogniser) yearAt(segment []byte, words []token.Word, i, year int) (span, int) {
	if r.postcode(words, i) {
		return span{}, i
	}
	if i > 0 {
		if m := r.month(&words[i-1]); m != 0 {
			return months(year, m, m), i
		}
	}
	if i+1 == len(words) {
		return months(year, 1, 12), i
	}
	next := &words[i+1]
	if m := r.month(next); m != 0 {
		return months(year, m, m), i + 1
	}
	if q := r.quarter(segment, words, i+1); q != 0 {
		return months(year, 3*q-2, 3*q), i + 2
	}
	m, ok := r.small(segment, next)
	if !ok || !month(m) || next.Start-words[i].End > 1 {
		return months(year, 1, 12), i
	}
	if i+2 < len(words) && words[i+2].Start-next.End <= 1 {
		if d, ok := r.small(segment, &words[i+2]); ok && 1 <= d && d <= 31 {
			if year < firstFullYear {
				return span{}, i + 2
			}
			return months(year, m, m), i + 2
		}
	}
	return months(year, m, m), i + 1
}

// dayAt reads "dd-mm-yyyy", "mm-yyyy" or "Q3 2024" from the small number v at
// word i.
func (r *Recogniser) dayAt(segment []byte, words []token.Word, i, v int) (span, int) {
	if i+1 == len(words) || words[i+1].Kind != token.Digits || words[i+1].Start-words[i].End > 1 {
		return span{}, i
	}
	if y := number(segment, &words[i+1]); words[i+1].End-words[i+1].Start == 4 && firstYear <= y && y <= lastYear {
		q := i > 0 && words[i].Glued && r.isQuarter(segment, &words[i-1])
		switch {
		case q && 1 <= v && v <= 4:
			return months(y, 3*v-2, 3*v), i + 1
		case month(v) && words[i].End-words[i].Start == 2:
			return months(y, v, v), i + 1
		}
		return span{}, i
	}
	m, ok := r.small(segment, &words[i+1])
	if !ok || i+2 >= len(words) || words[i+2].Kind != token.Digits || words[i+2].Start-words[i+1].End > 1 ||
		words[i+2].End-words[i+2].Start != 4 || v < 1 || v > 31 || !month(m) {
		return span{}, i
	}
	y := number(segment, &words[i+2])
	if y < firstFullYear || y > lastYear {
		return span{}, i + 2
	}
	return months(y, m, m), i + 2
}

// fullDate reads yyyymmdd or ddmmyyyy from the first eight digits of b.
func fullDate(b []byte) span {
	p, q, r, s := pair(b), pair(b[2:]), pair(b[4:]), pair(b[6:])
	if y := 100*p + q; firstFullYear <= y && y <= lastYear && month(r) && day(s) {
		return months(y, r, r)
	}
	if y := 100*r + s; firstFullYear <= y && y <= lastYear && month(q) && day(p) {
		return months(y, q, q)
	}
	return span{}
}

// pair returns the number that the first two digits of b write.
func pair(b []byte) int { return 10*int(b[0]-'0') + int(b[1]-'0') }

func month(m int) bool { return 1 <= m && m <= 12 }
func day(d int) bool   { return 1 <= d && d <= 31 }

// month returns 1 to 12 for the name of a month, else 0.
func (r *Recogniser) month(w *token.Word) int {
	if int(w.ID) < len(r.months) {
		return int(r.months[w.ID])
	}
	return 0
}

// quarter returns 1 to 4 for "Q1" to "Q4" at word i, else 0.
func (r *Recogniser) quarter(segment []byte, words []token.Word, i int) int {
	if i+1 >= len(words) || !words[i+1].Glued || !r.isQuarter(segment, &words[i]) {
		return 0
	}
	if q, ok := r.small(segment, &words[i+1]); ok && q <= 4 {
		return q
	}
	return 0
}

func (r *Recogniser) isQuarter(segment []byte, w *token.Word) bool {
	return w.End-w.Start == 1 && segment[w.Start]|0x20 == 'q' ||
		w.End-w.Start == 2 && segment[w.Start]|0x20 == 'k' && segment[w.Start+1]|0x20 == 'w'
}

// postcode reports whether the four digits at word i are those of a Dutch
// postcode: two capitals follow that are no word of the vocabulary.
func (r *Recogniser) postcode(words []token.Word, i int) bool {
	if i+1 == len(words) {
		return false
	}
	w := &words[i+1]
	return w.Kind == token.Letters && w.Case == token.Upper && w.End-w.Start == 2 && w.Start-words[i].End <= 1 &&
		!r.known(w)
}

// small returns the value of a number of one or two digits.
func (r *Recogniser) small(segment []byte, w *token.Word) (int, bool) {
	if w.Kind != token.Digits || w.End-w.Start > 2 {
		return 0, false
	}
	return number(segment, w), true
}

// number returns the value of w's digits, which are at most 18.
func number(segment []byte, w *token.Word) int {
	if w.End-w.Start > 18 {
		return 0
	}
	v := 0
	for _, c := range segment[w.Start:w.End] {
		v = 10*v + int(c-'0')
	}
	return v
}
