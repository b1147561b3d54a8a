package mask

import "github.com/leakwarden/leakwarden/internal/token"

// digitsAt fills x with the atom of digits that starts at word i: a date in any
// of the forms people write, a year, or a number with the groups it is written
// in.
func (l *lexicon) digitsAt(x *atom, segment []byte, list []token.Word, i int) {
	if d, ok := l.dateAt(segment, list, i); ok && !joinsDigits(segment, list, int(d.last), d.lone) {
		x.kind, x.start, x.end, x.first, x.last = dateAtom, list[i].Start, list[d.last].End, uint16(i), d.last
		x.year, x.lone = d.year, d.lone
		return
	}
	last, digits := i, int(list[i].End-list[i].Start)
	for last+1 < len(list) && list[last+1].Kind == token.Digits && gap(segment, list, last+1) == 1 {
		if _, ok := l.dateAt(segment, list, last+1); ok && !joinsDigits(segment, list, last+1, true) {
			break
		}
		last++
		digits += int(list[last].End - list[last].Start)
	}
	if digits < 5 && last > i { // "12-3": counters, each for itself
		last, digits = i, int(list[i].End-list[i].Start)
	}
	x.kind, x.start, x.end, x.first, x.last = numberAtom, list[i].Start, list[last].End, uint16(i), uint16(last)
	x.digits = uint8(min(digits, 255))
}

// joinsDigits reports whether a year at word i is really part of a longer
// number: "2024-00123", "F2024.113". A full date is never.
func joinsDigits(segment []byte, list []token.Word, i int, lone bool) bool {
	if !lone || i+1 >= len(list) || list[i+1].Kind != token.Digits {
		return false
	}
	return gap(segment, list, i+1) <= 1 && list[i+1].End-list[i+1].Start > 2
}

// date is a date or a year in a segment.
type date struct {
	last, year uint16 // its last word; 0 for a year that is not known
	lone       bool   // a year that stands alone
}

// dateAt returns the date or year that starts at word i.
func (l *lexicon) dateAt(segment []byte, list []token.Word, i int) (d date, ok bool) {
	n, size := number(segment, list[i])
	if year, ok := wholeDate(n, size); ok {
		return date{uint16(i), uint16(year), false}, true
	}
	if size >= 1 && size <= 4 && i+1 < len(list) {
		if year, last, ok := l.namedDate(segment, list, i, n, size); ok {
			return date{uint16(last), uint16(year), false}, true
		}
		if year, last, ok := groupedDate(segment, list, i, n, size); ok {
			return date{uint16(last), uint16(year), false}, true
		}
	}
	if size == 4 && plausibleYear(n) && !followsDigits(segment, list, i) {
		return date{uint16(i), uint16(n), true}, true
	}
	return date{}, false
}

// followsDigits reports whether digits of a longer number stand just before
// word i: "12345-2024".
func followsDigits(segment []byte, list []token.Word, i int) bool {
	if i == 0 || list[i-1].Kind != token.Digits {
		return false
	}
	return gap(segment, list, i) <= 1
}

// number returns the value of up to 14 digits and how many there are.
func number(segment []byte, w token.Word) (value, size int) {
	if w.Kind != token.Digits || w.End-w.Start > 14 {
		return 0, 0
	}
	for _, c := range segment[w.Start:w.End] {
		value = value*10 + int(c-'0')
	}
	return value, int(w.End - w.Start)
}

func plausibleYear(y int) bool   { return y >= 1900 && y <= 2039 }
func plausibleDay(d, m int) bool { return d >= 1 && d <= 31 && m >= 1 && m <= 12 }

// wholeDate reads a date in one run of digits: yyyymmdd, ddmmyyyy, mmddyyyy,
// also with hours and more behind, yymmdd, ddmmyy. Of two-digit years it
// returns 0.
func wholeDate(n, size int) (year int, ok bool) {
	for _, longer := range [2]struct{ size, cut int }{{14, 1_000_000}, {12, 10_000}} {
		if size == longer.size && plausibleYear(n/longer.cut/10_000) {
			n, size = n/longer.cut, 8
		}
	}
	switch size {
	case 8:
		if plausibleYear(n/10_000) && plausibleDay(n%100, n/100%100) {
			return n / 10_000, true
		}
		a, b := n/1_000_000, n/10_000%100
		if plausibleYear(n%10_000) && (plausibleDay(a, b) || plausibleDay(b, a)) {
			return n % 10_000, true
		}
	case 6:
		if plausibleDay(n%100, n/100%100) || plausibleDay(n/10_000, n/100%100) {
			return 0, true
		}
	}
	return 0, false
}

// groupedDate reads a date in three groups with like separators, or a year and
// a month: 12-03-1970, 1970_03_12, 12.3.70, 2024-03. Word i is the number a of so
// many digits, and not the last word.
func groupedDate(segment []byte, list []token.Word, i, a, size int) (year, last int, ok bool) {
	if list[i+1].Kind != token.Digits || gap(segment, list, i+1) != 1 {
		return 0, 0, false
	}
	b, sizeB := number(segment, list[i+1])
	if sizeB == 0 || sizeB > 2 {
		return 0, 0, false
	}
	separator := segment[list[i].End]
	if i+2 < len(list) && gap(segment, list, i+2) == 1 && segment[list[i+1].End] == separator {
		c, sizeC := number(segment, list[i+2])
		more := i+3 < len(list) && list[i+3].Kind == token.Digits && gap(segment, list, i+3) == 1 && segment[list[i+2].End] == separator
		switch {
		case size == 4 && plausibleYear(a) && sizeC >= 1 && sizeC <= 2 && plausibleDay(c, b):
			return a, i + 2, true
		case size <= 2 && sizeC == 4 && plausibleYear(c) && (plausibleDay(a, b) || plausibleDay(b, a)):
			return c, i + 2, true
		case size <= 2 && sizeC == 2 && !more && (plausibleDay(a, b) || plausibleDay(b, a) || plausibleDay(c, b)):
			return 0, i + 2, true
		}
	}
	if size == 4 && sizeB == 2 && plausibleYear(a) && plausibleDay(1, b) && !joinsDigits(segment, list, i+1, true) {
		return a, i + 1, true
	}
	return 0, 0, false
}

// namedDate reads a date with the name of its month: "3 feb 1970", "03MAR70".
// Word i is the number day of so many digits, and not the last word.
func (l *lexicon) namedDate(segment []byte, list []token.Word, i, day, size int) (year, last int, ok bool) {
	m := l.monthOf(list[i+1].ID)
	if m == 0 || size > 2 || !plausibleDay(day, m) || i+2 >= len(list) || gap(segment, list, i+1) > 2 || gap(segment, list, i+2) > 2 {
		return 0, 0, false
	}
	switch y, sizeY := number(segment, list[i+2]); {
	case sizeY == 4 && plausibleYear(y):
		return y, i + 2, true
	case sizeY == 2:
		return 0, i + 2, true
	}
	return 0, 0, false
}
