package listing

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
)

// tarArchive reads a tar stream's headers. What lies between them is stepped
// over: by seeking where the source can, else by reading past it.
var tarArchive = form{
	name:     "tar",
	about:    "tar archives (ustar, GNU, pax), compressed or not",
	why:      "the first block is a tar header whose checksum is right",
	certain:  isTar,
	document: readTar,
}

const tarBlock = 512

// isTar checks the sum of the first header.
func isTar(h *head) bool {
	if len(h.raw) < tarBlock || h.raw[0] == 0 {
		return false
	}
	block := h.raw[:tarBlock]
	want, ok := int64(0), false
	for _, c := range bytes.Trim(block[148:156], " \x00") {
		if c < '0' || c > '7' {
			return false
		}
		want, ok = want*8+int64(c-'0'), true
	}
	sum, signed := int64(0), int64(0)
	for i, c := range block {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int64(c)
		signed += int64(int8(c))
	}
	return ok && (sum == want || signed == want)
}

func readTar(d *document, s *sink) (err error) {
	defer recovered(&err)
	in := d.raw
	if d.random != nil {
		d.partly()
		in = io.NewSectionReader(d.random, 0, d.random.Size())
	}
	t := tar.NewReader(in)
	for !s.stopped {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return broken("reading the tar archive", err)
		}
		m := meta{size: h.Size, modified: h.ModTime.Unix(), directory: h.Typeflag == tar.TypeDir}
		if h.ModTime.IsZero() {
			m.modified = 0
		}
		if h.Typeflag == tar.TypeXGlobalHeader {
			s.note(structural)
			continue
		}
		name := []byte(h.Name)
		if !ascii(name) {
			name = d.names.decode(name)
		}
		s.item(name, m)
	}
	return nil
}
