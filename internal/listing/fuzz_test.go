package listing

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// checkEntry checks what every reader promises of an entry.
func checkEntry(t *testing.T, path []byte, e Entry, lines int64) {
	t.Helper()
	switch {
	case len(path) == 0, !utf8.Valid(path), !norm.NFC.IsNormal(path), len(path) > maxPathBytes:
		t.Errorf("path %q is empty, not UTF-8, not NFC or too long", path)
	case path[0] == '/' || path[len(path)-1] == '/':
		t.Errorf("path %q has a slash at an end", path)
	case e.Size < -1 || e.Size > maxSize:
		t.Errorf("size %d", e.Size)
	case e.Modified < minTime || e.Modified > maxTime:
		t.Errorf("modified %d", e.Modified)
	case e.Line < 1 || e.Line > lines:
		t.Errorf("line %d of %d", e.Line, lines)
	}
	for s := range bytes.SplitSeq(path, []byte{'/'}) {
		if len(s) == 0 || string(s) == "." || string(s) == ".." {
			t.Errorf("path %q has the segment %q", path, s)
		}
	}
}

// checkReader reads data and checks that entries are in normal form, that all
// lines are accounted for, and that the entries are no more than the lines.
func checkReader(t *testing.T, data []byte, o Options) {
	t.Helper()
	o.MaxBuffered = 1 << 24
	all, rep, err := entries(t, io.MultiReader(bytes.NewReader(data)), o)
	var e *Error
	if err != nil && !errors.As(err, &e) || errors.Is(err, ErrFault) {
		t.Errorf("error %v is no *Error", err)
	}
	for _, e := range all {
		checkEntry(t, []byte(e.path), e.Entry, rep.Lines)
	}
	if int64(len(all)) > rep.Understood {
		t.Errorf("%d entries of %d lines understood", len(all), rep.Understood)
	}
	again, _, _ := entries(t, bytes.NewReader(data), o)
	if err == nil && len(again) != len(all) {
		t.Errorf("read again in another way: %d entries, want %d", len(again), len(all))
	}
}

func seedSamples(f *testing.F, add func(name string, data []byte)) {
	f.Helper()
	names, err := filepath.Glob("testdata/samples/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		add(name, data[:min(len(data), 4096)])
	}
}

// FuzzRecognised reads bytes as whatever they are taken for.
func FuzzRecognised(f *testing.F) {
	seedSamples(f, func(_ string, data []byte) { f.Add(data) })
	f.Add(zipOf(f, "a.pdf", "map/b.pdf"))
	f.Add(rar5Of("a.pdf", "map/b.pdf"))
	f.Add([]byte("d8:announce1:x4:infod5:filesld6:lengthi12e4:pathl1:a5:b.pdfeee4:name1:zee"))
	f.Fuzz(func(t *testing.T, data []byte) { checkReader(t, data, Options{}) })
}

// FuzzLines reads bytes by each form that is made of lines.
func FuzzLines(f *testing.F) {
	lines := formsWith(func(x *form) bool { return x.lines != nil })
	seedSamples(f, func(_ string, data []byte) {
		_, rep, _ := entries(f, bytes.NewReader(data), Options{})
		if n := slices.Index(lines, rep.Format); n >= 0 {
			f.Add(byte(n), data)
		}
	})
	f.Fuzz(func(t *testing.T, n byte, data []byte) {
		checkReader(t, data, Options{Format: lines[int(n)%len(lines)]})
	})
}

// FuzzDocuments reads bytes by each form that is a document: JSON, HTML, XML.
func FuzzDocuments(f *testing.F) {
	documents := []string{"json", "html", "xml"}
	seedSamples(f, func(_ string, data []byte) {
		_, rep, _ := entries(f, bytes.NewReader(data), Options{})
		if n := slices.Index(documents, rep.Format); n >= 0 {
			f.Add(byte(n), data)
		}
	})
	f.Fuzz(func(t *testing.T, n byte, data []byte) {
		checkReader(t, data, Options{Format: documents[int(n)%len(documents)]})
	})
}

// FuzzArchives reads bytes by each form of archive.
func FuzzArchives(f *testing.F) {
	archives := []string{"zip", "7z", "rar", "tar", "torrent", "xlsx"}
	for n := range archives {
		f.Add(byte(n), zipOf(f, "a.pdf", "map/b.pdf"))
		f.Add(byte(n), rar5Of("a.pdf", "map/b.pdf"))
		f.Add(byte(n), rendered(f, "7z")[:2048])
		f.Add(byte(n), rendered(f, "tar")[:4096])
		f.Add(byte(n), []byte("d8:announce1:x4:infod9:file treed5:a.pdfd0:d6:lengthi3eeee4:name1:zee"))
	}
	f.Fuzz(func(t *testing.T, n byte, data []byte) {
		checkReader(t, data, Options{Format: archives[int(n)%len(archives)]})
	})
}

// FuzzSimple checks that looking at eight bytes a step says the same as looking
// at one.
func FuzzSimple(f *testing.F) {
	for _, s := range []string{"Uitslagen/2024/a.pdf", "a-b/c0/.hidden/x", "12345/7//b", "1234567/.x", "1234567//", `a\b]c/d~e`, "a\x7f345678", "/2345678", "abcdefg\x1f"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, b []byte, windows bool) {
		d := slashes
		if windows {
			d = backslashes
		}
		want := len(b) > 0 && b[0] != '.' && b[0] != '/' && b[len(b)-1] != '/' && simpleShort(b, d)
		if got := simple(b, d); got != want {
			t.Errorf("simple(%q) is %v, want %v", b, got, want)
		}
	})
}

// FuzzNormal checks that the normal form is one: doing it again changes
// nothing, and simple says so of no path that is not in it.
func FuzzNormal(f *testing.F) {
	for _, s := range []string{"a/b", `C:\a\..\b`, "//a/./b//", "e\u0301", `\\?\UNC\s\x`, "../a", "a/b/c/d/e.f/g/h/i.pdf"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, b []byte, windows bool) {
		if !utf8.Valid(b) {
			return
		}
		d := slashes
		if windows {
			d = backslashes
		}
		once, _ := normal(nil, b, d)
		if twice, _ := normal(nil, once, slashes); !bytes.Equal(once, twice) {
			t.Errorf("normal(%q) = %q, and again %q", b, once, twice)
		}
		if simple(b, d) && !bytes.Equal(once, b) {
			t.Errorf("simple(%q), but its normal form is %q", b, once)
		}
	})
}

// FuzzDecode checks that lines in any encoding become UTF-8.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("caf\xe9"))
	f.Add([]byte("cafÃ©"))
	f.Add([]byte("\xb3   \xc3\xc4\xc4\xc4x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if out := newText().decode(b); !utf8.Valid(out) {
			t.Errorf("decode(%q) = %q is not UTF-8", b, out)
		}
	})
}

func formsWith(is func(*form) bool) (names []string) {
	for _, f := range forms() {
		if is(&f) {
			names = append(names, f.name)
		}
	}
	return names
}
