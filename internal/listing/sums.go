package listing

import "bytes"

// checksums is the form of md5sum, sha256sum and their kin.
var checksums = form{
	name:  "checksums",
	about: "md5sum, sha1sum, sha256sum, sha512sum, b2sum, also with --tag",
	why:   "the lines hold a checksum and a path",
	lines: func(*head) parser { return &sumParser{} },
}

type sumParser struct{ scratch []byte }

func (p *sumParser) read(line []byte, s *sink) outcome {
	switch {
	case isBlank(line):
		return blank
	case line[0] == '#' || line[0] == ';':
		return structural
	}
	escaped := line[0] == '\\'
	if escaped {
		line = line[1:]
	}
	name, ok := sumName(line)
	if !ok {
		return notInForm
	}
	if escaped {
		p.scratch, _ = unescape(p.scratch[:0], name)
		name = p.scratch
	}
	return s.add(nil, trimRoot(name), unknown)
}

func sumName(line []byte) ([]byte, bool) {
	n := 0
	for n < len(line) && isHex(line[n]) {
		n++
	}
	if isSumLength(n) && len(line) > n+2 && line[n] == ' ' && (line[n+1] == ' ' || line[n+1] == '*') {
		return line[n+2:], true
	}
	open := bytes.Index(line, []byte(" ("))
	end := bytes.LastIndex(line, []byte(") = "))
	if open < 2 || open > 12 || end < open+3 || !isSumLength(len(line)-end-4) {
		return nil, false
	}
	return line[open+2 : end], true
}

func isHex(c byte) bool { return digit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func isSumLength(n int) bool {
	return n == 32 || n == 40 || n == 56 || n == 64 || n == 96 || n == 128
}

// gitTree is the form of git ls-tree -r, with -l or without.
var gitTree = form{
	name:  "git-ls-tree",
	about: "git ls-tree -r -l",
	why:   "the lines hold mode, kind, object, size and path as git ls-tree writes them",
	lines: func(*head) parser { return &gitParser{} },
}

type gitParser struct{ scratch []byte }

func (p *gitParser) read(line []byte, s *sink) outcome {
	if isBlank(line) {
		return blank
	}
	left, name, ok := bytes.Cut(line, []byte{'\t'})
	mode, rest := word(left)
	kind, rest := word(rest)
	object, rest := word(rest)
	size, _ := word(rest)
	if _, isMode := number(mode); !ok || !isMode || len(mode) != 6 || len(object) < 40 {
		return notInForm
	}
	m := meta{size: -1, directory: string(kind) == "tree"}
	if v, ok := number(size); ok && string(kind) == "blob" && len(size) < 16 {
		m.size = v
	}
	if n := len(name); n > 2 && name[0] == '"' && name[n-1] == '"' {
		p.scratch, _ = unescape(p.scratch[:0], name[1:n-1])
		name = p.scratch
	}
	return s.add(nil, name, m)
}

// mtree is the form of mtree, of BSD and bsdtar.
var mtree = form{
	name:  "mtree",
	about: "mtree specifications, nested or with whole paths",
	why:   "the lines hold names and keywords as mtree writes them",
	lines: func(*head) parser { return &mtreeParser{} },
}

type mtreeParser struct {
	folder  []byte
	depth   int
	over    int  // folders open that are nested too deeply
	isDir   bool // set by /set type=dir
	scratch []byte
	joined  []byte // lines that end in a backslash go on
}

func (p *mtreeParser) read(line []byte, s *sink) outcome {
	if n := len(line); n > 1 && line[n-1] == '\\' && line[n-2] == ' ' && len(p.joined) < maxPathBytes {
		p.joined = append(p.joined, line[:n-1]...)
		return held
	}
	if len(p.joined) > 0 {
		line = append(p.joined, line...)
		p.joined = line[:0]
	}
	return p.whole(line, s)
}

func (p *mtreeParser) whole(line []byte, s *sink) outcome {
	w, rest := word(line)
	switch {
	case len(w) == 0:
		return blank
	case w[0] == '#':
		return structural
	case string(w) == "/set" || string(w) == "/unset":
		p.isDir = bytes.Contains(rest, []byte("type=dir"))
		return structural
	case string(w) == ".." && p.over > 0:
		p.over--
		return structural
	case string(w) == "..":
		cut, _ := parent(p.folder)
		p.folder = p.folder[:cut]
		return structural
	}
	m, ok := p.keywords(rest)
	if !ok && !p.isDir && p.depth == 0 {
		return notInForm
	}
	p.scratch = unvis(p.scratch[:0], w)
	name := p.scratch
	if bytes.IndexByte(name, '/') >= 0 {
		return s.add(nil, trimRoot(name), m)
	}
	o := s.add(p.folder, name, m)
	if m.directory && o != pathTooLong {
		p.depth++
		p.enter(name)
	}
	return o
}

func (p *mtreeParser) enter(name []byte) {
	if string(name) == "." {
		return
	}
	if len(p.folder)+1+len(name) > maxPathBytes || p.over > 0 {
		p.over++
		return
	}
	if len(p.folder) > 0 {
		p.folder = append(p.folder, '/')
	}
	if simple(name, slashes) {
		p.folder = append(p.folder, name...)
		return
	}
	before := len(p.folder)
	if p.folder, _ = normal(p.folder, name, slashes); len(p.folder) == before && before > 0 {
		p.folder = p.folder[:before-1]
	}
}

// unvis undoes vis(3) escapes: those of C, \s for a space, \^A for a control
// character, \M-c and \M^C for bytes above 0x7f.
func unvis(dst, b []byte) []byte {
	for len(b) > 0 {
		i := bytes.Index(b, []byte(`\M`))
		if j := bytes.Index(b, []byte(`\^`)); i < 0 || j >= 0 && j < i {
			i = j
		}
		if i < 0 || len(b) < i+3 {
			dst, _ = unescape(dst, b)
			return dst
		}
		dst, _ = unescape(dst, b[:i])
		high := byte(0)
		if b = b[i+1:]; b[0] == 'M' {
			high, b = 0x80, b[1:]
		}
		control := b[0] == '^'
		if len(b) < 2 {
			return dst
		}
		c := b[1]
		if control {
			c = (c - 64) & 0x7f
		}
		dst, b = append(dst, c|high), b[2:]
	}
	return dst
}

// keywords reads type=, size= and time=.
func (p *mtreeParser) keywords(b []byte) (m meta, ok bool) {
	m = meta{size: -1, directory: p.isDir}
	for {
		var w []byte
		if w, b = word(b); len(w) == 0 {
			return m, ok
		}
		key, value, found := bytes.Cut(w, []byte{'='})
		if !found {
			continue
		}
		switch string(key) {
		case "type":
			m.directory, ok = string(value) == "dir", true
		case "size":
			if v, isNumber := number(value); isNumber {
				m.size, ok = v, true
			}
		case "time":
			whole, _, _ := bytes.Cut(value, []byte{'.'})
			if v, isNumber := number(whole); isNumber {
				m.modified, ok = v, true
			}
		case "mode", "uid", "gid", "uname", "gname", "nlink", "sha256", "sha256digest", "md5", "md5digest", "cksum", "flags":
			ok = true
		}
	}
}
