package triage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/leakwarden/leakwarden/internal/listing"
)

// Shard is one of several shards of a triage, which are triaged apart, on any
// machines, into parts that Merge makes a whole of. The zero value is no shard.
//
// Which shard an entry falls to follows from the last segment of its path. So
// what is met twice, also below another root, is met twice in one shard, and all
// else that a triage learns is sums and minima of what is learned of each entry.
type Shard struct{ Index, Of int } // Index is from 1

// MaxShards bounds Shard.Of.
const MaxShards = 1024

// ErrShard says that a listing could not be opened, of which then is no part.
var ErrShard = errors.New("no part was made")

func (s Shard) valid() bool { return 1 <= s.Index && s.Index <= s.Of && s.Of <= MaxShards }

// takes reports whether an entry with this path falls to s.
func (s Shard) takes(path []byte) bool {
	leaf := path[bytes.LastIndexByte(path, '/')+1:]
	return int(xxhash.Sum64(leaf)%uint64(s.Of)) == s.Index-1
}

// place is where an entry is.
type place struct {
	listing int32
	line    int64
}

// apart is what a shard cannot settle alone. An entry at the very root of a
// listing, moved to where an earlier one has it, may have another last segment,
// and fall to another shard.
type apart struct {
	deferred []place // entries counted nowhere yet
	repeated []place // entries at a root that an earlier listing has
}

// RunShard triages s of o.Listings and writes the part of it to w: what Merge
// needs, encrypted under the PartKey of the listings. The same listings, options
// and shard give the same bytes. Attributions in o ask for what Merge needs to
// write them, and receive nothing; what else Run would tell or make is not.
//
// A listing that breaks in the middle makes a part as far as it went: written is
// true, and the error is what Merge will return too.
func RunShard(ctx context.Context, o Options, s Shard, w io.Writer) (written bool, err error) {
	if !s.valid() {
		return false, fmt.Errorf("%w: shard %d of %d", ErrShard, s.Index, s.Of)
	}
	sources := make([]*hashed, len(o.Listings))
	o.Listings = slices.Clone(o.Listings)
	for n := range o.Listings {
		sources[n] = newHashed(o.Listings[n].Reader)
		o.Listings[n].Reader = sources[n].reader()
	}
	sh := newShared(&o)
	sh.shard = s
	merged, reports, broken := sh.readAll(ctx, &o)
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	for _, r := range reports {
		if r.Format == "" {
			return false, errors.Join(ErrShard, broken)
		}
	}
	err = writePart(w, keyOf(sources), &o, sh, &contents{partial: merged, reports: reports, faults: faultsIn(broken)})
	return err == nil, errors.Join(broken, err)
}

// faultsIn returns where the faults that err holds came about.
func faultsIn(err error) (where []string) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		if f := (*Fault)(nil); errors.As(err, &f) {
			where = append(where, f.Where)
		}
		return where
	}
	for _, one := range joined.Unwrap() {
		where = append(where, faultsIn(one)...)
	}
	return where
}

// analyse analyses the entries of b, which belong to the listing with a number:
// all of them, or those of a shard.
func (w *worker) analyse(n int, b *listing.Batch) {
	s := w.shared.shard
	if s.Of == 0 {
		w.batch(n, b)
		return
	}
	w.lookAtRoots(n, b)
	b.Entries = slices.DeleteFunc(b.Entries, func(e listing.Entry) bool { return !s.takes(e.Path.Bytes()) })
	w.findRepeated(b)
	for i := range b.Entries {
		e := &b.Entries[i]
		if !w.repeated[i] && w.elsewhere(e.Path.Bytes()) {
			w.partial.apart.deferred = append(w.partial.apart.deferred, place{int32(n), e.Line})
			continue
		}
		w.entry(n, e, w.hashes[i], w.repeated[i])
	}
}

// elsewhere reports whether path is a root whose items another shard may know.
func (w *worker) elsewhere(path []byte) bool {
	return slices.ContainsFunc(w.roots, func(r root) bool {
		return bytes.Equal(path, r.from) && len(r.to) > 0 && !w.shared.shard.takes(r.to)
	})
}

// lookAtRoots notes the entries of b at a root that an earlier listing has where
// the root leads, as far as this shard knows.
func (w *worker) lookAtRoots(n int, b *listing.Batch) {
	for _, r := range w.roots {
		if len(r.to) == 0 || !w.shared.shard.takes(r.to) {
			continue
		}
		to := xxhash.Sum64(r.to)
		for i := range b.Entries {
			e := &b.Entries[i]
			if bytes.Equal(e.Path.Bytes(), r.from) && w.shared.earlier.has(to^sizeHash(e.Size)) {
				w.partial.apart.repeated = append(w.partial.apart.repeated, place{int32(n), e.Line})
			}
		}
	}
}
