package late

import (
	"bytes"
	"crypto/cipher"
	"crypto/hmac"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// decoder reads the content of an index, block after block, each once it is
// authenticated. After an error it gives zeros.
type decoder struct {
	src    io.Reader
	aead   cipher.AEAD
	zstd   *zstd.Decoder
	sealed []byte
	clear  []byte // the block at hand
	rest   []byte // what is left of it
	blocks int
	last   bool
	err    error
}

// open reads the head of an index.
func open(src io.Reader, k Key) (*decoder, error) {
	var head [len(magic) + saltSize + checkSize]byte
	n, err := io.ReadFull(src, head[:])
	switch {
	case n < len(magic) || string(head[:len(magic)]) != magic:
		return nil, ErrNotIndex
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, ErrTruncated
	case err != nil:
		return nil, err
	}
	salt := head[len(magic) : len(magic)+saltSize]
	if !hmac.Equal(k.check(salt), head[len(magic)+saltSize:]) {
		return nil, ErrKey
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxClear))
	if err != nil {
		return nil, err
	}
	return &decoder{src: src, aead: k.cipher(salt), zstd: z}, nil
}

func (d *decoder) close() { d.zstd.Close() }

// more makes d.rest hold something.
func (d *decoder) more() bool {
	for d.err == nil && len(d.rest) == 0 {
		d.err = d.next()
	}
	return d.err == nil
}

// next reads a block.
func (d *decoder) next() error {
	if d.last {
		return ErrChanged // content is missing
	}
	var prefix [4]byte
	if _, err := io.ReadFull(d.src, prefix[:]); err != nil {
		return truncated(err)
	}
	size := binary.BigEndian.Uint32(prefix[:])
	d.last = size&lastBlock != 0
	if size &^= lastBlock; size > maxBlock {
		return ErrChanged
	}
	if cap(d.sealed) < int(size) {
		d.sealed = make([]byte, size)
	}
	d.sealed = d.sealed[:size]
	if _, err := io.ReadFull(d.src, d.sealed); err != nil {
		return truncated(err)
	}
	block, err := d.aead.Open(d.sealed[:0], nonce(d.aead, d.blocks), d.sealed, prefix[:])
	if err != nil {
		return ErrChanged
	}
	d.blocks++
	if d.clear, err = d.zstd.DecodeAll(block, d.clear[:0]); err != nil {
		return ErrChanged
	}
	d.rest = d.clear
	return nil
}

func truncated(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrTruncated
	}
	return err
}

// end returns what went wrong, if anything; content that is left is wrong too.
func (d *decoder) end() error {
	if d.err == nil && (len(d.rest) > 0 || !d.last) {
		d.err = ErrChanged
	}
	if d.err == nil {
		var more [1]byte
		if n, _ := d.src.Read(more[:]); n > 0 {
			d.err = ErrChanged
		}
	}
	return d.err
}

// number reads one of at most most.
func (d *decoder) number(most uint64) uint64 {
	if !d.more() {
		return 0
	}
	if v := uint64(d.rest[0]); v < 0x80 && v <= most {
		d.rest = d.rest[1:]
		return v
	}
	v, n := binary.Uvarint(d.rest)
	if n <= 0 || v > most {
		d.err = fmt.Errorf("%w: a number out of range", ErrChanged)
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

// difference reads a number with a sign.
func (d *decoder) difference() int64 {
	if !d.more() {
		return 0
	}
	v, n := binary.Varint(d.rest)
	if n <= 0 {
		d.err = fmt.Errorf("%w: a number out of range", ErrChanged)
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

// bytes reads n of them, which are good until the next call. A record lies
// whole in its block.
func (d *decoder) bytes(n int) []byte {
	if n == 0 || !d.more() {
		return nil
	}
	if n > len(d.rest) {
		d.err = fmt.Errorf("%w: a record goes beyond its block", ErrChanged)
		return nil
	}
	out := d.rest[:n]
	d.rest = d.rest[n:]
	return out
}

func (d *decoder) listings() []Listing {
	var out []Listing
	for n := d.number(maxListings); n > 0 && d.err == nil; n-- {
		l := Listing{Name: string(bytes.ToValidUTF8(d.bytes(int(d.number(maxName))), []byte("\ufffd")))}
		copy(l.SHA256[:], d.bytes(len(l.SHA256)))
		out = append(out, l)
	}
	return out
}
