// Package transcript writes a listing anew: masked, so that it may leave the
// building, or in one form for sealing.
package transcript

import (
	"errors"
	"fmt"
	"io"

	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Options say by what to mask and how to read.
type Options struct {
	Pack     *pack.Pack
	Register *register.Register // may be nil: then no organisation shows
	Policy   mask.Policy        // "" is mask.Default
	Name     string             // of the listing's file, a hint for recognition
	Format   string             // "" and "auto" recognise it
	Columns  string             // of tables; "" recognises them
}

func (o Options) listing() listing.Options {
	return listing.Options{Name: o.Name, Format: o.Format, Columns: o.Columns}
}

func (o Options) masker() *mask.Masker {
	policy := o.Policy
	if policy == "" {
		policy = mask.Default
	}
	d := token.NewDict()
	reg := o.Register
	if reg == nil {
		reg = &register.Register{}
	}
	return mask.New(o.Pack, mention.NewIndex(reg, o.Pack, d), d, policy)
}

// Formats returns the names of the forms that a listing may have, each with
// half a sentence about it, in the order in which they are tried.
func Formats() [][2]string {
	var names [][2]string
	for _, f := range listing.Formats() {
		names = append(names, [2]string{f.Name, f.About})
	}
	return names
}

// Hint returns what to do about an error of reading a listing, "" where there
// is nothing to say.
func Hint(err error) string {
	var e *listing.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Hint
}

// UnknownFormat reports whether err says that there is no listing format of the
// name that was asked for, or that its columns were not understood.
func UnknownFormat(err error) bool {
	return errors.Is(err, listing.ErrFormat) || errors.Is(err, listing.ErrColumns)
}

// viewLines is how many lines one View masks: it remembers what it has hidden.
const viewLines = 1 << 14

// views hands out Views of m, each for viewLines lines.
type views struct {
	m    *mask.Masker
	view *mask.View
	left int
	seed uint64
}

func (v *views) next() *mask.View {
	if v.left == 0 {
		v.seed++
		v.view, v.left = v.m.View(v.seed), viewLines
	}
	v.left--
	return v.view
}

// each calls do for every entry of the listing in src, in its order. Where the
// listing breaks, do was called for all before, and the report says so.
func (o Options) each(src io.Reader, do func(*listing.Entry) error) (report listing.Report, err error) {
	r, err := listing.Open(src, o.listing())
	if err != nil {
		return listing.Report{}, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	var b listing.Batch
	for {
		err := r.Next(&b)
		for i := range b.Entries {
			if err := do(&b.Entries[i]); err != nil {
				return r.Report(), err
			}
		}
		if errors.Is(err, io.EOF) {
			return r.Report(), nil
		}
		if err != nil {
			return r.Report(), fmt.Errorf("reading the listing: %w", err)
		}
	}
}
