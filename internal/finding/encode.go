package finding

import (
	"encoding/binary"
	"slices"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mention"
)

// Coder takes the fields of values one after another, to write them or to read
// them: one function that names the fields serves both ways, so that what is
// written and what is read cannot differ. What is read can be anything, and
// has to be looked at; see Group.Fits.
type Coder struct {
	Buf     []byte // what was written, or is left to be read
	Reading bool
	Broken  bool // Buf did not hold what was to be read; all that was asked for since is zero
}

// Number codes a number that is mostly small.
func (c *Coder) Number(v *uint64) {
	if !c.Reading {
		c.Buf = binary.AppendUvarint(c.Buf, *v)
		return
	}
	x, n := binary.Uvarint(c.Buf)
	*v = x
	c.read(n)
}

// Signed codes a number that may be negative.
func (c *Coder) Signed(v *int64) {
	if !c.Reading {
		c.Buf = binary.AppendVarint(c.Buf, *v)
		return
	}
	x, n := binary.Varint(c.Buf)
	*v = x
	c.read(n)
}

// Hash codes a number of which any bits are equally likely.
func (c *Coder) Hash(v *uint64) {
	switch {
	case !c.Reading:
		c.Buf = binary.BigEndian.AppendUint64(c.Buf, *v)
	case len(c.Buf) < 8:
		*v = 0
		c.read(0)
	default:
		*v = binary.BigEndian.Uint64(c.Buf)
		c.read(8)
	}
}

// Bool codes yes or no.
func (c *Coder) Bool(v *bool) {
	x := uint64(0)
	if *v {
		x = 1
	}
	c.Number(&x)
	*v = x != 0
}

// Len codes how many elements follow, of at least so many bytes each, and returns
// it. More than what is left can hold is broken: no memory is taken for it.
func (c *Coder) Len(n, least int) int {
	x := uint64(n)
	c.Number(&x)
	if c.Reading && x > uint64(len(c.Buf)/least) {
		c.read(0)
		return 0
	}
	return int(x)
}

// read takes n bytes, of which there is one at least, as read.
func (c *Coder) read(n int) {
	if n <= 0 {
		c.Broken, c.Buf = true, nil
		return
	}
	c.Buf = c.Buf[n:]
}

// number codes a small number of any type. One that is too large for the type
// loses its upper bits.
func number[T ~uint8 | ~uint16 | ~uint32 | ~int32 | ~int64](c *Coder, v *T) {
	x := uint64(*v)
	c.Number(&x)
	*v = T(x)
}

// elements codes a slice, each element by code, which takes least bytes or more.
// An empty one is read as nil.
func elements[T any](c *Coder, list *[]T, least int, code func(*Coder, *T)) {
	n := c.Len(len(*list), least)
	if c.Reading {
		*list = nil
		if n > 0 {
			*list = make([]T, n)
		}
	}
	for i := range *list {
		code(c, &(*list)[i])
	}
}

// Code codes all of g but for its naming and its lines.
func (g *Group) Code(c *Coder) {
	c.Hash(&g.Parent)
	c.Hash(&g.Siblings)
	c.Hash(&g.Shape)
	c.Hash(&g.Key)
	c.Bool(&g.Leaf)
	g.Stats.Code(c)
}

// SetPath gives the first line of g its path, which must not change after.
func (g *Group) SetPath(path listing.Path) { g.first.Path = path }

// Code codes all of n.
func (n *Naming) Code(c *Coder) {
	if c.Reading {
		n.Setting = &Setting{}
	}
	number(c, &n.Cues)
	number(c, &n.CuesAbove)
	elements(c, &n.Places, 1, number[int32])
	elements(c, &n.Inside, 1, number[int32])
	elements(c, &n.PlacesAbove, 1, number[int32])
	elements(c, &n.Hits, 8, codeHit)
	elements(c, &n.Around, 10, codeAround)
}

func codeHit(c *Coder, h *mention.Hit) {
	number(c, &h.Phrase)
	number(c, &h.Class)
	number(c, &h.First)
	number(c, &h.Last)
	number(c, &h.Cost)
	number(c, &h.Weak)
	number(c, &h.Coverage)
	flags := uint8(flagsOf(*h))
	number(c, &flags)
	h.Full, h.Cue, h.Prefixed, h.Cut, h.Alone = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0, flags&16 != 0
}

func codeAround(c *Coder, a *Around) {
	c.Hash(&a.Slot)
	number(c, &a.Marks)
	number(c, &a.Beside)
}

// Code codes s. Stats that have counted the same are coded alike, whatever was
// merged into them.
func (s *Stats) Code(c *Coder) {
	number(c, &s.Items)
	number(c, &s.House)
	same := *s // s itself may hold one entry in less memory
	counts := same.several()
	counts.code(c)
	if !c.Reading {
		return
	}
	s.Counts, s.only = counts, Entry{}
	if only, one := counts.one(); one && s.Items == 1 {
		s.Counts, s.only = nil, only
	}
}

