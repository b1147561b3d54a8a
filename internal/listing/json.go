package listing

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonDocument reads objects with a path or name wherever they stand: arrays,
// NDJSON, and trees in which folders hold their children.
var jsonDocument = form{
	name:     "json",
	about:    "JSON and NDJSON with path, name, size and date keys at any depth: tree -J, rclone lsjson, file browsers",
	why:      "the text is JSON with keys for paths or names",
	certain:  isJSON,
	document: readJSON,
}

// isJSON recognises the start of a document, or lines out of its middle.
func isJSON(h *head) bool {
	lines, objects := 0, 0
	for _, line := range h.lines {
		t := bytes.TrimLeft(line, " \t,[]")
		switch {
		case len(t) == 0:
			continue
		case bytes.HasPrefix(t, []byte(`{"`)) && bytes.Contains(t, []byte(`":`)), t[0] == '"' && bytes.Contains(t, []byte(`":`)),
			(t[0] == '{' || t[0] == '}' || t[0] == ']') && len(bytes.TrimRight(t, " ,{}[]")) == 0:
			objects++
		}
		lines++
	}
	first := bytes.TrimLeft(h.raw, " \t\r\n")
	if lines == 0 || len(first) == 0 {
		begin := bytes.Join(bytes.Fields(first[:min(len(first), 256)]), nil)
		return bytes.HasPrefix(begin, []byte(`[{"`)) || bytes.HasPrefix(begin, []byte(`{"`)) || bytes.HasPrefix(begin, []byte(`["`))
	}
	if (first[0] == '[' || first[0] == '{') && lines <= 2 {
		begin := bytes.Join(bytes.Fields(first[:min(len(first), 256)]), nil)
		return bytes.HasPrefix(begin, []byte(`[{"`)) || bytes.HasPrefix(begin, []byte(`{"`)) || bytes.HasPrefix(begin, []byte(`["`))
	}
	if first[0] == '[' && objects == 0 { // an array of strings
		return quotedStrings(h.lines)
	}
	return objects*10 >= lines*9
}

func quotedStrings(lines [][]byte) bool {
	for _, line := range lines[:min(len(lines), 50)] {
		t := bytes.Trim(line, " \t,[]\r")
		if len(t) > 0 && (t[0] != '"' || t[len(t)-1] != '"') {
			return false
		}
	}
	return true
}

// maxJSONDepth bounds how deep values nest; deeper ones are stepped over.
const maxJSONDepth = 1024

// jsonNode is an object or array that is open.
type jsonNode struct {
	array   bool
	key     jsonKey // of this value in its object
	prefix  []byte  // path of the folder that its objects stand in
	fields  jsonFields
	taken   bool
	strings bool // an array whose strings are paths
}

// jsonFields is what was read of an object so far.
type jsonFields struct {
	path, folder, name []byte
	meta               meta
	any                bool
}

type jsonKey uint8

const (
	keyOther jsonKey = iota
	keyPath
	keyFolder
	keyName
	keySize
	keyTime
	keyDirectory
	keyType
	keyPaths
)

var jsonKeys = map[string]jsonKey{
	"path": keyPath, "fullpath": keyPath, "full_path": keyPath, "filepath": keyPath, "file_path": keyPath, "fullname": keyPath, "key": keyPath, "href": keyPath,
	"url": keyPath, "relativepath": keyPath, "relative_path": keyPath, "pathname": keyPath, "path_display": keyPath, "relpath": keyPath,
	"directory": keyFolder, "dirname": keyFolder, "folder": keyFolder, "parent": keyFolder, "dir": keyFolder, "parentpath": keyFolder, "directoryname": keyFolder,
	"name": keyName, "filename": keyName, "file_name": keyName, "basename": keyName, "file": keyName, "title": keyName, "naam": keyName, "n": keyName,
	"size": keySize, "length": keySize, "filesize": keySize, "file_size": keySize, "bytes": keySize, "size_bytes": keySize, "sizeinbytes": keySize, "contentlength": keySize, "s": keySize, "grootte": keySize,
	"modified": keyTime, "mtime": keyTime, "modtime": keyTime, "lastmodified": keyTime, "last_modified": keyTime, "lastwritetime": keyTime, "date": keyTime, "time": keyTime,
	"modified_at": keyTime, "updated_at": keyTime, "date_modified": keyTime, "lastmodifieddatetime": keyTime, "timestamp": keyTime, "datum": keyTime,
	"isdir": keyDirectory, "is_dir": keyDirectory, "isdirectory": keyDirectory, "is_directory": keyDirectory, "isfolder": keyDirectory, "is_folder": keyDirectory,
	"type": keyType, "kind": keyType, "files": keyPaths, "paths": keyPaths, "entries": keyPaths, "names": keyPaths,
}

