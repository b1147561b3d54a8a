package listing

import (
	"bytes"
	"time"
)

// tarLong is the form of tar -tvf, of GNU tar and of bsdtar.
var tarLong = form{
	name:  "tar-tv",
	about: "tar -tvf of GNU tar and bsdtar",
	why:   "the lines hold mode, owner/group, size, date and path as tar writes them",
	lines: func(h *head) parser {
		return &modeParser{now: h.opts.Now, accept: tarOwner, links: true, unescape: func(dst, b []byte) []byte {
			dst, _ = unescape(dst, b)
			return dst
		}}
	},
}

// rsyncList is the form of rsync --list-only.
var rsyncList = form{
	name:  "rsync",
	about: "rsync --list-only",
	why:   "the lines hold mode, size, a date with slashes, and path as rsync writes them",
	lines: func(h *head) parser { return &modeParser{now: h.opts.Now, accept: rsyncOwner, unescape: unescapeRsync} },
}

// modeParser reads lines that begin with a mode and hold a whole path, with
// backslash escapes.
type modeParser struct {
	now      time.Time
	accept   func(afterMode []byte) bool
	links    bool // " link to " marks a hard link
	unescape func(dst, b []byte) []byte
	scratch  []byte
}

// tarOwner accepts "owner/group" and bsdtar's link count of 0.
func tarOwner(b []byte) bool {
	w, _ := word(b)
	return string(w) == "0" || bytes.IndexByte(w, '/') > 0
}

// rsyncOwner accepts a size, for rsync leaves the owner out, before a date
// with slashes.
func rsyncOwner(b []byte) bool {
	w, rest := word(b)
	if _, ok := grouped(w); !ok {
		return false
	}
	date, _ := word(rest)
	return len(date) == 10 && date[4] == '/'
}

func (p *modeParser) read(line []byte, s *sink) outcome {
	if isBlank(line) {
		return blank
	}
	_, rest := word(line)
	if !p.accept(rest) {
		return notInForm
	}
	isLink := line[0] == 'h'
	mode := line
	if isLink {
		p.scratch = append(append(p.scratch[:0], '-'), line[1:]...)
		mode = p.scratch
	}
	l, o := longLine(mode, p.now)
	if o != understood {
		return o
	}
	name := l.name
	if l.kind == 'l' {
		name, _, _ = bytes.Cut(name, []byte(" -> "))
	} else if p.links && isLink {
		name, _, _ = bytes.Cut(name, []byte(" link to "))
	}
	name = bytes.Clone(name)
	if bytes.IndexByte(name, '\\') >= 0 && s.dialect == slashes {
		p.scratch = p.unescape(p.scratch[:0], name)
		name = p.scratch
	}
	l.note(s)
	return s.add(nil, trimRoot(name), l.meta())
}

// awsLs is the form of aws s3 ls --recursive.
var awsLs = form{
	name:  "aws-s3",
	about: "aws s3 ls --recursive",
	why:   "the lines hold date, time, size and key as aws s3 ls writes them",
	lines: stateless(readAws),
}

func readAws(line []byte, s *sink) outcome {
	w, rest := word(line)
	switch {
	case len(w) == 0:
		return blank
	case string(w) == "PRE" && len(rest) > 1:
		return s.add(nil, rest[1:], meta{size: -1, directory: true})
	case string(w) == "Total" && (bytes.HasPrefix(rest, []byte(" Objects:")) || bytes.HasPrefix(rest, []byte(" Size:"))):
		return structural
	case line[0] == ' ':
		return notInForm
	}
	unix, rest, ok := isoTime(line)
	if !ok || len(line)-len(rest) != 19 {
		return notInForm
	}
	size, rest := word(rest)
	v, ok := sized(size)
	if len(rest) < 2 {
		return notInForm
	}
	if unit, after := word(rest); bytes.HasSuffix(unit, []byte("iB")) || string(unit) == "Bytes" {
		if n, ok := human(append(append(bytes.Clone(size), ' '), unit...)); ok && len(after) > 1 {
			v, rest = n, after
		}
	} else if !ok {
		return notInForm
	}
	return s.add(nil, rest[1:], meta{size: v, modified: unix})
}

// gsutilLs is the form of gsutil ls -l and gcloud storage ls -l.
var gsutilLs = form{
	name:  "gsutil",
	about: "gsutil ls -l, with -r or without",
	why:   "the lines hold size, time and a gs:// address",
	lines: stateless(readGsutil),
}

