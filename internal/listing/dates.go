package listing

import "bytes"

// Times outside 1901 and 2200 are not believed.
const (
	minTime = -2177452800
	maxTime = 7258118400
)

// civil returns Unix seconds of a date and a time of day, both taken as UTC:
// listings do not say where they were made.
func civil(year, month, day int, clock int64) (int64, bool) {
	if year < 1901 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31 || clock < 0 || clock > 86400 {
		return 0, false
	}
	y := int64(year)
	if month <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*int64((month+9)%12)+2)/5 + int64(day) - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return (era*146097+doe-719468)*86400 + clock, true
}

func digit(c byte) bool { return c-'0' < 10 }

// digits reads n digits at b.
func digits(b []byte, n int) (int, bool) {
	if len(b) < n {
		return 0, false
	}
	v := 0
	for _, c := range b[:n] {
		if !digit(c) {
			return 0, false
		}
		v = v*10 + int(c-'0')
	}
	return v, true
}

// shortNumber reads the digits at the start of b, at most four.
func shortNumber(b []byte) (v, n int) {
	for n < len(b) && n < 4 && digit(b[n]) {
		v = v*10 + int(b[n]-'0')
		n++
	}
	return v, n
}

// clock reads 21:42, 21:42:07, 9:42 and 21:42:07.123; rest follows it.
func clock(b []byte) (seconds int64, rest []byte, ok bool) {
	h, n := shortNumber(b)
	if n == 0 || n > 2 || h > 24 || len(b) < n+3 || b[n] != ':' && b[n] != '.' {
		return 0, nil, false
	}
	sep := b[n]
	m, ok := digits(b[n+1:], 2)
	if !ok || m > 59 {
		return 0, nil, false
	}
	seconds, rest = int64(h*3600+m*60), b[n+3:]
	if len(rest) >= 3 && rest[0] == sep {
		if s, ok := digits(rest[1:], 2); ok && s <= 60 {
			seconds, rest = seconds+int64(s), rest[3:]
			rest = fraction(rest)
		}
	}
	return seconds, rest, true
}

// fraction steps over .123456789 or ,123.
func fraction(b []byte) []byte {
	if len(b) < 2 || b[0] != '.' && b[0] != ',' || !digit(b[1]) {
		return b
	}
	i := 1
	for i < len(b) && digit(b[i]) {
		i++
	}
	return b[i:]
}

// clock12 is clock with an optional AM or PM, in any case, with or without a
// space, as "p" alone too.
func clock12(b []byte) (seconds int64, rest []byte, ok bool) {
	seconds, rest, ok = clock(b)
	if !ok {
		return 0, nil, false
	}
	after := bytes.TrimLeft(rest, " ")
	if len(after) == 0 || len(rest)-len(after) > 1 {
		return seconds, rest, true
	}
	half := after[0] | 0x20
	n := 1
	if len(after) > 1 && after[1]|0x20 == 'm' {
		n = 2
	}
	if half != 'a' && half != 'p' || n == 1 && len(rest) != len(after) || len(after) > n && after[n] != ' ' && after[n] != '\t' {
		return seconds, rest, true
	}
	if seconds >= 43200 && seconds < 46800 {
		seconds -= 43200
	}
	if half == 'p' {
		seconds += 43200
	}
	return seconds, after[n:], true
}

// isoDate reads 2024-01-02 or 2024/01/02; rest follows it. It does not ask
// whether there is such a day: civil does.
func isoDate(b []byte) (year, month, day int, rest []byte, ok bool) {
	if len(b) < 10 || b[4] != '-' && b[4] != '/' && b[4] != '.' || b[7] != b[4] {
		return 0, 0, 0, nil, false
	}
	year, ok1 := digits(b, 4)
	month, ok2 := digits(b[5:], 2)
	day, ok3 := digits(b[8:], 2)
	return year, month, day, b[10:], ok1 && ok2 && ok3
}

// isoTime reads a date and a time of day, parted by one space, T or _, with
// an optional zone; rest follows it.
func isoTime(b []byte) (unix int64, rest []byte, ok bool) {
	y, m, d, rest, ok := isoDate(b)
	if !ok || len(rest) < 6 || rest[0] != ' ' && rest[0] != 'T' && rest[0] != '_' && rest[0] != '+' {
		return 0, nil, false
	}
	seconds, rest, ok := clock(rest[1:])
	if !ok {
		return 0, nil, false
	}
	unix, ok = civil(y, m, d, seconds)
	if !ok {
		return 0, rest, true
	}
	offset, rest := zone(rest)
	return unix - offset, rest, true
}

