package listing

import (
	"fmt"
	"log/slog"
	"unsafe"
)

// sealed is what a Path prints, whatever way it is printed.
const sealed = "‹sealed›"

// Path is the raw path of an entry: personal data. It prints as ‹sealed›
// through every formatting, JSON, text and log route, also from within another
// value: it holds a pointer and a length, and no string or slice that
// reflection could print. Only packages that layers_test.go names may import
// this package, and so read a Path.
type Path struct {
	first *byte
	n     int // less than 0 on a Shelf: see unshelve
}

// NewPath returns b as a Path. It does not copy: b must not change after.
func NewPath(b []byte) Path { return Path{unsafe.SliceData(b), len(b)} }

// Bytes returns the path. It must not be changed, and is good only as long as
// the Batch that holds the entry.
func (p Path) Bytes() []byte {
	if p.n < 0 {
		return p.unshelve()
	}
	return unsafe.Slice(p.first, p.n)
}

// Len returns the length of the path in bytes.
func (p Path) Len() int { return max(p.n, -p.n) }

// Clone returns a copy that outlives the Batch.
func (p Path) Clone() Path { return NewPath(append([]byte(nil), p.Bytes()...)) }

// String returns ‹sealed›, as do the other ways to print a Path.
func (p Path) String() string { return sealed }

// GoString returns ‹sealed›.
func (p Path) GoString() string { return sealed }

// Format writes ‹sealed›, whatever the verb.
func (p Path) Format(f fmt.State, _ rune) { fmt.Fprint(f, sealed) }

// MarshalText returns ‹sealed›.
func (p Path) MarshalText() ([]byte, error) { return []byte(sealed), nil }

// MarshalJSON returns ‹sealed›, in quotes.
func (p Path) MarshalJSON() ([]byte, error) { return []byte(`"` + sealed + `"`), nil }

// LogValue returns ‹sealed›.
func (p Path) LogValue() slog.Value { return slog.StringValue(sealed) }
