package listing

import (
	"bytes"
	"errors"
	"io"
	"strconv"
)

// torrent reads the names and sizes of a torrent, of version 1, 2 or both.
// No tracker and no peer is ever asked.
var torrent = form{
	name:  "torrent",
	about: "torrents of version 1, version 2 and both: names and sizes only",
	why:   "the bytes are a bencoded dictionary with a torrent's info",
	certain: func(h *head) bool {
		return len(h.raw) > 10 && h.raw[0] == 'd' && digit(h.raw[1]) && (bytes.Contains(h.raw, []byte("4:info")) ||
			bytes.Contains(h.raw, []byte("8:announce")) || bytes.Contains(h.raw, []byte("10:created by")))
	},
	document: readTorrent,
}

// maxBencode bounds how deep a torrent may nest.
const maxBencode = 512

var errBencode = errors.New("not bencoded")

// bencode reads bencoded bytes in order, and never holds more than a key.
type bencode struct {
	b     []byte
	depth int
}

func (r *bencode) peek() byte {
	if len(r.b) == 0 {
		return 0
	}
	return r.b[0]
}

// text reads a string, without copying it.
func (r *bencode) text() ([]byte, error) {
	i := bytes.IndexByte(r.b[:min(len(r.b), 12)], ':')
	if i < 1 {
		return nil, errBencode
	}
	n, ok := number(r.b[:i])
	if !ok || n > int64(len(r.b)-i-1) {
		return nil, io.ErrUnexpectedEOF
	}
	s := r.b[i+1 : i+1+int(n)]
	r.b = r.b[i+1+int(n):]
	return s, nil
}

func (r *bencode) integer() (int64, error) {
	end := bytes.IndexByte(r.b[:min(len(r.b), 24)], 'e')
	if r.peek() != 'i' || end < 0 {
		return 0, errBencode
	}
	v, err := strconv.ParseInt(string(r.b[1:end]), 10, 64)
	r.b = r.b[end+1:]
	if err != nil {
		return -2, nil // absurd, but well formed
	}
	return v, nil
}

// enter begins a list or dictionary, leave ends it.
func (r *bencode) enter(kind byte) error {
	if r.peek() != kind {
		return errBencode
	}
	if r.depth++; r.depth > maxBencode {
		return errDepth
	}
	r.b = r.b[1:]
	return nil
}

// more reports whether the list or dictionary goes on; at its end it leaves.
func (r *bencode) more() (bool, error) {
	switch r.peek() {
	case 0:
		return false, io.ErrUnexpectedEOF
	case 'e':
		r.b, r.depth = r.b[1:], r.depth-1
		return false, nil
	}
	return true, nil
}

var errDepth = errors.New("nested too deeply")

// skip steps over any value, without recursion.
func (r *bencode) skip() error {
	for level := 0; ; {
		var err error
		switch c := r.peek(); {
		case c == 'l' || c == 'd':
			r.b, level = r.b[1:], level+1
		case c == 'e' && level > 0:
			r.b, level = r.b[1:], level-1
		case c == 'i':
			_, err = r.integer()
		default:
			_, err = r.text()
		}
		if err != nil || level == 0 {
			return err
		}
	}
}

// dict calls f with each key of the dictionary that follows; f must read the
// value.
func (r *bencode) dict(f func(key []byte) error) error {
	if err := r.enter('d'); err != nil {
		return err
	}
	for {
		more, err := r.more()
		if err != nil || !more {
			return err
		}
		key, err := r.text()
		if err != nil {
			return err
		}
		if err := f(key); err != nil {
			return err
		}
	}
}

func (r *bencode) list(f func() error) error {
	if err := r.enter('l'); err != nil {
		return err
	}
	for {
		more, err := r.more()
		if err != nil || !more {
			return err
		}
		if err := f(); err != nil {
			return err
		}
	}
}

type torrentReader struct {
	bencode
	s      *sink
	names  *text
	root   []byte
	length int64
	files  []byte // the v1 list of files, read once the root's name is known
	tree   []byte // the v2 tree
}

