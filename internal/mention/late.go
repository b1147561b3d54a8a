package mention

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

// Late finds names that became known after a triage in what that triage read,
// without the listing. It keeps 32 bits for each word, made with a key of the
// case: whoever has the file but not the key can neither read a word nor test a
// guess, though equal words stay equal. Numbers are left out but for those of
// one or two digits, which names have, and those of eight that are no date,
// which codes have; so no number of a person is kept.
//
// One wrong row in some hundreds of names looked for is to be expected: what is
// found is to be judged.
type Late struct {
	block cipher.Block
	dict  *token.Dict // empty: it only splits
	words token.Words
	rows  []lateRow
	marks []uint32 // of the words of all rows, one after another
	glued []uint32 // of runs of glued words, one after another
}

type lateRow struct {
	number       uint32
	marks, glued uint32 // where they end
}

// NewLate returns an empty Late with a key of 16, 24 or 32 bytes.
func NewLate(key []byte) (*Late, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("keying an index of late aliases: %w", err)
	}
	return &Late{block: block, dict: token.NewDict()}, nil
}

// Add adds a segment, whose words are w, under a number of the caller's. It
// keeps neither.
func (l *Late) Add(number uint32, segment []byte, w *token.Words) {
	for i := range w.List {
		if m, ok := l.word(segment, &w.List[i]); ok {
			l.marks = append(l.marks, m)
		}
	}
	for i := range w.Joined {
		j := &w.Joined[i]
		text := token.Fold(string(segment[w.List[j.First].Start:w.List[j.Last].End]))
		l.glued = append(l.glued, l.mark(token.Hash(canonical(text))))
	}
	l.rows = append(l.rows, lateRow{number, uint32(len(l.marks)), uint32(len(l.glued))})
}

// word returns the mark of a word, and whether it has one.
func (l *Late) word(segment []byte, x *token.Word) (uint32, bool) {
	text := segment[x.Start:x.End]
	if x.Kind == token.Digits {
		if n := len(text); n > 2 && (n != 8 || readsAsDate(text)) {
			return 0, false
		}
	}
	folded := token.Fold(string(text))
	for _, c := range connectives {
		if c == folded {
			return 0, false
		}
	}
	if c := canonical(folded); c != folded {
		return l.mark(token.Hash(c)), true
	}
	return l.mark(x.Hash), true
}

// mark returns 32 bits of a hash under the key.
func (l *Late) mark(hash uint64) uint32 {
	var in, out [aes.BlockSize]byte
	binary.LittleEndian.PutUint64(in[:], hash)
	l.block.Encrypt(out[:], in[:])
	return binary.LittleEndian.Uint32(out[:])
}

// Find returns the numbers of the rows that hold name, in the order in which
// they were added: in any case, with any separators or none. It costs some
// milliseconds a million rows. Not for use by two goroutines at once.
func (l *Late) Find(name string) []uint32 {
	text := []byte(name)
	l.dict.Scan(text, &l.words)
	var want []uint32
	var all strings.Builder
	for i := range l.words.List {
		x := &l.words.List[i]
		all.Write(text[x.Start:x.End])
		if m, ok := l.word(text, x); ok {
			want = append(want, m)
		}
	}
	if len(want) == 0 {
		return nil
	}
	whole := token.Fold(all.String())
	one := []uint32{l.mark(token.Hash(whole)), l.mark(token.Hash(canonical(whole)))}
	var found []uint32
	at, gluedAt := uint32(0), uint32(0)
	for _, row := range l.rows {
		if holds(l.marks[at:row.marks], want) || holdsAny(l.marks[at:row.marks], one) || holdsAny(l.glued[gluedAt:row.glued], one) {
			found = append(found, row.number)
		}
		at, gluedAt = row.marks, row.glued
	}
	return found
}

// holds reports whether want is in marks, one mark after another.
func holds(marks, want []uint32) bool {
	for i := 0; i+len(want) <= len(marks); i++ {
		k := 0
		for k < len(want) && marks[i+k] == want[k] {
			k++
		}
		if k == len(want) {
			return true
		}
	}
	return false
}

func holdsAny(marks, any []uint32) bool {
	for _, m := range marks {
		for _, a := range any {
			if m == a {
				return true
			}
		}
	}
	return false
}

// lateMagic opens the stored form, with its version.
const lateMagic = "LWLATE1\n"

var errLate = errors.New("not an index of late aliases")

// AppendBinary appends the stored form of l, without its key, to dst.
func (l *Late) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, lateMagic...)
	dst = binary.AppendUvarint(dst, uint64(len(l.rows)))
	at, gluedAt := uint32(0), uint32(0)
	for _, r := range l.rows {
		dst = binary.AppendUvarint(dst, uint64(r.number))
		dst = binary.AppendUvarint(dst, uint64(r.marks-at))
		dst = binary.AppendUvarint(dst, uint64(r.glued-gluedAt))
		at, gluedAt = r.marks, r.glued
	}
	for _, marks := range [][]uint32{l.marks, l.glued} {
		for _, m := range marks {
			dst = binary.LittleEndian.AppendUint32(dst, m)
		}
	}
	return dst, nil
}

// ReadLate returns the Late that was stored in data, to be asked with key. With
// another key than it was made with, it finds nothing.
func ReadLate(data, key []byte) (*Late, error) {
	l, err := NewLate(key)
	if err != nil {
		return nil, err
	}
	data, ok := bytes.CutPrefix(data, []byte(lateMagic))
	if !ok {
		return nil, fmt.Errorf("reading late aliases: %w", errLate)
	}
	next := func() uint64 {
		v, n := binary.Uvarint(data)
		if n <= 0 || v > 1<<32-1 {
			err = errLate
			return 0
		}
		data = data[n:]
		return v
	}
	rows := next()
	if rows > uint64(len(data)) {
		err = errLate
	}
	var marks, glued uint64
	for i := uint64(0); err == nil && i < rows; i++ {
		number := next()
		marks += next()
		glued += next()
		l.rows = append(l.rows, lateRow{uint32(number), uint32(marks), uint32(glued)})
	}
	if err != nil || marks+glued > uint64(len(data)/4) || uint64(len(data)) != 4*(marks+glued) {
		return nil, fmt.Errorf("reading late aliases: %w", errLate)
	}
	all := make([]uint32, marks+glued)
	for i := range all {
		all[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	l.marks, l.glued = all[:marks:marks], all[marks:]
	return l, nil
}
