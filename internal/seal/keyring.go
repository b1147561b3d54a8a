package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"filippo.io/age/armor"
)

// Role says why somebody holds a wrap of a key.
type Role string

// The roles.
const (
	Officer Role = "officer" // works on the case
	Escrow  Role = "escrow"  // may open it when no officer can
)

// Recipient is somebody to whom a key is wrapped.
type Recipient struct {
	Role   Role
	Public string // an age recipient of the post-quantum kind: "age1pq1…"
}

// Keyring is the key of a case, wrapped to each recipient apart. It is worth
// nothing without an identity of one of them.
type Keyring struct {
	Version int       `json:"version"` // 1
	Case    string    `json:"case"`
	Key     string    `json:"key"` // Key.ID
	Created time.Time `json:"created"`
	Wraps   []Wrap    `json:"wraps"`
}

// Wrap is the key encrypted to one recipient.
type Wrap struct {
	Role      Role   `json:"role"`
	Recipient string `json:"recipient"`
	Wrap      string `json:"wrap"` // an armoured age file of the 32 bytes of the key
}

// The errors of keyrings, for errors.Is.
var (
	ErrNoRecipient = errors.New("a key needs at least one officer to whom it is wrapped")
	ErrRecipient   = errors.New("not a post-quantum age recipient (age1pq1…)")
	ErrIdentity    = errors.New("no identity that was given opens this keyring")
	ErrKeyring     = errors.New("not a keyring")
)

// NewKeyring wraps k to recipients, in their order.
func NewKeyring(name string, k Key, created time.Time, recipients ...Recipient) (*Keyring, error) {
	if !slices.ContainsFunc(recipients, func(r Recipient) bool { return r.Role == Officer }) {
		return nil, ErrNoRecipient
	}
	ring := &Keyring{Version: 1, Case: name, Key: k.ID(), Created: created.UTC().Truncate(time.Second)}
	for _, r := range recipients {
		w, err := wrap(k, r)
		if err != nil {
			return nil, err
		}
		ring.Wraps = append(ring.Wraps, w)
	}
	return ring, nil
}

func wrap(k Key, r Recipient) (Wrap, error) {
	public, err := age.ParseHybridRecipient(r.Public)
	if err != nil {
		return Wrap{}, ErrRecipient
	}
	var out bytes.Buffer
	text := armor.NewWriter(&out)
	w, err := age.Encrypt(text, public)
	if err != nil {
		return Wrap{}, fmt.Errorf("wrapping a key: %w", err)
	}
	_, err = w.Write(k.bytes())
	if err := errors.Join(err, w.Close(), text.Close()); err != nil {
		return Wrap{}, fmt.Errorf("wrapping a key: %w", err)
	}
	return Wrap{r.Role, r.Public, out.String()}, nil
}

// Unwrap returns the key, by the first identity that opens a wrap.
func (r *Keyring) Unwrap(identities ...age.Identity) (Key, error) {
	if len(identities) == 0 {
		return Key{}, ErrIdentity
	}
	for _, w := range r.Wraps {
		clear, err := age.Decrypt(armor.NewReader(strings.NewReader(w.Wrap)), identities...)
		if err != nil {
			continue
		}
		k, err := NewKey(clear)
		if err == nil && k.ID() == r.Key {
			return k, nil
		}
	}
	return Key{}, ErrIdentity
}

// ReadKeyring reads what Keyring.Write wrote.
func ReadKeyring(src io.Reader) (*Keyring, error) {
	var ring Keyring
	dec := json.NewDecoder(io.LimitReader(src, 1<<20))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&ring); err != nil || ring.Version != 1 || len(ring.Wraps) == 0 {
		return nil, ErrKeyring
	}
	return &ring, nil
}

// Write writes r as indented JSON.
func (r *Keyring) Write(dst io.Writer) error {
	enc := json.NewEncoder(dst)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("writing a keyring: %w", err)
	}
	return nil
}

// NewIdentity makes a post-quantum age identity. Its two texts are the secret
// one and the recipient.
func NewIdentity() (secret, public string, err error) {
	id, err := age.GenerateHybridIdentity()
	if err != nil {
		return "", "", fmt.Errorf("making an identity: %w", err)
	}
	return id.String(), id.Recipient().String(), nil
}