func readGsutil(line []byte, s *sink) outcome {
	w, rest := word(line)
	switch {
	case len(w) == 0:
		return blank
	case string(w) == "TOTAL:":
		return structural
	}
	m := unknown
	if size, ok := number(w); ok {
		when, after := word(rest)
		unix, tail, ok := isoTime(when)
		if !ok || len(tail) > 0 {
			return notInForm
		}
		m.size, m.modified = size, unix
		rest = bytes.TrimLeft(after, " ")
	} else {
		rest = bytes.TrimLeft(line, " ")
		m.directory = true
	}
	path, ok := bytes.CutPrefix(rest, []byte("gs://"))
	if !ok {
		return notInForm
	}
	if m.directory && bytes.HasSuffix(path, []byte("/:")) {
		return structural
	}
	return s.add(nil, path, m)
}

// rcloneLs is the form of rclone ls, lsl and lsd.
var rcloneLs = form{
	name:  "rclone",
	about: "rclone ls, lsl and lsd",
	why:   "the lines hold a size in nine columns, perhaps a time, and a path as rclone writes them",
	lines: func(h *head) parser {
		// rclone fills sizes up to nine columns. Names that begin with nine
		// digits, such as a citizen's number, must not be taken for sizes.
		filled := 0
		for _, line := range h.lines {
			if len(line) > 0 && line[0] == ' ' {
				filled++
			}
		}
		if filled*2 < len(h.lines) {
			return nil
		}
		return parserFunc(readRclone)
	},
	least: 0.95,
}

func readRclone(line []byte, s *sink) outcome {
	w, rest := word(line)
	if len(w) == 0 {
		return blank
	}
	size, ok := number(w)
	none := string(w) == "-1"
	if !ok && !none || len(line)-len(rest) < 9 || len(rest) < 2 {
		return notInForm
	}
	m := meta{size: size}
	if none {
		m = unknown
	}
	rest = rest[1:]
	if unix, after, ok := isoTime(rest); ok && len(after) > 1 && after[0] == ' ' {
		m.modified, rest = unix, after[1:]
		if count, after := word(rest); none && len(after) > 1 {
			if _, ok := number(bytes.TrimPrefix(count, []byte("-"))); ok {
				m.directory, rest = true, after[1:]
			}
		}
	}
	return s.add(nil, rest, m)
}

// ransomLook is the form of RansomLook's listings: size, four spaces, path.
var ransomLook = form{
	name:  "ransomlook",
	about: "RansomLook listings: size with a unit, four spaces, path",
	why:   "the lines hold a size with a unit, four spaces and a path",
	lines: stateless(readRansomLook),
}

func readRansomLook(line []byte, s *sink) outcome {
	if isBlank(line) {
		return blank
	}
	size, path, ok := bytes.Cut(line, []byte("    "))
	if !ok || len(size) == 0 || !digit(size[0]) {
		return notInForm
	}
	v, ok := human(size)
	if !ok || digit(size[len(size)-1]) || len(path) == 0 {
		return notInForm
	}
	return s.add(nil, anyRoot(path, s.dialect), meta{size: v})
}

// diskUsage is the form of du -a and of find -printf "%s\t%p\n".
var diskUsage = form{
	name:  "du",
	about: "du -a and other lines of size, tab, path",
	why:   "the lines hold a size, a tab and a path",
	lines: func(h *head) parser {
		if p := newDuParser(h); p != nil {
			return p
		}
		return nil
	},
}

type duParser struct{ unit int64 }

// newDuParser finds the unit: du counts blocks of 1 KiB, and file systems give
// out four of them at a time; sizes that are not all multiples are bytes.
func newDuParser(h *head) *duParser {
	p := &duParser{unit: 1024}
	more := 0
	for _, line := range h.lines {
		size, _, _ := bytes.Cut(line, []byte{'\t'})
		if v, ok := number(size); ok && v%4 != 0 {
			p.unit = 1
		}
		if bytes.Count(line, []byte{'\t'}) > 1 {
			more++
		}
	}
	if more*4 > len(h.lines) {
		return nil // a table
	}
	return p
}

func (p *duParser) read(line []byte, s *sink) outcome {
	if len(line) == 0 {
		return blank
	}
	size, path, ok := bytes.Cut(line, []byte{'\t'})
	if !ok || len(path) == 0 {
		return notInForm
	}
	v, ok := number(size)
	v *= p.unit
	if !ok {
		if v, ok = human(size); !ok {
			return notInForm
		}
	}
	if string(path) == "total" || string(path) == "totaal" {
		return structural
	}
	return s.add(nil, trimRoot(path), meta{size: v})
}
