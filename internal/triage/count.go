package triage

import (
	"slices"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// Workers count into groups that all of them share. A directory's group is theirs
// for as long as the directory is on the stack of any: each counts apart, and adds
// that to the group when it leaves the directory.

// counted is an entry to be counted.
type counted struct {
	finding.Entry
	listing  int
	line     int64
	path     []byte
	repeated bool // and only widens the period
}

// to counts c in s.
func (c *counted) to(s *finding.Stats) {
	if c.repeated {
		s.Repeat(&c.Entry)
	} else {
		s.Count(&c.Entry)
	}
}

// offer has g keep the line of c, where it wants it, and reports whether it does.
// The shard of g is locked.
func (w *worker) offer(g *finding.Group, c *counted) bool {
	if !g.Wants(c.listing, c.line) {
		return false
	}
	g.Keep(finding.Line{Listing: c.listing, Line: c.line, Path: w.partial.paths.Keep(c.path)})
	return true
}

// countBelow counts an entry whose own name names no organisation in the group of
// the directories above it, and returns that.
func (w *worker) countBelow(top *dir, c *counted) *finding.Group {
	d := &w.stack[top.owner]
	if top.owner > 0 && !d.offered { // those that follow are on later lines
		d.offered = true
		sh := w.partial.groups.shard(d.group.Key)
		sh.mu.Lock()
		defer sh.mu.Unlock()
		w.offer(d.group, c)
	}
	c.to(&d.stats)
	return d.group
}

// countLeaf counts an entry whose own name, which was just read, names
// organisations in the group of these, and returns that.
func (w *worker) countLeaf(above *dir, s segment, c *counted) *finding.Group {
	key := finding.LeafKey(above.group.Key, above.cues, above.places, s.cues, s.places, s.inside, w.hits, w.around)
	sh := w.partial.groups.shard(key)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	g := sh.get(key)
	if g == nil {
		g = sh.add(key)
		g.Key, g.Parent, g.Leaf = key, above.group.Key, true
	}
	if w.offer(g, c) {
		g.Naming = w.naming(above, s)
	}
	c.to(&g.Stats)
	return g
}

// directory returns the group of a directory whose name was just read, and names
// organisations.
func (w *worker) directory(d, above *dir, s segment) *finding.Group {
	sh := w.partial.groups.shard(d.hash)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if g := sh.get(d.hash); g != nil {
		return g
	}
	g := sh.add(d.hash)
	g.Key, g.Parent, g.Naming = d.hash, above.group.Key, w.naming(above, s)
	g.Siblings, g.Shape = above.hash, above.shape
	return g
}

// settle adds to the group of d what was counted since d was pushed.
func (w *worker) settle(d *dir) {
	sh := w.partial.groups.shard(d.group.Key)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	d.group.Stats.Take(&d.stats)
}

// naming returns what the segment just read says, one for all groups of which
// it is the same.
func (w *worker) naming(above *dir, s segment) *finding.Naming {
	all := w.partial.groups
	all.mu.Lock()
	defer all.mu.Unlock()
	key := finding.NamingKey(finding.LeafKey(0, above.cues, above.places, s.cues, s.places, s.inside, w.hits, w.around), w.hits)
	if known := all.namings.get(key); known != nil {
		return known
	}
	naming := all.namings.add(key)
	*naming = finding.Naming{Hits: slices.Clone(w.hits), Around: slices.Clone(w.around), Setting: w.setting(above, s)}
	return naming
}

// setting returns what the segment just read says of types and cities, one for
// all namings of which it is the same. Namings are locked.
func (w *worker) setting(above *dir, s segment) *finding.Setting {
	setting := finding.Setting{Cues: s.cues, CuesAbove: above.cues, Places: s.places, Inside: s.inside, PlacesAbove: above.places}
	key := setting.Key()
	if known := w.partial.groups.settings.get(key); known != nil {
		return known
	}
	setting.Places, setting.Inside = slices.Clone(s.places), slices.Clone(s.inside)
	kept := w.partial.groups.settings.add(key)
	*kept = setting
	return kept
}
