package invent

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Form is a way to list files.
type Form string

// The forms. Plain lists directories too, as find does; CSV and the forms with
// a heading for each directory list files only.
const (
	Plain Form = "plain"
	Find  Form = "find -ls"
	LS    Form = "ls -lR"
	CSV   Form = "csv"
	Dir   Form = "dir /s"
)

// Encoding is how a listing's characters are written.
type Encoding string

// The encodings.
const (
	UTF8        Encoding = "utf-8"
	Windows1252 Encoding = "windows-1252"
	UTF16       Encoding = "utf-16le" // with a byte order mark
)

// Tranche is one part of the leak, as it was published.
type Tranche struct {
	w      *World
	number int
	Form   Form
	Encoding
}

// Tranche returns the i-th tranche, from 0, in the form that its place gives
// it: the three of a demonstration differ in form and encoding. Form and
// Encoding may be set otherwise before writing.
func (w *World) Tranche(i int) Tranche {
	t := Tranche{w: w, number: i, Form: Find, Encoding: UTF8}
	switch i % 5 {
	case 1:
		t.Form, t.Encoding = CSV, Windows1252
	case 2:
		t.Form, t.Encoding = Dir, UTF16
	case 3:
		t.Form = LS
	case 4:
		t.Form = Plain
	}
	return t
}

// Name returns a file name for the tranche.
func (t Tranche) Name() string {
	extension := "txt"
	if t.Form == CSV {
		extension = "csv"
	}
	return fmt.Sprintf("tranche-%d.%s", t.number+1, extension)
}

