package listing

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// repeated is n times the bytes of unit, then tail, without holding them.
type repeated struct {
	unit string
	n    int64
	at   int
	tail string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.n == 0 {
		if r.tail == "" {
			return 0, io.EOF
		}
		n := copy(p, r.tail)
		r.tail = r.tail[n:]
		return n, nil
	}
	n := 0
	for n < len(p) && r.n > 0 {
		c := copy(p[n:], r.unit[r.at:])
		n, r.at = n+c, r.at+c
		if r.at == len(r.unit) {
			r.at = 0
			r.n--
		}
	}
	return n, nil
}

// spend reads a hostile listing and fails where it takes too much memory. One
// that takes too much time does not end within the test's own limit.
func spend(t *testing.T, src io.Reader, o Options, limit uint64) ([]entry, Report, error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	all, rep, err := entries(t, src, o)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > limit {
		t.Errorf("allocated %d MiB, want %d at most", used>>20, limit>>20)
	}
	return all, rep, err
}

func skippedFor(r Report, reason outcome) int64 {
	for _, s := range r.Skipped {
		if s.Reason == reasons[reason] {
			return s.Lines
		}
	}
	return 0
}

func doubtedFor(r Report, reason outcome) int64 {
	for _, s := range r.Doubtful {
		if s.Reason == reasons[reason] {
			return s.Lines
		}
	}
	return 0
}

// TestGiganticLine takes a line of a gigabyte in bounded memory, counts it and
// reads on.
func TestGiganticLine(t *testing.T) {
	src := io.MultiReader(strings.NewReader("zorg/a.pdf\n"), &repeated{unit: strings.Repeat("x", 1<<20), n: 1 << 10}, strings.NewReader("\nzorg/b.pdf\n"))
	all, rep, err := spend(t, src, Options{}, 64<<20)
	if err != nil || len(all) != 2 || skippedFor(rep, tooLong) != 1 || rep.Skipped[0].First[0] != 2 {
		t.Errorf("got %d entries, %v, error %v; want 2 entries and line 2 skipped", len(all), rep.Skipped, err)
	}
}

// TestGiganticNesting takes forms nested without end in bounded memory.
func TestGiganticNesting(t *testing.T) {
	const many = 1_000_000
	tests := []struct {
		name   string
		format string
		src    io.Reader
	}{
		{"path of many folders", "plain", &repeated{unit: "a/", n: many, tail: "x\n"}},
		{"ls heading", "ls-l", io.MultiReader(strings.NewReader("./"), &repeated{unit: "a/", n: many, tail: ":\n-rw-r--r-- 1 a b 1 Jan 1 2024 x\n"})},
		{"JSON arrays", "json", &repeated{unit: "[", n: many}},
		{"JSON objects", "json", &repeated{unit: `{"name":"a","children":[`, n: many}},
		{"XML folders", "xml", &repeated{unit: `<directory name="a">`, n: many}},
		{"mtree folders", "mtree", &repeated{unit: "a type=dir\n", n: many}},
		{"HTML tags", "html", &repeated{unit: "<ul><li>", n: many}},
		{"bencode lists", "torrent", io.MultiReader(strings.NewReader("d4:info"), &repeated{unit: "l", n: many})},
		{"bencode folders", "torrent", io.MultiReader(strings.NewReader("d4:infod9:file tree"), &repeated{unit: "d1:a", n: many})},
		{"CSV quotes", "csv", io.MultiReader(strings.NewReader("path,size\n\""), &repeated{unit: "x\n", n: many})},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := spend(t, test.src, Options{Format: test.format}, 1<<30)
			var e *Error
			if err != nil && !errors.As(err, &e) {
				t.Errorf("got error %v, want an *Error or none", err)
			}
		})
	}
}

// TestDeepTree takes a tree that nests deeper than is believed.
func TestDeepTree(t *testing.T) {
	var b strings.Builder
	b.WriteString(".\n")
	for depth := range 500 {
		fmt.Fprintf(&b, "%s└── %s\n", strings.Repeat("    ", depth), strings.Repeat("m", 200))
	}
	all, rep, err := spend(t, strings.NewReader(b.String()), Options{}, 256<<20)
	if err != nil || len(all) == 0 || skippedFor(rep, pathTooLong) == 0 {
		t.Errorf("got %d entries, skipped %v, error %v; want some skipped for their length", len(all), rep.Skipped, err)
	}
}

// TestCompressedBomb reads a gigabyte of zeros out of a megabyte.
func TestCompressedBomb(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.Copy(z, &repeated{unit: strings.Repeat("\x00", 1<<16), n: 1 << 13}); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	all, rep, err := spend(t, &packed, Options{}, 64<<20)
	if err != nil || len(all) > 1 || rep.Lines == 0 {
		t.Errorf("got %d entries of %d lines, error %v", len(all), rep.Lines, err)
	}
}

// TestWorkbookBomb refuses a workbook that unpacks to more than is allowed.
func TestWorkbookBomb(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, &repeated{unit: "<si><t>lol</t></si>", n: 1 << 20}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, rep, err := spend(t, bytes.NewReader(b.Bytes()), Options{MaxBuffered: 1 << 20}, 64<<20)
	if rep.Format != "xlsx" || !errors.Is(err, ErrBroken) {
		t.Errorf("recognised as %s, error %v; want xlsx and ErrBroken", rep.Format, err)
	}
}

