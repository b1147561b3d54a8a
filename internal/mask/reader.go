package mask

import (
	"bytes"
	"html"

	"golang.org/x/text/unicode/norm"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// reader takes segments apart. It is the scratch of one goroutine.
type reader struct {
	m       *Masker
	slots   *slots
	scan    scanner // nil without a register
	segment []byte  // as read: normalised
	words   token.Words
	memory  *compounds
	atoms   []atom
	places  []place
	symbols []uint64
	hits    []mention.Hit
	at      []int16            // by word: the atom that holds it
	within  uint64             // kindOf the directory in which the segment lies
	told    []mention.PhraseID // that show in the path so far
	signs   sign               // of the segment
	traits  trait              // of its atoms, together
}

func newReader(m *Masker) *reader {
	r := &reader{m: m, slots: m.slots, memory: new(compounds)}
	if m.register != nil {
		r.scan = m.register.scanner()
	}
	return r
}

// sign is a set of what a segment holds: most rules have nothing to say of most
// segments.
type sign uint8

const (
	foreignByte sign = 1 << iota // a byte outside ASCII, or a control
	escapeByte                   // % or &
	commaByte                    // ,
	mailByte                     // @
	anInitial                    // a single letter
	aNumber                      // a number or a date
	aStranger                    // a word that nothing knows
)

var signOf = func() (t [256]sign) {
	for c := range t {
		if !plainOrWord(byte(c)) {
			t[c] = foreignByte
		}
	}
	t['%'], t['&'], t[','], t['@'] = escapeByte, escapeByte, commaByte, mailByte
	return t
}()

// read splits a segment into atoms.
func (r *reader) read(segment []byte) {
	r.segment, r.signs = normal(segment)
	r.m.lex.dict.Scan(r.segment, &r.words)
	r.atoms = r.m.lex.split(r.atoms, r.segment, &r.words, r.memory)
	r.traits = 0
	for i := range r.atoms {
		a := &r.atoms[i]
		r.traits |= a.traits
		switch {
		case a.kind == letterAtom:
			r.signs |= anInitial
		case a.kind != wordAtom:
			r.signs |= aNumber
		case a.traits&(vocabulary|interfix|title) == 0 && !a.ending:
			r.signs |= aStranger
		}
	}
}

// locate finds the slots of the atoms read.
func (r *reader) locate() {
	r.places, r.symbols = r.slots.places(r.places, r.symbols, r.atoms, r.within)
}

// normal returns segment with percent-encoding, HTML entities and combining
// characters resolved, the segment itself where there are none, and what is in
// it.
func normal(segment []byte) ([]byte, sign) {
	signs := signsIn(segment)
	if signs&(foreignByte|escapeByte) == 0 {
		return segment, signs
	}
	out := segment
	if bytes.IndexByte(out, '%') >= 0 {
		out = unescape(out)
	}
	if bytes.IndexByte(segment, '&') >= 0 && bytes.IndexByte(out, ';') >= 0 {
		out = []byte(html.UnescapeString(string(out)))
	}
	out = norm.NFC.Bytes(out)
	return out, signsIn(out)
}

func signsIn(b []byte) (s sign) {
	for _, c := range b {
		s |= signOf[c]
	}
	return s
}

// unescape resolves percent-encoding where it stands for what is not plain
// ASCII punctuation or a control, so that a path keeps its segments.
func unescape(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '%' && i+2 < len(b) {
			hi, ok1 := unhex(b[i+1])
			lo, ok2 := unhex(b[i+2])
			if c := hi<<4 | lo; ok1 && ok2 {
				if c == '/' || c == '\\' || c < ' ' {
					c = ' '
				}
				out = append(out, c)
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

func unhex(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}
