package listing

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"unicode/utf8"
)

// zipArchive reads a ZIP archive's central directory, and nothing else of it.
var zipArchive = form{
	name:     "zip",
	about:    "ZIP archives, by their central directory",
	why:      "the bytes are those of a ZIP archive",
	certain:  func(h *head) bool { return isZip(h) && !isWorkbook(h) },
	document: func(d *document, s *sink) error { return readZip(d, s) },
}

// isZip recognises a ZIP by its first bytes or, for one that unpacks itself,
// by its end.
func isZip(h *head) bool {
	if bytes.HasPrefix(h.raw, []byte("PK\x03\x04")) || bytes.HasPrefix(h.raw, []byte("PK\x05\x06")) || bytes.HasPrefix(h.raw, []byte("PK00PK\x03\x04")) {
		return true
	}
	if h.random == nil || !bytes.HasPrefix(h.raw, []byte("MZ")) {
		return false
	}
	_, err := zipEnd(h.random)
	return err == nil
}

const (
	zipEndSize     = 22
	zipEntrySize   = 46
	zipMaxComment  = 1 << 16
	zipEndMark     = 0x06054b50
	zip64EndMark   = 0x06064b50
	zip64Locator   = 0x07064b50
	zipEntryMark   = 0x02014b50
	zipUTF8        = 1 << 11
	zipEncrypted   = 1
	zipMadeUnix    = 3
	zipMadeDarwin  = 19
	zipHugeField   = 1<<32 - 1
	zipExtraZip64  = 1
	zipExtraNTFS   = 0x0a
	zipExtraTime   = 0x5455
	zipExtraName   = 0x7075
	zipDirectoryAt = 16 // the directory bit of MS-DOS attributes
)

// zipPlace is where a central directory lies.
type zipPlace struct {
	offset, size int64
	entries      uint64
}

// zipEnd finds the central directory by the record at the archive's end.
func zipEnd(r Random) (p zipPlace, err error) {
	size := r.Size()
	n := min(size, zipEndSize+zipMaxComment)
	tail := make([]byte, n)
	if _, err := r.ReadAt(tail, size-n); err != nil && !errors.Is(err, io.EOF) {
		return p, err
	}
	for i := len(tail) - zipEndSize; i >= 0; i-- {
		if binary.LittleEndian.Uint32(tail[i:]) != zipEndMark {
			continue
		}
		end := tail[i:]
		if comment := int(binary.LittleEndian.Uint16(end[20:])); zipEndSize+comment > len(end) {
			continue
		}
		p.entries = uint64(binary.LittleEndian.Uint16(end[10:]))
		p.size, p.offset = int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
		at := size - n + int64(i)
		before := at
		if q, ok := zip64End(r, at-20); ok {
			p, before = q.zipPlace, q.at
		}
		// Bytes before the archive (one that unpacks itself) move its offsets.
		if start := before - p.size; start >= 0 && start != p.offset {
			p.offset = start
		}
		if p.offset < 0 || p.size < 0 || p.offset+p.size > size {
			return p, io.ErrUnexpectedEOF
		}
		return p, nil
	}
	return p, io.ErrUnexpectedEOF
}

type zip64Place struct {
	zipPlace
	at int64
}

// zip64End follows a zip64 locator at offset.
func zip64End(r Random, offset int64) (p zip64Place, ok bool) {
	var locator [20]byte
	if offset < 0 {
		return p, false
	}
	if _, err := r.ReadAt(locator[:], offset); err != nil || binary.LittleEndian.Uint32(locator[:]) != zip64Locator {
		return p, false
	}
	p.at = int64(binary.LittleEndian.Uint64(locator[8:]))
	var end [56]byte
	if p.at < 0 || p.at > offset {
		return p, false
	}
	if _, err := r.ReadAt(end[:], p.at); err != nil || binary.LittleEndian.Uint32(end[:]) != zip64EndMark {
		return p, false
	}
	p.entries = binary.LittleEndian.Uint64(end[32:])
	p.size, p.offset = int64(binary.LittleEndian.Uint64(end[40:])), int64(binary.LittleEndian.Uint64(end[48:]))
	return p, true
}

func readZip(d *document, s *sink) error {
	r, err := d.archived()
	if err != nil {
		return err
	}
	place, err := zipEnd(r)
	if err != nil {
		readCutZip(d, r, s)
		return &Error{
			What: "finding the ZIP archive's directory", Err: fmt.Errorf("%w: %w", ErrBroken, sourceError{err}),
			Hint: "the end of the file is missing, where its directory stands; what stands before was listed: get the whole file (all parts of a split archive joined)",
		}
	}
	z := &zipReader{in: bufio.NewReaderSize(io.NewSectionReader(r, place.offset, place.size), 64<<10), names: d.names}
	for !s.stopped {
		e, err := z.next()
		if errors.Is(err, io.EOF) {
			if uint64(s.line) < place.entries && place.entries != zipHugeField>>16 {
				return broken("reading the ZIP archive's directory", io.ErrUnexpectedEOF)
			}
			return nil
		}
		if err != nil {
			return broken("reading the ZIP archive's directory", err)
		}
		if e.encrypted {
			s.encrypted++
		}
		z.item(e, s)
	}
	return nil
}

