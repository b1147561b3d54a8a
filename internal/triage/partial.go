package triage

import (
	"sync/atomic"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/late"
	"github.com/leakwarden/leakwarden/internal/listing"
)

// partial is what one worker has learned. Partials merge, in any order, into
// what one worker alone would have learned.
type partial struct {
	root     *finding.Group // of the entries whose path names no organisation
	groups   map[uint64]*finding.Group
	namings  map[uint64]*finding.Naming // shared by the groups
	folders  map[uint64]folder          // that may be named after an organisation
	names    []byte
	room     []finding.Group // for groups to come
	paths    []byte          // room for the paths of lines
	sample   *sample
	lines    [][]lineGroup // per listing, where attributions are asked for
	repeated int64
	late     *late.Builder // where an index is asked for
	apart    apart         // of a shard
}

// lineGroup says what group the entry on a line belongs to.
type lineGroup struct {
	line  int64
	group *finding.Group
}

// folder is a directory whose children may all be named after organisations.
type folder struct {
	parent, shape uint64 // hash of the directory above, and of how its path is written
	items         int64  // entries below it
	line          int64  // first entry met below it
	listing       int32
	cues          uint32  // organisation types that its name names
	hit           hitKind // whether its name names an organisation of the register
	named         bool    // its name holds a word that is no vocabulary
	name          span
}

// span is a piece of partial.names.
type span struct{ start, end uint32 }

// maxFolders bounds the folders kept and maxNames the bytes of their names. A
// listing beyond it keeps its findings; only folders that name nobody we know
// are no longer proposed as unresolved.
const (
	maxFolders = 2 << 20
	maxNames   = 64 << 20
)

func newPartial(listings int, bound *atomic.Uint64) *partial {
	return &partial{
		root:    &finding.Group{},
		groups:  make(map[uint64]*finding.Group),
		namings: make(map[uint64]*finding.Naming),
		folders: make(map[uint64]folder),
		sample:  newSample(bound),
		lines:   make([][]lineGroup, listings),
	}
}

// newGroup returns an empty group. Groups are taken from blocks, as there are
// many and none is given back.
func (p *partial) newGroup() *finding.Group {
	const block = 64
	if len(p.room) == 0 {
		p.room = make([]finding.Group, block)
	}
	g := &p.room[0]
	p.room = p.room[1:]
	return g
}

// keepPath returns a copy of path, which lies in a block with others.
func (p *partial) keepPath(path []byte) listing.Path {
	const block = 64 << 10
	if len(path) > cap(p.paths)-len(p.paths) {
		p.paths = make([]byte, 0, max(block, len(path)))
	}
	start := len(p.paths)
	p.paths = append(p.paths, path...)
	return listing.NewPath(p.paths[start:len(p.paths):len(p.paths)])
}

// keep copies name, and returns where it is.
func (p *partial) keep(name []byte) span {
	if len(p.names)+len(name) > maxNames {
		return span{}
	}
	start := len(p.names)
	p.names = append(p.names, name...)
	return span{uint32(start), uint32(len(p.names))}
}

// note adds what was met of a folder to what is known of it.
func (p *partial) note(key uint64, f *folder) {
	old, known := p.folders[key]
	switch {
	case known:
		old.items += f.items
		if f.listing < old.listing || f.listing == old.listing && f.line < old.line {
			old.listing, old.line = f.listing, f.line
		}
		p.folders[key] = old
	case len(p.folders) < maxFolders:
		p.folders[key] = *f
	}
}

// merge adds o to p.
func (p *partial) merge(o *partial) {
	p.root.Merge(o.root)
	for key, g := range o.groups {
		if mine := p.groups[key]; mine != nil {
			mine.Merge(g)
		} else {
			p.groups[key] = g
		}
	}
	for key, f := range o.folders {
		if f.name.end > 0 {
			if _, known := p.folders[key]; !known {
				f.name = p.keep(o.names[f.name.start:f.name.end])
			}
		}
		p.note(key, &f)
	}
	p.sample.merge(o.sample)
	for n := range o.lines {
		p.lines[n] = append(p.lines[n], o.lines[n]...)
	}
	p.repeated += o.repeated
	p.apart.deferred = append(p.apart.deferred, o.apart.deferred...)
	p.apart.repeated = append(p.apart.repeated, o.apart.repeated...)
	if p.late != nil {
		p.late.Merge(o.late)
	}
}