// TestOverlappingEntries doubts entries of a ZIP that share their content, as
// the best bombs do, and lists them.
func TestOverlappingEntries(t *testing.T) {
	data := zipOf(t, "a.pdf", "b.pdf", "c.pdf")
	first := bytes.Index(data, []byte("PK\x01\x02"))
	for at := first; at >= 0; {
		binary.LittleEndian.PutUint32(data[at+42:], 0) // all at the first one's place
		next := bytes.Index(data[at+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	all, rep, err := entries(t, bytes.NewReader(data), Options{})
	if err != nil || len(all) != 3 || doubtedFor(rep, overlapping) != 2 {
		t.Errorf("got %d entries, doubtful %v, error %v; want 3 entries, 2 of them overlapping", len(all), rep.Doubtful, err)
	}
}

func zipOf(tb testing.TB, names ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: name, Modified: time.Date(2024, 1, 2, 3, 4, 6, 0, time.UTC)}); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestAbsurdNumbers takes lines whose sizes and dates cannot be, without them.
func TestAbsurdNumbers(t *testing.T) {
	in := "path,size,modified\nzorg/a.pdf,99999999999999999999,2024-01-02\nzorg/b.pdf,12,9999-99-99\nzorg/c.pdf,9000000000000000000,0000-00-00\nzorg/d.pdf,-5,1601-01-01\n"
	all, rep, err := entries(t, strings.NewReader(in), Options{})
	if err != nil || len(all) != 4 {
		t.Fatalf("got %d entries, error %v", len(all), err)
	}
	for _, e := range all {
		if e.Size > maxSize || e.Modified < minTime || e.Modified > maxTime {
			t.Errorf("line %d: size %d, modified %d", e.Line, e.Size, e.Modified)
		}
	}
	if doubtedFor(rep, absurdSize) == 0 || doubtedFor(rep, noSuchDate) == 0 {
		t.Errorf("doubtful: %v", rep.Doubtful)
	}
}

// TestErrors are the errors of listings that cannot be read: each names what
// to do, and none quotes the listing.
func TestErrors(t *testing.T) {
	book := excelize.NewFile()
	if err := book.SetCellStr("Sheet1", "A1", "geheim"); err != nil {
		t.Fatal(err)
	}
	var noPaths bytes.Buffer
	if err := book.Write(&noPaths); err != nil {
		t.Fatal(err)
	}
	zipped := zipOf(t, strings.Repeat("geheim", 20), "geheim2")
	tests := []struct {
		name string
		src  io.Reader
		o    Options
		want error
	}{
		{"empty", strings.NewReader(""), Options{}, ErrEmpty},
		{"unknown format", strings.NewReader("geheim"), Options{Format: "geheim"}, ErrFormat},
		{"not in the format given", strings.NewReader("geheim\n"), Options{Format: "tree"}, ErrNotInForm},
		{"columns not there", strings.NewReader("a,geheim\nb,c\n"), Options{Format: "csv", Columns: "path=geheim2"}, ErrColumns},
		{"cut ZIP", bytes.NewReader(zipped[:len(zipped)/2]), Options{}, ErrBroken},
		{"large archive through a pipe", io.MultiReader(bytes.NewReader(zipped)), Options{MaxBuffered: 64}, ErrTooLarge},
		{"workbook without paths", bytes.NewReader(noPaths.Bytes()), Options{}, ErrColumns},
		{"gzip that is none", strings.NewReader("\x1f\x8b\x08geheim"), Options{}, ErrBroken},
	}
	for _, test := range tests {
		_, _, err := entries(t, test.src, test.o)
		var e *Error
		if !errors.Is(err, test.want) || !errors.As(err, &e) || e.Hint == "" {
			t.Errorf("%s: error %v, want %v with a hint", test.name, err, test.want)
			continue
		}
		if strings.Contains(e.Error()+e.Hint, "geheim") {
			t.Errorf("%s: the error quotes the listing: %v", test.name, e)
		}
	}
}

// TestSevenClaims refuses a 7z header that claims more files than it has room
// for, before anything makes room for them.
func TestSevenClaims(t *testing.T) {
	for _, claim := range [][]byte{{0xf0, 0xff, 0xff, 0xff, 0xff}, {0xe0, 0, 0, 0, 8}, {0xff, 1, 2, 3, 4, 5, 6, 7, 8}} {
		header := append([]byte{1, 5}, claim...)
		header = append(header, make([]byte, 64)...)
		start := binary.LittleEndian.AppendUint64(nil, 0)
		start = binary.LittleEndian.AppendUint64(start, uint64(len(header)))
		start = binary.LittleEndian.AppendUint32(start, crc32.ChecksumIEEE(header))
		data := []byte("7z\xbc\xaf\x27\x1c\x00\x04")
		data = binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(start))
		data = append(append(data, start...), header...)
		if _, _, err := spend(t, bytes.NewReader(data), Options{}, 64<<20); !errors.Is(err, ErrBroken) {
			t.Errorf("claim %x: error %v, want ErrBroken", claim, err)
		}
	}
}
