package listing

import "bytes"

// plain takes every line for a path. It is last: what no other form explains.
var plain = form{
	name:    "plain",
	about:   "one path a line: find, git ls-files, dir /s /b, unzip -Z1, tar -tf, rclone lsf, unrar lb",
	why:     "no other form explains the lines, so each is taken for a path",
	lines:   func(h *head) parser { return &plainParser{quoted: gitQuotes(h)} },
	generic: true,
}

type plainParser struct {
	quoted  bool
	scratch []byte
	gap     bool // the line before was empty
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
	case line[0] == '"' && p.quoted && n > 2 && line[n-1] == '"':
		inner, ok := unescape(p.scratch[:0], line[1:n-1])
		p.scratch = inner
		if ok {
			line = inner
		}
	case isBlank(line):
		return blank
	}
	return s.add(nil, line, unknown)
}

// gitQuotes tells whether h's quoted lines are git's: inside the quotes there
// is an escape, which is why git quotes at all.
func gitQuotes(h *head) bool {
	quoted, escaped := 0, 0
	for _, l := range h.lines {
		if n := len(l); n > 2 && l[0] == '"' && l[n-1] == '"' {
			quoted++
			if bytes.IndexByte(l, '\\') > 0 {
				escaped++
			}
		}
	}
	return quoted > 0 && quoted == escaped
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
