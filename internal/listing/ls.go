package listing

import (
	"bytes"
	"time"
)

// long is one line as ls -l writes it.
type long struct {
	kind           byte // '-', 'd', 'l', …
	size, modified int64
	name           []byte // with " -> target" of a link
	yearless       bool
}

func (l *long) meta() meta { return meta{l.size, l.modified, l.kind == 'd'} }

func (l *long) note(s *sink) {
	if l.yearless {
		s.doubting(yearLeftOut)
	}
}

// isMode tells whether w is a mode as ls writes it: drwxr-xr-x, with an
// optional +, . or @.
func isMode(w []byte) bool {
	if len(w) < 10 || len(w) > 11 || bytes.IndexByte([]byte("-dlcbpsDCMnPh?"), w[0]) < 0 {
		return false
	}
	for i, c := range w[1:10] {
		switch i % 3 {
		case 0:
			if c != 'r' && c != '-' {
				return false
			}
		case 1:
			if c != 'w' && c != '-' {
				return false
			}
		default:
			if bytes.IndexByte([]byte("xsStTlL-"), c) < 0 {
				return false
			}
		}
	}
	return len(w) == 10 || w[10] == '+' || w[10] == '.' || w[10] == '@'
}

// longLine reads a line of ls -l: mode, perhaps links, owner and group in any
// number of words, size, date, and behind one space the name.
func longLine(b []byte, now time.Time) (l long, o outcome) {
	mode, rest := word(b)
	if !isMode(mode) {
		return l, notInForm
	}
	l.kind = mode[0]
	for range 9 {
		w, after := word(rest)
		if len(w) == 0 {
			return l, notInForm
		}
		if n := len(w); w[n-1] == ',' && l.device(w[:n-1], after, now) {
			return l, understood
		}
		if digit(w[0]) || len(w) > 1 && w[0] == '-' {
			if size, ok := lsSize(w); ok && l.dated(after, now) {
				l.size = size
				return l, understood
			}
		}
		rest = after
	}
	return l, notInForm
}

// device reads the line of a device, which has two numbers for a size.
func (l *long) device(major, rest []byte, now time.Time) bool {
	minor, rest := word(rest)
	_, ok1 := number(major)
	_, ok2 := number(minor)
	l.size = 0
	return ok1 && ok2 && l.dated(rest, now)
}

func lsSize(w []byte) (int64, bool) {
	if v, ok := sized(w); ok {
		return v, true
	}
	return grouped(w)
}

// dated reads a date and the name behind it.
func (l *long) dated(b []byte, now time.Time) bool {
	i := 0
	for i < len(b) && b[i] == ' ' {
		i++
	}
	if i == 0 || i == len(b) {
		return false
	}
	b = b[i:]
	if digit(b[0]) {
		if unix, rest, ok := isoTime(b); ok {
			l.modified = unix
			return l.named(rest)
		}
		if l.isoShort(b, now) {
			return true
		}
	}
	return l.monthDate(b, now)
}

func (l *long) named(rest []byte) bool {
	if len(rest) < 2 || rest[0] != ' ' {
		return false
	}
	l.name = rest[1:]
	return true
}

// isoShort reads ls --time-style=iso: "01-02 03:04" and "2023-01-02 ".
func (l *long) isoShort(b []byte, now time.Time) bool {
	if y, m, d, rest, ok := isoDate(b); ok {
		if len(rest) == 0 || rest[0] != ' ' {
			return false
		}
		l.modified, _ = civil(y, m, d, 0)
		if len(rest) > 1 && rest[1] == ' ' {
			rest = rest[1:]
		}
		return l.named(rest)
	}
	if len(b) < 12 || b[2] != '-' || b[5] != ' ' {
		return false
	}
	m, ok1 := digits(b, 2)
	d, ok2 := digits(b[3:], 2)
	seconds, rest, ok3 := clock(b[6:])
	if !ok1 || !ok2 || !ok3 || m < 1 || m > 12 {
		return false
	}
	l.recent(m, d, seconds, now)
	return l.named(rest)
}