func keyOf(b []byte) jsonKey {
	if len(b) > 24 {
		return keyOther
	}
	var low [24]byte
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	return jsonKeys[string(low[:len(b)])]
}

// jsonReader is lenient: it reads what it can of text that may begin and end
// anywhere.
type jsonReader struct {
	in    *bufio.Reader
	s     *sink
	stack []jsonNode
	over  int // values open beyond maxJSONDepth
	key   jsonKey
	isKey bool // the next string is a key
	buf   []byte
	cut   bool // a bracket closed that never opened
}

func readJSON(d *document, s *sink) error {
	j := &jsonReader{in: bufio.NewReaderSize(d.text, 64<<10), s: s}
	for !s.stopped {
		err := j.step()
		if errors.Is(err, io.EOF) {
			for len(j.stack) > 0 {
				j.close()
			}
			return nil
		}
		if err != nil {
			return broken("reading the JSON text", err)
		}
	}
	return nil
}

// step reads one token.
func (j *jsonReader) step() error {
	c, err := j.in.ReadByte()
	if err != nil {
		return err
	}
	switch c {
	case ' ', '\t', '\r', '\n', ':':
		return nil
	case ',':
		j.isKey, j.key = j.inObject(), keyOther
		return nil
	case '{', '[':
		j.open(c == '[')
		return nil
	case '}', ']':
		if j.over > 0 {
			j.over--
		} else if len(j.stack) > 0 {
			j.close()
		} else {
			j.cut = true
		}
		return nil
	case '"':
		return j.str()
	}
	return j.literal(c)
}

func (j *jsonReader) inObject() bool { return len(j.stack) > 0 && !j.stack[len(j.stack)-1].array }

func (j *jsonReader) open(array bool) {
	if len(j.stack) >= maxJSONDepth {
		if j.over == 0 {
			j.s.note(tooDeep)
		}
		j.over++
		return
	}
	n := jsonNode{array: array, key: j.key}
	n.fields.meta = unknown
	if up := len(j.stack) - 1; up >= 0 {
		parent := &j.stack[up]
		if !parent.array && !parent.taken && (parent.fields.name != nil || parent.fields.path != nil) && array {
			parent.fields.meta.directory = true
			j.take(parent)
		}
		n.prefix = parent.prefix
	}
	n.strings = array && (len(j.stack) == 0 || j.key == keyPaths)
	j.stack = append(j.stack, n)
	j.isKey, j.key = !array, keyOther
}

func (j *jsonReader) close() {
	n := &j.stack[len(j.stack)-1]
	if !n.array && !n.taken && n.fields.any {
		j.take(n)
	}
	j.stack = j.stack[:len(j.stack)-1]
	j.key, j.isKey = keyOther, false
}

