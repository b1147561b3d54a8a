package listing

import (
	"bytes"
	"time"
)

// findLs is the form of find -ls.
var findLs = form{
	name:  "find-ls",
	about: "find -ls: inode, blocks, mode, owner, size, date, path",
	why:   "the lines hold inode, blocks, mode, links, owner, group, size, date and path",
	lines: func(h *head) parser { return &findLsParser{now: h.opts.Now} },
}

type findLsParser struct {
	now     time.Time
	scratch []byte
}

func (p *findLsParser) read(line []byte, s *sink) outcome {
	if isBlank(line) {
		return blank
	}
	inode, rest := word(line)
	if _, ok := number(inode); !ok {
		return notInForm
	}
	blocks, rest := word(rest)
	if _, ok := number(blocks); !ok {
		return notInForm
	}
	l, o := longLine(rest, p.now)
	if o != understood {
		return o
	}
	name := l.name
	if l.kind == 'l' {
		name, _, _ = bytes.Cut(name, []byte(" -> "))
	}
	if bytes.IndexByte(name, '\\') >= 0 {
		var ok bool
		if p.scratch, ok = unescape(p.scratch[:0], name); !ok {
			s.doubting(badEscape)
		}
		name = p.scratch
	}
	l.note(s)
	return s.add(nil, trimRoot(name), l.meta())
}

// trimRoot takes a leading "./" or "/" off a path.
func trimRoot(b []byte) []byte {
	switch {
	case len(b) > 2 && b[0] == '.' && b[1] == '/':
		return b[2:]
	case len(b) > 1 && b[0] == '/':
		return b[1:]
	}
	return b
}
