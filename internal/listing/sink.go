package listing

import (
	"bytes"
	"unicode/utf8"
)

const (
	batchEntries = 16 << 10
	batchBytes   = 1 << 20
	// slack is left free behind the last path of a batch, so that reading a
	// path by whole words stays inside the arena.
	slack = 16
)

// meta is what a form knows of an entry beside its path.
type meta struct {
	size, modified int64
	directory      bool
}

// unknown is the meta of a form that carries nothing but the path.
var unknown = meta{size: -1}

// maxSize is the largest size believed: one exbibyte.
const maxSize = 1 << 60

// sink takes entries and outcomes from a form and hands full batches on.
type sink struct {
	tally
	batch   *Batch
	full    func() bool // hands the batch on; false when nobody wants more
	stopped bool        // nobody wants more: the form should return
	dry     bool        // a trial: nothing is kept
	line    int64       // the current line or item, from 1
	held    int64       // lines before the current one that belong to it
	dialect dialect
	maxPath int
	scratch []byte
	text    *text // decodes names that escapes made
	signs   signs // in a trial: evidence on the dialect
	last    Path  // of the batch's last entry, or of the batch before
}

// done books the current line, and with it the lines held back before it.
func (s *sink) done(o outcome) {
	if o == held {
		s.held++
		return
	}
	s.count(o, s.line-s.held, 1+s.held)
	s.held = 0
}

// release books the lines held back that nothing followed.
func (s *sink) release(o outcome) {
	if s.held > 0 {
		s.count(o, s.line-s.held+1, s.held)
		s.held = 0
	}
}

// doubting notes that the current line was taken with a doubt.
func (s *sink) doubting(o outcome) { s.doubt(o, s.line) }

// add takes the entry at dir/name. dir is in normal form, or empty; name need
// not be. The answer is for the line it came from.
func (s *sink) add(dir, name []byte, m meta) outcome {
	if n := len(name); n > 0 && name[n-1] == '/' {
		name, m.directory = name[:n-1], true
	}
	if !simple(name, s.dialect) {
		return s.addOdd(dir, name, m)
	}
	return s.addSimple(dir, name, m)
}

// addSimple is add for a name that is simple.
func (s *sink) addSimple(dir, name []byte, m meta) outcome {
	n := len(dir) + 1 + len(name)
	if n > s.maxPath {
		return pathTooLong
	}
	if !s.room(n) {
		return understood
	}
	b := s.batch
	start := len(b.arena)
	if len(dir) > 0 {
		b.arena = append(b.arena, dir...)
		b.arena = append(b.arena, '/')
	}
	b.arena = append(b.arena, name...)
	s.append(start, m)
	return understood
}

// addOdd is add for a name that is not simple.
func (s *sink) addOdd(dir, name []byte, m meta) outcome {
	if len(name) == 0 && len(dir) == 0 {
		return structural
	}
	if !utf8.Valid(name) {
		name = s.text.decode(name)
	}
	odd := oddBytes(name)
	whole := s.scratch[:0]
	if len(dir) > 0 {
		whole = append(append(whole, dir...), '/')
	}
	whole = append(whole, name...)
	cut := len(whole)
	if cut > s.maxPath {
		s.scratch = whole
		return pathTooLong
	}
	path, climbed := normal(whole, whole[:cut:cut], s.dialect)
	s.scratch = path
	path = path[cut:]
	switch {
	case len(path) > s.maxPath:
		return pathTooLong
	case len(path) == 0 || len(path) == len(dir) && bytes.Equal(path, dir):
		return structural // the root, or the folder itself
	}
	if climbed {
		s.doubting(traversal)
	}
	if odd != understood {
		s.doubting(odd)
	}
	if !s.room(len(path)) {
		return understood
	}
	start := len(s.batch.arena)
	s.batch.arena = append(s.batch.arena, path...)
	s.append(start, m)
	return understood
}

// oddBytes says which doubt the bytes of a name raise.
func oddBytes(name []byte) outcome {
	odd := understood
	for _, c := range name {
		if c == 0 {
			return nulByte
		}
		if c < 0x20 || c == 0x7f {
			odd = controlBytes
		}
	}
	return odd
}

// append books the path that arena holds from start on.
func (s *sink) append(start int, m meta) {
	b := s.batch
	path := b.arena[start:]
	switch {
	case m.size < -1, m.size > maxSize:
		m.size = -1
		s.doubting(absurdSize)
	}
	if m.modified < minTime || m.modified > maxTime {
		m.modified = 0
		s.doubting(noSuchDate)
	}
	if n := s.last.n; n > 0 && len(b.Entries) > 0 {
		last := s.last.Bytes()
		switch {
		case len(path) > n && path[n] == '/' && bytes.Equal(path[:n], last):
			b.Entries[len(b.Entries)-1].Directory = true
		case n > len(path) && last[len(path)] == '/' && bytes.Equal(last[:len(path)], path):
			m.directory = true
		}
	}
	s.last = NewPath(path[:len(path):len(path)])
	b.Entries = append(b.Entries, Entry{})
	e := &b.Entries[len(b.Entries)-1] // written field by field: a copy of it whole would wait for that
	e.Path, e.Size, e.Modified, e.Line, e.Directory = s.last, m.size, m.modified, s.line-s.held, m.directory
	if s.dry {
		s.signs.see(path)
		b.Entries, b.arena = b.Entries[:0], b.arena[:0]
		s.last = Path{}
	}
}

// room makes room for n bytes of path, handing the batch on if need be. It is
// false when nobody wants more.
func (s *sink) room(n int) bool {
	b := s.batch
	if len(b.Entries) < batchEntries && len(b.arena)+n+slack <= cap(b.arena) {
		return true
	}
	if s.stopped || !s.full() {
		s.stopped = true
		return false
	}
	s.last = Path{}
	return true
}

// reset empties b for filling, keeping its memory.
func (b *Batch) reset(maxPath int) {
	if cap(b.arena) < batchBytes {
		b.arena = make([]byte, 0, batchBytes+maxPath+slack)
	}
	if cap(b.Entries) == 0 {
		b.Entries = make([]Entry, 0, 1024)
	}
	b.arena, b.Entries = b.arena[:0], b.Entries[:0]
}
