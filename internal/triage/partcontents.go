package triage

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/pack"
)

// contents is what a part holds. Paths and names of folders are not in it: where
// they stand is, and Merge looks them up.
type contents struct {
	basis   basis
	listed  sum              // of the reports
	reports []listing.Report // of the listings; not in the part
	faults  []string         // where they came about
	lined   bool             // lines are kept, for attributions
	partial *partial
}

// errBeyond says that a part holds what no triage does.
var errBeyond = errors.New("holds what no triage writes")

// The bounds of a part.
const (
	maxFaults = 1024
	maxWhere  = 256
)

// coder codes contents, record by record, each of which lies whole in a block.
type coder struct {
	finding.Coder
	to   *blocks // to write
	from *opened // or to read
	same *same   // of what was read
	err  error   // of reading a block
}

// same is what all parts share: what many groups say, how large the sample is, and
// whether to go on.
type same struct {
	namings  keyed[finding.Naming] // by the hash of how they are coded
	settings keyed[finding.Setting]
	bound    *bound       // of the samples of all
	step     func() error // called before each block is read, which it can prevent
}

// naming returns n, which is coded so, or one read before that is the same.
func (s *same) naming(coded []byte, n *finding.Naming) *finding.Naming {
	key := xxhash.Sum64(coded)
	if known := s.namings.get(key); known != nil {
		return known
	}
	at := n.Setting.Key()
	setting := s.settings.get(at)
	if setting == nil {
		setting = s.settings.add(at)
		*setting = *n.Setting
	}
	kept := s.namings.add(key)
	*kept = finding.Naming{Hits: n.Hits, Around: n.Around, Setting: setting}
	return kept
}

// record begins a record.
func (c *coder) record() {
	switch {
	case !c.Reading && len(c.Buf) >= blockSize:
		c.to.cut(c.Buf)
		c.Buf = c.Buf[:0]
	case c.Reading && len(c.Buf) == 0 && c.err == nil:
		if c.err = c.same.step(); c.err == nil {
			c.Buf, c.err = c.from.next()
		}
		c.Broken = c.err != nil
	}
}

// fail says that what was read cannot be.
func (c *coder) fail() {
	if c.err == nil {
		c.err = errBeyond
	}
	c.Broken, c.Buf = true, nil
}

// check fails where what was read is not good.
func (c *coder) check(good func() bool) {
	if c.Reading && !c.Broken && !good() {
		c.fail()
	}
}

// count codes how many records follow, at most most, and returns it.
func (c *coder) count(n int, most uint64) int {
	c.record()
	x := uint64(n)
	c.Number(&x)
	if c.Reading && x > most {
		c.fail()
		return 0
	}
	return int(x)
}

// list codes records, at most most.
func list[T any](c *coder, all *[]T, most uint64, code func(*T)) {
	n := c.count(len(*all), most)
	for i := range n {
		if c.Broken {
			return
		}
		if c.Reading {
			var none T
			*all = append(*all, none)
		}
		c.record()
		code(&(*all)[i])
	}
}

// text codes bytes, at most most.
func (c *coder) text(s *string, most int) {
	n := c.Len(len(*s), 1)
	if !c.Reading {
		c.Buf = append(c.Buf, *s...)
		return
	}
	if n > most {
		c.fail()
		return
	}
	*s = string(c.Buf[:n])
	c.Buf = c.Buf[n:]
}

// codePart codes x, in an order that does not depend on who learned what. What
// was read fits bounds.
func (c *coder) codePart(x *contents, listings int, bounds finding.Bounds) {
	c.record()
	for i := range x.basis {
		mine := x.basis[i]
		c.sum(&x.basis[i])
		if x.basis[i] != mine && !c.Broken {
			c.err, c.Broken, c.Buf = &basisError{i}, true, nil
		}
	}
	c.sum(&x.listed)
	c.Bool(&x.lined)
	c.Signed(&x.partial.repeated)
	x.partial.root.Stats.Code(&c.Coder)
	c.check(func() bool { return x.partial.repeated >= 0 && x.partial.root.Stats.Fits(bounds) })
	list(c, &x.faults, maxFaults, func(s *string) { c.text(s, maxWhere) })
	groups := c.groups(x.partial, listings, bounds)
	c.folders(x.partial, listings)
	c.sample(x.partial.sample)
	for _, places := range []*[]place{&x.partial.apart.deferred, &x.partial.apart.repeated} {
		slices.SortFunc(*places, comparePlaces)
		list(c, places, maxListed, func(p *place) { c.place(p, &place{}, listings) })
	}
	if x.lined {
		c.lines(x.partial, groups)
	}
}

