package listing

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// counted counts how much of a source is read.
type counted struct {
	*bytes.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.Reader.ReadAt(p, at)
	c.n += int64(n)
	return n, err
}

// TestArchiveUnread lists large archives without reading what they hold.
func TestArchiveUnread(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for n := range 20 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("zorg/%d.bin", n), Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, &repeated{unit: "0123456789abcdef", n: 1 << 16}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	src := &counted{Reader: bytes.NewReader(b.Bytes())}
	all, rep, err := entries(t, src, Options{})
	if err != nil || len(all) != 20 || all[0].Size != 1<<20 {
		t.Fatalf("got %d entries, error %v", len(all), err)
	}
	if src.n > 300<<10 {
		t.Errorf("read %d of %d bytes, want no more than the sample and the directory", src.n, b.Len())
	}
	if rep.SHA256 != "" {
		t.Errorf("a checksum of what was not read: %s", rep.SHA256)
	}
}

// TestZipNames reads the names of a ZIP in every way in which they are kept.
func TestZipNames(t *testing.T) {
	const name = "uitslag café Müller.pdf"
	oem, err := charmap.CodePage850.NewEncoder().String(name)
	if err != nil {
		t.Fatal(err)
	}
	extra := []byte{0x75, 0x70, byte(5 + len(name)), 0, 1}
	extra = binary.LittleEndian.AppendUint32(extra, crc32.ChecksumIEEE([]byte("uitslag caf_.pdf")))
	extra = append(extra, name...)
	for _, test := range []struct {
		name   string
		header zip.FileHeader
	}{
		{"UTF-8 flag", zip.FileHeader{Name: name}},
		{"UTF-8 without the flag", zip.FileHeader{Name: name, NonUTF8: true}},
		{"code page of MS-DOS", zip.FileHeader{Name: oem, NonUTF8: true}},
		{"Info-ZIP's extra field", zip.FileHeader{Name: "uitslag caf_.pdf", NonUTF8: true, Extra: extra}},
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		if _, err := z.CreateHeader(&test.header); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		all, _, err := entries(t, bytes.NewReader(b.Bytes()), Options{})
		if err != nil || len(all) != 1 || all[0].path != name {
			t.Errorf("%s: got %v, error %v; want %q", test.name, all, err, name)
		}
	}
}

// TestCutZip lists what a ZIP cut short still tells: the headers before the
// damage.
func TestCutZip(t *testing.T) {
	data := zipOf(t, "zorg/a.pdf", "zorg/b.pdf", "zorg/c.pdf")
	cut := bytes.LastIndex(data[:bytes.Index(data, []byte("PK\x01\x02"))], []byte("PK\x03\x04")) + 10
	all, rep, err := entries(t, bytes.NewReader(data[:cut]), Options{})
	if !errors.Is(err, ErrBroken) || rep.Incomplete == "" {
		t.Errorf("error %v, incomplete %q; want ErrBroken", err, rep.Incomplete)
	}
	if len(all) != 2 || all[1].path != "zorg/b.pdf" {
		t.Errorf("got %d entries, want the two before the cut", len(all))
	}
}

// rar5Of builds a RAR 5 archive of empty files.
func rar5Of(names ...string) []byte {
	out := []byte("Rar!\x1a\x07\x01\x00")
	block := func(body []byte) {
		sized := append(binary.AppendUvarint(nil, uint64(len(body))), body...)
		out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(sized))
		out = append(out, sized...)
	}
	block([]byte{1, 0, 0})
	for _, name := range names {
		body := []byte{2, 0, 2, 0} // a file; no extra or data; with a time; 0 bytes
		body = binary.AppendUvarint(body, 0o100644)
		body = binary.LittleEndian.AppendUint32(body, 1_704_164_645)
		body = append(body, 0, 1) // stored, by Unix
		body = binary.AppendUvarint(body, uint64(len(name)))
		block(append(body, name...))
	}
	block([]byte{5, 0, 0})
	return out
}

// rar4Of builds a RAR 4 archive of empty files.
func rar4Of(names ...string) []byte {
	out := []byte("Rar!\x1a\x07\x00")
	block := func(kind byte, flags uint16, body []byte) {
		b := []byte{kind}
		b = binary.LittleEndian.AppendUint16(b, flags)
		b = binary.LittleEndian.AppendUint16(b, uint16(7+len(body)))
		b = append(b, body...)
		out = binary.LittleEndian.AppendUint16(out, uint16(crc32.ChecksumIEEE(b)))
		out = append(out, b...)
	}
	block(0x73, 0, make([]byte, 6))
	for _, name := range names {
		body := make([]byte, 25)
		body[8] = 3                                                  // Unix
		binary.LittleEndian.PutUint32(body[13:], 44<<25|1<<21|2<<16) // 2024-01-02
		body[17], body[18] = 29, 0x30
		binary.LittleEndian.PutUint16(body[19:], uint16(len(name)))
		block(0x74, 0x8000, append(body, name...))
	}
	block(0x7b, 0, nil)
	return out
}

