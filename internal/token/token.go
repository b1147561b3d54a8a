// Package token splits a path segment into folded words with their byte spans.
//
// Words that a reader would take for the same have the same hash, whatever
// their case and diacritics and whatever stands between them; everything after
// this package compares numbers, not text.
package token

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// ID numbers a word of a Dict, from 1. Unknown is the word no Dict holds.
type ID uint32

// Unknown is the ID of a word that the Dict does not hold.
const Unknown ID = 0

// Kind says what a word is made of.
type Kind uint8

// The kinds of words. A word is never of mixed kind: "A81001" is two words.
const (
	Letters Kind = iota + 1
	Digits
)

// Case says how a word of letters is written.
type Case uint8

// The ways to write a word. One capital alone is Upper.
const (
	Lower Case = iota
	Title
	Upper
	Mixed
)

// Word is a run of letters or of digits in a segment, split also where a small
// letter meets a capital ("DeLinde") and where letters meet digits.
type Word struct {
	Hash       uint64 // of the folded word; see Hash
	Start, End uint32 // byte offsets in the segment
	ID         ID
	Kind       Kind
	Case       Case
	Glued      bool // nothing stands between this word and the one before
	ASCII      bool // the word is written in ASCII
}

// Joined is a run of words that the writer glued together, taken as one.
type Joined struct {
	Hash        uint64
	ID          ID
	First, Last uint16 // indices of words, both included
}

// Words holds the words of one segment in order of appearance.
type Words struct {
	List []Word
	// Joined holds each longest run of two or more glued words of letters
	// ("DeLinde"), and each longest glued run with both letters and digits of
	// at most 32 bytes ("A81001"), in order of their first word.
	Joined []Joined
}

// maxWords bounds the words taken of one segment; more are left unread. A name
// of 255 bytes has at most 128 words, so only a hostile listing meets it.
const maxWords = 4096

const (
	sep = iota
	low
	cap_
	dig
	beyond
)

var classes = func() (t [256]uint8) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z':
			t[c] = low
		case 'A' <= c && c <= 'Z':
			t[c] = cap_
		case '0' <= c && c <= '9':
			t[c] = dig
		case c >= utf8.RuneSelf:
			t[c] = beyond
		}
	}
	return t
}()

// Scan replaces the words in w by those of segment, looked up in d. It
// allocates only where w has no room. Not for use by two goroutines on one w;
// d may be shared.
func (d *Dict) Scan(segment []byte, w *Words) {
	w.List, w.Joined = w.List[:0], w.Joined[:0]
	if d.wide(segment, w) {
		return
	}
	d.narrow(segment, w)
}

// narrow is Scan byte by byte.
func (d *Dict) narrow(segment []byte, w *Words) {
	for i := 0; i < len(segment) && len(w.List) < maxWords; {
		switch classes[segment[i]] {
		case sep:
			i++
		case dig:
			j := i + 1
			for j < len(segment) && classes[segment[j]] == dig {
				j++
			}
			w.add(d, segment, i, j, Word{Kind: Digits, ASCII: true})
			i = j
		default:
			i = w.letters(d, segment, i)
		}
	}
	w.join(d, segment)
}

// letters adds the word of letters that starts at i, and returns where it
// ends: at a byte that is no letter, or before a capital that starts a new
// word ("De|Linde", "HAP|De"). It skips what is neither letter nor digit.
func (w *Words) letters(d *Dict, segment []byte, i int) int {
	j, runes, caps, ascii := i, 0, 0, true
	var before, last uint8 // classes of the two letters before j
	for j < len(segment) {
		class, size := classes[segment[j]], 1
		if class == beyond {
			class, size = wideClass(segment[j:], runes > 0)
			ascii = ascii && class == sep
		}
		if class == sep || class == dig {
			break
		}
		if runes > 0 && class == cap_ && last == low {
			break
		}
		if class == low && last == cap_ && before == cap_ {
			j-- // the capital belongs to the next word; only ASCII gets here
			runes--
			caps--
			break
		}
		if class == cap_ {
			caps++
		}
		runes++
		before, last = last, class
		if size > 1 {
			before = low // never step back over a wide letter
		}
		j += size
	}
	if j == i { // a symbol outside ASCII
		_, size := utf8.DecodeRune(segment[i:])
		return i + size
	}
	word := Word{Kind: Letters, ASCII: ascii}
	switch caps {
	case 0:
	case runes:
		word.Case = Upper
	case 1:
		word.Case = Title
	default:
		word.Case = Mixed
	}
	w.add(d, segment, i, j, word)
	return j
}

// wideClass classes the rune outside ASCII at the start of b. A combining mark
// continues a word and cannot start one.
func wideClass(b []byte, inside bool) (class uint8, size int) {
	r, size := utf8.DecodeRune(b)
	switch {
	case unicode.IsUpper(r):
		return cap_, size
	case unicode.IsLetter(r), inside && unicode.IsMark(r):
		return low, size
	case r == '\u2019' || r == utf8.RuneError:
		return sep, size
	}
	return sep, size
}

