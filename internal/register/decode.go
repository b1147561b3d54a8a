package register

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decoding tells how the bytes of a register were read.
type decoding struct {
	name  string // "UTF-8", "UTF-16"
	other int    // lines that were no UTF-8 and read as windows-1252
	first int    // the first of them, from 1
}

// decode returns the text of raw. Each line that is no valid UTF-8 is read as
// windows-1252: what Excel writes in western Europe, and a register pasted
// together from two sources is in both.
func decode(raw []byte) (string, decoding) {
	if order := utf16Order(raw); order != 0 {
		return decodeUTF16(raw, order), decoding{name: "UTF-16"}
	}
	d := decoding{name: "UTF-8"}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return string(raw), d
	}
	var out strings.Builder
	out.Grow(len(raw) + len(raw)/16)
	windows := charmap.Windows1252.NewDecoder()
	n := 0
	for line := range bytes.Lines(raw) {
		n++
		if !utf8.Valid(line) {
			if d.other++; d.first == 0 {
				d.first = n
			}
			line, _ = windows.Bytes(line) // a charmap reads every byte
		}
		out.Write(line)
	}
	return out.String(), d
}

// utf16Order returns 'l' or 'b' for UTF-16 with the low or the high byte
// first, by its mark or by where the zeros of its first characters are, and 0
// for anything else.
func utf16Order(raw []byte) byte {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return 'l'
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return 'b'
	}
	head := raw[:min(len(raw), 256)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch pairs := len(head) / 2; {
	case pairs < 4:
		return 0
	case odd > pairs*3/4 && even == 0:
		return 'l'
	case even > pairs*3/4 && odd == 0:
		return 'b'
	}
	return 0
}

func decodeUTF16(raw []byte, order byte) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		low, high := raw[i], raw[i+1]
		if order == 'b' {
			low, high = high, low
		}
		units = append(units, uint16(high)<<8|uint16(low))
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}
