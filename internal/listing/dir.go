package listing

import (
	"bytes"
	"strings"
)

// dirList is the form of dir /s, in several languages, and of FTP servers that
// write like it.
var dirList = form{
	name:  "dir",
	about: "dir and dir /s of Windows in any language, with short names or without; Windows FTP listings",
	why:   "the lines hold date, time, size or <DIR>, and name as dir writes them",
	lines: func(h *head) parser { return newDirParser(h) },
	least: 0.6,
}

type dirParser struct {
	order    order
	short    bool // a column of short names stands before the names
	headings bool
	folder   []byte
	known    bool
}

func newDirParser(h *head) parser {
	p := &dirParser{}
	rows, short := 0, 0
	english := false
	for _, line := range h.lines {
		l, ok := dirLine(line)
		if ok {
			rows++
			p.order.learn(l.day)
			if isShortColumn(l.name) {
				short++
			}
			english = english || l.half
			continue
		}
		if _, ok := dirHeading(line); ok {
			p.headings = true
			english = english || bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("Directory of")) && p.order.dayFirst == 0
		}
	}
	if english {
		p.order.monthFirst++
	}
	if rows == 0 && !p.headings {
		return nil
	}
	if p.order.dayFirst == 0 && p.order.monthFirst == 0 {
		p.order.dayFirst = 1
	}
	p.short = short > 0 && short*10 >= rows*9
	return p
}

// dirRow is one row of dir.
type dirRow struct {
	day   parsedDay
	clock int64
	half  bool // with AM or PM
	meta  meta
	link  bool
	name  []byte
}

// nameColumn is how far behind the time names start.
const nameColumn = 19

func dirLine(line []byte) (l dirRow, ok bool) {
	rest := line
	if len(rest) > 4 && rest[2] == ',' || len(rest) > 4 && rest[3] == ' ' && !digit(rest[0]) { // a weekday
		_, rest = word(rest)
		rest = bytes.TrimLeft(rest, " ")
	}
	if len(rest) < 10 || !digit(rest[0]) {
		return l, false
	}
	if l.day, rest, ok = numericDate(rest); !ok || len(rest) == 0 || rest[0] != ' ' {
		return l, false
	}
	at := bytes.TrimLeft(rest, " ")
	seconds, rest, ok := clock12(at)
	if !ok || len(rest) == 0 || rest[0] != ' ' {
		return l, false
	}
	l.clock, l.half = seconds, at[len(at)-len(rest)-1]|0x20 == 'm'
	return l, l.sizeAndName(rest)
}

func (l *dirRow) sizeAndName(rest []byte) bool {
	l.meta.size = -1
	// FTP servers write <DIR> further to the right than dir does.
	angle := bytes.IndexByte(rest[:min(len(rest), nameColumn)], '<')
	if end, width, ok := column(rest); ok && angle <= 4 && l.kind(bytes.TrimSpace(rest[:end])) {
		l.name = rest[width:]
		return len(l.name) > 0
	}
	w, after := word(rest)
	if !l.kind(w) || len(after) < 2 {
		return false
	}
	l.name = after[1:]
	if l.meta.directory {
		for n := 0; n < 9 && len(l.name) > 1 && l.name[0] == ' '; n++ {
			l.name = l.name[1:]
		}
	}
	return true
}

// column finds the column of the names, which counts characters, not bytes: a
// no-break space may stand inside a size.
func column(b []byte) (end, name int, ok bool) {
	n := 0
	for i := 0; i < len(b); i++ {
		if b[i]&0xc0 == 0x80 {
			continue
		}
		if n == nameColumn-1 {
			return i, i + 1, b[i] == ' ' && len(b) > i+1
		}
		n++
	}
	return 0, 0, false
}

