package listing

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/text/unicode/norm"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// dialect says which byte beside the slash parts segments.
type dialect uint8

const (
	slashes     dialect = 0x80 // a byte that ASCII lacks: nothing but the slash
	backslashes dialect = '\\'
)

// simple reports whether b is in normal form as it stands: printable ASCII
// without a separator of d, an empty segment, or one that starts with a dot.
// Some paths in normal form are not simple; every simple path is in it.
func simple(b []byte, d dialect) bool {
	n := len(b)
	if n == 0 || b[0] == '.' || b[0] == '/' || b[n-1] == '/' {
		return false
	}
	if n < 8 {
		return simpleShort(b, d)
	}
	var odd, slash uint64
	for i := 0; i+8 <= n; i += 8 {
		odd, slash = look(binary.LittleEndian.Uint64(b[i:]), d, odd, slash)
	}
	if n&7 != 0 {
		odd, _ = look(binary.LittleEndian.Uint64(b[n-8:]), d, odd, 0)
	}
	return odd&highs == 0
}

// look sets a highest bit in odd, which it returns, where one of the eight bytes
// of w is not printable ASCII, a separator of d, or a slash or dot after a slash;
// before is 1 after a slash. What it says of a byte may be wrong where another
// is not ASCII.
func look(w uint64, d dialect, odd, before uint64) (uint64, uint64) {
	sep := w ^ uint64(d)*ones
	// A slash is less than one here, and so is a following dot, from which the
	// slash borrows: two in a row are "//" or "/.".
	slash := (w ^ '/'*ones) - ones - before
	odd |= w | (w + ones) | (w - 0x20*ones) | (sep-ones)&^sep | slash&(slash<<8|before<<7)
	return odd, slash >> 63
}

func simpleShort(b []byte, d dialect) bool {
	slash := false
	for _, c := range b {
		if c < 0x20 || c >= 0x7f || c == byte(d) || slash && (c == '/' || c == '.') {
			return false
		}
		slash = c == '/'
	}
	return true
}

// ascii reports whether b holds no byte above 0x7f, and no NUL.
func ascii(b []byte) bool {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		if (w|(w-ones)&^w)&highs != 0 {
			return false
		}
	}
	for ; i < len(b); i++ {
		if b[i] >= 0x80 || b[i] == 0 {
			return false
		}
	}
	return true
}

var (
	longUNC    = []byte(`\\?\UNC\`)
	longPath   = []byte(`\\?\`)
	devicePath = []byte(`\\.\`)
)

// normal appends to dst the normal form of the path b: NFC, segments parted by
// one slash, none at the ends, "." dropped and ".." resolved. climbed reports a
// ".." that had nothing left to resolve against. b must not overlap dst.
func normal(dst, b []byte, d dialect) (path []byte, climbed bool) {
	if d == backslashes {
		switch {
		case bytes.HasPrefix(b, longUNC):
			b = b[len(longUNC):]
		case bytes.HasPrefix(b, longPath), bytes.HasPrefix(b, devicePath):
			b = b[len(longPath):]
		}
	}
	start := len(dst)
	for len(b) > 0 {
		end := 0
		for end < len(b) && b[end] != '/' && b[end] != byte(d) {
			end++
		}
		if end < len(b) && b[end] >= 0x80 { // inside a character, with d = slashes
			end = nextSlash(b, end)
		}
		segment := b[:end]
		b = b[min(end+1, len(b)):]
		switch {
		case len(segment) == 0, len(segment) == 1 && segment[0] == '.':
		case len(segment) == 2 && segment[0] == '.' && segment[1] == '.':
			cut, up := parent(dst[start:])
			climbed = climbed || !up
			dst = dst[:start+cut]
		default:
			if len(dst) > start {
				dst = append(dst, '/')
			}
			dst = append(dst, segment...)
		}
	}
	if path := dst[start:]; norm.NFC.QuickSpan(path) < len(path) {
		dst = append(dst[:start], norm.NFC.Bytes(path)...)
	}
	return dst, climbed
}

func nextSlash(b []byte, from int) int {
	if i := bytes.IndexByte(b[from:], '/'); i >= 0 {
		return from + i
	}
	return len(b)
}

// parent returns the length of p without its last segment. A drive letter
// stays.
func parent(p []byte) (length int, up bool) {
	i := bytes.LastIndexByte(p, '/')
	switch {
	case i >= 0:
		return i, true
	case len(p) == 2 && p[1] == ':':
		return 2, false
	}
	return 0, len(p) > 0
}