// take books the object n and makes its path the prefix of what it holds.
func (j *jsonReader) take(n *jsonNode) {
	n.taken = true
	f := &n.fields
	s := j.s
	var dir, name []byte
	switch {
	case f.path != nil:
		name = f.path
		if f.name != nil && !bytes.HasSuffix(bytes.TrimRight(f.path, `/\`), bytes.TrimRight(f.name, `/\`)) {
			dir, name = f.path, f.name
		}
	case f.name != nil && f.folder != nil:
		dir, name = f.folder, f.name
	case f.name != nil:
		dir, name = n.prefix, f.name
		if rest, _ := normal(nil, name, slashes); len(dir) > 0 && bytes.HasPrefix(rest, dir) && len(rest) > len(dir) && rest[len(dir)] == '/' {
			dir = nil // tree -J -f: the name is a whole path
		}
	default:
		s.note(structural)
		return
	}
	s.line++
	if j.cut && len(n.prefix) == 0 && f.path == nil {
		s.doubting(parentsCut)
	}
	d := slashes
	if back := bytes.IndexByte; f.path != nil && back(f.path, '\\') >= 0 && back(f.path, '/') < 0 || f.folder != nil && back(f.folder, '\\') >= 0 {
		d = backslashes
	}
	s.dialect = d
	if len(dir) > s.maxPath {
		s.done(pathTooLong)
		return
	}
	folder, _ := normal(nil, dir, d)
	name = trimURL(name)
	s.done(s.add(folder, name, f.meta))
	if len(folder)+len(name) < s.maxPath {
		whole := append(append(bytes.Clone(folder), '/'), name...)
		n.prefix, _ = normal(nil, whole, d)
	}
}

// trimURL takes scheme and host off an address, and undoes its percent signs.
func trimURL(b []byte) []byte {
	for _, scheme := range []string{"http://", "https://"} {
		rest, ok := bytes.CutPrefix(b, []byte(scheme))
		if !ok {
			continue
		}
		if i := bytes.IndexByte(rest, '/'); i >= 0 {
			return unpercent(rest[i+1:])
		}
	}
	return b
}

// str reads a string behind its opening quote.
func (j *jsonReader) str() error {
	text, err := j.quoted()
	if err != nil {
		return err
	}
	if j.over > 0 {
		return nil
	}
	if j.isKey {
		j.key, j.isKey = keyOf(text), false
		return nil
	}
	if len(j.stack) == 0 {
		return nil
	}
	n := &j.stack[len(j.stack)-1]
	if n.array {
		if n.strings && len(text) > 0 {
			j.s.item(bytes.Clone(text), unknown)
		}
		return nil
	}
	n.fields.set(j.key, text)
	j.key = keyOther
	return nil
}

func (f *jsonFields) set(key jsonKey, text []byte) {
	switch key {
	case keyPath:
		if f.path == nil {
			f.path, f.any = bytes.Clone(text), true
		}
	case keyFolder:
		f.folder = bytes.Clone(text)
	case keyName:
		if f.name == nil {
			f.name, f.any = bytes.Clone(text), true
		}
	case keySize:
		if len(text) > 0 {
			if v, ok := cellSize(bytes.TrimSpace(text)); ok && len(bytes.TrimSpace(text)) > 0 {
				f.meta.size = v
			}
		}
	case keyTime:
		if unix, ok := cellTime(text, order{}); ok {
			f.meta.modified = unix
		}
	case keyDirectory:
		f.meta.directory = yes(text)
	case keyType:
		f.meta.directory = f.meta.directory || directoryAttribute(text)
	}
}

// literal reads a number, true, false or null that begins with c.
func (j *jsonReader) literal(c byte) error {
	j.buf = append(j.buf[:0], c)
	for {
		b, err := j.in.Peek(1)
		if err != nil || bytes.IndexByte([]byte(" \t\r\n,:{}[]\""), b[0]) >= 0 {
			break
		}
		if len(j.buf) < 64 {
			j.buf = append(j.buf, b[0])
		}
		_, _ = j.in.Discard(1) // it was just peeked at
	}
	if j.inObject() && j.over == 0 && string(j.buf) != "null" {
		text := j.buf
		if f, err := strconv.ParseFloat(string(text), 64); err == nil && f > 1e7 && f < 1e18 && bytes.IndexAny(text, "eE") > 0 {
			text = strconv.AppendInt(nil, int64(f), 10)
		}
		switch key := j.key; key {
		case keySize, keyTime, keyDirectory:
			j.stack[len(j.stack)-1].fields.set(key, text)
		}
		j.key = keyOther
	}
	return nil
}

// quoted reads to the closing quote, keeping no more of a string than a path
// may be long.
func (j *jsonReader) quoted() ([]byte, error) {
	j.buf = j.buf[:0]
	for {
		c, err := j.in.ReadByte()
		switch {
		case err != nil:
			return nil, err
		case c == '"':
			return j.buf, nil
		case c == '\\':
			if err := j.escape(); err != nil {
				return nil, err
			}
		case len(j.buf) <= j.s.maxPath:
			j.buf = append(j.buf, c)
		}
	}
}

func (j *jsonReader) escape() error {
	c, err := j.in.ReadByte()
	if err != nil {
		return err
	}
	if len(j.buf) > j.s.maxPath {
		return nil
	}
	switch c {
	case 'u':
		r, err := j.hex()
		if err != nil {
			return err
		}
		if utf16.IsSurrogate(r) {
			if next, err := j.in.Peek(2); err == nil && string(next) == `\u` {
				_, _ = j.in.Discard(2) // it was just peeked at
				low, err := j.hex()
				if err != nil {
					return err
				}
				r = utf16.DecodeRune(r, low)
			}
		}
		j.buf = utf8.AppendRune(j.buf, r)
	default:
		if i := bytes.IndexByte([]byte("bfnrt"), c); i >= 0 {
			c = "\b\f\n\r\t"[i]
		}
		j.buf = append(j.buf, c)
	}
	return nil
}

func (j *jsonReader) hex() (rune, error) {
	digits, err := j.in.Peek(4)
	if err != nil {
		return 0, err
	}
	v, err := strconv.ParseUint(string(digits), 16, 16)
	if err != nil {
		return utf8.RuneError, nil
	}
	_, _ = j.in.Discard(4) // it was just peeked at
	return rune(v), nil
}
