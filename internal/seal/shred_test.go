package seal

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

// person has an age identity.
type person struct {
	identity age.Identity
	public   string
}

func newPerson(t *testing.T) person {
	t.Helper()
	secret, public, err := NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	id, err := age.ParseHybridIdentity(secret)
	if err != nil {
		t.Fatal(err)
	}
	return person{id, public}
}

var day = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestKeyringOpensToEachRecipientAlone(t *testing.T) {
	ann, bob, escrow, stranger := newPerson(t), newPerson(t), newPerson(t), newPerson(t)
	k := key(t, 1)
	made, err := NewKeyring("case-1", k, day, Recipient{Officer, ann.public}, Recipient{Officer, bob.public}, Recipient{Escrow, escrow.public})
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := made.Write(&file); err != nil {
		t.Fatal(err)
	}
	ring, err := ReadKeyring(&file)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range []person{ann, bob, escrow} {
		got, err := ring.Unwrap(stranger.identity, p.identity)
		if err != nil || !bytes.Equal(got.bytes(), k.bytes()) {
			t.Errorf("person %d: %v", i, err)
		}
	}
	if _, err := ring.Unwrap(stranger.identity); !errors.Is(err, ErrIdentity) {
		t.Errorf("a stranger: got %v, want %v", err, ErrIdentity)
	}
	if _, err := ring.Unwrap(); !errors.Is(err, ErrIdentity) {
		t.Errorf("nobody: got %v, want %v", err, ErrIdentity)
	}
}

func TestKeyringRefuses(t *testing.T) {
	old, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name       string
		recipients []Recipient
		want       error
	}{
		{"nobody", nil, ErrNoRecipient},
		{"an escrow alone", []Recipient{{Escrow, newPerson(t).public}}, ErrNoRecipient},
		{"a recipient without post-quantum key", []Recipient{{Officer, old.Recipient().String()}}, ErrRecipient},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := NewKeyring("case-1", key(t, 1), day, test.recipients...); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
	for _, text := range []string{"", "{}", `{"version":2,"wraps":[{}]}`, `{"version":1,"wraps":[{}],"more":1}`} {
		if _, err := ReadKeyring(strings.NewReader(text)); !errors.Is(err, ErrKeyring) {
			t.Errorf("%s: got %v, want %v", text, err, ErrKeyring)
		}
	}
}

// After shredding, the sealed file is as it was, and every key and identity
// that ever existed of the case is tried on what is left on disk.
func TestAfterShreddingNoKeyThatEverExistedOpens(t *testing.T) {
	dir := t.TempDir()
	people := []person{newPerson(t), newPerson(t), newPerson(t)}
	k := key(t, 1)
	file := sealed(t, []byte("Aanvragers/Praktijk De Linde/uitslag.pdf\n"), k, meta, 2)
	ring, err := NewKeyring("case-1", k, day, Recipient{Officer, people[0].public}, Recipient{Officer, people[1].public}, Recipient{Escrow, people[2].public})
	if err != nil {
		t.Fatal(err)
	}
	rings, listing := filepath.Join(dir, "case-1.keys"), filepath.Join(dir, "list.sealed")
	f, err := os.Create(rings)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(ring.Write(f), f.Close(), os.WriteFile(listing, file, 0o600)); err != nil {
		t.Fatal(err)
	}
	// A second name for the same bytes on disk shows what became of them.
	if err := os.Link(rings, filepath.Join(dir, "disk")); err != nil {
		t.Fatal(err)
	}
	signer := ed25519.NewKeyFromSeed(make([]byte, 32))
	cert, err := Shred(rings, day, signer, random(3))
	if err != nil {
		t.Fatal(err)
	}
	k.Wipe() // the process that shreds holds no key; this one did
	if err := cert.Verify(signer.Public().(ed25519.PublicKey)); err != nil {
		t.Errorf("the certificate: %v", err)
	}
	if _, err := os.Stat(rings); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the keyring is still there: %v", err)
	}
	rest, err := os.ReadFile(filepath.Join(dir, "disk"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadKeyring(bytes.NewReader(rest)); err == nil || bytes.Contains(rest, []byte("AGE")) {
		t.Error("the bytes of the keyring are still on disk")
	}
	for i, p := range people {
		for _, left := range [][]byte{rest, file} {
			if _, err := age.Decrypt(bytes.NewReader(left), p.identity); err == nil {
				t.Errorf("the identity of person %d opens what is left", i)
			}
		}
	}
	if _, err := open(file, k); !errors.Is(err, ErrKey) {
		t.Errorf("the wiped key: got %v, want %v", err, ErrKey)
	}
	for seed := range byte(200) {
		if seed == 1 {
			continue // the key itself, of which no copy is left
		}
		if _, err := open(file, key(t, seed)); err == nil {
			t.Errorf("key %d opens the file", seed)
		}
	}
}

func TestCertificateHoldsForItsSignerAndItsWordsAlone(t *testing.T) {
	signer := ed25519.NewKeyFromSeed(make([]byte, 32))
	public := signer.Public().(ed25519.PublicKey)
	cert := &Certificate{Statement: Statement{Version: 1, Case: "case-1", Key: "00", Shredded: day, Wraps: []Holder{{Officer, "age1pq1example"}}}}
	if err := cert.sign(signer); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := cert.Write(&file); err != nil {
		t.Fatal(err)
	}
	read, err := ReadCertificate(&file)
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Verify(public); err != nil {
		t.Errorf("written and read: %v", err)
	}
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32)).Public().(ed25519.PublicKey)
	if err := read.Verify(other); !errors.Is(err, ErrCertificate) {
		t.Errorf("another signer: got %v, want %v", err, ErrCertificate)
	}
	read.Statement.Case = "case-2"
	if err := read.Verify(public); !errors.Is(err, ErrCertificate) {
		t.Errorf("another case: got %v, want %v", err, ErrCertificate)
	}
}

func TestShredLeavesWhatIsNoKeyring(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(path, []byte("a/b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Shred(path, day, ed25519.NewKeyFromSeed(make([]byte, 32)), random(1)); !errors.Is(err, ErrKeyring) {
		t.Errorf("got %v, want %v", err, ErrKeyring)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "a/b\n" {
		t.Errorf("the file was changed: %q, %v", got, err)
	}
}
