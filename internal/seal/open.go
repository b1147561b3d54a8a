package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
)

// Reader gives the clear text of a sealed file. It hands out nothing that is
// not authenticated: each frame before its bytes are read, the whole before
// io.EOF. After an error it gives only that error.
type Reader struct {
	Meta Meta

	src    io.Reader
	aead   cipher.AEAD
	ad     []byte
	number uint64
	whole  hash.Hash
	frame  []byte // sealed
	clear  []byte
	left   []byte // of clear, unread
	short  bool   // the last frame was not full: only the closing one may follow
	buf    []byte
	err    error
}

// ReadMeta reads the header of a sealed file, which says whose key opens it.
// It is authenticated only by opening the file.
func ReadMeta(src io.Reader) (Meta, error) {
	_, m, err := readHeader(src)
	return m, err
}

func readHeader(src io.Reader) ([]byte, Meta, error) {
	head := make([]byte, len(Magic)+saltSize, len(Magic)+saltSize+2*256)
	n, err := fill(src, head)
	switch {
	case !bytes.HasPrefix(head[:n], []byte(Magic)[:min(n, len(Magic))]) || n < len(Magic):
		return nil, Meta{}, ErrNotSealed
	case err != nil && !errors.Is(err, io.EOF):
		return nil, Meta{}, fmt.Errorf("opening: %w", err)
	case n < len(head):
		return nil, Meta{}, ErrTruncated
	}
	var m Meta
	for _, s := range []*string{&m.Case, &m.Policy} {
		var size [1]byte
		if _, err := io.ReadFull(src, size[:]); err != nil {
			return nil, Meta{}, ErrTruncated
		}
		text := make([]byte, size[0])
		if _, err := io.ReadFull(src, text); err != nil {
			return nil, Meta{}, ErrTruncated
		}
		*s = string(text)
		head = append(append(head, size[0]), text...)
	}
	return head, m, nil
}

// Open reads the header and the first frame of src, and returns a Reader of
// the clear text. The error is ErrNotSealed, ErrTruncated, ErrKey or that of
// reading src. Not for use by several goroutines at once.
func Open(src io.Reader, k Key) (*Reader, error) {
	head, m, err := readHeader(src)
	if err != nil {
		return nil, err
	}
	aead, ad, err := fileCipher(k, head)
	if err != nil {
		return nil, err
	}
	r := &Reader{Meta: m, src: src, aead: aead, ad: ad, whole: sha256.New(), frame: make([]byte, FrameSize+overhead)}
	r.next()
	switch {
	case errors.Is(r.err, ErrChanged):
		return nil, ErrKey
	case r.err != nil && !errors.Is(r.err, io.EOF):
		return nil, r.err
	}
	return r, nil
}

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	for len(r.left) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.next()
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

// next opens one frame, or sets r.err. After the last frame r.err is io.EOF.
func (r *Reader) next() {
	r.left = nil
	if err := r.open(); err != nil {
		clear(r.clear[:cap(r.clear)])
		r.err, r.left = err, nil
	}
}

func (r *Reader) open() error {
	var head [prefixSize]byte
	if _, err := io.ReadFull(r.src, head[:]); err != nil {
		return cut(err)
	}
	prefix := binary.BigEndian.Uint32(head[:])
	switch {
	case prefix == last:
		return r.close()
	case prefix == 0 || prefix > FrameSize || r.short:
		return ErrChanged
	}
	r.short = prefix < FrameSize
	sealed := r.frame[:prefix+overhead]
	if _, err := io.ReadFull(r.src, sealed); err != nil {
		return cut(err)
	}
	clear, err := r.openFrame(prefix, sealed, nil)
	if err != nil {
		return err
	}
	r.whole.Write(clear)
	r.left = clear
	return nil
}

// close opens the frame that holds the hash of the whole, behind which nothing
// may follow. It returns io.EOF where all is well.
func (r *Reader) close() error {
	sealed := r.frame[:overhead]
	if _, err := io.ReadFull(r.src, sealed); err != nil {
		return cut(err)
	}
	if _, err := r.openFrame(last, sealed, r.whole.Sum(nil)); err != nil {
		return err
	}
	var more [1]byte
	if _, err := io.ReadFull(r.src, more[:]); err == nil {
		return ErrChanged
	} else if !errors.Is(err, io.EOF) {
		return cut(err)
	}
	return io.EOF
}

// cut says that a file ended within a frame.
func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrTruncated
	}
	return fmt.Errorf("opening: %w", err)
}

func (r *Reader) openFrame(prefix uint32, sealed, whole []byte) ([]byte, error) {
	r.buf = associated(r.buf, r.ad, r.number, prefix, whole)
	clear, err := r.aead.Open(r.clear[:0], nonce(r.number), sealed, r.buf)
	if err != nil {
		return nil, ErrChanged
	}
	r.clear = clear
	r.number++
	return clear, nil
}
