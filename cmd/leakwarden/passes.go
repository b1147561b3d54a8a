package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/triage"
)

// maxShards is how many shards a triage is divided into at most to keep within
// its memory: from there on each needs hardly less than one of half as many.
const maxShards = 64

// bounded returns triage.Run, or where that would take more memory than it may,
// what goes over the listings several times: once for each of several shards,
// whose parts lie in temporary files, encrypted, and then to merge them. The result
// is the same. outer is the context of the command; that of a single pass ends with
// the memory.
func (p *program) bounded(outer context.Context, listings []string, f *triageFlags) triaged {
	return func(ctx context.Context, o triage.Options, done func(), handle func(finding.Message) error) error {
		var at triage.Progress
		o.Progress = noting(&at, o.Progress)
		err := triage.Run(ctx, o, handle)
		if !errors.Is(err, errMemory) || outer.Err() != nil || o.Index != nil || slices.Contains(listings, "-") {
			return err
		}
		done()
		x := &passes{program: p, listings: listings, flags: f, of: shardsFor(at), at: at}
		return x.inShards(outer, o, handle)
	}
}

// noting returns what notes in at how far a triage is before it tells step.
func noting(at *triage.Progress, step func(triage.Progress)) func(triage.Progress) {
	return func(now triage.Progress) {
		*at = now
		step(now)
	}
}

// shardsFor returns into how many shards to divide a triage that used up its
// memory when it was so far. What shards share makes each larger than its part.
func shardsFor(at triage.Progress) int {
	if at.Size <= 0 || at.Read <= 0 {
		return 4
	}
	return int(min(max(2, (3*at.Size+2*at.Read-1)/(2*at.Read)), maxShards))
}

// passes is a triage that goes over its listings several times.
type passes struct {
	*program
	listings []string
	flags    *triageFlags
	of       int             // shards
	at       triage.Progress // of the last pass
	folder   string          // of the parts
	bar      *bar            // of the pass at hand
}

// inShards triages o in so many shards that each keeps within the memory, and
// merges them. It gives up where twice as many shards bring a pass hardly further:
// then it is not the listings that take the memory.
func (x *passes) inShards(ctx context.Context, o triage.Options, handle func(finding.Message) error) (err error) {
	if x.folder, err = os.MkdirTemp("", "leakwarden-"); err != nil {
		return writing("a temporary folder", err)
	}
	defer os.RemoveAll(x.folder)
	for ; ; x.of *= 2 {
		debug.FreeOSMemory() // what the pass before held
		before := x.at
		fmt.Fprintf(x.stderr, "leakwarden: one pass would take more memory than --memory allows; going over the listings %d times\n", x.of+1)
		err := x.parts(ctx, o)
		switch {
		case err == nil:
			return x.merge(ctx, o, handle)
		case !errors.Is(err, errMemory), 2*x.of > maxShards, 10*x.at.Read < 11*before.Read:
			return err
		}
	}
}

// parts makes the parts of all shards.
func (x *passes) parts(ctx context.Context, o triage.Options) error {
	if o.Attributions != nil {
		o.Attributions = io.Discard // merging writes them, and needs to know the lines
	}
	for i := range x.of {
		s := triage.Shard{Index: i + 1, Of: x.of}
		err := x.pass(ctx, o, func(ctx context.Context, o triage.Options) error { return x.part(ctx, o, s) })
		if err != nil {
			return err
		}
	}
	return nil
}

// pass opens the listings anew and has triaged go over them, within the memory.
func (x *passes) pass(ctx context.Context, o triage.Options, triaged func(context.Context, triage.Options) error) error {
	o.Listings = nil
	size, closeAll, err := x.sources(&o, x.listings, x.flags.unlocking)
	defer closeAll()
	if err != nil {
		return err
	}
	limit, err := memoryLimit(x.flags.memory)
	if err != nil {
		return err
	}
	if o.Compiled != nil { // the pass before used it up
		quiet := *x.program
		quiet.stderr = io.Discard // what is doubtful in the register was said
		if o.Register, o.Compiled, err = x.flags.cache().load(&quiet, o.Pack); err != nil {
			return err
		}
	}
	x.bar = x.newBar(size, x.flags.progress)
	defer x.bar.close()
	ctx, step, undo := x.keepMemory(ctx, limit, x.bar.step)
	defer undo()
	o.Progress = noting(&x.at, step)
	return triaged(ctx, o)
}

// name returns the name of the file for the part of a shard.
func (x *passes) name(s triage.Shard) string {
	return filepath.Join(x.folder, strconv.Itoa(s.Index)+"-"+strconv.Itoa(s.Of))
}

// part writes the part of s. That a listing breaks in the middle is left for
// merging to say, which meets it too.
func (x *passes) part(ctx context.Context, o triage.Options, s triage.Shard) error {
	file, err := os.OpenFile(x.name(s), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return writing("a temporary file", err)
	}
	defer file.Close()
	to := bufio.NewWriter(file)
	written, err := triage.RunShard(ctx, o, s, to)
	if !written {
		return err
	}
	if err := errors.Join(to.Flush(), file.Close()); err != nil {
		return writing("a temporary file", err)
	}
	return nil
}

// merge merges the parts.
func (x *passes) merge(ctx context.Context, o triage.Options, handle func(finding.Message) error) error {
	names := make([]string, x.of)
	for i := range names {
		names[i] = x.name(triage.Shard{Index: i + 1, Of: x.of})
	}
	parts, closeAll, err := openParts(names)
	defer closeAll()
	if err != nil {
		return err
	}
	key := func() (triage.PartKey, error) { return x.partKey(x.listings, x.flags.unlocking) }
	return x.pass(ctx, o, func(ctx context.Context, o triage.Options) error {
		return triage.Merge(ctx, o, key, parts, func(m finding.Message) error {
			x.bar.close() // before the first line of the report
			return handle(m)
		})
	})
}
