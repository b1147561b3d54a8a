package mention

import (
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// frequency counts an organisation for a word of its name, once.
func (b *builder) frequency(org int32, p part) {
	for int(p.sym) >= len(b.count) {
		n := max(int(p.sym)+1, b.dict.Len())
		b.count = append(b.count, make([]uint32, n-len(b.count))...)
		b.last = append(b.last, make([]int32, n-len(b.last))...)
	}
	if b.last[p.sym] != org+1 {
		b.last[p.sym] = org + 1
		b.count[p.sym]++
	}
}

// finish turns the drafts into phrases.
func (b *builder) finish() {
	ix := b.ix
	ix.spelt, ix.sources = exact(b.spelt), exact(ix.sources)
	b.spelt = ix.spelt
	b.candidates()
	b.oneWord()
	b.genericWords()
	b.tails()
	b.spelling()
	b.sortWords()
	for _, table := range []*hashes{&ix.glued, &ix.domains, &ix.codes.table, &ix.generic, &ix.local} {
		table.seal()
	}
	ix.edges.seal()
	ix.starts = newFilter(len(b.starts))
	for _, hash := range b.starts {
		ix.starts.add(hash)
	}
	for i := range b.drafts {
		d := &b.drafts[i]
		p := &ix.phrases[i]
		for k := p.first; k < p.last; k++ {
			role := ix.roles[k]
			d.roles |= role
			p.Cues |= ix.types[ix.candidates[k]]
			if role&(FullName|Headed) != 0 {
				p.marks |= fullMark
			}
		}
		p.Words, p.Scheme = int8(min(d.words, math.MaxInt8)), d.scheme
		p.Class, p.Weak, p.Rarity = d.class, d.weak, d.bits
		if p.Class != 0 {
			continue
		}
		p.Class = classOf(d.roles)
		words := b.spelt[d.first : d.first+d.words]
		content := b.weigh(&p.Sign, words)
		if d.roles&(FullName|CoreName|GivenAlias|Shortened|Turned|Headed) == 0 {
			p.Weak |= Derived
		}
		p.gate = gateOf(d.roles, &p.Sign, content)
	}
	ix.nodes, ix.words, ix.extras = exact(ix.nodes), exact(ix.words), exact(ix.extras)
	for id := range ix.words { // of words that only the canonical form was told
		w := &ix.words[id]
		if w.sym != 0 && int(w.sym) != id {
			w.traits |= ix.words[w.sym].traits & (termStart | placeWord)
		}
	}
}

// exact returns s without room to grow, which the rest of its life it would
// hold for nothing.
func exact[T any](s []T) []T {
	return append(make([]T, 0, len(s)), s...)
}

// candidates fills the candidates and roles of all phrases, in one array each.
// The pairs are in order of organisations, and so stay the candidates.
func (b *builder) candidates() {
	b.ix.phrases = make([]phrase, len(b.drafts))
	ends := make([]int32, len(b.drafts)+1)
	for _, p := range b.pairs {
		ends[p.phrase+1]++
	}
	for i := range b.drafts {
		ends[i+1] += ends[i]
	}
	starts := slices.Clone(ends)
	orgs, roles := make([]int32, len(b.pairs)), make([]Role, len(b.pairs))
	for _, p := range b.pairs {
		at := &ends[p.phrase]
		if *at > starts[p.phrase] && orgs[*at-1] == p.org {
			roles[*at-1] |= p.role
			continue
		}
		orgs[*at], roles[*at] = p.org, p.role
		*at++
	}
	for i := range b.ix.phrases {
		b.ix.phrases[i].first, b.ix.phrases[i].last = starts[i], ends[i]
	}
	b.ix.candidates, b.ix.roles = orgs, roles
}

// classOf returns the class of a phrase of names with these roles.
func classOf(r Role) Class {
	switch {
	case r&(FullName|CoreName|Turned|Headed) != 0:
		return Name
	case r&GivenAlias != 0:
		return Alias
	case r&(Acronym|Shortened) != 0:
		return Abbreviation
	case r&(Bare|Partial) != 0:
		return Name
	}
	return Domain
}

// gist sums up the words of a phrase.
type gist struct {
	all, some trait // of those that carry meaning
	content   int   // how many do
	places    int   // how many of those are places and no organisation words
	letters   int
	last      trait // of the last word
}

// kinds are the traits that all words of a weak phrase share.
const kinds = orgWord | legalForm | personWord | placeWord | cityWord | commonWord | brandWord | vocabulary

// weigh fills in how rare and how weak the words make a phrase, and returns
// how many of them carry meaning.
func (b *builder) weigh(p *Sign, words []uint32) (content int) {
	g := gist{all: kinds}
	inTerm := 0 // where the last organisation term of several words ends
	for i, w := range words {
		x, text := b.ix.words[w], b.dict.Word(token.ID(w))
		if x.traits&termStart != 0 {
			inTerm = max(inTerm, i+b.termAt(words[i:]))
		}
		if i < inTerm {
			x.traits |= orgWord
		}
		g.letters += len(text)
		g.last = x.traits
		p.Rarity += b.bits(w, text)
		if x.traits&(article|filler|interfix|connective) == 0 && len(text) > 1 {
			g.add(x.traits)
		}
	}
	if g.content == 0 {
		g.all = commonWord
	}
	if len(words) > 1 && b.isCity(words) { // of words that may not be places each
		g.all |= placeWord | cityWord
	}
	g.weaken(p)
	return g.content
}

// isCity reports whether words are the name of a city of the register.
func (b *builder) isCity(words []uint32) bool {
	at := b.ix.words[words[0]].root
	for _, w := range words[1:] {
		if at == 0 {
			return false
		}
		at = b.ix.edges.next(at, w)
	}
	if at == 0 {
		return false
	}
	x := &b.ix.extras[b.ix.nodes[at].extra]
	return x.place >= 0 && x.kind == City
}

// add adds a word that carries meaning. An organisation word goes with words of
// any kind but names of persons and brands.
func (g *gist) add(traits trait) {
	t := traits & kinds
	if t&(placeWord|cityWord) != 0 && t&orgWord == 0 {
		g.places++
	}
	if t&(orgWord|legalForm) != 0 {
		t |= orgWord | placeWord | cityWord | commonWord
	}
	g.content++
	g.all &= t
	g.some |= traits
}

// weaken fills in the weaknesses and marks of a phrase.
func (g *gist) weaken(p *Sign) {
	for _, w := range []struct {
		holds    bool
		weakness Weakness
	}{
		{g.some&orgWord != 0 && g.all&(placeWord|orgWord|commonWord) != 0, GenericOnly},
		{g.some&orgWord == 0 && g.all&placeWord != 0, PlaceName},
		{g.all&personWord != 0, PersonName},
		{g.some&orgWord == 0 && g.all&(commonWord|vocabulary) != 0, CommonWords},
		{g.all&brandWord != 0, Brand},
		{g.some&orgWord == 0 && (g.some|g.last)&streetWord != 0 && g.content <= 2, StreetName},
		{g.letters < 4, Short},
	} {
		if w.holds {
			p.Weak |= w.weakness
		}
	}
	for _, m := range []struct {
		holds bool
		mark  mark
	}{
		{g.content > 0 && g.places == 0 && g.all&orgWord != 0, genericMark},
		{g.content <= 1 && g.places == 0 && g.all&(commonWord|vocabulary) != 0 && g.some&orgWord == 0, usualMark},
		{g.all&cityWord != 0 && g.content > 0, cityMark},
	} {
		if m.holds {
			p.marks |= m.mark
		}
	}
}

// termAt returns how many of words, from the first, are an organisation term of
// several words.
func (b *builder) termAt(words []uint32) (n int) {
	at := b.ix.words[words[0]].root
	for i := 1; at != 0 && i < len(words); i++ {
		at = b.ix.edges.next(at, words[i])
		if at != 0 && b.ix.extras[b.ix.nodes[at].extra].traits&orgWord != 0 {
			n = i + 1
		}
	}
	return n
}

// bits returns how surprising one word is: by what kind of word it is, or by
// how many organisations have it if that makes it more usual.
func (b *builder) bits(w uint32, text string) float32 {
	t := b.ix.words[w].traits
	prior := 17.0
	switch {
	case t&(article|connective|filler|interfix) != 0 || len(text) == 1:
		prior = 1
	case t&(orgWord|legalForm|title) != 0:
		prior = 3
	case t&(commonWord|vocabulary) != 0:
		prior = 8
	case t&placeWord != 0:
		prior = 10
	case t&personWord != 0:
		prior = 11
	case len(text) < 4:
		prior = 9
	}
	const language = 20000 // organisations that a small register is taken to be part of
	df := 1.0
	if int(w) < len(b.count) {
		df = math.Max(1, float64(b.count[w]))
	}
	return float32(math.Min(prior, math.Log2(math.Max(language, float64(len(b.ix.types)))/df)+1))
}

// The gates: what must be there beside a phrase for it to count as a hit.
const (
	open          uint8 = iota
	cueOrOwn            // an organisation word beside it, or nothing else in the segment
	cueOnly             // an organisation word beside it
	capitals            // an organisation word beside it, or capitals
	shortCapitals       // an organisation word beside it, or capitals and nothing else in the segment
	ownOnly             // nothing else in the segment
	never               // nothing makes it count
)

// gateOf returns the gate of a phrase with these roles, of which content words
// carry meaning.
func gateOf(r Role, p *Sign, content int) uint8 {
	const weak = PersonName | PlaceName | CommonWords | Brand | Short | StreetName
	switch {
	case r&^(Label|Address) == 0 && p.Weak&weak != 0:
		return never
	case p.Weak&(Short|PlaceName) == Short && r&(FullName|GivenAlias|CoreName) != 0:
		return shortCapitals
	case p.marks&genericMark != 0:
		return ownOnly
	case r&(FullName|GivenAlias|Shortened|Turned|Headed) != 0 && p.marks&usualMark != 0:
		return cueOrOwn
	case r&(FullName|GivenAlias|Shortened|Turned|Headed) != 0:
		return open
	case r&Acronym != 0 && r&(CoreName|Label) == 0:
		if p.Weak&Short != 0 {
			return shortCapitals
		}
		return capitals
	case r&(CoreName|Label) == 0 && p.Weak == Derived && p.Rarity > 15:
		return cueOrOwn
	case r&(CoreName|Label) == 0 || p.marks&cityMark != 0:
		return cueOnly
	case content <= 1 && p.Weak&weak != 0:
		return cueOrOwn
	}
	return open
}
