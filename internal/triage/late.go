package triage

import (
	"encoding/hex"
	"io"

	"github.com/leakwarden/leakwarden/internal/late"
	"github.com/leakwarden/leakwarden/internal/listing"
)

// Index asks for an index in which names that become known later can be looked
// for; see package late.
type Index struct {
	Key late.Key
	To  io.Writer
}

// builder returns what makes the index, nil where none is asked for.
func (x *Index) builder() *late.Builder {
	if x == nil {
		return nil
	}
	return late.NewBuilder(x.Key)
}

// keepLate adds the entries of b, of which w.repeated is known, to the index.
func (w *worker) keepLate(n int, b *listing.Batch) {
	for i := range b.Entries {
		e, items := &b.Entries[i], int64(1)
		if w.repeated[i] {
			items = 0
		}
		w.partial.late.Add(n, e.Line, e.Path.Bytes(), e.Directory, items)
	}
}

// writeIndex writes the index, where it is asked for, and lets go of it.
func writeIndex(o *Options, all *partial, reports []listing.Report) error {
	if o.Index == nil {
		return nil
	}
	listings := make([]late.Listing, len(reports))
	for n, r := range reports {
		listings[n].Name = o.Listings[n].Name
		_, _ = hex.Decode(listings[n].SHA256[:], []byte(r.SHA256)) // "" where the listing could not be opened
	}
	defer func() { all.late = nil }()
	return all.late.Write(o.Index.To, listings)
}
