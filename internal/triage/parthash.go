package triage

import (
	"crypto/sha256"
	"hash"
	"io"

	"github.com/leakwarden/leakwarden/internal/listing"
)

// hashed hashes what is read through it, for the key of parts.
type hashed struct {
	src  io.Reader
	sum  hash.Hash
	read int64
}

// hashedRandom is a hashed that can be read at any place, as its source can.
type hashedRandom struct {
	*hashed
	listing.Random
}

func newHashed(src io.Reader) *hashed {
	h := &hashed{src: src}
	h.begin()
	return h
}

// begin starts to hash. What is hashed first makes the sum another one than the
// SHA-256 of the listing, which reports show.
func (h *hashed) begin() {
	h.sum, h.read = sha256.New(), 0
	_, _ = io.WriteString(h.sum, partMagic+" listing\n") // a hash takes everything
}

// reader returns what a listing is to be read from.
func (h *hashed) reader() io.Reader {
	if r, ok := h.src.(listing.Random); ok {
		return hashedRandom{h, r}
	}
	return h
}

// Read reads and hashes.
func (h *hashed) Read(p []byte) (int, error) {
	n, err := h.src.Read(p)
	_, _ = h.sum.Write(p[:n])
	h.read += int64(n)
	return n, err
}

// end reads what is left of the source and returns the hash of all of it. What
// was read in places, as an archive is, is read again from its start.
func (h *hashed) end() []byte {
	_, _ = io.Copy(io.Discard, struct{ io.Reader }{h}) // an error was told, or will be, by who reads lines
	if r, ok := h.src.(listing.Random); ok && h.read != r.Size() {
		h.begin()
		h.src = io.NewSectionReader(r, 0, r.Size())
		_, _ = io.Copy(io.Discard, struct{ io.Reader }{h})
	}
	return h.sum.Sum(nil)
}