// one returns an entry that is all that c counts, and whether there is one that
// could be: it takes less memory.
func (c *Counts) one() (e Entry, one bool) {
	e = Entry{Bytes: c.Bytes, Modified: c.First, From: c.FromMonth, To: c.ToMonth, Bulk: c.Bulk != 0}
	for _, n := range c.Natures {
		e.Natures |= 1 << uint32(n.Index)
	}
	for _, n := range c.Flags {
		e.Groups |= 1 << uint32(n.Index)
	}
	if len(c.Persons.least) > 0 {
		e.Person = c.Persons.least[0]
	}
	kinds := [...]identifier.Kinds{identifier.PersonName, identifier.BirthDate, identifier.NineDigits, identifier.BSN, identifier.OtherNumber}
	for i, n := range [...]int64{c.Names, c.BirthDates, c.NineDigits, c.BSN, c.Other} {
		if n != 0 {
			e.Kinds |= kinds[i]
		}
	}
	var counted Counts
	counted.count(&e)
	same := slices.Equal(counted.Natures, c.Natures) && slices.Equal(counted.Flags, c.Flags) && slices.Equal(counted.Persons.least, c.Persons.least)
	return e, same && counted.sums() == c.sums()
}

// sums returns all that c counts but natures, flags and persons.
func (c *Counts) sums() [12]int64 {
	return [...]int64{
		c.Classified, c.Names, c.First, c.Last, c.Bytes, int64(c.FromMonth), int64(c.ToMonth),
		c.BirthDates, c.NineDigits, c.BSN, c.Bulk, c.Other,
	}
}

// code codes what is not zero.
func (c *Counts) code(k *Coder) {
	last, from, to := c.Last-c.First, int64(c.FromMonth), int64(c.ToMonth-c.FromMonth)
	fields := [...]*int64{
		&c.Classified, &c.Names, &c.First, &c.Bytes, &from, &to, &last,
		&c.BirthDates, &c.NineDigits, &c.BSN, &c.Bulk, &c.Other,
	}
	var some uint64
	for i, f := range fields {
		if *f != 0 {
			some |= 1 << i
		}
	}
	k.Number(&some)
	for i, f := range fields {
		if some&(1<<i) != 0 {
			k.Signed(f)
		}
	}
	c.Last, c.FromMonth, c.ToMonth = c.First+last, int32(from), int32(from+to)
	elements(k, &c.Natures, 2, codeCount)
	elements(k, &c.Flags, 2, codeCount)
	elements(k, &c.Persons.least, 8, (*Coder).Hash)
}

func codeCount(c *Coder, n *Count) {
	number(c, &n.Index)
	number(c, &n.Items)
}

// Bounds are the numbers of what groups refer to by number.
type Bounds struct {
	Phrases, Places, Natures, Flags int
}

// Fits reports whether all that n refers to is there.
func (n *Naming) Fits(b Bounds) bool {
	for _, places := range [][]int32{n.Places, n.Inside, n.PlacesAbove} {
		for _, p := range places {
			if p < 0 || int(p) >= b.Places {
				return false
			}
		}
	}
	for _, h := range n.Hits {
		if h.Phrase < 0 || int(h.Phrase) >= b.Phrases || h.Class > mention.Context {
			return false
		}
	}
	return len(n.Hits) > 0 && len(n.Hits) == len(n.Around)
}

// Fits reports whether s counts what there is, as a Stats does: nothing less
// than never, and in order.
func (s *Stats) Fits(b Bounds) bool {
	same := *s
	c := same.several()
	for _, n := range []int64{s.Items, s.House, c.Classified, c.Names, c.BirthDates, c.NineDigits, c.BSN, c.Bulk, c.Other} {
		if n < 0 || n > s.Items {
			return false
		}
	}
	return fit(c.Natures, b.Natures, s.Items) && fit(c.Flags, b.Flags, s.Items) && c.Persons.fit()
}

// fit reports whether counts are of indices below n, ascending, and of at most
// all items.
func fit(counts []Count, n int, items int64) bool {
	last := int32(-1)
	for _, c := range counts {
		if c.Index <= last || int(c.Index) >= n || c.Items < 0 || c.Items > items {
			return false
		}
		last = c.Index
	}
	return true
}

// fit reports whether p is what adding makes.
func (p *Persons) fit() bool {
	return len(p.least) <= sketchSize && slices.IsSorted(p.least) && len(slices.Compact(slices.Clone(p.least))) == len(p.least) && !slices.Contains(p.least, 0)
}

// List returns the judgements as texts, three for each, in the order read.
func (j *Judgements) List() (texts []string) {
	if j == nil {
		return nil
	}
	for _, g := range j.list {
		texts = append(texts, g.Text, g.Organisation, string(g.Opinion))
	}
	return texts
}