func (w *Words) add(d *Dict, segment []byte, i, j int, word Word) {
	word.Start, word.End = uint32(i), uint32(j)
	if n := len(w.List); n > 0 {
		word.Glued = w.List[n-1].End == word.Start
	}
	word.Hash = hashOf(segment, i, j, word.ASCII)
	word.ID = d.ID(word.Hash)
	w.List = append(w.List, word)
}

// maxJoined is the longest mixed run, in bytes, taken as one; codes are short.
const maxJoined = 32

// join fills w.Joined from w.List.
func (w *Words) join(d *Dict, segment []byte) {
	for i := 1; i < len(w.List); i++ {
		if !w.List[i].Glued {
			continue
		}
		first := i - 1
		for i < len(w.List) && w.List[i].Glued {
			i++
		}
		w.joinRun(segment, first, i)
	}
	for i := range w.Joined {
		w.Joined[i].ID = d.ID(w.Joined[i].Hash)
	}
}

// joinRun adds the runs of letters in the glued words [i, j), and the whole if
// it is mixed and short.
func (w *Words) joinRun(segment []byte, i, j int) {
	digits := 0
	for k := i; k < j; k++ {
		digits += int(w.List[k].Kind - Letters)
	}
	if digits == 0 {
		w.addJoined(segment, i, j)
		return
	}
	if w.List[j-1].End-w.List[i].Start <= maxJoined {
		w.addJoined(segment, i, j)
	}
	if j-i-digits < 2 {
		return
	}
	for k := i; k < j; {
		end := k
		for end < j && w.List[end].Kind == Letters {
			end++
		}
		if end-k > 1 {
			w.addJoined(segment, k, end)
		}
		k = end + 1
	}
}

func (w *Words) addJoined(segment []byte, i, j int) {
	ascii := true
	for k := i; k < j; k++ {
		ascii = ascii && w.List[k].ASCII
	}
	hash := hashOf(segment, int(w.List[i].Start), int(w.List[j-1].End), ascii)
	w.Joined = append(w.Joined, Joined{})
	x := &w.Joined[len(w.Joined)-1]
	x.Hash, x.First, x.Last = hash, uint16(i), uint16(j-1)
}

func hashOf(segment []byte, i, j int, ascii bool) uint64 {
	if ascii {
		return hashASCII(segment[i:j])
	}
	var buf [128]byte
	return hashASCII(appendFold(buf[:0], segment[i:j]))
}

// Hash returns the hash of s after folding. It is the same in every process and
// on every machine, so that results may be stored and merged. It is no defence
// against someone who makes words to collide: what is shown is checked as text.
func Hash(s string) uint64 {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			var buf [128]byte
			return hashASCII(appendFold(buf[:0], []byte(s)))
		}
	}
	return hashASCII([]byte(s))
}

// HashBytes is Hash of b as text.
func HashBytes(b []byte) uint64 {
	for i := range b {
		if b[i] >= utf8.RuneSelf {
			return Hash(string(b))
		}
	}
	return hashASCII(b)
}

const (
	k0 = 0xa0761d6478bd642f
	k1 = 0xe7037ed1a0b428db
	up = 0x2020202020202020 // sets the bit that tells a from A; digits have it
)

// hashASCII hashes b, taking capitals as small letters, eight bytes a step.
func hashASCII(b []byte) uint64 {
	n := len(b)
	if n >= 8 {
		return hashAt(b, 0, n)
	}
	if n == 0 {
		return mix(k0, k0)
	}
	return hashEnd(uint64(n)*k1^k0, short(b), n)
}

// short returns the at most eight bytes of b, the first of them lowest, but of
// none.
func short(b []byte) uint64 {
	n := len(b)
	if n >= 4 {
		return uint64(binary.LittleEndian.Uint32(b)) | uint64(binary.LittleEndian.Uint32(b[n-4:]))<<(8*(n-4))
	}
	return uint64(b[0]) | uint64(b[n>>1])<<(8*(n>>1)) | uint64(b[n-1])<<(8*(n-1))
}

// hashAt is hashASCII of the n bytes of text from i on; text has at least
// eight.
func hashAt(text []byte, i, n int) uint64 {
	h := uint64(n)*k1 ^ k0
	for ; n > 8; i, n = i+8, n-8 {
		h = mix(h^(eight(text, i)|up), k1)
	}
	return hashEnd(h, eight(text, i), n)
}

// hashEnd ends a hash with the lowest n bytes of x, 1 to 8.
func hashEnd(h, x uint64, n int) uint64 {
	x &= ^uint64(0) >> ((64 - 8*n) & 63)
	return mix(mix(h^(x|up), k1), k0)
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}
