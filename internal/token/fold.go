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
	r = unicode.ToLower(r)
	if s, ok := special[r]; ok {
		return s
	}
	var out []rune
	for _, d := range norm.NFKD.String(string(r)) {
		if !unicode.Is(unicode.Mn, d) {
			out = append(out, unicode.ToLower(d))
		}
	}
	return string(out)
}

// Fold returns s in small letters without diacritics: the form in which words
// are compared ("Ĳsselmeër" becomes "ijsselmeer"). It keeps everything else,
// so folding twice changes nothing.
func Fold(s string) string { return string(appendFold(nil, []byte(s))) }

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
			dst = append(dst, c)
		case int(r) < len(latin):
			dst = append(dst, latin[r]...)
		default:
			dst = append(dst, foldRune(r)...)
		}
		i += size
	}
	return dst
}
