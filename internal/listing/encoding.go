package listing

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
)

// page is one single-byte encoding: what each byte from 0x80 stands for, and
// how likely it is in a file name.
type page struct {
	name  string
	runes [128]rune
	worth [128]int8
	class [256]uint8
	oem   bool // of MS-DOS: it can draw lines
}

const pages = 8

// text turns the bytes of lines into UTF-8. Lines that are not UTF-8 are read
// in the single-byte encoding that explains the line and the lines before
// best, so one listing may mix encodings. Not for use by several goroutines.
type text struct {
	pages    [pages]page
	seen     [pages]int64 // lines read in each
	total    [pages]int64 // worth of all odd lines in each
	odd      int64        // lines that were not UTF-8
	wide     int64        // lines in UTF-8 beyond ASCII
	repaired int64
	utf16    string
	buf, alt []byte
}

func newText() *text {
	t := &text{}
	for i, p := range []struct {
		name string
		m    *charmap.Charmap
		like string // letters that speak for it
	}{
		{"windows-1252", charmap.Windows1252, westernLetters},
		{"cp850", charmap.CodePage850, westernLetters},
		{"cp858", charmap.CodePage858, westernLetters},
		{"cp437", charmap.CodePage437, westernLetters},
		{"windows-1250", charmap.Windows1250, polishLetters},
		{"windows-1254", charmap.Windows1254, turkishLetters},
		{"iso-8859-15", charmap.ISO8859_15, westernLetters},
		{"cp852", charmap.CodePage852, polishLetters},
	} {
		t.pages[i].name, t.pages[i].oem = p.name, strings.HasPrefix(p.name, "cp")
		for b := range 128 {
			r := p.m.DecodeByte(byte(b + 0x80))
			t.pages[i].runes[b] = r
			t.pages[i].worth[b] = worth(r, p.like)
			t.pages[i].class[b] = classOf(rune(b))
			t.pages[i].class[b+0x80] = classOf(r)
		}
	}
	return t
}

const (
	westernLetters = "éèêëïîíìöôóòõüûúùäâáàãåçñßæøœÿÉÈÊËÏÎÍÖÔÓÜÛÚÄÂÁÀÅÇÑÆØŒ"
	polishLetters  = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáéíúöüäßÁÉÍÚÖÜÄ"
	turkishLetters = "çğıöşüÇĞİÖŞÜâîû"
)

// worth says how likely r is in a file name.
func worth(r rune, like string) int8 {
	switch {
	case r == utf8.RuneError, r >= 0x80 && r < 0xa0:
		return -6
	case strings.ContainsRune(like, r):
		return 3
	case r == '€':
		return 2
	case strings.ContainsRune("–—‘’“”„…•°§«»·®©™´¨\u00a0", r):
		return 0
	case unicode.Is(unicode.Latin, r):
		return 1
	case unicode.IsLetter(r):
		return -2
	case r >= 0x2500 && r < 0x25a0:
		return -2
	}
	return -2
}

// What a byte is in an encoding, as far as its neighbours care.
const (
	isUpper uint8 = 1 << iota
	isLower
	isWordy // a letter
	isDrawn // a line or corner
	isGap   // a space, or the end
)

func classOf(r rune) (class uint8) {
	if unicode.IsUpper(r) {
		class |= isUpper
	}
	if unicode.IsLower(r) {
		class |= isLower
	}
	if unicode.IsLetter(r) {
		class |= isWordy
	}
	if r >= 0x2500 && r < 0x2580 {
		class |= isDrawn
	}
	if r == ' ' {
		class |= isGap
	}
	return class
}

// judge returns how well p explains line.
func (p *page) judge(line []byte) int64 {
	var sum int64
	for i, c := range line {
		if c < 0x80 {
			continue
		}
		before, after := isGap, isGap
		if i > 0 {
			before = p.class[line[i-1]]
		}
		if i+1 < len(line) {
			after = p.class[line[i+1]]
		}
		class := p.class[c]
		sum += int64(p.worth[c-0x80])
		switch {
		case class&isUpper != 0 && before&isLower != 0:
			sum -= 3
		case class&isWordy != 0 && (before|after)&isWordy != 0:
			sum++
		case class&isDrawn != 0 && before&(isDrawn|isGap) != 0 && after&(isDrawn|isGap) != 0:
			sum += 4
		}
	}
	return sum
}

// drawnTree reports whether line begins as tree draws in the encodings of
// MS-DOS, all of which have its lines at the same bytes.
func drawnTree(line []byte) bool {
	line = bytes.TrimLeft(line, " ")
	for _, start := range []string{"\xb3   ", "\xc3\xc4\xc4\xc4", "\xc0\xc4\xc4\xc4"} {
		if bytes.HasPrefix(line, []byte(start)) {
			return true
		}
	}
	return false
}

// decode returns line in UTF-8; what it returns is good until the next call.
func (t *text) decode(line []byte) []byte {
	if ascii(line) {
		return line
	}
	if !utf8.Valid(line) {
		return t.single(line)
	}
	if fixed, ok := t.repair(line); ok {
		return fixed
	}
	t.wide++
	return line
}

// single decodes a line that is not UTF-8.
func (t *text) single(line []byte) []byte {
	judged := line
	if len(judged) > 1024 {
		judged = judged[:1024]
	}
	best, bestKey := 0, int64(-1<<62)
	drawn := drawnTree(judged)
	for i := range t.pages {
		worth := t.pages[i].judge(judged)
		if drawn && t.pages[i].oem {
			worth += 100
		}
		t.total[i] += worth
		key := 2*worth*16 + t.total[i]*16/(t.odd+1) - int64(i)
		if key > bestKey {
			best, bestKey = i, key
		}
	}
	t.odd++
	t.seen[best]++
	p := &t.pages[best]
	t.buf = t.buf[:0]
	for len(line) > 0 {
		// Whole UTF-8 letters inside an otherwise odd line stay what they are.
		c := line[0]
		if c < 0x80 {
			t.buf = append(t.buf, c)
		} else {
			t.buf = utf8.AppendRune(t.buf, p.runes[c-0x80])
		}
		line = line[1:]
	}
	return t.buf
}

