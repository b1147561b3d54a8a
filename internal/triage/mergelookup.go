package triage

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
)

// lookup looks up in the listings what the parts only say the place of.
type lookup struct {
	*worker
	all      *partial
	pairs    map[uint64]bool // of the sample, by hash: whether of a file; those still to be found
	named    *sample         // those found
	folders  map[uint64]bool // whose names are still to be found
	groups   []*finding.Group
	deferred map[place]bool
	repeated map[place]bool
	above    []byte // the directory at hand
	bound    uint64 // of the hashes in pairs
}

func (sh *shared) newLookup(listings int, x *contents) *lookup {
	l := &lookup{
		worker: sh.newWorker(listings), all: x.partial, named: newSample(x.partial.sample.bound), pairs: make(map[uint64]bool),
		folders: make(map[uint64]bool), deferred: make(map[place]bool), repeated: make(map[place]bool),
	}
	for _, p := range x.partial.sample.pairs {
		l.pairs[p.key] = p.leaf
		l.bound = max(l.bound, p.key)
	}
	for key, f := range x.partial.folders.all() {
		if f.named && f.hit == noHit {
			l.folders[key] = true
		}
	}
	for g := range x.partial.groups.all() {
		if _, has := g.First(); has {
			l.groups = append(l.groups, g)
		}
	}
	slices.SortFunc(l.groups, func(a, b *finding.Group) int {
		x, _ := a.First()
		y, _ := b.First()
		return cmp.Or(cmp.Compare(x.Listing, y.Listing), cmp.Compare(x.Line, y.Line), cmp.Compare(a.Key, b.Key))
	})
	for _, p := range x.partial.apart.deferred {
		l.deferred[p] = true
	}
	for _, p := range x.partial.apart.repeated {
		l.repeated[p] = true
	}
	return l
}

// lookUp reads the listings once more, and completes x by what stands in them.
func (sh *shared) lookUp(ctx context.Context, o *Options, x *contents) ([]listing.Report, error) {
	l := sh.newLookup(len(o.Listings), x)
	work, free := make(chan full, 1), make(chan *listing.Batch, 3)
	for range cap(free) {
		free <- &listing.Batch{}
	}
	fault := make(chan error, 1)
	go func() {
		var first error
		for f := range work {
			if err := l.guarded(f.listing, f.batch); err != nil {
				first = err
			}
			free <- f.batch
		}
		fault <- first
	}()
	reports, broken := sh.readListings(ctx, o, nil, work, free)
	close(work)
	if err := <-fault; err != nil {
		return nil, err
	}
	if broken == nil && l.missing() {
		return nil, &PartError{What: "the parts tell of lines that the listings do not have", Do: again}
	}
	l.finish()
	x.partial.sample = l.named
	x.partial.merge(l.partial)
	x.partial.sample.trim()
	return reports, broken
}

// missing reports whether something was not found.
func (l *lookup) missing() bool {
	return len(l.pairs) > 0 || len(l.folders) > 0 || len(l.groups) > 0 || len(l.deferred) > 0
}

// guarded looks at a batch; a panic on the way becomes a *Fault.
func (l *lookup) guarded(n int, b *listing.Batch) (fault error) {
	defer faultOf(&fault)
	for i := range b.Entries {
		l.look(n, &b.Entries[i])
	}
	return nil
}

// look takes from an entry what is looked for.
func (l *lookup) look(n int, e *listing.Entry) {
	path := e.Path.Bytes()
	dir := path
	if !e.Directory {
		dir = path[:max(0, bytes.LastIndexByte(path, '/'))]
		l.pair(path, xxhash.Sum64(path))
	}
	if !bytes.Equal(dir, l.above) {
		l.lookAbove(dir)
	}
	for len(l.groups) > 0 {
		at, _ := l.groups[0].First()
		if at.Listing != n || at.Line != e.Line {
			break
		}
		l.groups[0].SetPath(l.all.paths.Keep(path))
		l.groups = l.groups[1:]
	}
	if at := (place{int32(n), e.Line}); l.deferred[at] {
		delete(l.deferred, at)
		l.entry(n, e, xxhash.Sum64(path), l.repeated[at])
	}
}

// lookAbove looks at the directories of dir that those of the entry before were
// not.
func (l *lookup) lookAbove(dir []byte) {
	common := commonDir(l.above, dir)
	l.above = append(l.above[:common], dir[common:]...)
	for end := common; end < len(dir); {
		next := bytes.IndexByte(dir[end+1:], '/')
		if end = end + 1 + next; next < 0 {
			end = len(dir)
		}
		key := xxhash.Sum64(dir[:end])
		l.pair(dir[:end], key)
		if l.folders[key] {
			delete(l.folders, key)
			l.all.folders.get(key).name = l.all.keep(dir[bytes.LastIndexByte(dir[:end], '/')+1 : end])
		}
	}
}

// pair takes the pair of the name that path ends with and its directory, where
// it is of the sample.
func (l *lookup) pair(path []byte, key uint64) {
	if key > l.bound {
		return
	}
	leaf, wanted := l.pairs[key]
	if !wanted {
		return
	}
	delete(l.pairs, key)
	above := max(0, bytes.LastIndexByte(path, '/'))
	name := path[above:]
	if above > 0 {
		name = name[1:]
	}
	l.named.add(key, mask.Parent(path[:above]), name, leaf)
}
