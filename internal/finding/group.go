package finding

import (
	"cmp"
	"slices"

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
	Lines []Line // the first
	Leaf  bool   // named by the last segment of the entries, not by a directory above
}

// Naming is what a path says of organisations in one segment, and of types and
// cities in all. Many groups share one; nobody changes it.
type Naming struct {
	Hits        []mention.Hit
	Around      []Around // for each hit, what stands around it
	Cues        uint32   // organisation types named in the naming segment
	CuesAbove   uint32   // and in the segments above it
	Places      []int32  // cities named in the naming segment, outside the hits
	Inside      []int32  // and within them
	PlacesAbove []int32  // and in the segments above it
}

// maxLines is how many lines a group keeps as evidence.
const maxLines = 1

// Line is one entry kept as evidence, raw.
type Line struct {
	Listing int   // index into Config.Listings
	Line    int64 // from 1
	Path    listing.Path
}

func (a Line) compare(b Line) int {
	return cmp.Or(cmp.Compare(a.Listing, b.Listing), cmp.Compare(a.Line, b.Line))
}

// Wants reports whether Keep would keep a line with these numbers.
func (g *Group) Wants(listing int, line int64) bool {
	return len(g.Lines) < maxLines || Line{Listing: listing, Line: line}.compare(g.Lines[maxLines-1]) < 0
}

// Keep adds l to the lines of g if it is among the first. It keeps l.Path, which
// must outlive the batch it came from.
func (g *Group) Keep(l Line) {
	i, found := slices.BinarySearchFunc(g.Lines, l, Line.compare)
	if found || i == maxLines {
		return
	}
	g.Lines = slices.Insert(g.Lines, i, l)
	g.Lines = g.Lines[:min(len(g.Lines), maxLines)]
}

// Merge adds to g what o, a group with the same key, has seen of other entries.
// The order of merging does not show.
func (g *Group) Merge(o *Group) {
	g.Stats.Merge(&o.Stats)
	for _, l := range o.Lines {
		g.Keep(l)
	}
}

// Stats counts what the names of some entries hold. The zero value counts none.
type Stats struct {
	Items, Bytes          int64 // entries, and the sum of the sizes that are known
	First, Last           int64 // of the times of change that are known, Unix seconds
	FromMonth, ToMonth    int32 // of the periods named; see nature.Reading
	Names, BirthDates     int64 // entries with one
	NineDigits, BSN, Bulk int64 // entries with nine digits, a BSN, or the name of an export
	Other                 int64 // entries with another identifier
	Classified            int64 // entries with at least one nature
	House                 int64 // entries whose natures are all a supplier's own: staff, systems
	Natures               []Count
	Flags                 []Count
	Persons               Persons
}

// Count is how often the nature or flag with an index was met.
type Count struct {
	Index int32
	Items int64
}

// Seen widens the period of s by a time of change; 0 is no time.
func (s *Stats) Seen(modified int64) {
	if modified == 0 {
		return
	}
	if s.First == 0 || modified < s.First {
		s.First = modified
	}
	if s.Last == 0 || modified > s.Last {
		s.Last = modified
	}
}

// Named widens the period of s by months that a name gives.
func (s *Stats) Named(from, to int32) {
	if from == 0 {
		return
	}
	if s.FromMonth == 0 || from < s.FromMonth {
		s.FromMonth = from
	}
	s.ToMonth = max(s.ToMonth, to)
}

// Add counts one entry of the given natures and flags.
func (s *Stats) Add(natures nature.Set, flags nature.Groups) {
	s.Items++
	if natures != 0 {
		s.Classified++
	}
	for i := int32(0); natures != 0; i, natures = i+1, natures>>1 {
		if natures&1 != 0 {
			s.Natures = count(s.Natures, i, 1)
		}
	}
	for i := int32(0); flags != 0; i, flags = i+1, flags>>1 {
		if flags&1 != 0 {
			s.Flags = count(s.Flags, i, 1)
		}
	}
}

// count adds n to the count of index, in order of the indices, so that it does
// not show what was met first. The few indices that a group has make a linear
// search the quickest.
func count(counts []Count, index int32, n int64) []Count {
	i := 0
	for i < len(counts) && counts[i].Index < index {
		i++
	}
	if i < len(counts) && counts[i].Index == index {
		counts[i].Items += n
		return counts
	}
	return slices.Insert(counts, i, Count{index, n})
}

// Merge adds o to s.
func (s *Stats) Merge(o *Stats) {
	s.Items += o.Items
	s.Bytes += o.Bytes
	s.Seen(o.First)
	s.Seen(o.Last)
	s.Named(o.FromMonth, o.ToMonth)
	s.Names += o.Names
	s.BirthDates += o.BirthDates
	s.NineDigits += o.NineDigits
	s.BSN += o.BSN
	s.Bulk += o.Bulk
	s.Other += o.Other
	s.Classified += o.Classified
	s.House += o.House
	for _, c := range o.Natures {
		s.Natures = count(s.Natures, c.Index, c.Items)
	}
	for _, c := range o.Flags {
		s.Flags = count(s.Flags, c.Index, c.Items)
	}
	for _, p := range o.Persons.least {
		s.Persons.Add(p)
	}
}
