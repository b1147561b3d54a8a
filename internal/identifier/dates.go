package identifier

import (
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// date is a date found in a segment.
type date struct {
	year        int16
	month, day  uint8
	first, last uint8 // words
	short       bool  // two digits for the year
	birth       bool
	start, end  uint32
}

// mostDates bounds the dates taken of one segment.
const mostDates = 4

// The years that a date may be of. A date from documentYear on is a document's
// unless something says otherwise.
const (
	firstYear    = 1900
	documentYear = 2010
	lastYear     = 2035
)

func (r *Recogniser) monthNames(d *token.Dict) {
	for m, names := range pack.MonthNames() {
		for _, name := range names {
			id := d.Intern(name)
			for int(id) >= len(r.months) {
				r.months = append(r.months, 0)
			}
			r.months[id] = uint8(m + 1)
		}
	}
}

// month returns 1 to 12 for the name of a month, else 0.
func (r *Recogniser) month(w *token.Word) int {
	if int(w.ID) < len(r.months) {
		return int(r.months[w.ID])
	}
	return 0
}

// dateAt adds the date that starts at the number words[i], if one does and there
// is room for it, and returns its last word. A date in six digits alone may be
// another number: see birth.
func (r *Recogniser) dateAt(segment []byte, words []token.Word, i int) (last int, ok bool) {
	w := &words[i]
	var y, m, d int
	last = i
	n, b := w.End-w.Start, segment[w.Start:w.End]
	switch {
	case n == 8 || n == 14:
		y, m, d, ok = compact(b)
	case n == 6:
		y, m, d, ok = sixDigits(b)
	case n <= 2 || n == 4:
		if i+2 >= len(words) || words[i+2].Kind != token.Digits {
			return i, false
		}
		y, m, d, ok = r.parted(segment, w, &words[i+1], &words[i+2])
		last = i + 2
	}
	if !ok || len(r.dates) == mostDates {
		return i, false
	}
	end := &words[last]
	r.dates = append(r.dates, date{})
	x := &r.dates[len(r.dates)-1] // a copy of it whole would wait for all its parts
	x.year, x.month, x.day, x.first, x.last, x.start, x.end = int16(y), uint8(m), uint8(d), uint8(i), uint8(last), w.Start, end.End
	x.short = n == 6 || n <= 2 && end.End-end.Start == 2
	return last, true
}

// compact reads yyyymmdd or ddmmyyyy from the first eight digits of b.
func compact(b []byte) (y, m, d int, ok bool) {
	b = b[:8]
	p, q, r, s := pair(b), pair(b[2:]), pair(b[4:]), pair(b[6:])
	if y, m, d = 100*p+q, r, s; possible(y, m, d) {
		return y, m, d, true
	}
	y, m, d = 100*r+s, q, p
	return y, m, d, possible(y, m, d)
}

// sixDigits reads yymmdd or ddmmyy.
func sixDigits(b []byte) (y, m, d int, ok bool) {
	b = b[:6]
	p, q, r := pair(b), pair(b[2:]), pair(b[4:])
	if y, m, d = century(p), q, r; possible(y, m, d) {
		return y, m, d, true
	}
	y, m, d = century(r), q, p
	return y, m, d, possible(y, m, d)
}

// pair returns the number that the first two digits of b write.
func pair(b []byte) int { return 10*int(b[0]-'0') + int(b[1]-'0') }

// century completes a year of two digits.
func century(y int) int {
	if y <= lastYear%100 {
		return 2000 + y
	}
	return 1900 + y
}

// daysIn holds the days of each month; February's 29th is taken in any year.
var daysIn = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func possible(y, m, d int) bool {
	return firstYear <= y && y <= lastYear && 1 <= m && m <= 12 && 1 <= d && d <= daysIn[m]
}

// parted reads a date of three words, the first and last of them numbers, with
// the same separator between them, in the order day, month, year or year, month,
// day (or month, day, year where nothing else is possible), or with the month as
// a word.
func (r *Recogniser) parted(segment []byte, a, b, c *token.Word) (year, month, day int, ok bool) {
	if c.Start-a.End > 16 {
		return 0, 0, 0, false
	}
	named := r.month(b)
	if named == 0 && (b.Kind != token.Digits || b.End-b.Start > 2 || !sameSeparator(segment, a, b, c)) {
		return 0, 0, 0, false
	}
	if gap(a, b) > 2 || gap(b, c) > 2 {
		return 0, 0, 0, false
	}
	first, middle, last := number(segment, a), named, number(segment, c)
	if named == 0 {
		middle = number(segment, b)
	}
	switch size := c.End - c.Start; {
	case a.End-a.Start == 4:
		return first, middle, last, size <= 2 && possible(first, middle, last)
	case size == 2:
		last = century(last)
	case size != 4:
		return 0, 0, 0, false
	}
	if named == 0 && !possible(last, middle, first) {
		first, middle = middle, first
	}
	return last, middle, first, possible(last, middle, first)
}

// sameSeparator reports whether the same one byte stands between a, b and c.
func sameSeparator(segment []byte, a, b, c *token.Word) bool {
	return b.Start == a.End+1 && c.Start == b.End+1 && segment[a.End] == segment[b.End]
}

// gap returns the number of bytes between a and b.
func gap(a, b *token.Word) uint32 { return b.Start - a.End }

func number(segment []byte, w *token.Word) int { return value(segment[w.Start:w.End]) }

// births decides which dates are of birth, once it is known whether a person is
// named, and adds their spans.
//
// A date of birth follows its cue or is older than documentYear. Six digits are a date only where something
// speaks for it: a cue, a name beside them, or letters glued to them.
func (r *Recogniser) births(words []token.Word, person bool) {
	kept := 0
	for i := range r.dates {
		d := &r.dates[i]
		first := int(d.first)
		cue := (r.trait(words, first-1)|r.trait(words, first-2))&birthCue != 0
		if d.short && d.first == d.last && !cue && !words[first].Glued && !person {
			continue
		}
		kind := OtherDate
		if d.birth = cue || d.year < documentYear && !(d.short && d.year >= 2000); d.birth {
			kind = BirthDate
		}
		r.add(kind, d.start, d.end)
		if kept < i {
			r.dates[kept] = *d
		}
		kept++
	}
	r.dates = r.dates[:kept]
}
