package triage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// Part is one part, as RunShard wrote it.
type Part struct {
	Name   string // of the file, for messages
	Reader io.Reader
}

// PartError says which part does not do, and why.
type PartError struct {
	Name string // "" where it is about what is not there
	What string
	Do   string
	err  error
}

// Error names the part, and what is wrong with it.
func (e *PartError) Error() string {
	if e.Name == "" {
		return e.What
	}
	return e.Name + ": " + e.What
}

// Hint says what to do.
func (e *PartError) Hint() string { return e.Do }

// Unwrap returns what was met in reading, nil where nothing was.
func (e *PartError) Unwrap() error { return e.err }

const again = "make the part again with leakwarden triage --shard, or copy it again"

// Merge makes a whole of the parts of a triage, in any order, and does with it
// what Run does with all that it learned of the same o: the same messages, the
// same attributions, the same errors of the listings. o.Listings are read once
// more, for the lines that are evidence; key returns the key of the same listings,
// and is called once, by another goroutine, where no part is missing.
func Merge(ctx context.Context, o Options, key func() (PartKey, error), parts []Part, handle func(finding.Message) error) error {
	heads, err := readHeads(parts)
	if err != nil {
		return err
	}
	var k PartKey
	var reading sync.WaitGroup
	reading.Go(func() {
		defer faultOf(&err)
		k, err = key()
	})
	sh := newShared(&o)
	if reading.Wait(); err != nil {
		return err
	}
	all, err := sh.readParts(ctx, &o, k, parts, heads)
	if err != nil {
		return err
	}
	if sh.attribute && !all.lined {
		return &PartError{What: "the parts do not say which lines are whose", Do: "make them again with --keep-lines, or leave out --attributions"}
	}
	reports, broken := sh.lookUp(ctx, &o, all)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if fault := (*Fault)(nil); errors.As(broken, &fault) {
		return broken
	}
	if sumOfReports(reports) != all.listed {
		return &PartError{
			What: "the listings were not read as they were when the parts were made",
			Do:   "give merge the --listing-format and the --columns that triage --shard had, and the listings as they were, sealed or not, under their names", err: broken,
		}
	}
	for _, where := range all.faults {
		broken = errors.Join(broken, &Fault{where})
	}
	if err := sh.tell(&o, all.partial, reports, handle); err != nil {
		return err
	}
	return broken
}

// readParts reads all parts, of which heads was read, into one.
func (sh *shared) readParts(ctx context.Context, o *Options, key PartKey, parts []Part, heads []partHead) (*contents, error) {
	var all *contents
	said := same{bound: newBound(), step: func() error {
		if o.Progress != nil {
			o.Progress(Progress{}) // what is read stays in memory, as it does of a listing
		}
		return ctx.Err()
	}}
	for i, p := range parts {
		x, err := sh.readWhole(o, key, &p, &heads[i], &said)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = x
			continue
		}
		if x.listed != all.listed || x.lined != all.lined {
			return nil, &PartError{Name: p.Name, What: "was made in another way than " + parts[0].Name, Do: "make all parts with the same options, and the same --keep-lines"}
		}
		all.merge(x)
	}
	all.partial.sample.trim()
	if !all.acyclic() {
		return nil, &PartError{What: "the parts together hold what no triage writes", Do: again}
	}
	return all, nil
}

// readHeads reads the heads of parts, which must be of all shards of one triage.
func readHeads(parts []Part) ([]partHead, error) {
	heads, names := make([]partHead, len(parts)), make(map[int]string)
	for i, p := range parts {
		h, err := readHead(p.Reader)
		if err != nil {
			return nil, &PartError{Name: p.Name, What: err.Error(), Do: again, err: err}
		}
		heads[i] = h
		switch other, known := names[h.shard.Index]; {
		case h.shard.Of != heads[0].shard.Of:
			return nil, &PartError{Name: p.Name, What: fmt.Sprintf("is %s; %s is %s", h.shard, parts[0].Name, heads[0].shard), Do: "merge the parts of one triage only"}
		case known:
			return nil, &PartError{Name: p.Name, What: fmt.Sprintf("is %s, as %s is", h.shard, other), Do: "give each part once"}
		}
		names[h.shard.Index] = p.Name
	}
	if len(parts) == 0 {
		return nil, &PartError{What: "there is no part to merge", Do: "name the files that leakwarden triage --shard wrote"}
	}
	var missing []string
	of := heads[0].shard.Of
	for i := range of {
		if _, known := names[i+1]; !known {
			missing = append(missing, strconv.Itoa(i+1))
		}
	}
	if len(missing) > 0 {
		return nil, &PartError{
			What: fmt.Sprintf("parts are missing: of %d shards %s", of, strings.Join(missing, ", ")),
			Do:   fmt.Sprintf("name them too, or make them: leakwarden triage … --shard %s/%d", missing[0], of),
		}
	}
	return heads, nil
}

// String returns "shard 2 of 4".
func (s Shard) String() string { return fmt.Sprintf("shard %d of %d", s.Index, s.Of) }

// readWhole reads what follows the head of a part, which must be of this triage.
func (sh *shared) readWhole(o *Options, key PartKey, p *Part, h *partHead, said *same) (*contents, error) {
	from, fits, err := key.open(p.Reader, h)
	if err != nil {
		return nil, err
	}
	if !fits {
		return nil, &PartError{Name: p.Name, What: "is of other listings, or of these in another order", Do: "name the listings that its triage --shard had, in that order"}
	}
	defer from.close()
	x, err := readPart(from, len(o.Listings), sh.bounds(o.Pack), basisOf(o, sh), said)
	var other *basisError
	switch {
	case errors.As(err, &other) && h.tool != o.Tool:
		return nil, &PartError{Name: p.Name, What: "was made by " + h.tool + ", and this is " + o.Tool, Do: bases[0].do}
	case errors.As(err, &other):
		return nil, &PartError{Name: p.Name, What: bases[other.which].what, Do: bases[other.which].do}
	case err != nil:
		return nil, &PartError{Name: p.Name, What: err.Error(), Do: again, err: err}
	}
	return x, nil
}

// merge adds what another shard learned.
func (x *contents) merge(o *contents) {
	x.faults = append(x.faults, o.faults...)
	x.partial.merge(o.partial)
}

// acyclic reports whether no group is below itself. Parts are not on our side,
// and judging goes up from group to group.
func (x *contents) acyclic() bool {
	groups, free := x.partial.groups, make(map[uint64]bool)
	var path []uint64
	for g := range groups.all() {
		path = path[:0]
		for ; g != nil && !free[g.Key]; g = groups.get(g.Parent) {
			if len(path) > maxDepth+1 || slices.Contains(path, g.Key) {
				return false
			}
			path = append(path, g.Key)
		}
		for _, k := range path {
			free[k] = true
		}
	}
	return true
}