func TestRar(t *testing.T) {
	for name, data := range map[string][]byte{"RAR 5": rar5Of("zorg/a.pdf", "zorg/é.pdf"), "RAR 4": rar4Of("zorg/a.pdf", "zorg/b.pdf")} {
		all, rep, err := entries(t, bytes.NewReader(data), Options{})
		if err != nil || rep.Format != "rar" || len(all) != 2 || all[0].path != "zorg/a.pdf" || all[0].Modified == 0 {
			t.Errorf("%s: recognised as %q, got %v, error %v", name, rep.Format, all, err)
		}
	}
	// An encryption header stands before all others where names are encrypted.
	sealedNames := []byte("Rar!\x1a\x07\x01\x00")
	body := append([]byte{4, 0, 0, 0, 15}, make([]byte, 16)...)
	sized := append(binary.AppendUvarint(nil, uint64(len(body))), body...)
	sealedNames = binary.LittleEndian.AppendUint32(sealedNames, crc32.ChecksumIEEE(sized))
	sealedNames = append(append(sealedNames, sized...), make([]byte, 64)...)
	if _, _, err := entries(t, bytes.NewReader(sealedNames), Options{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("RAR 5 with encrypted names: error %v, want ErrEncrypted", err)
	}
}

func TestTorrent(t *testing.T) {
	files := "5:filesld6:lengthi12e4:pathl1:a5:b.pdfeed4:attr1:p6:lengthi4e4:pathl4:.pad1:4eed6:lengthi7e4:pathl6:\xc3\xa9.pdfeee"
	tree := "9:file treed1:ad5:b.pdfd0:d6:lengthi12e11:pieces root32:0123456789abcdef0123456789abcdefeee6:\xc3\xa9.pdfd0:d6:lengthi7eeee"
	for _, test := range []struct{ name, info string }{
		{"version 1", files + "4:name4:zorg6:pieces4:0123"},
		{"version 2", tree + "12:meta versioni2e4:name4:zorg"},
		{"both", tree + files + "12:meta versioni2e4:name4:zorg"},
	} {
		all, rep, err := entries(t, strings.NewReader("d8:announce3:x:y4:infod"+test.info+"ee"), Options{})
		if err != nil || rep.Format != "torrent" || len(all) != 2 {
			t.Errorf("%s: recognised as %q, got %d entries, error %v", test.name, rep.Format, len(all), err)
			continue
		}
		if all[0].path != "zorg/a/b.pdf" || all[0].Size != 12 || all[1].path != "zorg/é.pdf" || all[1].Size != 7 {
			t.Errorf("%s: got %v", test.name, all)
		}
	}
	all, _, err := entries(t, strings.NewReader("d4:infod6:lengthi9e4:name6:a.vhdxee"), Options{})
	if err != nil || len(all) != 1 || all[0].path != "a.vhdx" || all[0].Size != 9 {
		t.Errorf("one file: got %v, error %v", all, err)
	}
	cut := "d8:announce3:x:y4:infod" + files[:60]
	if _, _, err := entries(t, strings.NewReader(cut), Options{}); !errors.Is(err, ErrBroken) {
		t.Errorf("cut: error %v, want ErrBroken", err)
	}
}

func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	if _, err := book.NewSheet("Lijst"); err != nil {
		t.Fatal(err)
	}
	when := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	for n, row := range [][]any{
		{"Export van 2024"},
		{"Map", "Naam", "Grootte", "Gewijzigd"},
		{`D:\Zorg\Linde`, "uitslag é.pdf", 1234, when},
		{`D:\Zorg\Linde`, `brief "x".docx`, "1,5 MB", "2-1-2024 03:04:05"},
		{},
	} {
		cell, err := excelize.CoordinatesToCellName(1, n+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Lijst", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]io.Reader{"file": bytes.NewReader(b.Bytes()), "pipe": io.MultiReader(bytes.NewReader(b.Bytes()))} {
		all, rep, err := entries(t, src, Options{})
		if err != nil || rep.Format != "xlsx" || len(all) != 2 {
			t.Fatalf("%s: recognised as %q, got %d entries, error %v, %+v", name, rep.Format, len(all), err, rep)
		}
		if all[0].path != "D:/Zorg/Linde/uitslag é.pdf" || all[0].Size != 1234 || all[0].Modified != when.Unix() {
			t.Errorf("%s: first entry %q %d %d", name, all[0].path, all[0].Size, all[0].Modified)
		}
		if all[1].Size != 1572864 || all[1].Modified != when.Unix() {
			t.Errorf("%s: second entry %q %d %d", name, all[1].path, all[1].Size, all[1].Modified)
		}
	}
}

// TestChecksumOfBroken gives the checksum of the whole source also where its
// content breaks off or cannot be read.
func TestChecksumOfBroken(t *testing.T) {
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 300_000 {
		fmt.Fprintf(z, "zorg/%d/uitslag %x.pdf\n", n, n*7919)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	data := packed.Bytes()
	for at := len(data) / 2; at < len(data)/2+64; at++ {
		data[at] ^= 0x5a
	}
	all, rep, err := entries(t, io.MultiReader(bytes.NewReader(data)), Options{})
	if !errors.Is(err, ErrBroken) || len(all) == 0 || rep.Incomplete == "" {
		t.Errorf("got %d entries, error %v, incomplete %q", len(all), err, rep.Incomplete)
	}
	if want := fmt.Sprintf("%x", sha256.Sum256(data)); rep.SHA256 != want || rep.Bytes != int64(len(data)) {
		t.Errorf("checksum %s of %d bytes, want %s of %d", rep.SHA256, rep.Bytes, want, len(data))
	}
}
