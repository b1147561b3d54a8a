package finding

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/nature"
)

// Group is a set of entries of which the listing says the same of
// organisations: those below one directory that names some, or those that name
// the same ones in the same place below such a directory.
type Group struct {
	Key    uint64
	Parent uint64 // key of the nearest group above; 0 is the group that names none
	// Siblings is the hash of the directory that the naming segment lies in,
	// and Shape that of how that directory is written: folders of one kind
	// have one shape.
	Siblings, Shape uint64
	*Naming
	Stats Stats
	first Line // of its entries; none where Line is 0
	Leaf  bool // named by the last segment of the entries, not by a directory above
}

// Naming is what a path says of organisations in one segment, and of types and
// cities in all. Many groups share one; nobody changes it.
type Naming struct {
	Hits   []mention.Hit
	Around []Around // for each hit, what stands around it
	*Setting
}

// Setting is what a path says of types and cities. Many namings share one;
// nobody changes it.
type Setting struct {
	Cues        uint32  // organisation types named in the naming segment
	CuesAbove   uint32  // and in the segments above it
	Places      []int32 // cities named in the naming segment, outside the hits
	Inside      []int32 // and within them
	PlacesAbove []int32 // and in the segments above it
}

// Key returns a hash of s.
func (s *Setting) Key() uint64 {
	h := Mix(start, uint64(s.CuesAbove)<<32|uint64(s.Cues))
	for _, places := range [...][]int32{s.PlacesAbove, s.Places, s.Inside} {
		for _, p := range places {
			h = Mix(h, uint64(p))
		}
		h = Mix(h, start)
	}
	return h
}

// Line is one entry kept as evidence, raw.
type Line struct {
	Line    int64 // from 1
	Path    listing.Path
	Listing int // index into Config.Listings
}

func (a Line) compare(b Line) int {
	return cmp.Or(cmp.Compare(a.Listing, b.Listing), cmp.Compare(a.Line, b.Line))
}

// Wants reports whether Keep would keep a line with these numbers.
func (g *Group) Wants(listing int, line int64) bool {
	return g.first.Line == 0 || Line{Listing: listing, Line: line}.compare(g.first) < 0
}

// Keep makes l the line that is kept of g if it is the first. It keeps l.Path,
// which must outlive the batch it came from.
func (g *Group) Keep(l Line) {
	if g.Wants(l.Listing, l.Line) {
		g.first = l
	}
}

// First returns the line that is kept of g, and whether there is one.
func (g *Group) First() (Line, bool) { return g.first, g.first.Line != 0 }

// Merge adds to g what o, a group with the same key, has seen of other entries.
// The order of merging does not show: what is not the same for all entries of a
// group, such as how far into a name its hits are, is that of the first.
func (g *Group) Merge(o *Group) {
	if first, has := o.First(); has && g.Wants(first.Listing, first.Line) {
		g.Naming = o.Naming
	}
	g.Stats.Merge(&o.Stats)
	if l, ok := o.First(); ok {
		g.Keep(l)
	}
}

// Stats counts what the names of some entries hold. The zero value counts none.
type Stats struct {
	Items int64 // entries, each once
	House int64 // entries whose natures are all a supplier's own: staff, systems
	// only is the entry counted, where it is the only one: most groups have one,
	// and many of them are held at a time.
	only Entry
	// Counts is nil where less than two entries were counted. What Merge was
	// called on has one.
	*Counts
}

// Entry is what the name of one entry says, to be counted.
type Entry struct {
	Natures  nature.Set
	Person   uint64 // named first; see Persons.Add
	Bytes    int64
	Modified int64 // Unix seconds; 0 is no time
	From, To int32 // period named; see nature.Reading
	Groups   nature.Groups
	Kinds    identifier.Kinds
	Bulk     bool // an export or a database
	House    bool // all natures are a supplier's own
}

// Counts is what is counted of several entries.
type Counts struct {
	Bytes                 int64 // sum of the sizes that are known
	First, Last           int64 // of the times of change that are known, Unix seconds
	FromMonth, ToMonth    int32 // of the periods named; see nature.Reading
	Names, BirthDates     int64 // entries with one
	NineDigits, BSN, Bulk int64 // entries with nine digits, a BSN, or the name of an export
	Other                 int64 // entries with another identifier
	Classified            int64 // entries with at least one nature
	Natures               []Count
	Flags                 []Count
	Persons               Persons
}

// Count is how often the nature or flag with an index was met.
type Count struct {
	Index int32
	Items int64
}

