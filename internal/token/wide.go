package token

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// window is how many bytes of a segment are classed at a time: one bit each in
// a machine word, which has room for the end of what ends with the window.
const window = 56

// wide is Scan for a segment of ASCII, eight bytes a step. It reports whether
// it could: it leaves segments with other bytes, of more bytes than there may
// be words, and with words of a window and more, to the loop that looks at
// single bytes. Both give the same words.
func (d *Dict) wide(segment []byte, w *Words) bool {
	if len(segment) > maxWords {
		return false
	}
	var padded [8]byte
	text := segment
	if len(text) < len(padded) {
		copy(padded[:], text)
		text = padded[:]
	}
	glued, ok := w.part(text, len(segment))
	if !ok {
		return false
	}
	for i := range w.List { // all look-ups together, so that they wait for memory together
		w.List[i].ID = d.ID(w.List[i].Hash)
	}
	if glued {
		w.join(d, segment)
	}
	return true
}

// part fills w.List with the words of the first size bytes of text, but for
// their numbers, and reports whether any are glued, and whether it could.
func (w *Words) part(text []byte, size int) (glued, ok bool) {
	list, togethers, end := w.List[:0], uint64(0), 0
	for at := 0; at < size; {
		n := min(size-at, window)
		c, ok := classify(text, at, n)
		if !ok {
			return false, false
		}
		starts, ends := c.bounds()
		together := starts & ((c.letters | c.digits) << 1)
		if at > 0 && at == end {
			together |= starts & 1
		}
		togethers |= together
		next := at + n
		list = slices.Grow(list, window)
		for starts != 0 {
			first := starts & -starts
			starts ^= first
			after := ends &^ (first | (first - 1))
			i, j := bits.TrailingZeros64(first), bits.TrailingZeros64(after)
			if j >= n && next < size { // it may go on behind the window
				if i == 0 {
					return false, false
				}
				next = at + i
				break
			}
			list = list[:len(list)+1]
			x := &list[len(list)-1]
			x.Start, x.End, x.Hash = uint32(at+i), uint32(at+j), hashAt(text, at+i, j-i)
			x.Kind, x.Case = Letters, Lower
			if c.digits&first != 0 {
				x.Kind = Digits
			}
			if c.caps&first != 0 { // then its capitals are the first letter or all
				x.Case = Title
				if c.caps&(after&-after>>1) != 0 {
					x.Case = Upper
				}
			}
			x.Glued = together&first != 0
			x.ASCII = true
			end = at + j
		}
		at = next
	}
	w.List = list
	return togethers != 0, true
}

// eight returns the eight bytes of text from i on, with zeros behind its end.
// Text has at least eight bytes.
func eight(text []byte, i int) uint64 {
	if i+8 <= len(text) {
		return binary.LittleEndian.Uint64(text[i:])
	}
	return binary.LittleEndian.Uint64(text[len(text)-8:]) >> (8 * (i + 8 - len(text)) & 63)
}

// window64 says of each byte of a window what it is.
type window64 struct{ letters, caps, digits uint64 }

const (
	each = 0x0101010101010101
	high = 0x80 * each
	// gather moves the lowest bits of eight bytes together into the highest.
	gather = 0x0102040810204080
)

// classify classes n bytes of text from at on, if all are ASCII. A sum carries
// into the highest bit of a byte where the byte is at or behind a bound.
func classify(text []byte, at, n int) (c window64, ok bool) {
	var foreign uint64
	for i := 0; i < n; i += 8 {
		x := eight(text, at+i)
		foreign |= x
		x &^= high
		small := x | up
		letters := (small + (0x80-'a')*each) &^ (small + (0x7f-'z')*each) & high
		digits := (x + (0x80-'0')*each) &^ (x + (0x7f-'9')*each) & high
		caps := letters &^ (x << 2)
		c.letters |= letters >> 7 * gather >> 56 << (i & 63)
		c.caps |= caps >> 7 * gather >> 56 << (i & 63)
		c.digits |= digits >> 7 * gather >> 56 << (i & 63)
	}
	return c, foreign&high == 0
}

// bounds returns where words start, and where a word that started before ends:
// at another word or at what is none. A window starts outside of a word.
func (c *window64) bounds() (starts, ends uint64) {
	small := c.letters &^ c.caps
	starts = c.letters&^(c.letters<<1) | // after no letter
		c.caps&(small<<1) | // De|Linde
		c.caps&(c.caps<<1)&(small>>1) | // HAP|De
		c.digits&^(c.digits<<1)
	return starts, starts | ^(c.letters | c.digits)
}
