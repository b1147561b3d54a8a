package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// random gives the same bytes for the same seed, for tests alone.
func random(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

func key(tb testing.TB, seed byte) Key {
	tb.Helper()
	k, err := NewKey(random(seed))
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

var meta = Meta{Case: "case-1", Policy: "policy-1"}

func sealed(tb testing.TB, text []byte, k Key, m Meta, seed byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := Seal(&out, bytes.NewReader(text), k, m, random(seed)); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// text is n bytes of which no two frames are equal.
func text(n int) []byte {
	b := make([]byte, n)
	_, _ = io.ReadFull(random(99), b)
	return b
}

func open(file []byte, k Key) ([]byte, error) {
	r, err := Open(bytes.NewReader(file), k)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func TestOpenGivesWhatWasSealed(t *testing.T) {
	for _, n := range []int{0, 1, 1000, FrameSize - 1, FrameSize, FrameSize + 1, 3*FrameSize + 5} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			want := text(n)
			file := sealed(t, want, key(t, 1), meta, 2)
			r, err := Open(iotest.HalfReader(bytes.NewReader(file)), key(t, 1))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("got %d bytes and %v, want %d", len(got), err, n)
			}
			if r.Meta != meta {
				t.Errorf("got %+v, want %+v", r.Meta, meta)
			}
			if again := sealed(t, want, key(t, 1), meta, 2); !bytes.Equal(again, file) {
				t.Error("the same salt gives another file")
			}
		})
	}
}

// frames takes a sealed file apart: header, data frames, closing frame.
func frames(t *testing.T, file []byte) (head []byte, data [][]byte, closing []byte) {
	t.Helper()
	head, _, err := readHeader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	rest := file[len(head):]
	const whole = prefixSize + FrameSize + overhead
	for len(rest) > whole {
		data, rest = append(data, rest[:whole]), rest[whole:]
	}
	end := len(rest) - prefixSize - overhead
	if end > 0 {
		data = append(data, rest[:end])
	}
	return head, data, rest[end:]
}

