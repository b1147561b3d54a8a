package listing

import "bytes"

// unzipList is the form of unzip -l and -v.
var unzipList = form{
	name:  "unzip",
	about: "unzip -l and unzip -v",
	why:   "the lines hold length, date, time and name as unzip writes them",
	lines: func(h *head) parser { return newUnzipParser(h) },
	least: 0.6,
}

type unzipParser struct{ order order }

func newUnzipParser(h *head) *unzipParser {
	p := &unzipParser{order: order{monthFirst: 10}}
	for _, line := range h.lines {
		if l, ok := readUnzip(line); ok && l.day.year != 0 {
			switch {
			case l.day.n[0] > 12:
				p.order.dayFirst += 100
			case l.day.n[1] > 12:
				p.order.monthFirst += 100
			}
		}
	}
	return p
}

type unzipLine struct {
	size, clock int64
	day         parsedDay
	name        []byte
}

// readUnzip reads "length date time   name" and, of -v, "length method size
// ratio date time crc  name".
func readUnzip(line []byte) (l unzipLine, ok bool) {
	w, rest := word(line)
	if l.size, ok = number(w); !ok {
		return l, false
	}
	verbose := false
	for i := range 4 {
		w, after := word(rest)
		if len(w) < 8 || !digit(w[0]) {
			verbose, rest = true, after
			continue
		}
		day, tail, ok := numericDate(w)
		if !ok || len(tail) > 0 {
			verbose, rest = true, after
			continue
		}
		if verbose && i < 3 {
			return l, false
		}
		l.day = day
		return l, l.tail(after, verbose)
	}
	return l, false
}

func (l *unzipLine) tail(b []byte, verbose bool) (ok bool) {
	w, rest := word(b)
	seconds, after, ok := clock(w)
	if !ok || len(after) > 0 {
		return false
	}
	l.clock = seconds
	gap := 3
	if verbose {
		crc, after := word(rest)
		if len(crc) != 8 {
			return false
		}
		rest, gap = after, 2
	}
	if len(rest) <= gap || !isBlank(rest[:gap]) {
		return false
	}
	l.name = rest[gap:]
	return true
}

func (p *unzipParser) read(line []byte, s *sink) outcome {
	if isBlank(line) {
		return blank
	}
	l, ok := readUnzip(line)
	if !ok {
		if isUnzipFrame(line) {
			return structural
		}
		return notInForm
	}
	y, m, d := p.order.date(l.day)
	unix, _ := civil(y, m, d, l.clock)
	return s.add(nil, l.name, meta{size: l.size, modified: unix})
}

// isUnzipFrame recognises headings, rules and totals.
func isUnzipFrame(line []byte) bool {
	t := bytes.TrimSpace(line)
	return bytes.HasPrefix(t, []byte("Archive:")) || bytes.HasPrefix(t, []byte("Length ")) || only(t, "- ") ||
		bytes.HasSuffix(t, []byte(" files")) || bytes.HasSuffix(t, []byte(" file"))
}

// zipInfo is the form of zipinfo.
var zipInfo = form{
	name:  "zipinfo",
	about: "zipinfo, also with -l and -m",
	why:   "the lines hold mode, version, system, size, method, date and name as zipinfo writes them",
	lines: stateless(readZipInfo),
	least: 0.6,
}

func readZipInfo(line []byte, s *sink) outcome {
	mode, rest := word(line)
	version, rest := word(rest)
	system, rest := word(rest)
	size, rest := word(rest)
	switch {
	case len(mode) == 0:
		return blank
	case string(mode) == "Archive:", string(mode) == "Zip", bytes.Contains(line, []byte(" bytes uncompressed")):
		return structural
	}
	v, ok := number(size)
	if !ok || len(version) < 3 || version[1] != '.' || len(system) != 3 {
		return notInForm
	}
	for range 5 {
		var w []byte
		w, rest = word(rest)
		unix, ok := zipInfoDate(w)
		if !ok {
			continue
		}
		at, after := word(rest)
		seconds, tail, ok := clock(at)
		if !ok || len(tail) > 0 || len(after) < 2 {
			return notInForm
		}
		if unix != 0 {
			unix += seconds
		}
		return s.add(nil, after[1:], meta{size: v, modified: unix, directory: mode[0] == 'd'})
	}
	return notInForm
}

// zipInfoDate reads 24-Nov-02.
func zipInfoDate(w []byte) (int64, bool) {
	if len(w) != 9 || w[2] != '-' || w[6] != '-' {
		return 0, false
	}
	y, ok1 := digits(w, 2)
	d, ok2 := digits(w[7:], 2)
	m := monthName(w[3:6])
	if !ok1 || !ok2 {
		return 0, false
	}
	if y += 2000; y >= 2080 {
		y -= 100
	}
	unix, _ := civil(y, m, d, 0)
	return unix, m > 0
}

// sevenList is the form of 7z l.
var sevenList = form{
	name:  "7z-l",
	about: "7z l, on Unix and Windows",
	why:   "the lines hold date, attributes, size, packed size and name in the columns of 7z l",
	lines: func(*head) parser { return &sevenParser{} },
	least: 0.6,
}

type sevenParser struct {
	entries int  // since the last rule
	ruled   bool // a rule was seen
	outside bool // behind the table
}

