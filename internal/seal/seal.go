// Package seal encrypts listings under the key of a case, so that they lie on
// no disk in the clear, and destroys that key when the case is over.
//
// docs/seal.md is the specification of what this package writes, with test
// vectors. The key of a case lies in a Keyring, wrapped to officers and an
// escrow, apart from what it seals: shredding the one makes all copies of the
// other worthless.
package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

const (
	// Magic is what a sealed file starts with.
	Magic = "leakwarden/seal1"

	// FrameSize is the length of a frame in the clear. Only the one before the
	// closing frame may be shorter.
	FrameSize = 1 << 20

	saltSize   = 32
	prefixSize = 4       // before each frame: its length in the clear, or last
	last       = 1 << 31 // the prefix of the closing frame, which is empty
	overhead   = chacha20poly1305.Overhead
)

// The errors of opening, for errors.Is.
var (
	ErrNotSealed = errors.New("not a sealed file")
	ErrKey       = errors.New("the key does not open this file, or its beginning was changed")
	ErrTruncated = errors.New("the sealed file ends too early")
	ErrChanged   = errors.New("the sealed file was changed")
)

// Meta says in the clear, and under authentication, what a sealed file is.
type Meta struct {
	Case   string // at most 255 bytes
	Policy string // of masking under which it may be seen; at most 255 bytes
}

// Seal reads src to its end and writes it sealed to dst. The salt that makes
// each file's key its own is read from random. Memory: two frames.
func Seal(dst io.Writer, src io.Reader, k Key, m Meta, random io.Reader) error {
	var salt [saltSize]byte
	if _, err := io.ReadFull(random, salt[:]); err != nil {
		return fmt.Errorf("sealing: reading a salt: %w", err)
	}
	head, err := header(salt, m)
	if err != nil {
		return err
	}
	aead, ad, err := fileCipher(k, head)
	if err != nil {
		return err
	}
	if _, err := dst.Write(head); err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	s := &sealer{dst: dst, aead: aead, ad: ad}
	return s.run(src)
}

// header returns what stands before the first frame.
func header(salt [saltSize]byte, m Meta) ([]byte, error) {
	if len(m.Case) > 255 || len(m.Policy) > 255 {
		return nil, errors.New("sealing: the names of case and policy must not be longer than 255 bytes")
	}
	head := append([]byte(Magic), salt[:]...)
	head = append(append(head, byte(len(m.Case))), m.Case...)
	return append(append(head, byte(len(m.Policy))), m.Policy...), nil
}

// fileCipher returns the cipher of one file, and the part of the associated
// data that all its frames share: the hash of its header.
func fileCipher(k Key, head []byte) (cipher.AEAD, []byte, error) {
	sum := sha256.Sum256(head)
	salt := head[len(Magic) : len(Magic)+saltSize]
	key, err := hkdf.Key(sha256.New, k.bytes(), salt, Magic+" file "+string(sum[:]), chacha20poly1305.KeySize)
	if err != nil {
		return nil, nil, fmt.Errorf("deriving the key of a file: %w", err)
	}
	defer clear(key)
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, nil, fmt.Errorf("preparing the cipher: %w", err)
	}
	return aead, sum[:], nil
}

// associated returns the associated data of a frame: the header's hash, its
// number, its prefix and, of the closing frame, the hash of the whole in the clear.
func associated(dst, header []byte, number uint64, prefix uint32, whole []byte) []byte {
	dst = append(dst[:0], header...)
	dst = binary.BigEndian.AppendUint64(dst, number)
	dst = binary.BigEndian.AppendUint32(dst, prefix)
	return append(dst, whole...)
}

// nonce returns the nonce of a frame. A file's key is its own, so the number
// of the frame makes it the only one.
func nonce(number uint64) []byte {
	var n [chacha20poly1305.NonceSizeX]byte
	binary.BigEndian.PutUint64(n[len(n)-8:], number)
	return n[:]
}

type sealer struct {
	dst    io.Writer
	aead   cipher.AEAD
	ad     []byte // header's hash
	number uint64
	buf    []byte // associated data
	out    []byte
}

// run seals the frames of src and, in the one that closes the file, its hash.
func (s *sealer) run(src io.Reader) error {
	whole, buf := sha256.New(), make([]byte, FrameSize)
	defer clear(buf)
	for {
		n, err := fill(src, buf)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("sealing: reading: %w", err)
		}
		if n > 0 {
			whole.Write(buf[:n])
			if err := s.frame(uint32(n), buf[:n], nil); err != nil {
				return err
			}
		}
		if err != nil {
			return s.frame(last, nil, whole.Sum(nil))
		}
	}
}

func (s *sealer) frame(prefix uint32, clear, whole []byte) error {
	s.buf = associated(s.buf, s.ad, s.number, prefix, whole)
	s.out = binary.BigEndian.AppendUint32(s.out[:0], prefix)
	s.out = s.aead.Seal(s.out, nonce(s.number), clear, s.buf)
	s.number++
	if _, err := s.dst.Write(s.out); err != nil {
		return fmt.Errorf("sealing: %w", err)
	}
	return nil
}

// fill reads until b is full. Its error is io.EOF at the end of r, also where
// it read some bytes.
func fill(r io.Reader, b []byte) (int, error) {
	n, err := io.ReadFull(r, b)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// IsSealed reports whether a file that begins with b is a sealed one.
func IsSealed(b []byte) bool { return bytes.HasPrefix(b, []byte(Magic)) }
