package main

import (
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/late"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/report"
	"github.com/leakwarden/leakwarden/internal/triage"
)

// sideFlags are the flags of what a triage writes beside its report, and of the
// words that an analyst gave it.
type sideFlags struct {
	attributions, queue, vocabulary, index, indexKey string
}

// flags are those of an index, which only a whole triage makes.
func (f *sideFlags) flags(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.index, "index", "", "write an index to `FILE` in which leakwarden alias finds names that become known later")
	fl.StringVar(&f.indexKey, "index-key", "", "`FILE` of the index's key; made where there is none")
}

func (f *sideFlags) check() error {
	switch {
	case (f.index == "") != (f.indexKey == ""):
		return usage("an index needs a key, and a key an index", "name both: --index case-1.index --index-key case-1.key")
	case f.index == "-":
		return usage("an index is no text for standard output", "name a file: --index case-1.index")
	}
	return nil
}

// extended returns the pack with the words that an analyst accepted.
func (f *sideFlags) extended(sector *pack.Pack) (*pack.Pack, error) {
	if f.vocabulary == "" {
		return sector, nil
	}
	file, err := os.Open(f.vocabulary)
	if err != nil {
		return nil, about(f.vocabulary, err)
	}
	defer file.Close()
	sector, err = pack.Extend(sector, file)
	return sector, about(f.vocabulary, err)
}

// sides are the files beside a report. They appear when it does, or not at all.
type sides struct {
	open  []*output
	index *output // nil where there is none
	queue error   // what went wrong in writing it
}

// side creates the file of the name.
func (s *sides) side(p *program, name string) (*output, error) {
	o, err := p.create(name)
	if err == nil {
		s.open = append(s.open, o)
	}
	return o, err
}

// create makes the files that f names and hands them to o.
func (s *sides) create(p *program, f *sideFlags, o *triage.Options) error {
	if f.attributions != "" {
		lines, err := s.side(p, f.attributions)
		if err != nil {
			return err
		}
		o.Attributions = lines
	}
	if f.queue != "" {
		queue, err := s.side(p, f.queue)
		if err != nil {
			return err
		}
		o.Proposed = func(words []mask.Proposal) { s.queue = report.Queue(queue, words) }
	}
	if f.index == "" {
		return nil
	}
	key, err := p.indexKey(f.indexKey, true)
	if err != nil {
		return err
	}
	if s.index, err = s.side(p, f.index); err != nil {
		return err
	}
	o.Index = &triage.Index{Key: key, To: io.Writer(s.index)}
	return nil
}

// commit makes the files appear, but for an index that could not be made.
func (s *sides) commit(broken error) error {
	err := s.queue
	for _, o := range s.open {
		if o == s.index && errors.Is(broken, late.ErrTooMany) {
			o.discard()
			continue
		}
		err = errors.Join(err, o.commit())
	}
	return err
}

func (s *sides) discard() {
	for _, o := range s.open {
		o.discard()
	}
}
