package transcript

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
)

// entry is one line of a converted listing. What the listing does not say is null.
type entry[P any] struct {
	Path      P          `json:"path"`
	Size      *int64     `json:"size"`
	Modified  *time.Time `json:"modified"`
	Directory bool       `json:"directory"`
}

func newEntry[P any](path P, e *listing.Entry) entry[P] {
	out := entry[P]{Path: path, Directory: e.Directory}
	if e.Size >= 0 {
		out.Size = &e.Size
	}
	if e.Modified != 0 {
		t := time.Unix(e.Modified, 0).UTC()
		if y := t.Year(); 0 <= y && y <= 9999 {
			out.Modified = &t
		}
	}
	return out
}

// Masked writes the entries of a listing to dst as NDJSON, with their paths
// masked. It reads the listing twice, once to learn what may show, and so takes
// what opens it.
func Masked(dst io.Writer, open func() (io.ReadCloser, error), o Options) (listing.Report, error) {
	m := o.masker()
	var s sample
	report, broken, err := o.pass(open, func(e *listing.Entry) error {
		s.path(e.Path.Bytes(), oneSlash)
		return nil
	})
	if err != nil {
		return report, err
	}
	s.teach(m)
	w := bufio.NewWriterSize(dst, 64<<10)
	enc := newEncoder(w)
	v := &views{m: m}
	report, _, err = o.pass(open, func(e *listing.Entry) error {
		return enc.Encode(newEntry[mask.Text](v.next().Path(e.Path.Bytes()), e))
	})
	return report, errors.Join(err, w.Flush(), broken)
}

// pass reads the listing once. A listing that breaks off is read as far as it
// goes: that error is broken, any other err.
func (o Options) pass(open func() (io.ReadCloser, error), do func(*listing.Entry) error) (report listing.Report, broken, err error) {
	src, err := open()
	if err != nil {
		return report, nil, err
	}
	report, err = o.each(src, do)
	if errors.Is(err, listing.ErrBroken) {
		broken, err = err, nil
	}
	return report, broken, errors.Join(err, src.Close())
}

// Raw writes the entries of the listing in src to dst as NDJSON, with their
// paths as they are: for a writer that seals them, and for no other.
func Raw(dst io.Writer, src io.Reader, o Options) (listing.Report, error) {
	w := bufio.NewWriterSize(dst, 64<<10)
	enc := newEncoder(w)
	report, err := o.each(src, func(e *listing.Entry) error {
		if err := enc.Encode(newEntry(string(e.Path.Bytes()), e)); err != nil {
			return fmt.Errorf("writing an entry: %w", err)
		}
		return nil
	})
	return report, errors.Join(err, w.Flush())
}

func newEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}
