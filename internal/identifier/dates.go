package identifier

import (
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// date is a date found in a segment.
type date struct {
	year, month, day int
	first, last      int // words
	start, end       uint32
	short            bool // two digits for the year
	birth            bool
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
func (r *Recogniser) month(w token.Word) int {
	if int(w.ID) < len(r.months) {
		return int(r.months[w.ID])
	}
	return 0
}

// dateAt returns the date that starts at the number words[i], if one does. A
// date in six digits alone may be another number: see birth.
func (r *Recogniser) dateAt(segment []byte, words []token.Word, i int) (date, bool) {
	w := words[i]
	n, b := w.End-w.Start, segment[w.Start:w.End]
	switch {
	case n == 8 || n == 14:
		if y, m, d, ok := compact(b[:8]); ok {
			return date{year: y, month: m, day: d, first: i, last: i, start: w.Start, end: w.End}, true
		}
	case n == 6:
		if y, m, d, ok := sixDigits(b); ok {
			return date{year: y, month: m, day: d, first: i, last: i, start: w.Start, end: w.End, short: true}, true
		}
	case n <= 2 || n == 4:
		return r.parted(segment, words, i)
	}
	return date{}, false
}

// compact reads yyyymmdd or ddmmyyyy.
func compact(b []byte) (y, m, d int, ok bool) {
	if y, m, d = value(b[:4]), value(b[4:6]), value(b[6:]); possible(y, m, d) {
		return y, m, d, true
	}
	y, m, d = value(b[4:]), value(b[2:4]), value(b[:2])
	return y, m, d, possible(y, m, d)
}

// sixDigits reads yymmdd or ddmmyy.
func sixDigits(b []byte) (y, m, d int, ok bool) {
	if y, m, d = century(value(b[:2])), value(b[2:4]), value(b[4:]); possible(y, m, d) {
		return y, m, d, true
	}
	y, m, d = century(value(b[4:])), value(b[2:4]), value(b[:2])
	return y, m, d, possible(y, m, d)
}

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

// parted reads a date of three parts: numbers with the same separator between
// them, in the order day, month, year or year, month, day (or month, day,
// year where nothing else is possible), or with the month as a word.
func (r *Recogniser) parted(segment []byte, words []token.Word, i int) (date, bool) {
	if i+2 >= len(words) || words[i+2].Kind != token.Digits || words[i+2].Start-words[i].End > 16 {
		return date{}, false
	}
	a, b, c := words[i], words[i+1], words[i+2]
	dt := date{first: i, last: i + 2, start: a.Start, end: c.End}
	if name := r.month(b); name != 0 {
		dt.month = name
	} else if b.Kind != token.Digits || b.End-b.Start > 2 || !sameSeparator(segment, a, b, c) {
		return date{}, false
	}
	if gap(a, b) > 2 || gap(b, c) > 2 {
		return date{}, false
	}
	return dt, dt.fill(segment, a, b, c)
}

// fill sets year, month and day from three words, and reports whether they make
// a date.
func (d *date) fill(segment []byte, a, b, c token.Word) bool {
	first, last := number(segment, a), number(segment, c)
	middle := d.month
	if middle == 0 {
		middle = number(segment, b)
	}
	if a.End-a.Start == 4 {
		d.year, d.month, d.day = first, middle, last
		return c.End-c.Start <= 2 && possible(d.year, d.month, d.day)
	}
	switch c.End - c.Start {
	case 4:
		d.year = last
	case 2:
		d.year, d.short = century(last), true
	default:
		return false
	}
	named := d.month != 0
	d.month, d.day = middle, first
	if !named && !possible(d.year, d.month, d.day) {
		d.month, d.day = first, middle
	}
	return possible(d.year, d.month, d.day)
}

// sameSeparator reports whether the same one byte stands between a, b and c.
func sameSeparator(segment []byte, a, b, c token.Word) bool {
	return b.Start == a.End+1 && c.Start == b.End+1 && segment[a.End] == segment[b.End]
}

// gap returns the number of bytes between a and b.
func gap(a, b token.Word) uint32 { return b.Start - a.End }

func number(segment []byte, w token.Word) int { return value(segment[w.Start:w.End]) }

// births decides which dates are of birth, once it is known whether a person is
// named, and adds their spans.
//
// A date of birth follows its cue or is older than documentYear. Six digits are a date only where something
// speaks for it: a cue, a name beside them, or letters glued to them.
func (r *Recogniser) births(words []token.Word, person bool) {
	kept := r.dates[:0]
	for _, d := range r.dates {
		cue := r.trait(words, d.first-1)&birthCue != 0 || d.first >= 2 && r.trait(words, d.first-2)&birthCue != 0
		glued := words[d.first].Glued
		if d.short && d.first == d.last && !cue && !glued && !person {
			continue
		}
		d.birth = cue || d.year < documentYear
		if d.short && d.year >= 2000 && !cue {
			d.birth = false
		}
		kept = append(kept, d)
	}
	r.dates = kept
	for _, d := range r.dates {
		kind := OtherDate
		if d.birth {
			kind = BirthDate
		}
		r.add(kind, d.start, d.end)
	}
}
