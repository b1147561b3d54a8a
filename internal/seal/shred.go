package seal

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Certificate states that the wraps of a key were destroyed.
type Certificate struct {
	Statement Statement `json:"statement"`
	Signer    []byte    `json:"signer"`    // Ed25519 public key
	Signature []byte    `json:"signature"` // of the statement's JSON as Certificate.signed writes it
}

// Statement is what a Certificate certifies.
type Statement struct {
	Version  int       `json:"version"` // 1
	Case     string    `json:"case"`
	Key      string    `json:"key"`     // Key.ID
	Keyring  string    `json:"keyring"` // SHA-256 of the file that was destroyed, in hexadecimal
	Wraps    []Holder  `json:"wraps"`
	Shredded time.Time `json:"shredded"`
	Method   string    `json:"method"`
	Limits   string    `json:"limits"`
}

// Holder is somebody whose wrap was destroyed.
type Holder struct {
	Role      Role   `json:"role"`
	Recipient string `json:"recipient"`
}

const (
	method = "the file of the wraps was overwritten with random bytes, flushed to disk and removed"
	limits = "copies of the wraps that were made outside of this program, such as backups and snapshots of the disk, are not covered; the sealed files themselves were not touched and need not be"
)

// context keeps the signature from being taken for one of another protocol.
const context = Magic + " certificate\n"

// ErrCertificate is returned for a certificate that does not hold.
var ErrCertificate = errors.New("the certificate's signature does not hold")

// Shred destroys the keyring at path and returns a certificate, signed by
// signer, which must hold an Ed25519 key. The certificate is signed before, and
// returned only after, the destruction, so that none exists of what was not
// done and nothing is destroyed that cannot be certified. The bytes that
// overwrite it are read from random.
func Shred(path string, now time.Time, signer crypto.Signer, random io.Reader) (*Certificate, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("shredding: %w", err)
	}
	ring, err := ReadKeyring(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("shredding: %w", err)
	}
	sum := sha256.Sum256(raw)
	cert := &Certificate{Statement: Statement{
		Version: 1, Case: ring.Case, Key: ring.Key, Keyring: hex.EncodeToString(sum[:]),
		Shredded: now.UTC().Truncate(time.Second), Method: method, Limits: limits,
	}}
	for _, w := range ring.Wraps {
		cert.Statement.Wraps = append(cert.Statement.Wraps, Holder{w.Role, w.Recipient})
	}
	if err := cert.sign(signer); err != nil {
		return nil, err
	}
	if err := destroy(path, int64(len(raw)), random); err != nil {
		return nil, fmt.Errorf("shredding: %w", err)
	}
	return cert, nil
}

func (c *Certificate) sign(signer crypto.Signer) error {
	public, ok := signer.Public().(ed25519.PublicKey)
	if !ok {
		return errors.New("shredding: the signing key is no Ed25519 key")
	}
	message, err := c.signed()
	if err != nil {
		return err
	}
	c.Signer = public
	if c.Signature, err = signer.Sign(nil, message, crypto.Hash(0)); err != nil {
		return fmt.Errorf("signing the certificate: %w", err)
	}
	return nil
}

// signed returns the bytes that are signed: a context line and the statement
// as JSON without spaces, fields in the order of the type.
func (c *Certificate) signed() ([]byte, error) {
	text, err := json.Marshal(c.Statement)
	if err != nil {
		return nil, fmt.Errorf("writing the statement: %w", err)
	}
	return append([]byte(context), text...), nil
}

// Verify returns nil when public signed c, else ErrCertificate.
func (c *Certificate) Verify(public ed25519.PublicKey) error {
	message, err := c.signed()
	if err != nil {
		return err
	}
	if len(public) != ed25519.PublicKeySize || !public.Equal(ed25519.PublicKey(c.Signer)) || !ed25519.Verify(public, message, c.Signature) {
		return ErrCertificate
	}
	return nil
}

// Write writes c as indented JSON.
func (c *Certificate) Write(dst io.Writer) error {
	enc := json.NewEncoder(dst)
	enc.SetIndent("", "  ")
	if err := enc.Encode(c); err != nil {
		return fmt.Errorf("writing the certificate: %w", err)
	}
	return nil
}

// ReadCertificate reads what Certificate.Write wrote. It does not verify it.
func ReadCertificate(src io.Reader) (*Certificate, error) {
	var c Certificate
	dec := json.NewDecoder(io.LimitReader(src, 1<<20))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil || c.Statement.Version != 1 {
		return nil, errors.New("not a certificate")
	}
	return &c, nil
}

// destroy overwrites the first size bytes of the file at path, flushes them,
// removes the file and flushes its folder.
func destroy(path string, size int64, random io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, random, size)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	_ = dir.Sync() // not every system can; the file itself is flushed
	return nil
}
