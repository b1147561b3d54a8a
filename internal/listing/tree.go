package listing

import (
	"bytes"
	"time"
	"unicode/utf8"
)

// tree is the form of tree, in every character set, of tree /F and rclone tree.
var tree = form{
	name:  "tree",
	about: "tree of Unix (also -f, -s, -h, -D, -p) and tree /F of Windows, in Unicode or ASCII; rclone tree",
	why:   "the lines are drawn as a tree",
	lines: func(h *head) parser { return newTreeParser(h) },
	least: 0.8,
}

// maxDepth bounds how deep a tree may nest.
const maxDepth = 4096

type treeParser struct {
	drive    bool // tree /F: files stand without a branch
	brackets bool // names follow details in brackets
	full     bool // names are whole paths (-f)
	path     []byte
	ends     []int // ends[d] is the length of the path of the folder at depth d
	begun    bool  // a root or branch was seen
	lost     bool  // the top of the tree was cut off
	scratch  []byte
}

func newTreeParser(h *head) parser {
	p := &treeParser{}
	branches, files, brackets, full := 0, 0, 0, 0
	for _, line := range h.lines {
		b, ok := branch(line)
		if !ok {
			continue
		}
		branches++
		if b.drive {
			files++
		}
		if b.name[0] == '[' && bytes.Contains(b.name, []byte("]  ")) {
			brackets++
			_, b.name, _ = bytes.Cut(b.name, []byte("]  "))
		}
		if bytes.IndexByte(b.name, '/') > 0 {
			full++
		}
	}
	if branches == 0 {
		return nil
	}
	p.drive = files*2 > branches
	p.brackets = brackets*10 > branches*9
	p.full = full*10 > branches*9 && !p.drive
	return p
}

// limb is a line with a branch: its depth, from 1, and the name behind it.
type limb struct {
	depth int
	name  []byte
	drive bool // drawn by tree of Windows
	link  bool
}

// branch reads the lines and the branch before a name.
func branch(line []byte) (l limb, ok bool) {
	rest := line
	for depth := 1; depth < maxDepth; depth++ {
		if len(rest) < 4 {
			return l, false
		}
		if name, drive, ok := arm(rest); ok {
			return limb{depth: depth, name: name, drive: drive}, len(name) > 0
		}
		if rest, ok = gap(rest); !ok {
			return l, false
		}
	}
	return l, false
}

// arm reads "├── ", "└── ", "|-- ", "`-- ", "├───", "└───", "+---" and "\---".
func arm(b []byte) (name []byte, drive, ok bool) {
	if b[0] < 0x80 {
		switch string(b[:4]) {
		case "|-- ", "`-- ", "+-- ", `\-- `:
			return b[4:], false, true
		case "+---", `\---`:
			return b[4:], true, true
		}
		return nil, false, false
	}
	const right, corner, bar = "├", "└", "─"
	if !bytes.HasPrefix(b, []byte(right)) && !bytes.HasPrefix(b, []byte(corner)) || len(b) < 9 {
		return nil, false, false
	}
	if string(b[3:6]) != bar || string(b[6:9]) != bar {
		return nil, false, false
	}
	b = b[9:]
	switch {
	case bytes.HasPrefix(b, []byte(bar)):
		return b[3:], true, true
	case len(b) > 0 && b[0] == ' ':
		return b[1:], false, true
	case bytes.HasPrefix(b, []byte("\u00a0")):
		return b[2:], false, true
	}
	return nil, false, false
}

// gap reads one level of "│   ", "|   " or four spaces, any of which may be
// no-break spaces.
func gap(b []byte) (rest []byte, ok bool) {
	for i := range 4 {
		switch {
		case len(b) == 0:
			return nil, false
		case b[0] == ' ' || i == 0 && b[0] == '|':
			b = b[1:]
		case len(b) > 1 && b[0] == 0xc2 && b[1] == 0xa0:
			b = b[2:]
		case i == 0 && bytes.HasPrefix(b, []byte("│")):
			b = b[3:]
		default:
			return nil, false
		}
	}
	return b, true
}

func (p *treeParser) read(line []byte, s *sink) outcome {
	if p.drive {
		s.dialect = backslashes
	}
	if isBlank(line) || onlyLines(line) {
		return blank
	}
	l, ok := branch(line)
	if !ok {
		return p.other(line, s)
	}
	if !p.begun && l.depth > 1 {
		p.lost = true
	}
	p.begun = true
	m := unknown
	m.directory = l.drive
	name := l.name
	if p.brackets {
		details, after, found := bytes.Cut(name, []byte("]  "))
		if !found {
			return notInForm
		}
		name = after
		l.link = bracketed(details[1:], &m)
	}
	if !p.drive {
		name = p.plainName(name, l.link, s)
	}
	if p.full {
		return s.add(nil, trimRoot(name), m)
	}
	return p.entry(l.depth, name, m, s)
}

// plainName takes " -> target" off the name of a link, and undoes escapes.
// Where the tree does not say what is a link the arrow stays: rather a target
// too many than a name too few.
func (p *treeParser) plainName(name []byte, link bool, s *sink) []byte {
	before, _, found := bytes.Cut(name, []byte(" -> "))
	switch {
	case found && link:
		name = before
	case found:
		s.doubting(arrowInName)
	}
	if bytes.IndexByte(name, '\\') >= 0 {
		p.scratch = unescapeControls(p.scratch[:0], name)
		return p.scratch
	}
	return name
}

