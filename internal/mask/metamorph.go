package mask

import (
	"unicode"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/token"
)

// Metamorph returns path with every word that is neither vocabulary nor the
// register's replaced by one of random letters, of the same length and case,
// and every number by a random one: the same word by the same throughout, as
// seed has it. A listing so changed must look the same when it is masked. That
// finds leaks without anybody looking at a name, on any listing.
func (m *Masker) Metamorph(path []byte, seed uint64) []byte {
	out := make([]byte, 0, len(path))
	var words token.Words
	for start := 0; start <= len(path); {
		end := start
		for end < len(path) && path[end] != '/' {
			end++
		}
		segment := path[start:end]
		m.lex.dict.Scan(segment, &words)
		keep := m.kept(segment, &words)
		at := uint32(0)
		for i, w := range words.List {
			out = append(out, segment[at:w.Start]...)
			out = m.other(out, segment[w.Start:w.End], w, keep[i], seed)
			at = w.End
		}
		out = append(out, segment[at:]...)
		if end < len(path) {
			out = append(out, '/')
		}
		start = end + 1
	}
	return out
}

// kept marks the words that are known, alone or glued to others.
func (m *Masker) kept(segment []byte, words *token.Words) []bool {
	known := func(id token.ID) bool { return m.lex.of(id) != 0 }
	keep := make([]bool, len(words.List))
	for i, w := range words.List {
		keep[i] = known(w.ID) || w.ASCII && m.lex.compound([]byte(token.Fold(string(segment[w.Start:w.End])))) != 0
	}
	for _, j := range words.Joined {
		for i := j.First; known(j.ID) && i <= j.Last; i++ {
			keep[i] = true
		}
	}
	return keep
}

// other appends what stands in for a word.
func (m *Masker) other(out, b []byte, w token.Word, keep bool, seed uint64) []byte {
	lexicons := m.lex.isName(w.Hash) || m.lex.pack.Places.Has(w.Hash) || m.lex.pack.Common.Has(w.Hash)
	switch {
	case keep, w.Kind == token.Digits && len(b) < 5, utf8.RuneCount(b) == 1, lexicons:
		return append(out, b...)
	case w.Kind == token.Digits:
		if _, ok := wholeDate(number(b, token.Word{Kind: token.Digits, End: uint32(len(b))})); ok {
			return append(out, b...)
		}
	}
	from := len(out)
	for try := uint64(0); ; try++ {
		out = out[:from]
		h := mix(w.Hash, seed+try)
		for i := 0; i < len(b); {
			r, size := utf8.DecodeRune(b[i:])
			h = mix(h, uint64(i))
			switch {
			case w.Kind == token.Digits:
				out = append(out, byte('0'+h%10))
			case unicode.IsUpper(r):
				out = append(out, byte('A'+h%26))
			default:
				out = append(out, byte('a'+h%26))
			}
			i += size
		}
		if m.unknown(out[from:], w.Kind) {
			return out
		}
	}
}

// unknown reports whether nothing at all is known of a word or number.
func (m *Masker) unknown(b []byte, kind token.Kind) bool {
	if kind == token.Digits {
		_, ok := wholeDate(number(b, token.Word{Kind: token.Digits, End: uint32(len(b))}))
		return !ok
	}
	h := token.Hash(string(b))
	p := m.lex.pack
	return m.lex.dict.ID(h) == token.Unknown && !m.lex.isName(h) && !p.Places.Has(h) && !p.Common.Has(h)
}
