package identifier

import (
	"bytes"

	"github.com/leakwarden/leakwarden/internal/token"
)

// email finds an e-mail address, or the user name that a mailbox file is
// called that holds one user's mail (.pst, .ost, .nst).
func (r *Recogniser) email(segment []byte, words []token.Word) {
	if at := bytes.IndexByte(segment, '@'); at > 0 {
		if start, end, ok := address(segment, at); ok {
			r.add(Email, uint32(start), uint32(end))
			return
		}
	}
	n := len(segment) - 4
	if len(words) < 2 || len(words) > 4 || n < 2 || segment[n] != '.' || segment[n+2]|0x20 != 's' || segment[n+3]|0x20 != 't' {
		return
	}
	if c := segment[n+1] | 0x20; (c == 'p' || c == 'o' || c == 'n') && r.traits[0]&vocabulary == 0 {
		r.add(Username, 0, uint32(n))
	}
}

// address returns the bounds of the address around the '@' at the given place.
func address(segment []byte, at int) (start, end int, ok bool) {
	start = at
	for start > 0 && at-start < 64 && (alphanumeric(segment[start-1]) || bytes.IndexByte([]byte("._%+-"), segment[start-1]) >= 0) {
		start--
	}
	end = at + 1
	dot := 0
	for end < len(segment) && end-at < 254 && (alphanumeric(segment[end]) || segment[end] == '-' || segment[end] == '.') {
		if segment[end] == '.' && dot == 0 {
			dot = end
		}
		end++
	}
	return start, end, start < at && dot > at+1 && end > dot+2
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