// Write writes the listing, at some millions of entries a second, and calls
// each (when it is not nil) with the number of the line of every entry.
func (t Tranche) Write(to io.Writer, each func(line int64, e *Entry)) error {
	out := bufio.NewWriterSize(to, 1<<18)
	l := &lister{Tranche: t, out: out, each: each}
	l.head()
	if err := t.w.walk(t.number, l.entry); err != nil {
		return fmt.Errorf("writing tranche %d: %w", t.number+1, err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing tranche %d: %w", t.number+1, err)
	}
	return nil
}

// Truth returns what is true of the tranche in its form. It costs as much as
// writing it.
func (t Tranche) Truth() *Truth {
	truth := newTruth()
	// Writing to nowhere does not fail.
	_ = t.Write(io.Discard, func(line int64, e *Entry) { truth.add(line, &e.Label) })
	return truth
}

// Listing writes the tranche and returns what is true of it.
func (t Tranche) Listing(to io.Writer) (*Truth, error) {
	truth := newTruth()
	err := t.Write(to, func(line int64, e *Entry) { truth.add(line, &e.Label) })
	return truth, err
}

// lister writes entries in one form.
type lister struct {
	Tranche
	out  *bufio.Writer
	each func(int64, *Entry)
	line int64  // lines written
	buf  []byte // the line being made, in UTF-8
	wide []byte // the same in another encoding
	dir  []byte // that the last heading named
	any  bool   // a heading has been written
}

func (l *lister) head() {
	if l.Encoding == UTF16 {
		_, _ = l.out.Write([]byte{0xff, 0xfe}) // bufio keeps an error for later writes
	}
	switch l.Form {
	case CSV:
		l.text(l.local("Pad;Naam;Grootte;Gewijzigd", "Path;Name;Size;Modified"))
	case Dir:
		l.text(l.local(" De volumenaam van station D is DATA", " Volume in drive D is DATA"))
		l.text(l.local(" Het volumenummer is 3A7C-11E0", " Volume Serial Number is 3A7C-11E0"))
	case Plain, Find, LS:
	}
}

func (l *lister) local(dutch, english string) string {
	if l.w.spec.Language == "en" {
		return english
	}
	return dutch
}

func (l *lister) text(s string) { _ = l.write(append(l.buf[:0], s...)) }

func (l *lister) entry(e *Entry) error {
	if e.Directory && l.Form != Plain && l.Form != Find {
		return nil
	}
	if l.Form == LS || l.Form == Dir {
		l.heading(e.Path[:max(0, e.Base-1)])
	}
	b := l.buf[:0]
	switch l.Form {
	case Plain:
		b = append(b, e.Path...)
	case Find:
		b = l.find(b, e)
	case LS:
		b = append(digits(append(b, "-rw-r--r-- 1 lis lis "...), uint64(e.Size), 1), ' ')
		b = stamp(b, e.Modified, "2006-01-02 15:04 ")
		b = append(b, e.Path[e.Base:]...)
	case CSV:
		b = quoted(b, e.Path)
		b = append(b, ';')
		b = quoted(b, e.Path[e.Base:])
		b = append(digits(append(b, ';'), uint64(e.Size), 1), ';')
		b = stamp(b, e.Modified, "02-01-2006 15:04")
	case Dir:
		b = stamp(b, e.Modified, "02-01-2006  15:04 ")
		size := grouped(uint64(e.Size))
		b = append(b, bytes.Repeat([]byte(" "), max(0, 17-len(size)))...)
		b = append(append(append(b, size...), ' '), e.Path[e.Base:]...)
	}
	if err := l.write(b); err != nil {
		return err
	}
	if l.each != nil {
		l.each(l.line, e)
	}
	return nil
}

// heading begins the files of a directory, unless they go on.
func (l *lister) heading(dir []byte) {
	if l.any && bytes.Equal(dir, l.dir) {
		return
	}
	if l.any || l.Form == Dir {
		l.text("")
	}
	l.any, l.dir = true, append(l.dir[:0], dir...)
	if l.Form == LS {
		l.text("./" + string(dir) + ":")
		l.text("total 48")
		return
	}
	l.text(l.local(" Map van ", " Directory of ") + `D:\` + string(bytes.ReplaceAll(dir, []byte("/"), []byte(`\`))))
	l.text("")
}

// find writes a line of find -ls, which escapes spaces and all that is not
// ASCII.
func (l *lister) find(b []byte, e *Entry) []byte {
	b = digits(append(b, "   "...), 1_048_576+uint64(l.line)*3, 1)
	mode := "      4 -rw-r--r--   1 lis      lis      "
	if e.Directory {
		mode = "      4 drwxr-xr-x   2 lis      lis      "
	}
	b = digits(append(b, mode...), uint64(e.Size), 8)
	for i := len(b) - 8; b[i] == '0' && i < len(b)-1; i++ {
		b[i] = ' '
	}
	b = append(stamp(append(b, ' '), e.Modified, "Jan _2  2006 "), "./"...)
	for _, c := range e.Path {
		switch {
		case c == ' ' || c == '\\' || c == '"':
			b = append(b, '\\', c)
		case c > ' ' && c < 0x7f:
			b = append(b, c)
		default:
			b = append(b, '\\', '0'+c>>6, '0'+c>>3&7, '0'+c&7)
		}
	}
	return b
}

// stamp writes a time as listings do: in no zone.
func stamp(b []byte, unix int64, layout string) []byte {
	return time.Unix(unix, 0).UTC().AppendFormat(b, layout)
}

// grouped writes a number with points between the thousands.
func grouped(n uint64) []byte {
	plain := digits(nil, n, 1)
	var b []byte
	for i, c := range plain {
		if i > 0 && (len(plain)-i)%3 == 0 {
			b = append(b, '.')
		}
		b = append(b, c)
	}
	return b
}

func quoted(b, field []byte) []byte {
	if !bytes.ContainsAny(field, "\";\n") {
		return append(b, field...)
	}
	b = append(b, '"')
	for _, c := range field {
		if c == '"' {
			b = append(b, '"')
		}
		b = append(b, c)
	}
	return append(b, '"')
}

// write writes one line in the encoding.
func (l *lister) write(line []byte) error {
	if l.Form == CSV || l.Form == Dir {
		line = append(line, '\r')
	}
	line = append(line, '\n')
	l.buf = line
	l.line++
	if l.Encoding != UTF8 {
		line = l.encode(line)
	}
	_, err := l.out.Write(line)
	return err
}

// encode writes a line in windows-1252 or UTF-16. A character that the first
// does not have is written without its marks, or as a question mark.
func (l *lister) encode(line []byte) []byte {
	l.wide = l.wide[:0]
	for len(line) > 0 {
		c, n := utf8.DecodeRune(line)
		line = line[n:]
		if l.Encoding == UTF16 { // names hold no character beyond the first plane
			l.wide = append(l.wide, byte(c), byte(c>>8))
			continue
		}
		b, ok := charmap.Windows1252.EncodeRune(c)
		switch plain := ascii(string(c)); {
		case ok:
			l.wide = append(l.wide, b)
		case plain != "":
			l.wide = append(l.wide, plain...)
		default:
			l.wide = append(l.wide, '?')
		}
	}
	return l.wide
}