// unescapeControls undoes the only escapes of tree, those of bytes that do not
// print: \012. Other backslashes are part of the name.
func unescapeControls(dst, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' {
			if v, ok := octal(b[i+1:]); ok && (v < 0x20 || v >= 0x7f) {
				dst = append(dst, v)
				i += 3
				continue
			}
		}
		dst = append(dst, b[i])
	}
	return dst
}

// entry takes a name at a depth and keeps it as the parent of what follows.
func (p *treeParser) entry(depth int, name []byte, m meta, s *sink) outcome {
	for len(p.ends) < depth {
		p.ends = append(p.ends, len(p.path))
	}
	folder := p.path[:p.ends[depth-1]]
	if p.lost {
		s.doubting(parentsCut)
		p.lost = depth > 1
	}
	o := s.add(folder, name, m)
	p.path = folder
	if len(folder)+1+len(name) > s.maxPath {
		p.ends = append(p.ends[:depth], len(folder)) // what is below is kept, one level up
		return pathTooLong
	}
	if len(folder) > 0 {
		p.path = append(p.path, '/')
	}
	if name = bytes.TrimSuffix(name, []byte("/")); simple(name, s.dialect) {
		p.path = append(p.path, name...)
	} else {
		before := len(p.path)
		if p.path, _ = normal(p.path, name, s.dialect); len(p.path) == before && len(folder) > 0 {
			p.path = folder // the name was "."
		}
	}
	p.ends = append(p.ends[:depth], len(p.path))
	return o
}

// other reads the root, headings, totals and, of tree /F, files.
func (p *treeParser) other(line []byte, s *sink) outcome {
	if isTreeTotal(line) {
		return structural
	}
	if p.drive && p.begun {
		if name, ok := p.file(line); ok {
			return s.add(p.folder(), name, unknown)
		}
	}
	if p.begun && !p.drive {
		return notInForm
	}
	return p.root(line, s)
}

// folder returns the folder met last, in which the files that follow lie.
func (p *treeParser) folder() []byte {
	if len(p.ends) == 0 {
		return nil
	}
	return p.path[:p.ends[len(p.ends)-1]]
}

// root takes the line above the first branch for the folder listed.
func (p *treeParser) root(line []byte, s *sink) outcome {
	if p.brackets {
		if _, after, found := bytes.Cut(line, []byte("]  ")); found {
			line = after
		}
	}
	if len(line) > s.maxPath {
		return pathTooLong
	}
	if p.drive && (len(line) < 2 || line[1] != ':' && line[0] != '\\') {
		if line[0] == ' ' || p.begun {
			return notInForm
		}
		return structural // volume and serial number
	}
	if !p.full {
		name := bytes.TrimSuffix(line, []byte("."))
		if !p.drive {
			name = line
		}
		p.path, _ = normal(p.path[:0], name, s.dialect)
		p.ends = append(p.ends[:0], len(p.path))
	}
	p.begun = p.begun || p.drive
	return structural
}

// file reads a file of tree /F: as many gaps as the folder is deep, and one.
func (p *treeParser) file(line []byte) (name []byte, ok bool) {
	for range len(p.ends) {
		if line, ok = gap(line); !ok {
			return nil, false
		}
	}
	return line, len(line) > 0
}

// onlyLines reports whether line holds nothing but the lines of the drawing.
func onlyLines(line []byte) bool {
	for len(line) > 0 {
		r, n := utf8.DecodeRune(line)
		if r != '│' && r != ' ' && r != '|' && r != 0xa0 {
			return false
		}
		line = line[n:]
	}
	return true
}

// isTreeTotal recognises "12 directories, 34 files", in any language, and
// with a size before it.
func isTreeTotal(line []byte) bool {
	w, rest := word(line)
	if _, ok := sized(w); !ok {
		return false
	}
	w, rest = word(rest)
	if string(w) == "used" {
		_, rest = word(rest) // in
		if _, rest = word(rest); len(rest) == 0 {
			return true
		}
		w, rest = word(rest)
	}
	if bytes.HasSuffix(w, []byte("bytes")) {
		return true
	}
	n, rest := word(rest)
	_, ok := number(n)
	last, after := word(rest)
	return len(w) > 0 && (ok && len(last) > 0 && isBlank(after) || len(n) == 0 && (bytes.HasPrefix(w, []byte("director")) || bytes.HasPrefix(w, []byte("file"))))
}

// bracketed reads the details of tree -p -s -h -D: mode, owner, group, size,
// date.
func bracketed(b []byte, m *meta) (link bool) {
	for len(b) > 0 {
		w, rest := word(b)
		switch {
		case isMode(w):
			m.directory, link = w[0] == 'd', w[0] == 'l'
		case len(w) > 0 && digit(w[0]):
			if unix, _, ok := isoTime(bytes.TrimLeft(b, " ")); ok {
				m.modified = unix
				return link
			}
			if v, ok := lsSize(w); ok && m.size < 0 {
				m.size = v
			}
		case monthName(w) > 0:
			var l long
			if day, after := word(rest); len(day) > 0 {
				if y, tail := word(after); len(y) == 4 && isBlank(tail) {
					l.monthDate(append(bytes.Clone(b), ' ', 'x'), time.Time{})
					m.modified = l.modified
				}
			}
			return link
		}
		b = rest
	}
	return link
}
