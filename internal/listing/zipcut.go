package listing

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

const (
	zipLocalMark   = "PK\x03\x04"
	zipLocalSize   = 30
	zipDescriptor  = 1 << 3
	zipSearchBlock = 64 << 10
)

// readCutZip lists a ZIP archive whose directory is missing by the headers
// that stand before each entry's content. It steps over content, and reads
// content only where the archive does not say how long it is.
func readCutZip(d *document, r Random, s *sink) {
	z := &zipReader{names: d.names}
	at := zipNext(r, 0)
	for at >= 0 && !s.stopped {
		e, next, ok := z.local(r, at)
		if !ok {
			at = zipNext(r, at+4)
			continue
		}
		z.item(e, s)
		at = zipNext(r, next)
	}
}

// local reads the header at an offset, and where its content ends: at the
// latest where the header itself does, if it does not say.
func (z *zipReader) local(r Random, at int64) (e zipEntry, next int64, ok bool) {
	var fixed [zipLocalSize]byte
	if _, err := r.ReadAt(fixed[:], at); err != nil {
		return e, 0, false
	}
	flags := binary.LittleEndian.Uint16(fixed[6:])
	packed := int64(binary.LittleEndian.Uint32(fixed[18:]))
	nameLen, extraLen := int64(binary.LittleEndian.Uint16(fixed[26:])), int64(binary.LittleEndian.Uint16(fixed[28:]))
	rest := make([]byte, nameLen+extraLen)
	if _, err := r.ReadAt(rest, at+zipLocalSize); err != nil && !errors.Is(err, io.EOF) || nameLen == 0 || at+zipLocalSize+nameLen+extraLen > r.Size() {
		return e, 0, false
	}
	e.name, e.offset = rest[:nameLen], uint64(at)
	e.meta.size = int64(binary.LittleEndian.Uint32(fixed[22:]))
	e.meta.modified = dosTime(binary.LittleEndian.Uint16(fixed[12:]), binary.LittleEndian.Uint16(fixed[10:]))
	e.encrypted = flags&zipEncrypted != 0
	raw := e.name
	if wide := e.extras(rest[nameLen:], false); wide != nil {
		e.name = wide
	} else if !ascii(raw) {
		e.name = z.names.decode(raw)
	}
	next = at + zipLocalSize + nameLen + extraLen
	switch {
	case flags&zipDescriptor != 0:
		e.meta.size = -1
	case packed != zipHugeField:
		next += packed
	}
	return e, next, true
}

// zipNext returns the offset of the next local header from at on, -1 for none.
func zipNext(r Random, at int64) int64 {
	block := make([]byte, zipSearchBlock)
	for at >= 0 && at < r.Size() {
		n, err := r.ReadAt(block, at)
		if i := bytes.Index(block[:n], []byte(zipLocalMark)); i >= 0 {
			return at + int64(i)
		}
		if err != nil || n < len(zipLocalMark) {
			return -1
		}
		at += int64(n) - int64(len(zipLocalMark)) + 1
	}
	return -1
}
