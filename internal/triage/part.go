package triage

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/crypto/chacha20poly1305"
)

// A part is a file:
//
//	part  = magic (16 bytes) ‖ shard (2 bytes) ‖ of (2 bytes) ‖ length of tool (1 byte) ‖ tool
//	        ‖ mark (16 bytes) ‖ check (16 bytes) ‖ block 0 ‖ … ‖ block n
//	block = prefix (4 bytes: its length without the prefix; the upper bit marks the last)
//	        ‖ sealed, compressed content ‖ tag
//
// docs/shards.md says how the keys are made and what the content holds.
const (
	partMagic = "leakwarden/part1"
	markSize  = 16
	checkSize = 16
	maxTool   = 100     // bytes of the name of the program
	blockSize = 1 << 20 // of content, before compression, at least; but for the last
	lastBlock = 1 << 31 // in the prefix of the last block
	maxBlock  = 2 << 20 // of a block as stored
	maxClear  = 4 << 20 // of a block before compression
)

// What can be wrong with a part, beside what a PartError of Merge says.
var (
	errNoPart    = errors.New("is not a part of a triage")
	errTruncated = errors.New("ends too early")
	errChanged   = errors.New("was changed, or is damaged")
)

// PartKey opens the parts of a triage of some listings. It follows from their
// bytes: who has them has it. It is not their SHA-256, which reports show.
type PartKey [32]byte

// NewPartKey returns the key of listings, in the order given. What cannot be read
// of one counts as its end, as it does in a triage.
func NewPartKey(listings []io.Reader) PartKey {
	all := make([]*hashed, len(listings))
	for n, r := range listings {
		all[n] = newHashed(r)
	}
	return keyOf(all)
}

// keyOf returns the key of what comes through listings, and reads the rest of
// them.
func keyOf(listings []*hashed) PartKey {
	h := sha256.New()
	for _, l := range listings {
		h.Write(l.end())
	}
	return PartKey(h.Sum(nil))
}

// derive returns the key for a purpose.
func (k PartKey) derive(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, k[:], nil, partMagic+" "+purpose, chacha20poly1305.KeySize)
	if err != nil {
		panic("triage: deriving a key: " + err.Error()) // the size is right
	}
	return key
}

// mac returns the first bytes of the HMAC of what follows one another, by the
// key for a purpose.
func (k PartKey) mac(size int, purpose string, parts ...[]byte) []byte {
	h := hmac.New(sha256.New, k.derive(purpose))
	for _, p := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p))))
		h.Write(p)
	}
	return h.Sum(nil)[:size]
}

func (k PartKey) cipher() cipher.AEAD {
	aead, err := chacha20poly1305.NewX(k.derive("blocks"))
	if err != nil {
		panic("triage: making a cipher: " + err.Error()) // the size is right
	}
	return aead
}

// partHead is what a part tells without its key.
type partHead struct {
	shard Shard
	tool  string
	mark  [markSize]byte // of the content
	check [checkSize]byte
}

// start returns what stands before the mark.
func (h *partHead) start() []byte {
	b := binary.BigEndian.AppendUint16([]byte(partMagic), uint16(h.shard.Index))
	b = binary.BigEndian.AppendUint16(b, uint16(h.shard.Of))
	tool := h.tool[:min(len(h.tool), maxTool)]
	return append(append(b, byte(len(tool))), tool...)
}

// readHead reads the head of a part.
func readHead(r io.Reader) (h partHead, err error) {
	var start [len(partMagic) + 5]byte
	n, err := io.ReadFull(r, start[:])
	switch {
	case n < len(partMagic) || string(start[:len(partMagic)]) != partMagic:
		return h, errNoPart
	case err != nil:
		return h, cutShort(err)
	}
	h.shard.Index = int(binary.BigEndian.Uint16(start[len(partMagic):]))
	h.shard.Of = int(binary.BigEndian.Uint16(start[len(partMagic)+2:]))
	tool := make([]byte, start[len(start)-1])
	for _, b := range [][]byte{tool, h.mark[:], h.check[:]} {
		if _, err := io.ReadFull(r, b); err != nil {
			return h, cutShort(err)
		}
	}
	if h.tool = string(tool); !h.shard.valid() || len(tool) > maxTool {
		return h, errChanged
	}
	return h, nil
}