// monthDate reads "Nov 24 21:42", "24 nov 2023" and "24. Nov 21:42".
func (l *long) monthDate(b []byte, now time.Time) bool {
	first, rest := word(b)
	second, rest := word(rest)
	month, dayWord := monthName(first), second
	if month == 0 {
		month, dayWord = monthName(second), first
	}
	if len(first) == 0 {
		return false
	}
	if n := len(dayWord); n > 1 && dayWord[n-1] == '.' {
		dayWord = dayWord[:n-1]
	}
	day, n := shortNumber(dayWord)
	if month == 0 || n == 0 || n != len(dayWord) || day < 1 || day > 31 {
		return false
	}
	last, after := word(rest)
	if len(last) == 4 {
		if year, ok := digits(last, 4); ok && year > 1900 {
			l.modified, _ = civil(year, month, day, 0)
			if isPoint := first[len(first)-1] == '.' && month > 0; isPoint && len(after) > 2 && after[1] == ' ' {
				after = after[1:] // German ls fills up to the width of a time of day
			}
			return l.named(after)
		}
	}
	seconds, tail, ok := clock(last)
	if !ok || len(tail) > 0 {
		return false
	}
	// ls --full-time of BSD: "Nov 24 21:42:07 2024".
	if year, rest := word(after); len(year) == 4 && len(last) == 8 {
		if y, ok := digits(year, 4); ok {
			l.modified, _ = civil(y, month, day, seconds)
			return l.named(rest)
		}
	}
	l.recent(month, day, seconds, now)
	return l.named(after)
}

// recent dates a line that leaves out the year: it is of the last twelve
// months.
func (l *long) recent(month, day int, seconds int64, now time.Time) {
	if now.IsZero() {
		l.yearless = true
		return
	}
	year := now.UTC().Year()
	l.modified, _ = civil(year, month, day, seconds)
	if l.modified > now.Unix()+86400 {
		l.modified, _ = civil(year-1, month, day, seconds)
	}
}

// lsLong is the form of ls -l, with -R and -a or without, and of FTP servers.
var lsLong = form{
	name:  "ls-l",
	about: "ls -l, ls -lR, ls -laR and Unix FTP listings, in several languages and date styles",
	why:   "the lines hold mode, owner, size, date and name as ls -l writes them",
	lines: func(h *head) parser { return newLsParser(h, true) },
}

// lsShort is the form of ls -R.
var lsShort = form{
	name:    "ls-R",
	about:   "ls -R: folders' headings that end in a colon, and bare names",
	why:     "empty lines and headings that end in a colon part bare names",
	lines:   func(h *head) parser { return newLsParser(h, false) },
	least:   0.9,
	generic: true,
}

type lsParser struct {
	now      time.Time
	long     bool
	quote    byte // how names are quoted; 0 for not
	headings bool // the sample has folders' headings
	folder   []byte
	known    bool // a heading was seen
	lastGap  bool // the line before was empty, or there was none
	tooLong  bool // the folder's path is over the bound
	scratch  []byte
}

func newLsParser(h *head, long bool) parser {
	p := &lsParser{now: h.opts.Now, long: long, lastGap: true}
	headings, gaps, names := 0, 0, 0
	gap := true
	quoted := [2]int{}
	for _, line := range h.lines {
		switch n := len(line); {
		case n == 0:
			gaps++
		case line[n-1] == ':' && gap && n > 1:
			headings++
		default:
			names++
			if l, o := longLine(trimCounts(line), p.now); o == understood {
				line = l.name
			}
			if n := len(line); n > 2 && line[0] == line[n-1] {
				switch line[0] {
				case '"':
					quoted[0]++
				case '\'':
					quoted[1]++
				}
			}
		}
		gap = len(line) == 0
	}
	p.headings = headings > 0
	switch {
	case quoted[0] > names/2:
		p.quote = '"'
	case quoted[1] > 0 && quoted[1] >= quoted[0]:
		p.quote = '\''
	}
	if !long && (headings == 0 || headings < gaps/2 || headings == 1 && gaps == 0 && names > 100) {
		return nil
	}
	return p
}

