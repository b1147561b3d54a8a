package listing

import "bytes"

// itemTable is the form of Get-ChildItem -Recurse as PowerShell prints it.
var itemTable = form{
	name:  "gci",
	about: "PowerShell Get-ChildItem -Recurse, as printed",
	why:   "the lines hold mode, time, length and name as Get-ChildItem prints them",
	lines: func(h *head) parser { return newItemParser(h) },
	least: 0.6,
}

type itemParser struct {
	order    order
	headings bool
	nameAt   int // column of the names; 0 where no heading was seen
	folder   []byte
	wrapped  []byte // a folder's heading that may go on
	open     bool
	known    bool
}

func newItemParser(h *head) parser {
	p := &itemParser{}
	rows := 0
	for _, line := range h.lines {
		if l, ok := itemLine(line, 0); ok {
			rows++
			p.order.learn(l.day)
			if l.half {
				p.order.monthFirst++
			}
		}
		if _, ok := itemHeading(line); ok {
			p.headings = true
		}
	}
	if rows == 0 {
		return nil
	}
	if p.order == (order{}) {
		p.order.dayFirst = 1
	}
	return p
}

// itemLine reads a row. nameAt is the column of the names, 0 for unknown.
func itemLine(line []byte, nameAt int) (l dirRow, ok bool) {
	mode, rest := word(line)
	if isMode(mode) {
		return unixItemLine(mode, rest)
	}
	if len(mode) < 5 || len(mode) > 6 || !only(mode, "darhsl-") || bytes.IndexByte([]byte("dal-"), mode[0]) < 0 {
		return l, false
	}
	l.meta = meta{size: -1, directory: mode[0] == 'd'}
	rest = bytes.TrimLeft(rest, " ")
	if l.day, rest, ok = numericDate(rest); !ok || len(rest) == 0 || rest[0] != ' ' {
		return l, false
	}
	at := bytes.TrimLeft(rest, " ")
	if l.clock, rest, ok = clock12(at); !ok || len(rest) == 0 || rest[0] != ' ' {
		return l, false
	}
	l.half = at[len(at)-len(rest)-1]|0x20 == 'm'
	if !l.meta.directory {
		w, after := word(rest)
		if v, ok := grouped(w); ok && len(after) > 1 {
			l.meta.size, l.name = v, after[1:]
			return l, true
		}
	}
	at = line[len(line)-len(rest):]
	if used := len(line) - len(at); nameAt > used && nameAt < len(line) && isBlank(line[used:nameAt]) {
		l.name = line[nameAt:]
		return l, true
	}
	l.name = bytes.TrimLeft(rest, " ")
	return l, len(l.name) > 0
}

// unixItemLine reads a row as PowerShell prints it on Unix: mode, owner, group,
// time, size, name.
func unixItemLine(mode, rest []byte) (l dirRow, ok bool) {
	_, rest = word(rest)
	_, rest = word(rest)
	rest = bytes.TrimLeft(rest, " ")
	if l.day, rest, ok = numericDate(rest); !ok {
		return l, false
	}
	at := bytes.TrimLeft(rest, " ")
	if l.clock, rest, ok = clock12(at); !ok || len(rest) == 0 || rest[0] != ' ' {
		return l, false
	}
	l.half = at[len(at)-len(rest)-1]|0x20 == 'm'
	size, rest := word(rest)
	if l.meta.size, ok = grouped(size); !ok || len(rest) < 2 {
		return l, false
	}
	l.meta.directory = mode[0] == 'd'
	l.name = rest[1:]
	return l, true
}

// itemHeading reads "    Directory: C:\x" in any language.
func itemHeading(line []byte) (path []byte, ok bool) {
	t := bytes.TrimLeft(line, " ")
	i := bytes.Index(t, []byte(": "))
	if i <= 0 || i > 24 || len(t) == len(line) {
		return nil, false
	}
	path = bytes.TrimLeft(t[i+2:], " ")
	for _, c := range t[:i] {
		if c < 0x80 && !isLetter(c) && c != ' ' {
			return nil, false
		}
	}
	return path, len(path) > 1 && (path[1] == ':' || path[0] == '\\' || path[0] == '/')
}

