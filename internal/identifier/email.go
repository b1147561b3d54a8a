package identifier

import (
	"bytes"

	"github.com/leakwarden/leakwarden/internal/token"
)

// mailboxes are the extensions of files that hold one user's mail.
var mailboxes = [][]byte{[]byte(".pst"), []byte(".ost"), []byte(".nst")}

// email finds an e-mail address, or the user name that a mailbox file is
// called.
func (r *Recogniser) email(segment []byte, words []token.Word) {
	if at := bytes.IndexByte(segment, '@'); at > 0 {
		if start, end, ok := address(segment, at); ok {
			r.add(Email, uint32(start), uint32(end))
			return
		}
	}
	if len(words) < 2 || len(words) > 4 || len(segment) < 6 || segment[len(segment)-4] != '.' {
		return
	}
	for _, m := range mailboxes {
		if bytes.EqualFold(segment[len(segment)-4:], m) && r.traits[0]&vocabulary == 0 {
			r.add(Username, 0, uint32(len(segment)-4))
		}
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