// kind reads <DIR>, <JUNCTION>, a size, or a size in parentheses.
func (l *dirRow) kind(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	if b[0] == '<' {
		end := bytes.IndexByte(b, '>')
		if end < 0 || !isBlank(b[end+1:]) {
			return false
		}
		word := string(b[1:end])
		l.meta.directory = word != "SYMLINK"
		l.link = word != "DIR" && word != "REP" && word != "RÉP"
		return word != "" && word == strings.ToUpper(word)
	}
	if b[0] == '(' && b[len(b)-1] == ')' {
		b = b[1 : len(b)-1]
	}
	v, ok := number(b)
	if !ok && len(b) > 0 && groupedWell(b) {
		v, ok = grouped(b)
	}
	l.meta.size = v
	return ok
}

// isShortColumn reports whether name starts with a column for a short name:
// twelve columns, blank or holding one.
func isShortColumn(name []byte) bool {
	if len(name) < 14 || name[12] != ' ' {
		return string(name) == "." || string(name) == ".."
	}
	field := name[:12]
	return isBlank(field) || bytes.IndexByte(field, '~') > 0 && bytes.IndexByte(bytes.TrimRight(field, " "), ' ') < 0
}

func (p *dirParser) read(line []byte, s *sink) outcome {
	s.dialect = backslashes
	if isBlank(line) {
		return blank
	}
	l, ok := dirLine(line)
	if !ok {
		return p.frame(line, s)
	}
	name := l.name
	if p.short && len(name) > 13 && isShortColumn(name) {
		name = name[13:]
	}
	if l.link {
		if i := bytes.LastIndex(name, []byte(" [")); i > 0 && name[len(name)-1] == ']' {
			name = name[:i]
		}
	}
	if string(name) == "." || string(name) == ".." {
		return structural
	}
	if !p.known && p.headings {
		s.doubting(noFolderYet)
	}
	y, m, d := p.order.date(l.day)
	l.meta.modified, ok = civil(y, m, d, l.clock)
	if !ok {
		s.doubting(noSuchDate)
	}
	return s.add(p.folder, name, l.meta)
}

// frame reads headings, volume lines and totals.
func (p *dirParser) frame(line []byte, s *sink) outcome {
	if path, ok := dirHeading(line); ok {
		if len(path) > s.maxPath {
			return pathTooLong
		}
		p.known = true
		p.folder, _ = normal(p.folder[:0], path, s.dialect)
		return structural
	}
	t := bytes.TrimSpace(line)
	if len(t) == 0 {
		return blank
	}
	if digit(t[0]) && dirTotal(t) || t[len(t)-1] == ':' || dirVolume(t) {
		return structural
	}
	return notInForm
}

// dirTotal recognises "2 File(s)  2,756 bytes" in any language: a count, words,
// and at least one more number or a word for files.
func dirTotal(t []byte) bool {
	count, rest := word(t)
	if _, ok := grouped(count); !ok {
		return false
	}
	w, _ := word(rest)
	if bytes.IndexByte(w, '(') > 0 {
		return true
	}
	for _, unit := range []string{"byte", "Byte", "octets", "File", "Dir"} {
		if bytes.Contains(rest, []byte(unit)) {
			return true
		}
	}
	return false
}

// dirVolume recognises the two lines about the volume.
func dirVolume(t []byte) bool {
	low := bytes.ToLower(t)
	for _, w := range []string{"volume", "datenträger", "serien", "série", "volumen", "station", "drive", "lecteur", "laufwerk", "file not found", "bestand niet gevonden", "datei nicht gefunden"} {
		if bytes.Contains(low, []byte(w)) {
			return true
		}
	}
	return false
}

// dirHeading reads " Directory of C:\x" in any language: at most four words,
// then a path with a drive or a server, to the end of the line.
func dirHeading(line []byte) (path []byte, ok bool) {
	rest := line
	for i := range 5 {
		t := bytes.TrimLeft(rest, " ")
		if i > 0 && len(t) >= 3 && (t[1] == ':' && (t[2] == '\\' || t[2] == '/') && isLetter(t[0]) || t[0] == '\\' && t[1] == '\\') {
			before := bytes.ToLower(line[:len(line)-len(t)])
			return t, !bytes.Contains(before, []byte("volume")) && !bytes.Contains(before, []byte("drive"))
		}
		var w []byte
		w, rest = word(rest)
		if len(w) == 0 || digit(w[0]) {
			return nil, false
		}
	}
	return nil, false
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