// repair undoes UTF-8 that was read as Windows-1252, once or twice.
func (t *text) repair(line []byte) ([]byte, bool) {
	// The first byte of a letter in UTF-8 is itself a letter from Â to ô in
	// Windows-1252, and another such letter or sign follows it.
	i := bytes.IndexByte(line, 0xc3)
	if i < 0 || i+2 >= len(line) {
		return nil, false
	}
	fixed, ok := t.undo(t.buf[:0], line)
	if !ok {
		return nil, false
	}
	t.buf = fixed
	if again, ok := t.undo(t.alt[:0], fixed); ok {
		t.alt = again
		t.buf, t.alt = t.alt, t.buf
	}
	t.repaired++
	t.wide++
	return t.buf, true
}

// undo appends line to dst with each run of characters that is UTF-8 read as
// Windows-1252 put right; ok tells whether there was any.
func (t *text) undo(dst, line []byte) (fixed []byte, ok bool) {
	for len(line) > 0 {
		if line[0] < 0x80 {
			dst, line = append(dst, line[0]), line[1:]
			continue
		}
		run := 0
		var raw [64]byte
		n, good := 0, true
		for run < len(line) && line[run] >= 0x80 && n < len(raw) {
			r, size := utf8.DecodeRune(line[run:])
			b, fits := windows1252(r)
			good = good && fits
			raw[n] = b
			n++
			run += size
		}
		if good && n > 1 && utf8.Valid(raw[:n]) {
			dst, ok = append(dst, raw[:n]...), true
		} else {
			dst = append(dst, line[:run]...)
		}
		line = line[run:]
	}
	return dst, ok
}

// windows1252 returns the byte that stands for r.
func windows1252(r rune) (byte, bool) {
	switch {
	case r >= 0x80 && r <= 0xff: // C1 controls: how many programs read the five unused bytes
		return byte(r), true
	case r < 0x80:
		return 0, false
	}
	return charmap.Windows1252.EncodeRune(r)
}

// name says which encodings the lines were in.
func (t *text) name() string {
	var names []string
	if t.wide > 0 {
		names = append(names, "utf-8")
	}
	for i, n := range t.seen {
		if n > 0 {
			names = append(names, t.pages[i].name)
		}
	}
	switch {
	case t.utf16 != "":
		return t.utf16
	case len(names) == 0:
		return "utf-8"
	case len(names) == 1:
		return names[0]
	}
	return "mixed: " + strings.Join(names, ", ")
}

// learn takes evidence from a part of the listing that is not read yet.
func (t *text) learn(part []byte) {
	for line := range bytes.SplitSeq(part, []byte{'\n'}) {
		if len(line) <= 4096 && !ascii(line) && !utf8.Valid(line) {
			t.single(line)
		}
	}
	t.seen = [pages]int64{}
}

// wideEncoding recognises UTF-16 by its mark or by its zero bytes.
func wideEncoding(head []byte) (name string, e encoding.Encoding) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return "utf-16le", textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return "utf-16be", textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM)
	}
	var zeros, breaks [2]int
	n := min(len(head), 4096) &^ 1
	for i := range n {
		switch {
		case head[i] == 0:
			zeros[i&1]++
		case head[i] == '\n' || head[i] == ' ' || head[i] == '/' || head[i] == '\\':
			breaks[i&1]++
		}
	}
	switch {
	case n < 8 || zeros[0]+zeros[1] < n/5:
		return "", nil
	case zeros[1] > 10*zeros[0]:
		return "utf-16le", textunicode.UTF16(textunicode.LittleEndian, textunicode.IgnoreBOM)
	case zeros[0] > 10*zeros[1]:
		return "utf-16be", textunicode.UTF16(textunicode.BigEndian, textunicode.IgnoreBOM)
	}
	return "", nil
}

// decoded is the text of src in UTF-8, line by line, for forms that are
// documents rather than lines. Lines over max are cut into pieces.
type decoded struct {
	in   *lines
	t    *text
	rest []byte
	err  error
}

func (d *decoded) Read(p []byte) (int, error) {
	for len(d.rest) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		d.refill()
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

func (d *decoded) refill() {
	line, more, err := d.in.piece()
	d.err = err
	d.rest = d.t.decode(line)
	if !more && err == nil {
		d.t.buf = append(append(d.t.buf[:0], d.rest...), '\n')
		d.rest = d.t.buf
	}
}

// piece returns the next line or, of a line over max, its next max bytes.
func (l *lines) piece() (line []byte, more bool, err error) {
	for {
		if i := bytes.IndexByte(l.buf[l.r:l.w], l.sep); i >= 0 {
			line = l.buf[l.r : l.r+i]
			l.r += i + 1
			return line, false, nil
		}
		if l.w-l.r >= l.max || l.err != nil {
			line = l.buf[l.r:l.w]
			l.r = l.w
			if l.err != nil {
				err = l.err
			}
			return line, true, err
		}
		l.fill()
	}
}

var _ io.Reader = (*decoded)(nil)

// forget drops the counts, but not the evidence, of lines read for
// recognition.
func (t *text) forget() {
	t.seen, t.wide, t.repaired = [pages]int64{}, 0, 0
}
