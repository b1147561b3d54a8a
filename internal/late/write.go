package late

import (
	"bytes"
	"cmp"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/crypto/chacha20poly1305"
)

const (
	magic     = "leakwarden/late1"
	saltSize  = 16
	checkSize = 16
	blockSize = 1 << 20 // of content, before compression, at least; but for the last
	lastBlock = 1 << 31 // in the prefix of the last block
	maxBlock  = 2 << 20 // of a block as stored
	maxClear  = 4 << 20 // of a block before compression
)

// Write writes the index of what b has seen in those listings, in the order of
// their numbers. The same listings and key give the same bytes, whoever split
// them over Builders. The error is ErrTooMany or that of w. b must not be used
// afterwards.
func (b *Builder) Write(w io.Writer, listings []Listing) error {
	b.compact()
	if b.over {
		return fmt.Errorf("indexing for late aliases: %w", ErrTooMany)
	}
	e, err := newEncoder()
	if err != nil {
		return err
	}
	e.listings(listings)
	numbers := e.marks(b)
	e.rows(b, numbers)
	if len(e.content) > 0 {
		e.cut()
	}
	return e.write(w, b.key)
}

// encoder makes compressed blocks of content.
type encoder struct {
	zstd    *zstd.Encoder
	content []byte
	blocks  [][]byte
}

func newEncoder() (*encoder, error) {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("indexing for late aliases: %w", err)
	}
	return &encoder{zstd: z}, nil
}

func (e *encoder) number(v uint64) { e.content = binary.AppendUvarint(e.content, v) }

// end ends a record, after which a block may end.
func (e *encoder) end() {
	if len(e.content) >= blockSize {
		e.cut()
	}
}

func (e *encoder) cut() {
	e.blocks = append(e.blocks, e.zstd.EncodeAll(e.content, nil))
	e.content = e.content[:0]
}

func (e *encoder) listings(listings []Listing) {
	e.number(uint64(len(listings)))
	for _, l := range listings {
		name := l.Name[:min(len(l.Name), maxName)]
		e.number(uint64(len(name)))
		e.content = append(e.content, name...)
		e.content = append(e.content, l.SHA256[:]...)
		e.end()
	}
}

// marks writes the marks that rows hold, those of most rows first, and returns
// their new numbers by those of b.
func (e *encoder) marks(b *Builder) []uint32 {
	counts := make([]uint32, len(b.known))
	for _, n := range b.texts {
		counts[n]++
	}
	var order []uint32
	for n := 1; n < len(counts); n++ {
		if counts[n] > 0 {
			order = append(order, uint32(n))
		}
	}
	slices.SortFunc(order, func(x, y uint32) int {
		return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(b.known[x], b.known[y]))
	})
	numbers := make([]uint32, len(counts))
	e.number(uint64(len(order)))
	for i, n := range order {
		numbers[n] = uint32(i + 1)
		e.content = binary.BigEndian.AppendUint64(e.content, b.known[n])
		e.end()
	}
	return numbers
}

func (e *encoder) rows(b *Builder, numbers []uint32) {
	e.number(uint64(len(b.rows)))
	line := int64(0)
	for _, i := range b.order() {
		r := &b.rows[i]
		e.number(uint64(r.depth))
		e.number(uint64(r.items))
		e.number(uint64(r.listing))
		e.content = binary.AppendVarint(e.content, r.line-line)
		line = r.line
		e.number(uint64(r.words))
		e.number(uint64(r.runs))
		for _, n := range b.texts[r.start : r.start+uint32(r.words)+uint32(r.runs)] {
			e.number(uint64(numbers[n]))
		}
		e.end()
	}
}

// write encrypts the blocks. The salt comes from the content, so that no two
// contents share a key, and the same content gives the same bytes.
func (e *encoder) write(w io.Writer, k Key) error {
	mac := hmac.New(sha256.New, k.derive("salt"))
	for _, block := range e.blocks {
		_, _ = mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(block))))
		_, _ = mac.Write(block)
	}
	salt := mac.Sum(nil)[:saltSize]
	head := slices.Concat([]byte(magic), salt, k.check(salt))
	if _, err := w.Write(head); err != nil {
		return fmt.Errorf("writing an index of late aliases: %w", err)
	}
	aead := k.cipher(salt)
	for n, block := range e.blocks {
		size := uint32(len(block) + aead.Overhead())
		if n == len(e.blocks)-1 {
			size |= lastBlock
		}
		prefix := binary.BigEndian.AppendUint32(nil, size)
		if _, err := w.Write(aead.Seal(bytes.Clone(prefix), nonce(aead, n), block, prefix)); err != nil {
			return fmt.Errorf("writing an index of late aliases: %w", err)
		}
	}
	return nil
}

// check returns the value that tells whether k is the key of a file with salt.
func (k Key) check(salt []byte) []byte {
	mac := hmac.New(sha256.New, k.derive("check"))
	_, _ = mac.Write(salt)
	return mac.Sum(nil)[:checkSize]
}

// cipher returns that of a file with salt.
func (k Key) cipher(salt []byte) cipher.AEAD {
	aead, err := chacha20poly1305.New(k.derive("file " + string(salt)))
	if err != nil {
		panic("late: making a cipher: " + err.Error()) // the size is right
	}
	return aead
}

// nonce returns that of block n.
func nonce(aead cipher.AEAD, n int) []byte {
	return binary.BigEndian.AppendUint32(make([]byte, aead.NonceSize()-4), uint32(n))
}
