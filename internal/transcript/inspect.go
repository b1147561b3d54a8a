package transcript

import (
	"errors"
	"io"
	"time"

	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
)

// Inspection is what a look at a listing tells.
type Inspection struct {
	Report  listing.Report
	Entries int64
	First   []Row // the first entries
}

// Row is one entry, masked.
type Row struct {
	Path      mask.Text
	Size      int64     // -1 where the listing does not say
	Modified  time.Time // zero where it does not
	Line      int64
	Directory bool
}

// Inspect reads the listing in src to its end and returns what it is, with its
// first n entries. Of a listing that breaks off it returns what was read, and
// the error.
func Inspect(src io.Reader, n int, o Options) (Inspection, error) {
	var (
		in    Inspection
		s     sample
		first []listing.Entry
		err   error
	)
	in.Report, err = o.each(src, func(e *listing.Entry) error {
		in.Entries++
		s.path(e.Path.Bytes(), oneSlash)
		if len(first) < n {
			kept := *e
			kept.Path = e.Path.Clone()
			first = append(first, kept)
		}
		return nil
	})
	if err != nil && !errors.Is(err, listing.ErrBroken) {
		return in, err
	}
	m := o.masker()
	s.teach(m)
	view := m.View(1)
	for i := range first {
		e := &first[i]
		row := Row{Path: view.Path(e.Path.Bytes()), Size: e.Size, Line: e.Line, Directory: e.Directory}
		if e.Modified != 0 {
			row.Modified = time.Unix(e.Modified, 0).UTC()
		}
		in.First = append(in.First, row)
	}
	return in, err
}