func (p *sevenParser) read(line []byte, s *sink) outcome {
	switch {
	case isBlank(line):
		return blank
	case bytes.HasPrefix(line, []byte("---------")) && only(line, "- "):
		p.outside = p.entries > 0 || p.ruled && !p.outside
		p.entries, p.ruled = 0, true
		return structural
	}
	l, ok := sevenLine(line)
	if ok && !p.outside {
		p.entries++
		return s.add(nil, l.name, l.meta())
	}
	if ok || p.outside || !p.ruled && p.entries == 0 && sevenFrame(line) {
		if bytes.HasPrefix(line, []byte("Path = ")) {
			p.outside, p.ruled = false, false
		}
		return structural
	}
	return notInForm
}

func sevenFrame(line []byte) bool {
	for _, start := range []string{"7-Zip", "Scanning", "Listing", "--", "   Date", "Warnings", "Errors", "p7zip", "ERROR", "WARNING"} {
		if bytes.HasPrefix(line, []byte(start)) {
			return true
		}
	}
	return bytes.Contains(line, []byte(" = ")) || bytes.Contains(line, []byte(" file, ")) || bytes.Contains(line, []byte(" bytes ("))
}

// sevenLine reads one row: 19 columns of date and time, five of attributes,
// twelve of size, twelve of packed size, and the name from the 54th on.
func sevenLine(line []byte) (l long, ok bool) {
	if len(line) < 54 || line[19] != ' ' || line[25] != ' ' || !only(line[20:25], ".DRHSA") {
		return l, false
	}
	if !isBlank(line[:19]) {
		unix, rest, ok := isoTime(line)
		if !ok || len(line)-len(rest) != 19 {
			return l, false
		}
		l.modified = unix
	}
	l.kind = '-'
	if line[20] == 'D' {
		l.kind = 'd'
	}
	rest := line[26:]
	size, rest, ok1 := padded(rest, 12)
	if !ok1 || len(rest) == 0 || rest[0] != ' ' {
		return l, false
	}
	l.size = size
	_, rest, ok2 := padded(rest[1:], 12)
	if !ok2 || len(rest) < 3 || rest[0] != ' ' || rest[1] != ' ' {
		return l, false
	}
	l.name = rest[2:]
	return l, true
}

// padded reads a number that is right-aligned in width columns, or wider; -1
// for none.
func padded(b []byte, width int) (v int64, rest []byte, ok bool) {
	if len(b) < width {
		return 0, nil, false
	}
	if isBlank(b[:width]) {
		return -1, b[width:], true
	}
	end := width
	for end < len(b) && digit(b[end]) {
		end++
	}
	v, ok = number(bytes.TrimLeft(b[:end], " "))
	return v, b[end:], ok
}

// unrarList is the form of unrar l and v.
var unrarList = form{
	name:  "unrar",
	about: "unrar l and unrar v, from version 5 on",
	why:   "the lines hold attributes, size, date, time and name as unrar writes them",
	lines: func(h *head) parser { return &unrarParser{} },
	least: 0.6,
}

type unrarParser struct{ entries int }

func (p *unrarParser) read(line []byte, s *sink) outcome {
	t := bytes.TrimSpace(line)
	if len(t) == 0 {
		return blank
	}
	l, ok := unrarLine(line)
	if ok {
		p.entries++
		return s.add(nil, l.name, l.meta())
	}
	if only(t, "- ") || digit(t[0]) && p.entries > 0 || unrarFrame(t) {
		return structural
	}
	return notInForm
}

func unrarFrame(t []byte) bool {
	for _, start := range []string{"UNRAR", "Archive:", "Details:", "Attributes", "RAR ", "Copyright", "Registered", "Trial", "Evaluation"} {
		if bytes.HasPrefix(t, []byte(start)) {
			return true
		}
	}
	return false
}

// unrarLine reads "attributes size [packed ratio] date time [checksum]  name".
func unrarLine(line []byte) (l long, ok bool) {
	attributes, rest := word(line)
	if n := len(attributes); n > 1 && attributes[0] == '*' { // encrypted
		attributes = attributes[1:]
	}
	if !only(attributes, ".DRHSAICrwxdlst-") || len(attributes) < 7 {
		return l, false
	}
	size, rest := word(rest)
	if l.size, ok = number(size); !ok {
		return l, false
	}
	l.kind = '-'
	if attributes[0] == 'd' || bytes.IndexByte(attributes, 'D') >= 0 {
		l.kind = 'd'
	}
	verbose := false
	for range 3 {
		w, after := word(rest)
		if y, m, d, tail, ok := unrarDate(w); ok && len(tail) == 0 {
			at, after := word(after)
			seconds, tail, ok := clock(at)
			if !ok || len(tail) > 0 {
				return l, false
			}
			l.modified, _ = civil(y, m, d, seconds)
			return l, l.unrarName(after, verbose)
		}
		verbose, rest = true, after
	}
	return l, false
}

func unrarDate(w []byte) (y, m, d int, rest []byte, ok bool) {
	if y, m, d, rest, ok = isoDate(w); ok {
		return y, m, d, rest, ok
	}
	p, rest, ok := numericDate(w)
	return p.n[2], p.n[1], p.n[0], rest, ok
}

func (l *long) unrarName(rest []byte, verbose bool) bool {
	if verbose {
		_, rest = word(rest)
	}
	if len(rest) < 3 || rest[0] != ' ' || rest[1] != ' ' {
		return false
	}
	l.name = rest[2:]
	return true
}