func (p *itemParser) read(line []byte, s *sink) outcome {
	if isBlank(line) {
		p.open = p.open && len(p.wrapped) == 0
		return blank
	}
	if l, ok := itemLine(line, p.nameAt); ok {
		return p.row(&l, s)
	}
	if path, ok := itemHeading(line); ok {
		if len(path) > s.maxPath {
			return pathTooLong
		}
		p.wrapped, p.open = append(p.wrapped[:0], path...), true
		p.enter(s)
		return structural
	}
	t := bytes.TrimSpace(line)
	switch {
	case bytes.HasPrefix(t, []byte("Mode ")), bytes.HasPrefix(t, []byte("UnixMode ")):
		p.nameAt = bytes.LastIndexByte(bytes.TrimRight(line, " "), ' ') + 1
		p.open = false
		return structural
	case only(t, "- "):
		p.open = false
		return structural
	case p.open && len(p.wrapped)+len(line) < s.maxPath:
		p.wrapped = append(p.wrapped, bytes.TrimRight(line, " ")...)
		p.enter(s)
		return structural
	}
	return notInForm
}

func (p *itemParser) enter(s *sink) {
	d := backslashes
	if p.wrapped[0] == '/' {
		d = slashes
	}
	s.dialect = d
	p.folder, _ = normal(p.folder[:0], p.wrapped, d)
	p.known = true
}

func (p *itemParser) row(l *dirRow, s *sink) outcome {
	if !p.known && p.headings {
		s.doubting(noFolderYet)
	}
	y, m, d := p.order.date(l.day)
	l.meta.modified, _ = civil(y, m, d, l.clock)
	return s.add(p.folder, l.name, l.meta)
}

// robocopy is the form of robocopy's log, also of a dry run (/L).
var robocopy = form{
	name:  "robocopy",
	about: "robocopy logs, also of /L, with full paths or without",
	why:   "the lines hold tabs, sizes and names as robocopy writes them",
	certain: func(h *head) bool {
		for _, line := range h.lines[:min(len(h.lines), 8)] {
			if bytes.Contains(line, []byte("ROBOCOPY     ::")) {
				return true
			}
		}
		return false
	},
	lines: func(h *head) parser {
		tabs := 0
		for _, line := range h.lines {
			if _, ok := robocopyLine(line); ok {
				tabs++
			}
		}
		if h.opts.Format != "robocopy" && tabs == 0 && len(h.lines) > 100 {
			return nil
		}
		return &robocopyParser{}
	},
	least: 0.5,
}

type robocopyParser struct {
	folder []byte
	begun  bool
}

type robocopyRow struct {
	meta meta
	name []byte
}

// robocopyLine reads "TAB class TAB size TAB name", perhaps with a time before
// the name, and for a folder "TAB class count TAB path\".
func robocopyLine(line []byte) (r robocopyRow, ok bool) {
	if i := bytes.LastIndexByte(line, '\r'); i >= 0 {
		line, _, _ = bytes.Cut(line, []byte{'\r'})
	}
	i := bytes.LastIndexByte(line, '\t')
	if i < 1 || i+1 == len(line) || line[0] != '\t' && line[0] != ' ' {
		return r, false
	}
	r.name = line[i+1:]
	before := bytes.TrimRight(line[:i], " \t")
	r.meta = unknown
	if n := len(before); n > 19 {
		if unix, tail, ok := isoTime(before[n-19:]); ok && len(tail) == 0 {
			r.meta.modified = unix
			before = bytes.TrimRight(before[:n-19], " \t")
		}
	}
	from := bytes.LastIndexAny(before, " \t") + 1
	size := before[from:]
	v, ok := grouped(size)
	if !ok {
		if unit := size; len(unit) == 1 && from > 1 { // "1.2 m"
			from = bytes.LastIndexAny(before[:from-1], " \t") + 1
			v, ok = human(before[from:])
		}
	}
	r.meta.size = v
	if n := len(r.name); ok && (r.name[n-1] == '\\' || r.name[n-1] == '/') {
		r.meta.directory, r.meta.size = true, -1
	}
	return r, ok
}

func (p *robocopyParser) read(line []byte, s *sink) outcome {
	s.dialect = backslashes
	if isBlank(line) {
		return blank
	}
	r, ok := robocopyLine(line)
	if !ok {
		t := bytes.TrimSpace(line)
		if len(t) == 0 {
			return blank
		}
		if t[len(t)-1] == '%' || only(t, "-") || bytes.Contains(t, []byte(" : ")) || bytes.HasSuffix(t, []byte(" :")) || bytes.Contains(t, []byte("ROBOCOPY")) || bytes.HasPrefix(t, []byte("Total ")) {
			return structural
		}
		return notInForm
	}
	if len(r.name) > s.maxPath {
		return pathTooLong
	}
	if r.meta.directory {
		p.begun = true
		p.folder, _ = normal(p.folder[:0], r.name, s.dialect)
		return s.add(nil, r.name, r.meta)
	}
	if len(r.name) > 2 && (r.name[1] == ':' || r.name[0] == '\\') {
		return s.add(nil, r.name, r.meta)
	}
	if !p.begun {
		s.doubting(noFolderYet)
	}
	return s.add(p.folder, r.name, r.meta)
}