// trimCounts takes the inode and block counts of ls -i and -s off a line.
func trimCounts(b []byte) []byte {
	for range 2 {
		w, rest := word(b)
		if _, ok := sized(w); !ok || len(rest) == 0 {
			break
		}
		b = rest
	}
	return b
}

func (p *lsParser) read(line []byte, s *sink) outcome {
	gap := p.lastGap
	p.lastGap = len(line) == 0
	if len(line) == 0 {
		return blank
	}
	if p.long {
		l, o := longLine(line, p.now)
		if o != understood {
			l, o = longLine(trimCounts(line), p.now)
		}
		if o == understood {
			return p.entry(&l, s)
		}
	}
	if n := len(line); line[n-1] == ':' && n > 1 && gap {
		return p.heading(line[:n-1], s)
	}
	if gap || p.long {
		if w, rest := word(line); isTotal(w, rest) {
			return structural
		}
	}
	if p.long {
		return notInForm
	}
	return p.entry(&long{kind: '-', size: -1, name: line}, s)
}

// isTotal recognises the line "total 48" in the languages of months.
func isTotal(w, rest []byte) bool {
	switch string(w) {
	case "total", "totaal", "insgesamt", "Total", "totale", "razem", "toplam":
		v, after := word(rest)
		_, ok := human(v)
		return ok && len(after) == 0
	}
	return false
}

func (p *lsParser) heading(path []byte, s *sink) outcome {
	path = p.unquote(path)
	p.known, p.tooLong = true, len(path) > s.maxPath
	p.folder, _ = normal(p.folder[:0], path, s.dialect)
	return structural
}

func (p *lsParser) entry(l *long, s *sink) outcome {
	name := l.name
	if l.kind == 'l' {
		name, _, _ = bytes.Cut(name, []byte(" -> "))
	}
	name = p.unquote(name)
	switch {
	case string(name) == "." || string(name) == "..":
		return structural
	case p.tooLong:
		return pathTooLong
	case !p.known && p.headings:
		s.doubting(noFolderYet)
	}
	l.note(s)
	if !p.known {
		name = trimRoot(name)
	}
	return s.add(p.folder, name, l.meta())
}

// unquote undoes the quoting of ls -Q and of ls on a terminal.
func (p *lsParser) unquote(name []byte) []byte {
	n := len(name)
	if n > 2 && name[n-1] == '/' && p.quote != 0 {
		n--
	}
	if p.quote == 0 || n < 2 || name[0] != p.quote && name[0] != '\'' && name[0] != '"' && !(name[0] == ' ' && p.long) {
		return name
	}
	if p.quote == '"' && name[n-1] == '"' {
		p.scratch, _ = unescape(p.scratch[:0], name[1:n-1])
		return p.scratch
	}
	if p.quote == '\'' {
		if name[0] == ' ' && p.long {
			name = name[1:] // ls lines up names without quotes below those with
		}
		p.scratch = unshell(p.scratch[:0], name)
		return p.scratch
	}
	return name
}

// unshell undoes shell quoting: 'a b', "it's", 'a'\”b', 'a'$'\n”b'.
func unshell(dst, b []byte) []byte {
	for len(b) > 0 {
		switch {
		case b[0] == '\'':
			end := bytes.IndexByte(b[1:], '\'')
			if end < 0 {
				return append(dst, b...)
			}
			dst, b = append(dst, b[1:1+end]...), b[end+2:]
		case b[0] == '"':
			end := bytes.IndexByte(b[1:], '"')
			if end < 0 {
				return append(dst, b...)
			}
			dst, b = append(dst, b[1:1+end]...), b[end+2:]
		case len(b) > 2 && b[0] == '$' && b[1] == '\'':
			end := bytes.IndexByte(b[2:], '\'')
			if end < 0 {
				return append(dst, b...)
			}
			dst, _ = unescape(dst, b[2:2+end])
			b = b[end+3:]
		case b[0] == '\\' && len(b) > 1:
			dst, b = append(dst, b[1]), b[2:]
		default:
			dst, b = append(dst, b[0]), b[1:]
		}
	}
	return dst
}
