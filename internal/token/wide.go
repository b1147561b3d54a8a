package token

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// window is how many bytes of a segment are classed at a time: one bit each in
// a machine word.
const window = 64

// wide is Scan for a segment of ASCII, eight bytes a step. It reports whether
// it could: it leaves segments with other bytes, and words of a window and
// more, to the loop that looks at single bytes. Both give the same words.
func (d *Dict) wide(segment []byte, w *Words) bool {
	list, glued, end := w.List[:0], false, uint32(0)
	var room [window + 8]byte
	for at := 0; at < len(segment); {
		text, n := look(segment, at, &room)
		c, ok := classify(text, n)
		if !ok {
			return false
		}
		starts, ends := c.bounds()
		next := at + n
		list = slices.Grow(list, window)
		for starts != 0 {
			i := bits.TrailingZeros64(starts)
			starts &= starts - 1
			j := i + 1 + bits.TrailingZeros64(ends>>(i&63)>>1)
			if j >= n && next < len(segment) { // it may go on behind the window
				if i == 0 {
					return false
				}
				next = at + i
				break
			}
			if len(list) == maxWords {
				break
			}
			j = min(j, n)
			list = list[:len(list)+1]
			x := &list[len(list)-1]
			x.Start, x.End, x.Hash = uint32(at+i), uint32(at+j), hashShort(text, i, j)
			x.Glued = x.Start == end && len(list) > 1
			x.Kind, x.Case, x.ASCII = Letters, Lower, true
			if c.digits>>(i&63)&1 != 0 {
				x.Kind = Digits
			} else if caps := c.caps >> (i & 63) << ((window - (j - i)) & 63); caps != 0 {
				x.Case = caseOf(bits.OnesCount64(caps), j-i)
			}
			glued = glued || x.Glued
			end = x.End
		}
		at = next
	}
	for i := range list { // all look-ups together, so that they wait for memory together
		list[i].ID = d.ID(list[i].Hash)
	}
	w.List = list
	if glued {
		w.join(d, segment)
	}
	return true
}

// look returns segment from at on, and how many bytes of it there are. What
// lies behind is whatever lies there in memory, or zeros in room.
func look(segment []byte, at int, room *[window + 8]byte) (text *[window + 8]byte, n int) {
	n = min(len(segment)-at, window)
	if wider := segment[at:cap(segment)]; len(wider) >= len(room) {
		return (*[window + 8]byte)(wider), n
	}
	*room = [window + 8]byte{}
	copy(room[:window], segment[at:])
	return room, n
}

// caseOf returns the case of a word of n letters.
func caseOf(caps, n int) Case {
	switch caps {
	case 0:
		return Lower
	case n:
		return Upper
	case 1:
		return Title
	}
	return Mixed
}

// window64 says of each byte of a window what it is.
type window64 struct{ letters, caps, digits uint64 }

const (
	each = 0x0101010101010101
	high = 0x80 * each
	// gather moves the lowest bits of eight bytes together into the highest.
	gather = 0x0102040810204080
)

// classify classes the first n bytes of text, if all are ASCII. A sum carries
// into the highest bit of a byte where the byte is at or behind a bound.
func classify(text *[window + 8]byte, n int) (c window64, ok bool) {
	var foreign uint64
	for i := 0; i < n; i += 8 {
		x := binary.LittleEndian.Uint64(text[i&(window-1):])
		if rest := n - i; rest < 8 {
			x &= 1<<(8*rest) - 1
		}
		foreign |= x
		x &^= high
		small := x | up
		letters := (small + (0x80-'a')*each) &^ (small + (0x7f-'z')*each) & high
		digits := (x + (0x80-'0')*each) &^ (x + (0x7f-'9')*each) & high
		caps := letters &^ (x << 2)
		c.letters |= letters >> 7 * gather >> 56 << (i & (window - 1))
		c.caps |= caps >> 7 * gather >> 56 << (i & (window - 1))
		c.digits |= digits >> 7 * gather >> 56 << (i & (window - 1))
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

// hashShort is hashASCII of text[i:j].
func hashShort(text *[window + 8]byte, i, j int) uint64 {
	n := j - i
	h := uint64(n)*k1 ^ k0
	for ; n >= 8; i, n = i+8, n-8 {
		h = mix(h^(binary.LittleEndian.Uint64(text[i&(window-1):])|up), k1)
	}
	if n > 0 {
		x := binary.LittleEndian.Uint64(text[i&(window-1):]) & (1<<(8*n&63) - 1)
		h = mix(h^(x|up), k1)
	}
	return mix(h, k0)
}