// maxListed bounds what there may be one of for each entry.
const maxListed = 1 << 40

func (c *coder) sum(s *sum) {
	for i := range s {
		c.Hash(&s[i])
	}
}

// place codes p, which is no less than last in its listing or in another one.
func (c *coder) place(p, last *place, listings int) {
	n, line := uint64(p.listing), p.line-last.line
	c.Number(&n)
	c.Signed(&line)
	if c.Reading {
		p.listing, p.line = int32(min(n, maxListings)), last.line+line
		c.check(func() bool { return int(p.listing) < listings && p.line > 0 })
	}
	*last = *p
}

// maxListings is more than anybody names.
const maxListings = 1 << 20

func comparePlaces(a, b place) int {
	return cmp.Or(cmp.Compare(a.listing, b.listing), cmp.Compare(a.line, b.line))
}

// groups codes the groups of p, and returns them in the order coded.
func (c *coder) groups(p *partial, listings int, bounds finding.Bounds) []*finding.Group {
	groups := slices.SortedFunc(p.groups.all(), func(a, b *finding.Group) int {
		return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(a.Siblings, b.Siblings), cmp.Compare(a.Key, b.Key))
	})
	namings, numbers := numbered(groups)
	list(c, &namings, maxListed, func(n **finding.Naming) {
		if c.Reading {
			*n = new(finding.Naming)
		}
		coded := c.Buf
		(*n).Code(&c.Coder)
		c.check(func() bool { return (*n).Fits(bounds) })
		if c.Reading && !c.Broken {
			*n = c.same.naming(coded[:len(coded)-len(c.Buf)], *n)
		}
	})
	last, i := place{}, 0
	var read finding.Group
	list(c, &groups, maxListed, func(g **finding.Group) {
		if c.Reading {
			read = finding.Group{}
			*g, numbers = &read, append(numbers, 0)
		}
		(*g).Code(&c.Coder)
		c.Number(&numbers[i])
		c.line(*g, &last, listings)
		if c.Reading {
			c.check(func() bool {
				return (*g).Key != 0 && p.groups.get((*g).Key) == nil && numbers[i] < uint64(len(namings)) && (*g).Stats.Fits(bounds)
			})
			if !c.Broken {
				(*g).Naming = namings[numbers[i]]
				kept := p.groups.add((*g).Key)
				*kept, *g = read, kept
			}
		}
		i++
	})
	return groups
}

// numbered returns the different namings of groups, and the number of that of
// each group.
func numbered(groups []*finding.Group) (namings []*finding.Naming, numbers []uint64) {
	var c finding.Coder
	known := make(map[string]uint64)
	for _, g := range groups {
		c.Buf = c.Buf[:0]
		g.Naming.Code(&c)
		n, ok := known[string(c.Buf)]
		if !ok {
			n = uint64(len(namings))
			known[string(c.Buf)] = n
			namings = append(namings, g.Naming)
		}
		numbers = append(numbers, n)
	}
	return namings, numbers
}

// line codes where the first entry of g is, if it has one.
func (c *coder) line(g *finding.Group, last *place, listings int) {
	l, has := g.First()
	c.Bool(&has)
	if !has {
		return
	}
	at := place{int32(l.Listing), l.Line}
	c.place(&at, last, listings)
	if c.Reading && !c.Broken {
		g.Keep(finding.Line{Listing: int(at.listing), Line: at.line})
	}
}

// codedFolder is a folder with its key.
type codedFolder struct {
	key uint64
	folder
}

