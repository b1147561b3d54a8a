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
	ix.phraseFields(c)
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
	ix.generic.fields(c)
	flat.Slice(c, &ix.longGeneric)
	flat.Value(c, &ix.heads)
	flat.Value(c, &ix.tails)
	flat.Map(c, &ix.genitives, flat.Slice, flat.Slice)
	ix.partial.fields(c)
}

func (e *edges) fields(c *flat.Codec) {
	flat.Slice(c, &e.slots)
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

// storedPhrase is a Phrase without its candidates and their roles, which are
// stored for all phrases together.
type storedPhrase struct {
	candidates int32 // how many
	rarity     float32
	cues       uint32
	weak       Weakness
	scheme     int16
	class      Class
	words      int8
	gate       uint8
	marks      mark
}

func (ix *Index) phraseFields(c *flat.Codec) {
	list, all := make([]storedPhrase, len(ix.phrases)), 0
	for i := range ix.phrases {
		all += len(ix.phrases[i].Candidates)
	}
	orgs, roles := make([]int32, 0, all), make([]Role, 0, all)
	for i := range ix.phrases {
		p := &ix.phrases[i]
		list[i] = storedPhrase{int32(len(p.Candidates)), p.Rarity, p.Cues, p.Weak, p.Scheme, p.Class, p.Words, p.gate, p.marks}
		orgs, roles = append(orgs, p.Candidates...), append(roles, p.Roles...)
	}
	flat.Slice(c, &list)
	flat.Slice(c, &orgs)
	flat.Slice(c, &roles)
	if !c.Loading() {
		return
	}
	if len(orgs) != len(roles) {
		c.Fail()
		return
	}
	ix.phrases = make([]Phrase, len(list))
	at := 0
	for i := range list {
		s, end := &list[i], at+int(list[i].candidates)
		if end < at || end > len(orgs) {
			c.Fail()
			return
		}
		ix.phrases[i] = Phrase{
			Candidates: orgs[at:end:end], Roles: roles[at:end:end], Class: s.class, Words: s.words, Weak: s.weak, Rarity: s.rarity,
			Cues: s.cues, Scheme: s.scheme, gate: s.gate, marks: s.marks,
		}
		at = end
	}
}
