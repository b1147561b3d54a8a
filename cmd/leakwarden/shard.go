package main

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/triage"
)

// ofMerge are the flags that a shard leaves to leakwarden triage merge.
var ofMerge = []string{"format", "attributions", "queue", "explain", "strict", "exit-code"}

// shard triages one shard of listings and writes its part.
func (p *program) shard(c *cobra.Command, listings []string, f *triageFlags) error {
	s, err := parseShard(f.shard)
	if err != nil {
		return err
	}
	for _, name := range ofMerge {
		if c.Flags().Changed(name) {
			hint := "give it to leakwarden triage merge"
			if name == "attributions" {
				hint += ", and --keep-lines to every shard"
			}
			return usage("a shard writes its part alone, and takes no --"+name, hint)
		}
	}
	switch {
	case f.index != "" || f.indexKey != "":
		return usage("an index is made of the whole, and not of a shard", "make it with leakwarden triage --index, without --shard")
	case f.out == "":
		return usage("no file for the part", "name one: -o "+strconv.Itoa(s.Index)+".part")
	}
	o, err := p.options(f)
	if err != nil {
		return err
	}
	if f.keepLines {
		o.Attributions = io.Discard
	}
	return p.part(c.Context(), o, s, listings, f)
}

// part writes the part of s. Where a listing broke, the part is written as far
// as it went, and the error comes after, as with a report.
func (p *program) part(ctx context.Context, o triage.Options, s triage.Shard, listings []string, f *triageFlags) error {
	size, closeAll, err := p.sources(&o, listings, f.unlocking)
	defer closeAll()
	if err != nil {
		return err
	}
	limit, err := memoryLimit(f.memory)
	if err != nil {
		return err
	}
	out, err := p.create(f.out)
	if err != nil {
		return err
	}
	defer out.discard()
	bar := p.newBar(size, f.progress)
	ctx, step, undo := p.keepMemory(ctx, limit, bar.step)
	defer undo()
	o.Progress = step
	written, broken := triage.RunShard(ctx, o, s, out)
	bar.close()
	if written {
		err = out.commit()
	}
	return errors.Join(explain(broken), err)
}

// build returns what of the source the program was built from, "" where it was
// not told.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var revision string
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
			revision += s.Key + "=" + s.Value + " "
		}
	}
	return revision
}

// parseShard reads a shard as it is given: 2/4.
func parseShard(text string) (triage.Shard, error) {
	index, of, both := strings.Cut(text, "/")
	i, err := strconv.Atoi(index)
	n, err2 := strconv.Atoi(of)
	if !both || err != nil || err2 != nil || i < 1 || i > n || n > triage.MaxShards {
		return triage.Shard{}, usage("not a shard: "+strconv.Quote(text), "give its number and how many there are, at most "+strconv.Itoa(triage.MaxShards)+": --shard 2/4")
	}
	return triage.Shard{Index: i, Of: n}, nil
}

func (p *program) mergeCommand() *cobra.Command {
	var f triageFlags
	var listings []string
	c := &cobra.Command{
		Use:   "merge PART...",
		Short: "Make of the parts that triage --shard wrote what one triage would have told",
		Long: `Merges the parts of all shards of a triage, in any order, and writes what one
triage of the listings would have written, to the byte. A PART is a file that
leakwarden triage --shard wrote.

The listings are read again, for the lines that are evidence: no part holds any
of their text. Name them as the shards had them, in the same order, with the same
register, pack, vocabulary, suppliers and judgements.`,
		Example: `  leakwarden triage listing.txt --register register.csv --shard 1/2 -o 1.part
  leakwarden triage listing.txt --register register.csv --shard 2/2 -o 2.part
  leakwarden triage merge 1.part 2.part --listing listing.txt --register register.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.merge(c.Context(), args, listings, &f)
		},
	}
	c.Flags().StringArrayVar(&listings, "listing", nil, "`FILE` that the parts are of; given for each, in the order that the shards had")
	f.basis(c)
	f.report(c)
	f.running(c)
	return c
}

// merge merges the parts in files and writes the report of the whole.
func (p *program) merge(ctx context.Context, names, listings []string, f *triageFlags) error {
	if len(listings) == 0 {
		return usage("no listing given", "name what the parts are of: --listing listing.txt")
	}
	for _, name := range listings {
		if name == "-" {
			return usage("merge reads each listing twice, and standard input can be read once", "name a file")
		}
	}
	parts, closeAll, err := openParts(names)
	defer closeAll()
	if err != nil {
		return err
	}
	o, err := p.options(f)
	if err != nil {
		return err
	}
	key := func() (triage.PartKey, error) { return p.partKey(listings, f.unlocking) }
	return p.reported(ctx, o, listings, f, func(ctx context.Context, o triage.Options, _ func(), handle func(finding.Message) error) error {
		return triage.Merge(ctx, o, key, parts, handle)
	})
}

// openParts opens the files of parts. It returns what closes those that were
// opened, also where one could not be.
func openParts(names []string) (parts []triage.Part, closeAll func(), err error) {
	var open []*os.File
	closeAll = func() {
		for _, f := range open {
			_ = f.Close()
		}
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, closeAll, about(name, err)
		}
		open = append(open, f)
		info, err := f.Stat()
		if err == nil {
			err = usable(info, "a part")
		}
		if err != nil {
			return nil, closeAll, about(name, err)
		}
		parts = append(parts, triage.Part{Name: name, Reader: f})
	}
	return parts, closeAll, nil
}

// partKey reads the listings for the key of their parts.
func (p *program) partKey(names []string, u unlocking) (key triage.PartKey, err error) {
	var readers []io.Reader
	for _, name := range names {
		in, err := p.openInput(name, aListing, u)
		if err != nil {
			return key, err
		}
		defer in.Close()
		readers = append(readers, in.Reader)
	}
	return triage.NewPartKey(readers), nil
}