func (c *coder) folders(p *partial, listings int) {
	var all []codedFolder
	for key, f := range p.folders.all() {
		all = append(all, codedFolder{key, *f})
	}
	slices.SortFunc(all, func(a, b codedFolder) int {
		return cmp.Or(cmp.Compare(a.parent, b.parent), cmp.Compare(a.key, b.key))
	})
	last := place{}
	list(c, &all, maxFolders, func(f *codedFolder) {
		c.Hash(&f.parent)
		c.Hash(&f.shape)
		c.Hash(&f.key)
		items, cues, hit := uint64(f.items), uint64(f.cues), uint64(f.hit)
		c.Number(&items)
		c.Number(&cues)
		c.Number(&hit)
		c.Bool(&f.named)
		at := place{f.listing, f.line}
		c.place(&at, &last, listings)
		if c.Reading {
			c.check(func() bool { return items < maxListed && hit <= uint64(credibleHit) && p.folders.get(f.key) == nil })
			f.items, f.cues, f.hit, f.listing, f.line = int64(items), uint32(cues), hitKind(hit), at.listing, at.line
			if !c.Broken {
				*p.folders.add(f.key) = f.folder
			}
		}
	})
}

// sample codes s, which is trimmed, and from which hash on it holds nothing.
func (c *coder) sample(s *sample) {
	c.record()
	c.Hash(&s.limit)
	if c.Reading {
		s.bound.lower(s.limit)
	}
	key := uint64(0)
	list(c, &s.pairs, sampleSize, func(p *pair) {
		gap := p.key - key
		c.Number(&gap)
		c.Bool(&p.leaf)
		p.key = key + gap
		key = p.key
	})
}

// lines codes which group the entry on each line belongs to, of those that
// belong to one.
func (c *coder) lines(p *partial, groups []*finding.Group) {
	number := make(map[uint64]int64, len(groups))
	for i, g := range groups {
		number[g.Key] = int64(i)
	}
	for n := range p.lines {
		slices.SortFunc(p.lines[n], func(a, b lineGroup) int { return cmp.Compare(a.line, b.line) })
		line, group := int64(0), int64(0)
		list(c, &p.lines[n], maxListed, func(l *lineGroup) {
			down, across := l.line-line, int64(0)
			if !c.Reading {
				across = number[l.group.Key] - group
			}
			c.Signed(&down)
			c.Signed(&across)
			line, group = line+down, group+across
			if !c.Reading {
				return
			}
			c.check(func() bool { return line > 0 && 0 <= group && group < int64(len(groups)) })
			if !c.Broken {
				l.line, l.group = line, groups[group]
			}
		})
	}
}

// writePart writes the part of x, under the key of its listings.
func writePart(w io.Writer, k PartKey, o *Options, sh *shared, x *contents) (err error) {
	defer faultOf(&err)
	to, err := newBlocks()
	if err != nil {
		return err
	}
	x.basis, x.listed, x.lined = basisOf(o, sh), sumOfReports(x.reports), sh.attribute
	c := &coder{to: to}
	c.codePart(x, len(o.Listings), sh.bounds(o.Pack))
	to.cut(c.Buf)
	return to.write(w, k, partHead{shard: sh.shard, tool: o.Tool})
}

// readPart reads what follows the head of a part, which must be of that basis. Parts
// of one triage are read with one same.
func readPart(from *opened, listings int, bounds finding.Bounds, of basis, all *same) (x *contents, err error) {
	defer faultOf(&err)
	x = &contents{basis: of, partial: newPartial(listings, all.bound)}
	c := &coder{Coder: finding.Coder{Reading: true}, from: from, same: all}
	c.codePart(x, listings, bounds)
	if !c.Broken && len(c.Buf) > 0 {
		c.fail()
	}
	if c.Broken {
		return nil, cmp.Or(c.err, errBeyond)
	}
	if _, err := from.next(); !errors.Is(err, io.EOF) {
		return nil, cmp.Or(err, errBeyond)
	}
	return x, nil
}

// bounds returns how many there are of what groups refer to.
func (sh *shared) bounds(p *pack.Pack) finding.Bounds {
	return finding.Bounds{Phrases: sh.index.Len(), Places: len(sh.index.Places), Natures: len(p.Natures), Flags: len(p.Groups)}
}