// Count counts an entry. It keeps nothing of e.
func (s *Stats) Count(e *Entry) {
	s.Items++
	if e.House {
		s.House++
	}
	if s.Items == 1 && s.Counts == nil {
		s.only = *e
		return
	}
	s.several().count(e)
}

// Repeat widens the period of s by an entry that was counted before.
func (s *Stats) Repeat(e *Entry) {
	c := s.several()
	c.seen(e.Modified)
	c.named(e.From, e.To)
}

// several returns the counts of s, with what it has counted so far.
func (s *Stats) several() *Counts {
	if s.Counts == nil {
		s.Counts = &Counts{}
		if s.Items > 0 {
			s.Counts.count(&s.only)
			s.only = Entry{}
		}
	}
	return s.Counts
}

// Merge adds o to s, and leaves o as it is.
func (s *Stats) Merge(o *Stats) {
	c := s.several()
	s.Items += o.Items
	s.House += o.House
	switch {
	case o.Counts != nil:
		c.merge(o.Counts)
	case o.Items > 0:
		c.count(&o.only)
	}
}

// Take adds o to s, and leaves o empty.
func (s *Stats) Take(o *Stats) {
	switch {
	case o.Items == 0 && o.Counts == nil:
		return
	case s.Items == 0 && s.Counts == nil:
		*s = *o
	default:
		s.Merge(o)
	}
	*o = Stats{}
}

// seen widens the period of c by a time of change; 0 is no time.
func (c *Counts) seen(modified int64) {
	if modified == 0 {
		return
	}
	if c.First == 0 || modified < c.First {
		c.First = modified
	}
	if c.Last == 0 || modified > c.Last {
		c.Last = modified
	}
}

// named widens the period of c by months that a name gives.
func (c *Counts) named(from, to int32) {
	if from == 0 {
		return
	}
	if c.FromMonth == 0 || from < c.FromMonth {
		c.FromMonth = from
	}
	c.ToMonth = max(c.ToMonth, to)
}

// count counts one entry.
func (c *Counts) count(e *Entry) {
	c.seen(e.Modified)
	c.named(e.From, e.To)
	if e.Natures != 0 {
		c.Classified++
	}
	for set := e.Natures; set != 0; set &= set - 1 {
		c.Natures = count(c.Natures, int32(bits.TrailingZeros64(uint64(set))), 1)
	}
	for set := e.Groups; set != 0; set &= set - 1 {
		c.Flags = count(c.Flags, int32(bits.TrailingZeros32(uint32(set))), 1)
	}
	if e.Bytes > 0 {
		c.Bytes += e.Bytes
	}
	if e.Bulk {
		c.Bulk++
	}
	if e.Kinds != 0 {
		c.identified(e)
	}
}

// identified counts the identifiers of one entry.
func (c *Counts) identified(e *Entry) {
	if e.Kinds&identifier.PersonName != 0 {
		c.Names++
		c.Persons.Add(e.Person)
	}
	if e.Kinds&identifier.BirthDate != 0 {
		c.BirthDates++
	}
	if e.Kinds&(identifier.NineDigits|identifier.BSN) != 0 {
		c.NineDigits++
	}
	if e.Kinds&identifier.BSN != 0 {
		c.BSN++
	}
	if e.Kinds&^(identifier.PersonName|identifier.BirthDate|identifier.BSN|identifier.NineDigits) != 0 {
		c.Other++
	}
}

// count adds n to the count of index, in order of the indices, so that it does
// not show what was met first. Most groups have few indices, and the largest have
// nearly all: no index stands behind the place that is its own among all.
func count(counts []Count, index int32, n int64) []Count {
	i := min(int(index), len(counts))
	for i > 0 && counts[i-1].Index >= index {
		i--
	}
	if i < len(counts) && counts[i].Index == index {
		counts[i].Items += n
		return counts
	}
	return slices.Insert(counts, i, Count{index, n})
}

// merge adds o to c.
func (c *Counts) merge(o *Counts) {
	c.Bytes += o.Bytes
	c.seen(o.First)
	c.seen(o.Last)
	c.named(o.FromMonth, o.ToMonth)
	c.Names += o.Names
	c.BirthDates += o.BirthDates
	c.NineDigits += o.NineDigits
	c.BSN += o.BSN
	c.Bulk += o.Bulk
	c.Other += o.Other
	c.Classified += o.Classified
	for _, n := range o.Natures {
		c.Natures = count(c.Natures, n.Index, n.Items)
	}
	for _, n := range o.Flags {
		c.Flags = count(c.Flags, n.Index, n.Items)
	}
	for _, p := range o.Persons.least {
		c.Persons.Add(p)
	}
}