// zone reads Z, +01:00, +0100 or " +0100".
func zone(b []byte) (seconds int64, rest []byte) {
	if len(b) > 0 && b[0] == 'Z' {
		return 0, b[1:]
	}
	z := b
	if len(z) > 5 && z[0] == ' ' {
		z = z[1:]
	}
	if len(z) < 5 || z[0] != '+' && z[0] != '-' {
		return 0, b
	}
	h, ok := digits(z[1:], 2)
	after := z[3:]
	if len(after) > 0 && after[0] == ':' {
		after = after[1:]
	}
	m, ok2 := digits(after, 2)
	if !ok || !ok2 || h > 14 || m > 59 || len(after) > 2 && after[2] != ' ' && after[2] != '\t' {
		return 0, b
	}
	seconds = int64(h*3600 + m*60)
	if z[0] == '-' {
		seconds = -seconds
	}
	return seconds, after[2:]
}

// parsedDay is a date as three numbers in the order written.
type parsedDay struct {
	n    [3]int
	year int // index of the one with four digits; 2 where none has
	sep  byte
}

// numericDate reads 31-12-2024, 31.12.24, 12/31/2024 and 2024-12-31, with
// spaces after the separators too ("04. 07. 2025").
func numericDate(b []byte) (p parsedDay, rest []byte, ok bool) {
	p.year = -1
	for i := range 3 {
		v, n := shortNumber(b)
		if n == 0 || n == 3 {
			return p, nil, false
		}
		p.n[i], b = v, b[n:]
		if n == 4 {
			if p.year >= 0 {
				return p, nil, false
			}
			p.year = i
		}
		if i == 2 {
			break
		}
		if len(b) == 0 || b[0] != '-' && b[0] != '.' && b[0] != '/' || i == 1 && b[0] != p.sep {
			return p, nil, false
		}
		p.sep, b = b[0], b[1:]
		if p.sep == '.' && len(b) > 0 && b[0] == ' ' {
			b = b[1:]
		}
	}
	if p.year == 1 {
		return p, nil, false
	}
	if p.year < 0 {
		p.year = 2
		p.n[2] += 2000
		if p.n[2] > 2069 {
			p.n[2] -= 100
		}
	}
	return p, b, true
}

// order says how a listing writes days and months, learnt from its dates.
type order struct{ dayFirst, monthFirst int }

// learn takes the evidence of one date.
func (o *order) learn(p parsedDay) {
	if p.year != 2 {
		return
	}
	switch {
	case p.n[0] > 12:
		o.dayFirst += 100
	case p.n[1] > 12:
		o.monthFirst += 100
	case p.sep != '/':
		o.dayFirst++
	}
}

// date returns year, month and day of p.
func (o order) date(p parsedDay) (year, month, day int) {
	switch {
	case p.year == 0:
		return p.n[0], p.n[1], p.n[2]
	case p.n[0] > 12, p.n[1] <= 12 && o.dayFirst > o.monthFirst:
		return p.n[2], p.n[1], p.n[0]
	}
	return p.n[2], p.n[0], p.n[1]
}

// monthName returns the month that w names, a point at the end allowed; 0 for
// none.
func monthName(w []byte) int {
	if n := len(w); n > 0 && w[n-1] == '.' {
		w = w[:n-1]
	}
	if len(w) < 3 || len(w) > 6 {
		return 0
	}
	var low [8]byte
	for i, c := range w {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	// English, Dutch, German, French, Polish and Turkish, as ls, FTP servers
	// and web servers write them; which language it is does not matter.
	switch string(low[:len(w)]) {
	case "jan", "janv", "sty", "oca":
		return 1
	case "feb", "fév", "févr", "fevr", "lut", "şub":
		return 2
	case "mar", "mrt", "mrz", "mär", "mars", "märz", "maart":
		return 3
	case "apr", "avr", "avril", "april", "kwi", "nis":
		return 4
	case "may", "mei", "mai", "maj":
		return 5
	case "jun", "juin", "juni", "june", "cze", "haz":
		return 6
	case "jul", "jui", "juil", "juli", "july", "lip", "tem":
		return 7
	case "aug", "août", "aou", "sie", "ağu":
		return 8
	case "sep", "sept", "wrz", "eyl":
		return 9
	case "oct", "okt", "paź", "eki":
		return 10
	case "nov", "lis", "kas":
		return 11
	case "dec", "dez", "déc", "gru", "ara":
		return 12
	}
	return 0
}