func cutShort(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errTruncated
	}
	return err
}

// nonce returns that of block n of a part with a mark: no two contents have one
// mark, and the same content gives the same bytes.
func nonce(mark []byte, n int) []byte {
	return binary.BigEndian.AppendUint64(bytes.Clone(mark), uint64(n))
}

// blocks makes compressed blocks of content.
type blocks struct {
	zstd *zstd.Encoder
	done [][]byte
}

func newBlocks() (*blocks, error) {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("writing a part: %w", err)
	}
	return &blocks{zstd: z}, nil
}

// cut makes a block of content.
func (b *blocks) cut(content []byte) { b.done = append(b.done, b.zstd.EncodeAll(content, nil)) }

// write seals the blocks and writes the part.
func (b *blocks) write(w io.Writer, k PartKey, h partHead) error {
	start := h.start()
	copy(h.mark[:], k.mac(markSize, "mark", append([][]byte{start}, b.done...)...))
	copy(h.check[:], k.mac(checkSize, "check", start, h.mark[:]))
	head := append(append(start, h.mark[:]...), h.check[:]...)
	if _, err := w.Write(head); err != nil {
		return fmt.Errorf("writing a part: %w", err)
	}
	aead := k.cipher()
	for n, block := range b.done {
		size := uint32(len(block) + aead.Overhead())
		if n == len(b.done)-1 {
			size |= lastBlock
		}
		prefix := binary.BigEndian.AppendUint32(nil, size)
		if _, err := w.Write(aead.Seal(bytes.Clone(prefix), nonce(h.mark[:], n), block, append(prefix, head...))); err != nil {
			return fmt.Errorf("writing a part: %w", err)
		}
	}
	return nil
}

// opened reads the blocks of a part, each once it is authenticated.
type opened struct {
	src    io.Reader
	aead   cipher.AEAD
	zstd   *zstd.Decoder
	mark   []byte
	head   []byte
	sealed []byte
	clear  []byte
	n      int
	last   bool
}

// open returns what reads the blocks that follow head; false where k is not the
// key.
func (k PartKey) open(src io.Reader, h *partHead) (*opened, bool, error) {
	start := h.start()
	if !hmac.Equal(k.mac(checkSize, "check", start, h.mark[:]), h.check[:]) {
		return nil, false, nil
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxClear))
	if err != nil {
		return nil, true, fmt.Errorf("reading a part: %w", err)
	}
	head := append(append(start, h.mark[:]...), h.check[:]...)
	return &opened{src: src, aead: k.cipher(), zstd: z, mark: h.mark[:], head: head}, true, nil
}

func (o *opened) close() { o.zstd.Close() }

// next returns the content of the next block, which is good until the next call;
// io.EOF after the last, where nothing follows it.
func (o *opened) next() ([]byte, error) {
	var prefix [4]byte
	_, err := io.ReadFull(o.src, prefix[:])
	switch {
	case o.last && errors.Is(err, io.EOF):
		return nil, io.EOF
	case o.last:
		return nil, errChanged
	case err != nil:
		return nil, cutShort(err)
	}
	size := binary.BigEndian.Uint32(prefix[:])
	o.last = size&lastBlock != 0
	if size &^= lastBlock; size > maxBlock {
		return nil, errChanged
	}
	if cap(o.sealed) < int(size) {
		o.sealed = make([]byte, size)
	}
	o.sealed = o.sealed[:size]
	if _, err := io.ReadFull(o.src, o.sealed); err != nil {
		return nil, cutShort(err)
	}
	block, err := o.aead.Open(o.sealed[:0], nonce(o.mark, o.n), o.sealed, append(prefix[:], o.head...))
	if err != nil {
		return nil, errChanged
	}
	o.n++
	if o.clear, err = o.zstd.DecodeAll(block, o.clear[:0]); err != nil {
		return nil, errChanged
	}
	return o.clear, nil
}
