package listing

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/bodgit/sevenzip"
	"github.com/nwaples/rardecode/v2"
)

// sevenArchive reads the header of a 7z archive, packed or not.
var sevenArchive = form{
	name:     "7z",
	about:    "7z archives, by their header",
	why:      "the bytes are those of a 7z archive",
	certain:  func(h *head) bool { return bytes.HasPrefix(h.raw, []byte("7z\xbc\xaf\x27\x1c")) },
	document: readSeven,
}

// maxHeader bounds the header of a 7z archive.
const maxHeader = 512 << 20

func readSeven(d *document, s *sink) (err error) {
	defer recovered(&err)
	r, err := d.archived()
	if err != nil {
		return err
	}
	if err := sevenHeader(r); err != nil {
		return err
	}
	z, err := sevenzip.NewReader(r, r.Size())
	if err != nil {
		return sevenError(err, r)
	}
	foreign := sevenBackslashes(z)
	for _, f := range z.File {
		if s.stopped {
			return nil
		}
		m := meta{size: -1, directory: f.FileInfo().IsDir()}
		if f.UncompressedSize < maxSize {
			m.size = int64(f.UncompressedSize)
		}
		if !f.Modified.IsZero() {
			m.modified = f.Modified.Unix()
		}
		name := f.Name
		if foreign {
			name = strings.ReplaceAll(name, `\`, "/")
		}
		s.item([]byte(name), m)
	}
	return nil
}

// sevenBackslashes reports whether the names are parted by backslashes, as some
// programs write them: there is no slash, and a backslash.
func sevenBackslashes(z *sevenzip.Reader) bool {
	back := false
	for _, f := range z.File {
		if strings.Contains(f.Name, "/") {
			return false
		}
		back = back || strings.Contains(f.Name, `\`)
	}
	return back
}

// sevenHeader checks the place of the header before the library follows it.
func sevenHeader(r Random) error {
	var start [32]byte
	if _, err := r.ReadAt(start[:], 0); err != nil {
		return broken("reading the 7z archive", err)
	}
	offset, size := binary.LittleEndian.Uint64(start[12:]), binary.LittleEndian.Uint64(start[20:])
	if size > maxHeader {
		return &Error{What: "reading the 7z archive's header", Err: fmt.Errorf("%w (%d MiB)", ErrTooLarge, maxHeader>>20), Hint: "list it with 7z l and give that"}
	}
	if offset > uint64(r.Size()) || offset+size+32 > uint64(r.Size()) {
		return &Error{
			What: "finding the 7z archive's header", Err: fmt.Errorf("%w: %w", ErrBroken, sourceError{io.ErrUnexpectedEOF}),
			Hint: "the end of the file is missing, where the names stand: get the whole file (all parts of a split archive joined)",
		}
	}
	if size == 0 {
		return nil // an archive without anything
	}
	header := make([]byte, size)
	if _, err := r.ReadAt(header, int64(offset)+int64(len(start))); err != nil && !errors.Is(err, io.EOF) {
		return broken("reading the 7z archive's header", err)
	}
	switch err := checkSeven(r, header); {
	case errors.Is(err, ErrEncrypted):
		return encryptedNames("reading the 7z archive's header")
	case err != nil:
		return broken("reading the 7z archive's header", err)
	}
	return nil
}

// methodAES is how a 7z header names its encryption.
var methodAES = []byte{0x06, 0xf1, 0x07, 0x01}

// sevenError tells encrypted names from damage: the library does not.
func sevenError(err error, r Random) error {
	var read *sevenzip.ReadError
	encrypted := errors.As(err, &read) && read.Encrypted
	var start [32]byte
	if _, e := r.ReadAt(start[:], 0); e == nil && !encrypted {
		offset, size := int64(binary.LittleEndian.Uint64(start[12:])), int64(binary.LittleEndian.Uint64(start[20:]))
		header := make([]byte, min(size, 4096))
		n, _ := r.ReadAt(header, offset+32)
		encrypted = n > 0 && header[0] == 0x17 && bytes.Contains(header[:n], methodAES)
	}
	if encrypted {
		return encryptedNames("reading the 7z archive's header")
	}
	return broken("reading the 7z archive's header", err)
}

func encryptedNames(what string) error {
	return &Error{What: what, Err: ErrEncrypted, Hint: "list it where the password is known (7z l -p, unrar l -p) and give that listing"}
}

// rarArchive reads the file headers of a RAR archive.
var rarArchive = form{
	name:     "rar",
	about:    "RAR archives of versions 4 and 5, by their headers",
	why:      "the bytes are those of a RAR archive",
	certain:  func(h *head) bool { return bytes.HasPrefix(h.raw, []byte("Rar!\x1a\x07")) },
	document: readRar,
}

func readRar(d *document, s *sink) (err error) {
	defer recovered(&err)
	in := d.raw
	if d.random != nil {
		d.partly()
		in = io.NewSectionReader(d.random, 0, d.random.Size())
	}
	z, err := rardecode.NewReader(in, rardecode.MaxDictionarySize(1<<20))
	if err != nil {
		return rarError(err)
	}
	for !s.stopped {
		f, err := z.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, rardecode.ErrMultiVolume):
			return &Error{
				What: "reading the RAR archive", Err: fmt.Errorf("%w: it goes on in another volume", ErrBroken),
				Hint: "give the volumes one by one, or list the first with unrar l and give that",
			}
		case err != nil:
			return rarError(err)
		}
		m := meta{size: f.UnPackedSize, directory: f.IsDir}
		if f.UnKnownSize {
			m.size = -1
		}
		if !f.ModificationTime.IsZero() {
			m.modified = f.ModificationTime.Unix()
		}
		if f.Encrypted {
			s.encrypted++
		}
		name := []byte(f.Name)
		if !ascii(name) {
			name = d.names.decode(name)
		}
		s.item(name, m)
	}
	return nil
}

func rarError(err error) error {
	if errors.Is(err, rardecode.ErrArchiveEncrypted) || errors.Is(err, rardecode.ErrBadPassword) {
		return encryptedNames("reading the RAR archive's headers")
	}
	return broken("reading the RAR archive's headers", err)
}