func readTorrent(d *document, s *sink) error {
	whole, err := io.ReadAll(io.LimitReader(d.raw, d.opts.MaxBuffered+1))
	if err != nil {
		return broken("reading the torrent", err)
	}
	if int64(len(whole)) > d.opts.MaxBuffered {
		return &Error{What: "reading the torrent", Err: ErrTooLarge, Hint: "a torrent's names take far less: check that this is one"}
	}
	t := &torrentReader{bencode: bencode{b: whole}, s: s, names: d.names, length: -1}
	err = t.dict(func(key []byte) error {
		if string(key) == "info" {
			return t.info()
		}
		return t.skip()
	})
	if err == nil || t.root != nil {
		if e := t.entries(); e != nil {
			err = e
		}
	}
	if err != nil {
		return broken("reading the torrent", err)
	}
	return nil
}

// info notes where the parts stand: in key order the name comes after the
// files.
func (t *torrentReader) info() error {
	return t.dict(func(key []byte) error {
		start := t.b
		var err error
		switch string(key) {
		case "name", "name.utf-8":
			var name []byte
			if name, err = t.text(); err == nil && (t.root == nil || len(key) > 4) {
				t.root, _ = normal(nil, t.decode(name), slashes)
			}
			return err
		case "length":
			t.length, err = t.integer()
			return err
		}
		err = t.skip()
		switch string(key) {
		case "files":
			t.files = start[:len(start)-len(t.b)]
			if err != nil {
				t.files = start
			}
		case "file tree":
			t.tree = start[:len(start)-len(t.b)]
			if err != nil {
				t.tree = start
			}
		}
		return err
	})
}

func (t *torrentReader) decode(b []byte) []byte {
	if ascii(b) {
		return b
	}
	return bytes.Clone(t.names.decode(b))
}

// entries takes the files of version 1, or else of version 2: in a torrent of
// both they are the same.
func (t *torrentReader) entries() error {
	switch {
	case t.files != nil:
		t.bencode = bencode{b: t.files}
		return t.list(t.file)
	case t.tree != nil:
		t.bencode = bencode{b: t.tree}
		return t.folder(t.root)
	case t.root != nil:
		t.s.item(t.root, meta{size: t.length})
		return nil
	}
	return errBencode
}

// file reads one file of version 1.
func (t *torrentReader) file() error {
	m := unknown
	var path, wide []byte
	padding := false
	err := t.dict(func(key []byte) (err error) {
		switch string(key) {
		case "length":
			m.size, err = t.integer()
		case "path":
			path, err = t.path()
		case "path.utf-8":
			wide, err = t.path()
		case "attr":
			var attr []byte
			attr, err = t.text()
			padding = bytes.IndexByte(attr, 'p') >= 0
		default:
			err = t.skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	if wide != nil {
		path = wide
	}
	t.take(path, m, padding)
	if t.s.stopped {
		return io.EOF
	}
	return nil
}

func (t *torrentReader) take(path []byte, m meta, padding bool) {
	if padding || bytes.HasPrefix(path, []byte(".pad/")) || bytes.Contains(path, []byte("_____padding_file_")) {
		t.s.note(structural)
		return
	}
	t.s.line++
	if len(path) == 0 {
		t.s.done(noName)
		return
	}
	t.s.done(t.s.add(t.root, path, m))
}

// path joins the segments of a path. A slash inside a segment is a slash.
func (t *torrentReader) path() (path []byte, err error) {
	err = t.list(func() error {
		segment, err := t.text()
		if err != nil {
			return err
		}
		if len(path)+len(segment) > 2*t.s.maxPath {
			segment = nil
		}
		if path != nil {
			path = append(path, '/')
		}
		path = append(path, t.decode(segment)...)
		return nil
	})
	return path, err
}

// folder reads one level of the tree of version 2.
func (t *torrentReader) folder(path []byte) error {
	return t.dict(func(key []byte) error {
		if len(key) == 0 { // the file itself
			m := unknown
			err := t.dict(func(key []byte) (err error) {
				if string(key) == "length" {
					m.size, err = t.integer()
					return err
				}
				return t.skip()
			})
			if err == nil {
				t.s.item(path, m)
			}
			return err
		}
		if len(path)+len(key) > 2*t.s.maxPath {
			t.s.note(pathTooLong)
			return t.skip()
		}
		below := append(append(bytes.Clone(path), '/'), t.decode(key)...)
		return t.folder(below)
	})
}
