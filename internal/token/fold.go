package token

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// special holds the letters that no decomposition takes apart, as Dutch,
// German, Nordic, Polish and Turkish writers replace them in ASCII.
var special = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th",
	'ł': "l", 'ı': "i", 'ħ': "h", 'ĳ': "ij", 'ŋ': "n", 'ſ': "s",
}

// latin holds the fold of each rune below 0x250: a table look-up for nearly all
// that occurs outside ASCII.
var latin = func() (t [0x250]string) {
	for r := range t {
		t[r] = foldRune(rune(r))
	}
	return t
}()

func foldRune(r rune) string {
	var out []byte
	for _, d := range norm.NFKD.String(string(unicode.ToLower(r))) {
		d = unicode.ToLower(d)
		switch s, ok := special[d]; {
		case ok:
			out = append(out, s...)
		case !unicode.Is(unicode.Mn, d):
			out = utf8.AppendRune(out, d)
		}
	}
	return string(out)
}

// Fold returns s in small letters without diacritics: the form in which words
// are compared ("Ĳsselmeër" becomes "ijsselmeer"). Bytes that are no UTF-8
// become U+FFFD; all else is kept, and folding twice changes nothing.
func Fold(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			var room [64]byte
			return string(appendFold(room[:0], []byte(s)))
		}
	}
	return s
}

func appendFold(dst, b []byte) []byte {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			dst = utf8.AppendRune(dst, utf8.RuneError)
		case int(r) < len(latin):
			dst = append(dst, latin[r]...)
		default:
			dst = append(dst, foldRune(r)...)
		}
		i += size
	}
	return dst
}
