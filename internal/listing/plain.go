package listing

import "bytes"

// plain takes every line for a path. It is last: what no other form explains.
var plain = form{
	name:    "plain",
	about:   "one path a line: find, git ls-files, dir /s /b, unzip -Z1, tar -tf, rclone lsf, unrar lb",
	why:     "no other form explains the lines, so each is taken for a path",
	lines:   func(*head) parser { return &plainParser{} },
	generic: true,
}

type plainParser struct {
	scratch []byte
	gap     bool   // the line before was empty
	shared  []byte // folder of a line before, in normal form, with its slash
}

// quick takes a line that is a path in normal form, perhaps behind "./" or "/".
func (p *plainParser) quick(line []byte, s *sink) bool {
	if len(line) > 2 && line[0] == '.' && line[1] == '/' {
		line = line[2:]
	} else if len(line) > 1 && line[0] == '/' && s.dialect == slashes {
		line = line[1:]
	}
	if len(line) > s.maxPath || len(line) == 0 || line[0] == '"' || p.gap || !p.simple(line, s.dialect) {
		return false
	}
	s.done(s.addSimple(nil, line, unknown))
	return true
}

// simple is the function simple, but looks only at what line does not share
// with the line before.
func (p *plainParser) simple(line []byte, d dialect) bool {
	if n := len(p.shared); n > 0 && len(line) > n && bytes.Equal(line[:n], p.shared) {
		return simple(line[n:], d)
	}
	if !simple(line, d) {
		return false
	}
	p.shared = append(p.shared[:0], line[:bytes.LastIndexByte(line, '/')+1]...)
	return true
}

func (p *plainParser) read(line []byte, s *sink) outcome {
	n := len(line)
	gap := p.gap
	p.gap = n == 0
	switch {
	case n == 0:
		return blank
	case gap && isTreeTotal(line): // of tree -f -i
		return structural
	case line[0] == '/' && !(s.dialect == backslashes):
		line = line[1:]
	case line[0] == '.' && n > 2 && line[1] == '/':
		line = line[2:]
	case line[0] == '"' && line[n-1] == '"' && s.dialect == slashes && gitQuoted(line):
		p.scratch, _ = unescape(p.scratch[:0], line[1:n-1])
		line = p.scratch
	case isBlank(line):
		return blank
	}
	return s.add(nil, line, unknown)
}

// gitQuoted tells whether line is quoted as git quotes: inside the quotes there
// is an escape, which is why git quotes at all, and nothing that needs one.
func gitQuoted(line []byte) bool {
	if len(line) < 4 {
		return false
	}
	inner, escapes := line[1:len(line)-1], 0
	for i := 0; i < len(inner); i++ {
		switch c := inner[i]; {
		case c == '"' || c < 0x20 || c >= 0x7f:
			return false
		case c != '\\':
		case i+1 == len(inner):
			return false
		default:
			if _, isOctal := octal(inner[i+1:]); !isOctal && bytes.IndexByte([]byte(`abtnvfr"\`), inner[i+1]) < 0 {
				return false
			}
			escapes, i = escapes+1, i+1
		}
	}
	return escapes > 0
}

// nulPaths takes paths that end in a NUL byte.
var nulPaths = form{
	name:  "print0",
	about: "paths that end in a NUL byte: find -print0, git ls-files -z",
	why:   "the paths end in NUL bytes, and hold few of them otherwise",
	nul:   true,
	certain: func(h *head) bool {
		n := bytes.Count(h.raw, []byte{0})
		if n == 0 || n < len(h.raw)/4096 || n > len(h.raw)/2 {
			return false
		}
		if h.whole {
			return h.raw[len(h.raw)-1] == 0 && n > bytes.Count(h.raw, []byte{'\n'})
		}
		return n > bytes.Count(h.raw, []byte{'\n'}) && !bytes.Contains(h.raw, []byte{0, 0})
	},
	lines: func(*head) parser { return &plainParser{} },
}
