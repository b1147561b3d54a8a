package listing

import "bytes"

// contents is the form of Debian's Contents index: a path, spaces or tabs, and
// the packages that hold it.
var contents = form{
	name:  "contents",
	about: "Debian's Contents index: path and packages",
	why:   "the lines hold a path, spaces, and section/package as a Contents index does",
	lines: func(h *head) parser {
		wide := 0
		for _, line := range h.lines {
			if path, ok := contentsPath(line); ok && len(path)+2 < len(line) && isBlank(line[len(path):len(path)+2]) {
				wide++
			}
		}
		if wide*10 < len(h.lines) || wide == 0 {
			return nil
		}
		return parserFunc(readContents)
	},
	least: 0.95,
}

func readContents(line []byte, s *sink) outcome {
	if isBlank(line) {
		return blank
	}
	path, ok := contentsPath(line)
	if !ok {
		return notInForm
	}
	return s.add(nil, trimRoot(path), unknown)
}

// contentsPath takes the packages off a line.
func contentsPath(line []byte) (path []byte, ok bool) {
	gap := bytes.LastIndexAny(line, " \t")
	if gap <= 0 || gap+1 == len(line) {
		return nil, false
	}
	slash := false
	for _, c := range line[gap+1:] {
		switch {
		case c >= 'a' && c <= 'z', digit(c), c == '+', c == '-', c == '.', c == ',', c == ':', c == '_':
		case c == '/':
			slash = true
		default:
			return nil, false
		}
	}
	path = bytes.TrimRight(line[:gap], " \t")
	return path, slash && len(path) > 0
}
