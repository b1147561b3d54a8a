package main

import (
	"cmp"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/seal"
	"github.com/leakwarden/leakwarden/internal/transcript"
)

func (p *program) listingConvert() *cobra.Command {
	var (
		m        masking
		r        reading
		masked   bool
		sealedTo string
		out      string
	)
	c := &cobra.Command{
		Use:   "convert FILE --masked|--sealed-to KEYS",
		Short: "Write a listing as NDJSON, masked, or with its paths sealed under the key of a case",
		Long: `Writes a listing as NDJSON, one entry a line:
  {"path":"…","size":1,"modified":"2024-05-01T09:00:00Z","directory":false}
with null for what the listing does not tell. With --masked the paths are masked; with
--sealed-to they are as they were, and the file is sealed under the key in the keyring
(a CASE.keys that leakwarden seal made), which takes --identity.`,
		Example: `  leakwarden listing convert listing.txt --masked -o masked.ndjson
  leakwarden listing convert listing.txt --sealed-to case-1.keys --identity officer.key -o listing.sealed`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if masked == (sealedTo != "") {
				return usage("masked or sealed?", "give one of --masked and --sealed-to KEYS; clear text is not written")
			}
			o, err := p.transcriptOptions(m)
			if err != nil {
				return err
			}
			o.Format, o.Columns = r.form, r.columns
			if masked {
				return p.convertMasked(args[0], out, o, r.unlocking)
			}
			return p.convertSealed(args[0], out, o, sealedTo, r.unlocking)
		},
	}
	c.Flags().BoolVar(&masked, "masked", false, "mask the paths")
	c.Flags().StringVar(&sealedTo, "sealed-to", "", "seal under the key in the keyring `KEYS`")
	outFlag(c, &out)
	r.flags(c)
	m.flags(c)
	return c
}

func (p *program) convertMasked(name, out string, o transcript.Options, u unlocking) error {
	if name == "-" {
		return usage("a listing on standard input cannot be read twice, and masking learns from it first", "name a file; or seal it first: leakwarden seal -")
	}
	open := func() (io.ReadCloser, error) {
		in, err := p.openInput(name, aListing, u)
		if err != nil {
			return nil, err
		}
		o.Name = in.name
		return source(in), nil
	}
	w, err := p.create(out)
	if err != nil {
		return err
	}
	defer w.discard()
	report, broken := transcript.Masked(w, open, o)
	if report.Format == "" && broken != nil {
		return explainListing(name, broken)
	}
	return errors.Join(w.commit(), explainListing(name, broken))
}

// source returns in for reading at any place where it is a plain file.
func source(in *input) io.ReadCloser {
	if r, ok := in.Reader.(*io.SectionReader); ok {
		return &section{r, in}
	}
	return in
}

// section is a plain file that can be read at any place.
type section struct {
	*io.SectionReader
	in *input
}

func (s *section) Close() error { return s.in.Close() }

// convertSealed pipes the entries straight into the sealer: they are nowhere in
// the clear but in memory.
func (p *program) convertSealed(name, out string, o transcript.Options, keys string, u unlocking) error {
	if u.identity == "" {
		return usage("no identity given", "sealing under the key of a case that exists takes --identity FILE")
	}
	ring, err := readKeyring(keys)
	if err != nil {
		return err
	}
	k, err := unlock(keys, u.identity)
	if err != nil {
		return err
	}
	defer k.Wipe()
	in, err := p.openInput(name, aListing, u)
	if err != nil {
		return err
	}
	defer in.Close()
	o.Name = in.name
	w, err := p.create(out)
	if err != nil {
		return err
	}
	defer w.discard()
	r, pipe := io.Pipe()
	broken := make(chan error, 1)
	go func() {
		defer withhold(func(err error) { pipe.CloseWithError(err); broken <- err })
		report, err := transcript.Raw(pipe, in.Reader, o)
		if report.Format == "" && err != nil {
			pipe.CloseWithError(err)
		}
		_ = pipe.Close()
		broken <- err
	}()
	err = seal.Seal(w, r, k, seal.Meta{Case: ring.Case, Policy: string(cmp.Or(o.Policy, mask.Default))}, p.random)
	_ = r.CloseWithError(io.ErrClosedPipe)
	cut := explainListing(name, <-broken)
	if err == nil {
		return errors.Join(cut, w.commit())
	}
	if cut != nil {
		return cut
	}
	return about(name, err)
}

// withhold turns a panic into an error without its value, which could be text
// of a listing.
func withhold(tell func(error)) {
	if v := recover(); v != nil {
		tell(failure("internal error; its message is withheld, because it could hold text of a listing", "report what you did"))
	}
}
