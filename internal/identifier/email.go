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
// Its domain has a part of letters after the first dot, which a version like
// "tool@v1.2.3" has not.
func address(segment []byte, at int) (start, end int, ok bool) {
	start = at
	for start > 0 && at-start < 64 && (alphanumeric(segment[start-1]) || bytes.IndexByte([]byte("._%+-"), segment[start-1]) >= 0) {
		start--
	}
	end = at + 1
	dot, letters := 0, false
	for ; end < len(segment) && end-at < 254; end++ {
		c := segment[end]
		switch {
		case c == '.':
			letters = letters || dot > at+1 && end-dot > 2 && segment[end-1] > '9'
			dot = end
		case !alphanumeric(c) && c != '-':
			return start, end, start < at && (letters || topLevel(segment[:end], dot, at))
		}
	}
	return start, end, start < at && (letters || topLevel(segment[:end], dot, at))
}

// topLevel reports whether the letters after the dot end a domain.
func topLevel(segment []byte, dot, at int) bool {
	return dot > at+1 && len(segment)-dot > 2 && segment[len(segment)-1] > '9' && segment[dot+1] > '9'
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
