package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// Key is the key of a case. It prints as ‹key›, whatever way it is printed: it
// holds a pointer that reflection does not follow into bytes of text.
type Key struct{ secret *[32]byte }

// NewKey reads a new key from random, which must be a cryptographic source.
func NewKey(random io.Reader) (Key, error) {
	k := Key{new([32]byte)}
	if _, err := io.ReadFull(random, k.secret[:]); err != nil {
		return Key{}, fmt.Errorf("making a key: %w", err)
	}
	return k, nil
}

// bytes returns the key, all zero after Wipe and for the zero Key.
func (k Key) bytes() []byte {
	if k.secret == nil {
		return make([]byte, 32)
	}
	return k.secret[:]
}

// Wipe overwrites the key, and that of every copy of k.
func (k Key) Wipe() {
	if k.secret != nil {
		clear(k.secret[:])
	}
}

// ID names the key without telling anything of it: 16 bytes in hexadecimal.
func (k Key) ID() string {
	id, err := hkdf.Key(sha256.New, k.bytes(), nil, Magic+" id", 16)
	if err != nil {
		return "" // never: 16 bytes are well within what HKDF gives
	}
	return hex.EncodeToString(id)
}

const printed = "‹key›"

// Format implements fmt.Formatter.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, printed) }

// MarshalText implements encoding.TextMarshaler.
func (k Key) MarshalText() ([]byte, error) { return []byte(printed), nil }
