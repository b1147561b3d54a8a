package triage

import (
	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/late"
	"github.com/leakwarden/leakwarden/internal/listing"
)

// partial is what one worker has learned. Partials merge, in any order, into
// what one worker alone would have learned.
type partial struct {
	root     *finding.Group // of the entries whose path names no organisation
	groups   *groups        // all workers have the same
	folders  keyed[folder]  // that may be named after an organisation
	names    []byte
	paths    listing.Shelf // of the lines of groups
	sample   *sample
	lines    [][]lineGroup // per listing, where attributions are asked for
	repeated int64
	late     *late.Builder // where an index is asked for
	apart    apart         // of a shard
}

// lineGroup says what group the entry on a line belongs to, where its path names
// organisations.
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

func newPartial(listings int, bound *bound) *partial {
	return &partial{
		root:   &finding.Group{},
		groups: &groups{},
		sample: newSample(bound),
		lines:  make([][]lineGroup, listings),
	}
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
	old := p.folders.get(key)
	switch {
	case old != nil:
		old.items += f.items
		if f.listing < old.listing || f.listing == old.listing && f.line < old.line {
			old.listing, old.line = f.listing, f.line
		}
	case p.folders.n < maxFolders:
		*p.folders.add(key) = *f
	}
}

// merge adds o to p.
func (p *partial) merge(o *partial) {
	p.root.Merge(o.root)
	if p.groups != o.groups {
		p.groups.merge(o.groups)
	}
	for key, f := range o.folders.all() {
		if f.name.end > 0 && p.folders.get(key) == nil {
			f.name = p.keep(o.names[f.name.start:f.name.end])
		}
		p.note(key, f)
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