func TestOpenRefusesWhatWasChanged(t *testing.T) {
	k := key(t, 1)
	file := sealed(t, text(3*FrameSize+100), k, meta, 2)
	other := sealed(t, text(3*FrameSize+101), k, meta, 3)
	twin := sealed(t, text(3*FrameSize+100), k, meta, 4) // the same text under another salt
	head, data, closing := frames(t, file)
	otherHead, otherData, otherClosing := frames(t, other)
	twinHead, twinData, twinClosing := frames(t, twin)
	renamed, err := header([saltSize]byte(head[len(Magic):]), Meta{Case: "case-2", Policy: "policy-1"})
	if err != nil {
		t.Fatal(err)
	}
	loosened, err := header([saltSize]byte(head[len(Magic):]), Meta{Case: "case-1", Policy: "policy-0"})
	if err != nil {
		t.Fatal(err)
	}
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	all := join(data...)
	tests := []struct {
		name string
		file []byte
		want error
	}{
		{"frames swapped", join(head, data[1], data[0], data[2], data[3], closing), ErrKey},
		{"later frames swapped", join(head, data[0], data[2], data[1], data[3], closing), ErrChanged},
		{"frame left out", join(head, data[0], data[2], data[3], closing), ErrChanged},
		{"frame twice", join(head, data[0], data[1], data[1], data[2], data[3], closing), ErrChanged},
		{"frame of another file", join(head, data[0], otherData[1], data[2], data[3], closing), ErrChanged},
		{"frame of the same text sealed again", join(head, data[0], twinData[1], data[2], data[3], closing), ErrChanged},
		{"header of another file", join(otherHead, all, closing), ErrKey},
		{"header of the same text sealed again", join(twinHead, all, closing), ErrKey},
		{"close of another file", join(head, all, otherClosing), ErrChanged},
		{"close of the same text sealed again", join(head, all, twinClosing), ErrChanged},
		{"close too early", join(head, data[0], data[1], closing), ErrChanged},
		{"nothing but header and close", join(head, closing), ErrKey},
		{"another case", join(renamed, all, closing), ErrKey},
		{"another policy", join(loosened, all, closing), ErrKey},
		{"no close", join(head, all), ErrTruncated},
		{"cut between frames", join(head, data[0], data[1]), ErrTruncated},
		{"cut in a frame", file[:len(file)/2], ErrTruncated},
		{"cut in the close", file[:len(file)-1], ErrTruncated},
		{"cut in the header", file[:40], ErrTruncated},
		{"only the magic", file[:len(Magic)], ErrTruncated},
		{"something behind", append(bytes.Clone(file), 0), ErrChanged},
		{"another file behind", join(file, other), ErrChanged},
		{"empty", nil, ErrNotSealed},
		{"a listing", []byte("Aanvragers/Praktijk De Linde/uitslag.pdf\n"), ErrNotSealed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := open(test.file, k); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
	if _, err := open(file, key(t, 7)); !errors.Is(err, ErrKey) {
		t.Errorf("another key: got %v, want %v", err, ErrKey)
	}
}

func TestOpenRefusesEveryFlippedBit(t *testing.T) {
	k := key(t, 1)
	want := text(200)
	file := sealed(t, want, k, meta, 2)
	for i := range file {
		for bit := range 8 {
			bad := bytes.Clone(file)
			bad[i] ^= 1 << bit
			if got, err := open(bad, k); err == nil {
				t.Fatalf("bit %d of byte %d flipped: opened %d bytes", bit, i, len(got))
			}
		}
	}
}

func TestOpenHandsOutOnlyWhatIsAuthentic(t *testing.T) {
	k := key(t, 1)
	want := text(3 * FrameSize)
	file := sealed(t, want, k, meta, 2)
	file[len(file)-FrameSize] ^= 1 // in the third frame
	got, err := open(file, k)
	if !errors.Is(err, ErrChanged) || !bytes.Equal(got, want[:2*FrameSize]) {
		t.Errorf("got %d bytes and %v, want the %d of the frames before", len(got), err, 2*FrameSize)
	}
}

func TestReadMetaNeedsNoKey(t *testing.T) {
	got, err := ReadMeta(bytes.NewReader(sealed(t, text(10), key(t, 1), meta, 2)))
	if err != nil || got != meta {
		t.Errorf("got %+v and %v", got, err)
	}
}

func TestSealRefusesLongNames(t *testing.T) {
	if err := Seal(io.Discard, strings.NewReader(""), key(t, 1), Meta{Case: strings.Repeat("x", 256)}, random(1)); err == nil {
		t.Error("a name of 256 bytes was taken")
	}
}

func TestKeyPrintsNothingOfItself(t *testing.T) {
	k := key(t, 1)
	secret := k.bytes()
	hidden := func(s string) {
		t.Helper()
		for _, form := range []string{string(secret), hex.EncodeToString(secret), strings.Trim(fmt.Sprintf("%d", secret), "[]")} {
			if strings.Contains(s, form) {
				t.Errorf("%q holds the key", s)
			}
		}
	}
	within := struct {
		K  Key
		P  *Key
		In []Key
	}{k, &k, []Key{k}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		hidden(fmt.Sprintf(verb, k))
		hidden(fmt.Sprintf(verb, within))
	}
	text, err := json.Marshal(within)
	if err != nil {
		t.Fatal(err)
	}
	hidden(string(text))
	k.Wipe()
	if got := k.bytes(); !bytes.Equal(got, make([]byte, 32)) {
		t.Error("wiped, the key is still there")
	}
}

// The vectors of docs/seal.md.
func TestVectors(t *testing.T) {
	k := Key{new([32]byte)}
	for i := range k.secret {
		k.secret[i] = byte(i)
	}
	const head = "6c65616b77617264656e2f7365616c31" +
		"a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5" +
		"06636173652d3108706f6c6963792d31"
	salt := bytes.Repeat([]byte{0xa5}, saltSize)
	tests := []struct {
		name, text, want string // SHA-256 of the file where it is long
	}{
		{"empty", "", head + "8000000098001fc7c1a0705ee405061325ee8769"},
		{"one line", "a/b.txt\n", head + "0000000821373dd364bf62b85f8fd1895de33d952ae1249aa42bfefe" + "80000000aa1a3e3fe6b94536e8258d5b1db8c215"},
		{"a frame and a byte", strings.Repeat("x", FrameSize+1), "sha256:e8dcf7ecfb37141318095177774a6a4e6adb313e22c61b71ce451cb973c349c9"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := Seal(&out, strings.NewReader(test.text), k, meta, bytes.NewReader(salt)); err != nil {
				t.Fatal(err)
			}
			got := hex.EncodeToString(out.Bytes())
			if len(got) > 1000 {
				got = fmt.Sprintf("sha256:%x", sha256.Sum256(out.Bytes()))
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	if got, want := k.ID(), "c726df941f91905884f468cab5bf532c"; got != want {
		t.Errorf("key id: got %s, want %s", got, want)
	}
}

func FuzzOpen(f *testing.F) {
	k := key(f, 1)
	want := text(300)
	file := sealed(f, want, k, meta, 2)
	f.Add(file)
	f.Add(file[:100])
	f.Add([]byte(Magic))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := open(raw, k)
		if !bytes.HasPrefix(want, got) {
			t.Error("opened to something that was never sealed")
		}
		if err == nil && !bytes.Equal(raw, file) {
			t.Error("a file that was changed opened without error")
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	k, in := key(b, 1), text(64*FrameSize)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if err := Seal(io.Discard, bytes.NewReader(in), k, meta, random(2)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	k := key(b, 1)
	file := sealed(b, text(64*FrameSize), k, meta, 2)
	b.SetBytes(64 * FrameSize)
	for b.Loop() {
		r, err := Open(bytes.NewReader(file), k)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}