type zipEntry struct {
	name      []byte
	meta      meta
	encrypted bool
	fat       bool
	offset    uint64
}

type zipReader struct {
	in      *bufio.Reader
	names   *text
	buf     []byte
	seen    map[uint64]bool
	scratch []byte
}

// maxOffsets bounds how many contents are checked for lying over each other.
const maxOffsets = 1 << 20

// item takes an entry, doubting it where its content is another's too.
func (z *zipReader) item(e zipEntry, s *sink) {
	if z.seen == nil {
		z.seen = make(map[uint64]bool)
	}
	if len(z.seen) < maxOffsets {
		if z.seen[e.offset] {
			s.doubt(overlapping, s.line+1)
		}
		z.seen[e.offset] = true
	}
	if e.fat && bytes.IndexByte(e.name, '/') < 0 && bytes.IndexByte(e.name, '\\') >= 0 {
		z.scratch = append(z.scratch[:0], e.name...)
		for i, c := range z.scratch {
			if c == '\\' {
				z.scratch[i] = '/'
			}
		}
		e.name = z.scratch
	}
	s.item(e.name, e.meta)
}

// next reads one entry of the directory.
func (z *zipReader) next() (e zipEntry, err error) {
	var fixed [zipEntrySize]byte
	if _, err := io.ReadFull(z.in, fixed[:]); err != nil {
		return e, err
	}
	if mark := binary.LittleEndian.Uint32(fixed[:]); mark != zipEntryMark {
		if mark == 0x05054b50 || mark == zip64EndMark || mark == zipEndMark { // a signature ends the directory
			return e, io.EOF
		}
		return e, io.ErrUnexpectedEOF
	}
	host, flags := fixed[5], binary.LittleEndian.Uint16(fixed[8:])
	nameLen, extraLen := int(binary.LittleEndian.Uint16(fixed[28:])), int(binary.LittleEndian.Uint16(fixed[30:]))
	commentLen := int(binary.LittleEndian.Uint16(fixed[32:]))
	need := nameLen + extraLen + commentLen
	if cap(z.buf) < need {
		z.buf = make([]byte, need, need+1024)
	}
	z.buf = z.buf[:need]
	if _, err := io.ReadFull(z.in, z.buf); err != nil {
		return e, io.ErrUnexpectedEOF
	}
	raw, extra := z.buf[:nameLen], z.buf[nameLen:nameLen+extraLen]
	e.meta.size = int64(binary.LittleEndian.Uint32(fixed[24:]))
	e.offset = uint64(binary.LittleEndian.Uint32(fixed[42:]))
	e.meta.modified = dosTime(binary.LittleEndian.Uint16(fixed[14:]), binary.LittleEndian.Uint16(fixed[12:]))
	attributes := binary.LittleEndian.Uint32(fixed[38:])
	e.meta.directory = attributes&zipDirectoryAt != 0 && host != zipMadeUnix && host != zipMadeDarwin || attributes>>28 == 4
	e.encrypted, e.fat = flags&zipEncrypted != 0, host != zipMadeUnix && host != zipMadeDarwin
	e.name = raw
	unicode := e.extras(extra, binary.LittleEndian.Uint32(fixed[20:]) == zipHugeField)
	switch {
	case unicode != nil:
		e.name = unicode
	case flags&zipUTF8 != 0 && utf8.Valid(raw), ascii(raw):
	default:
		e.name = z.names.decode(raw)
	}
	return e, nil
}

// extras reads the extra fields: long sizes, better times, and the name in
// Unicode where its check matches.
func (e *zipEntry) extras(b []byte, longPacked bool) (name []byte) {
	raw := e.name
	for len(b) >= 4 {
		id, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if n > len(b)-4 {
			return name
		}
		field := b[4 : 4+n]
		b = b[4+n:]
		switch {
		case id == zipExtraZip64:
			e.zip64(field, longPacked)
		case id == zipExtraNTFS && n >= 32:
			e.meta.modified = int64(binary.LittleEndian.Uint64(field[8:])/1e7) + fileTimeEpoch
		case id == zipExtraTime && n >= 5 && field[0]&1 != 0:
			e.meta.modified = int64(int32(binary.LittleEndian.Uint32(field[1:])))
		case id == zipExtraName && n > 5 && field[0] == 1:
			if binary.LittleEndian.Uint32(field[1:]) == crc32.ChecksumIEEE(raw) && utf8.Valid(field[5:]) {
				name = field[5:]
			}
		}
	}
	return name
}

func (e *zipEntry) zip64(field []byte, longPacked bool) {
	if e.meta.size == zipHugeField && len(field) >= 8 {
		e.meta.size = int64(binary.LittleEndian.Uint64(field))
		field = field[8:]
	}
	if longPacked && len(field) >= 8 {
		field = field[8:]
	}
	if e.offset == zipHugeField && len(field) >= 8 {
		e.offset = binary.LittleEndian.Uint64(field)
	}
}

// dosTime reads the date and time of MS-DOS; 0 for none.
func dosTime(date, clock uint16) int64 {
	seconds := int64(clock>>11)*3600 + int64(clock>>5&63)*60 + int64(clock&31)*2
	unix, _ := civil(int(date>>9)+1980, int(date>>5&15), int(date&31), seconds)
	return unix
}
