package mention

import (
	"github.com/leakwarden/leakwarden/internal/flat"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Store stores ix and the words of its Dict, to which none may have been added
// since NewIndex.
func (ix *Index) Store(c *flat.Codec) {
	ix.dict.Fields(c)
	ix.fields(c)
}

// Load ends c, which continues with an Index that Store wrote, and returns it: it
// equals NewIndex of the same register, pack and Dict, to which it adds the
// same words. It returns nil, and has changed nothing, where that cannot be.
func Load(c *flat.Codec, reg *register.Register, p *pack.Pack, d *token.Dict) *Index {
	words := *d
	ix := &Index{reg: reg, pack: p, dict: d}
	words.Fields(c)
	ix.fields(c)
	if !c.Loading() || c.Close() != nil {
		return nil
	}
	*d = words
	return ix
}

// fields names every field of an Index but those that are handed in.
func (ix *Index) fields(c *flat.Codec) {
	flat.Strings(c, &ix.Types)
	flat.Strings(c, &ix.Places)
	flat.Strings(c, &ix.Schemes)
	flat.Slice(c, &ix.words)
	ix.edges.fields(c)
	flat.Slice(c, &ix.nodes)
	flat.Slice(c, &ix.extras)
	flat.Slice(c, &ix.phrases)
	flat.Slice(c, &ix.candidates)
	flat.Slice(c, &ix.roles)
	flat.Slice(c, &ix.sources)
	flat.Slice(c, &ix.spelt)
	ix.glued.fields(c)
	flat.Slice(c, (*[]uint64)(&ix.starts))
	flat.Slice(c, &ix.types)
	flat.Slice(c, &ix.cities)
	flat.Slice(c, &ix.regions)
	ix.codes.fields(c)
	ix.domains.fields(c)
	ix.spell.fields(c)
	ix.local.fields(c)
	flat.Slice(c, &ix.sorted)
	flat.Slice(c, &ix.sortedHeads)
	ix.generic.fields(c)
	flat.Slice(c, &ix.longGeneric)
	flat.Value(c, &ix.heads)
	flat.Value(c, &ix.tails)
	flat.Map(c, &ix.genitives, flat.Slice, flat.Slice)
	ix.partial.fields(c)
}

func (e *edges) fields(c *flat.Codec) {
	flat.Slice(c, &e.slots)
	flat.Slice(c, (*[]uint64)(&e.filter))
	flat.Value(c, &e.shift)
	flat.Value(c, &e.used)
}

func (h *hashes) fields(c *flat.Codec) {
	flat.Slice(c, &h.slots)
	flat.Slice(c, (*[]uint64)(&h.filter))
	flat.Value(c, &h.shift)
	flat.Value(c, &h.used)
}

func (s *speller) fields(c *flat.Codec) {
	flat.Slice(c, &s.filter)
	flat.Slice(c, &s.starts)
	flat.Slice(c, &s.file)
	flat.Value(c, &s.shift)
}

func (c *codes) fields(f *flat.Codec) {
	c.table.fields(f)
	flat.Map(f, &c.same, flat.Slice, flat.Slice)
	flat.Value(f, &c.digits)
	flat.Value(f, &c.mixed)
	flat.Value(f, &c.leading)
	flat.Value(f, &c.inner)
	flat.Map(f, &c.prefixes, flat.Slice, flat.Slice)
	flat.Rows(f, &c.gluing, 4)
	flat.Column(f, c.gluing, func(g *gluing) *string { return &g.text })
	for i := range c.gluing {
		flat.Value(f, &c.gluing[i].scheme)
	}
	flat.Slice(f, &c.counts)
	flat.Slice(f, &c.spaces)
}

func (p *partials) fields(c *flat.Codec) {
	p.numbers.fields(c)
	flat.Slice(c, &p.keys)
	flat.Slice(c, &p.stems)
	flat.Slice(c, &p.orgs)
	flat.Slice(c, &p.names)
	flat.Slice(c, &p.words)
}
