package listing

import (
	"encoding/binary"
	"unsafe"
)

// Shelf keeps copies of paths in little memory: of a path put on it, only what
// differs from the beginning of the one before. The zero value is empty. One
// goroutine uses it at a time; the paths may be read by any number.
type Shelf struct {
	block shelved
	last  shelved // the path put on it last
	at    int     // where that starts in block
	run   int     // paths since one that is there whole
}

// shelved is bytes of paths, which do not print; see Path.
type shelved struct {
	first *byte
	n, c  int
}

func (s shelved) bytes() []byte { return unsafe.Slice(s.first, s.c)[:s.n] }

func shelve(b []byte) shelved { return shelved{unsafe.SliceData(b), len(b), cap(b)} }

const (
	shelfBlock = 64 << 10
	// mostShelved is how many paths hang together, so that reading one takes
	// few steps.
	mostShelved = 16
)

// Keep returns a copy of path that is good for as long as it is held. Its Bytes
// makes a copy at each call.
func (s *Shelf) Keep(path []byte) Path {
	if len(path) == 0 {
		return Path{}
	}
	block := s.block.bytes()
	if cap(block)-len(block) < len(path)+2*binary.MaxVarintLen64 {
		block, s.run = make([]byte, 0, max(shelfBlock, len(path)+2*binary.MaxVarintLen64)), 0
	}
	shared := 0
	if s.run > 0 && s.run < mostShelved {
		shared = sharedLen(s.last.bytes(), path)
	}
	start := len(block)
	block = binary.AppendUvarint(block, uint64(shared))
	if shared > 0 {
		block = binary.AppendUvarint(block, uint64(start-s.at))
	} else {
		s.run = 0
	}
	block = append(block, path[shared:]...)
	s.block, s.last, s.at, s.run = shelve(block), shelve(append(s.last.bytes()[:0], path...)), start, s.run+1
	return Path{&block[start], -len(path)}
}

// sharedLen returns the length of the beginning that a and b share.
func sharedLen(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// unshelve returns a copy of a path on a shelf, whose n is less than 0. From its
// first byte on lie: how many bytes it shares with another path; where that
// lies, counted backwards, if it shares any; and its other bytes.
func (p Path) unshelve() []byte {
	out := make([]byte, -p.n)
	for need, at := len(out), p.first; need > 0; {
		shared, size := uvarintAt(at)
		back, more := uint64(0), 0
		if shared > 0 {
			back, more = uvarintAt((*byte)(unsafe.Add(unsafe.Pointer(at), size)))
		}
		if own := need - int(shared); own > 0 {
			copy(out[shared:need], unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(at), size+more)), own))
			need = int(shared)
		}
		if need > 0 {
			at = (*byte)(unsafe.Add(unsafe.Pointer(at), -int(back)))
		}
	}
	return out
}

// uvarintAt reads a number as binary.Uvarint does, and its length in bytes.
func uvarintAt(at *byte) (n uint64, size int) {
	for shift := 0; ; shift += 7 {
		b := *(*byte)(unsafe.Add(unsafe.Pointer(at), size))
		n |= uint64(b&0x7f) << shift
		if size++; b < 0x80 {
			return n, size
		}
	}
}
