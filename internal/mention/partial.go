package mention

import (
	"bytes"
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// A name written in part ("sandmoor-aberwick-medical-centre" for "Sandmoor
// Medical Centre Aberwick") is in no trie: its words stand in another order,
// or some lack. It is found by its rarest words instead, which lead to the few
// organisations that have them, and those are weighed against all the words
// that the writer joined.

// partials leads from the words of names to the organisations that have them.
// Words are taken by their stems: "luke" is "luke's" and "lukes".
type partials struct {
	numbers hashes  // of a stem → its number
	keys    []int32 // by token.ID: the number of its stem, -1 for none
	stems   []partialStem
	orgs    []int32       // that stems lead to
	names   []partialName // by organisation
	words   []partialWord // of the names
}

// partialStem is a stem of words of names.
type partialStem struct {
	weight float32     // how rare it is among the names, in bits
	start  int32       // where its organisations start in orgs
	count  uint8       // how many there are; 0 where it leads to none
	kind   partialKind // general for an organisation word, or telling
}

// partialName is what is known of one organisation's name. It lies together,
// and no more than this is looked at of most candidates.
type partialName struct {
	marks       uint64  // a bit for each of its words, many words to one
	initials    uint32  // a bit for each first letter of them, see letterBit
	types       uint32  // as Index.types
	total       float32 // what its telling words weigh
	phrase      int32   // -1 for none
	first, last int32   // its words in words; last is the one after
}

// letterBit returns the bit of a letter in a set of them, of any case. Others
// may have the same.
func letterBit(c byte) uint32 { return 1 << (c & 31) }

// partialWord is a word of an organisation's name, or of its city.
type partialWord struct {
	stem    int32
	initial byte
	kind    partialKind
}

type partialKind uint8

const (
	telling   partialKind = iota // tells names apart
	cityToo                      // the same, but it is the city's as well
	general                      // an organisation word
	cityAlone                    // not of the name
)

// maxPartial is how many organisations may share a word that leads to them.
const maxPartial = 64

// stem returns a folded word without the s of a genitive or a plural.
func stem[T string | []byte](s T) T {
	if n := len(s); n > 4 && s[n-1] == 's' && s[n-2] != 's' {
		return s[:n-1]
	}
	return s
}

// stemOf returns the number of the stem of a folded word, or -1.
func (p *partials) stemOf(text []byte) int32 { return p.numbers.find(token.HashBytes(stem(text))) }

// partials fills Index.partial, with one phrase for each organisation.
func (b *builder) partials() {
	n := len(b.ix.reg.Organisations)
	p := &b.ix.partial
	p.numbers, p.names = newHashes(2*n), make([]partialName, n)
	longest := b.longestNames(n)
	var counts []int32
	for org := range n {
		name := &p.names[org]
		name.phrase, name.types, name.first = -1, b.ix.types[org], int32(len(p.words))
		if d := longest[org]; d >= 0 {
			b.partialWords(int32(org), b.drafts[d].first, b.drafts[d].words)
		}
		for _, w := range p.words[name.first:] {
			for int(w.stem) >= len(counts) {
				counts = append(counts, 0)
			}
			counts[w.stem]++
			name.marks |= 1 << (w.stem & 63)
			name.initials |= letterBit(w.initial)
		}
		name.last = int32(len(p.words))
	}
	for len(counts) < len(p.stems) { // stems that only names without a telling word have
		counts = append(counts, 0)
	}
	b.partialWeights(counts)
	p.numbers.seal()
	p.keys = make([]int32, b.dict.Len())
	for id := range p.keys {
		p.keys[id] = -1
		if id > 0 && id < len(b.ix.words) && b.ix.words[id].sym != 0 {
			p.keys[id] = p.stemOf([]byte(b.dict.Word(token.ID(b.ix.words[id].sym))))
		} else if id > 0 {
			p.keys[id] = p.stemOf([]byte(b.dict.Word(token.ID(id))))
		}
		if k := p.keys[id]; k >= 0 && p.stems[k].count > 0 {
			b.word(token.ID(id)).traits |= leading
		}
	}
}

// longestNames returns, by organisation, the longest phrase that is its full
// name, or -1.
func (b *builder) longestNames(n int) []int32 {
	longest := make([]int32, n)
	for i := range longest {
		longest[i] = -1
	}
	for _, x := range b.pairs {
		if x.role&FullName == 0 {
			continue
		}
		if at := longest[x.org]; at < 0 || b.drafts[x.phrase].words > b.drafts[at].words {
			longest[x.org] = x.phrase
		}
	}
	return longest
}

// partialWords adds the words of one organisation.
func (b *builder) partialWords(org, first, words int32) {
	const skipped = article | filler | connective | legalForm
	p := &b.ix.partial
	from := len(p.words)
	var city []uint32
	if c := b.ix.cities[org]; c >= 0 {
		city = b.cityWords[c]
	}
	own, inTerm := false, 0
	spelt := b.spelt[first : first+words]
	for i, w := range spelt {
		t := b.ix.words[w].traits
		if t&termStart != 0 {
			inTerm = max(inTerm, i+b.termAt(spelt[i:]))
		}
		switch {
		case t&skipped != 0 || len(b.dict.Word(token.ID(w))) < 2:
		case t&(orgWord|title) != 0 || i < inTerm:
			b.addPartial(from, w, general)
		case slices.Contains(city, w):
			b.addPartial(from, w, cityToo)
		default:
			b.addPartial(from, w, telling)
			own = true
		}
	}
	for _, w := range city {
		if b.ix.words[w].traits&skipped == 0 {
			b.addPartial(from, w, cityAlone)
		}
	}
	if !own && len(p.words)-from < 2 {
		p.words = p.words[:from]
		return
	}
	p.names[org].phrase = b.newPhrase(source{org: org, alias: ofName}, draft{first: first, words: words, roles: Partial, scheme: -1})
	b.pairs = append(b.pairs, pair{p.names[org].phrase, org, Partial})
}

// addPartial adds a word of the organisation whose words start at from, if it is
// not there.
func (b *builder) addPartial(from int, w uint32, kind partialKind) {
	p := &b.ix.partial
	text := b.dict.Word(token.ID(w))
	stem := b.stemNumber(text)
	if slices.ContainsFunc(p.words[from:], func(x partialWord) bool { return x.stem == stem }) {
		return
	}
	if kind == general {
		p.stems[stem].kind = general
	}
	p.words = append(p.words, partialWord{stem: stem, initial: text[0], kind: kind})
}

// stemNumber numbers the stem of a word.
func (b *builder) stemNumber(text string) int32 {
	p := &b.ix.partial
	hash := token.Hash(stem(text))
	if i := p.numbers.get(hash); i >= 0 {
		return i
	}
	i := int32(len(p.stems))
	p.numbers.put(hash, i)
	p.stems = append(p.stems, partialStem{})
	return i
}

// partialWeights weighs the stems, of which counts says how many organisations
// have them, and lists those.
func (b *builder) partialWeights(counts []int32) {
	p := &b.ix.partial
	const language = 2000 // as if a small register were part of one of so many
	all := math.Max(language, float64(len(p.names)))
	var room int32
	for i, n := range counts {
		x := &p.stems[i]
		bits := math.Max(1, math.Log2(all/float64(max(1, n))))
		x.weight, x.start = float32(bits*bits/math.Log2(all)), room
		if x.kind == general {
			x.weight /= 4
		} else if n <= maxPartial {
			x.count = uint8(n)
			room += n
		}
	}
	p.orgs = make([]int32, room)
	filled := make([]uint8, len(counts))
	for org := range p.names {
		name := &p.names[org]
		for _, w := range p.words[name.first:name.last] {
			if x := &p.stems[w.stem]; x.count > 0 {
				p.orgs[x.start+int32(filled[w.stem])] = int32(org)
				filled[w.stem]++
			}
			name.total += p.share(w)
		}
	}
}

// wordsOf returns the words of an organisation's name and its city.
func (p *partials) wordsOf(org int32) []partialWord {
	return p.words[p.names[org].first:p.names[org].last]
}

// share returns what a word weighs in the name it is of.
func (p *partials) share(w partialWord) float32 {
	switch w.kind {
	case telling:
		return p.stems[w.stem].weight
	case cityToo:
		return p.stems[w.stem].weight / 2
	}
	return 0
}

// initialsOf reports whether text starts the initials of the words of an
// organisation's name that are not marked as found.
func (p *partials) initialsOf(text []byte, org int32, found uint64) bool {
	var initials [64]byte
	n := 0
	for i, w := range p.wordsOf(org) {
		if w.kind != cityAlone && found&(1<<min(i, 63)) == 0 && n < len(initials) {
			initials[n] = w.initial
			n++
		}
	}
	return bytes.HasPrefix(initials[:n], text)
}
