package mention

import (
	"math"
	"slices"
	"strings"

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
	stems   hashes    // of a stem → its number
	keys    []int32   // by token.ID: the number of its stem, -1 for none
	weights []float32 // by stem: how rare it is among the names, in bits
	generic []bool    // by stem: an organisation word
	starts  []int32   // by stem: where its organisations start in orgs
	orgs    []int32
	first   []int32 // by organisation: where its words start in words
	words   []partialWord
	marks   []uint64  // by organisation: a bit for each of its words, many words to one
	phrases []int32   // by organisation, -1 for none
	total   []float32 // by organisation: what its telling words weigh
}

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
func stem(s string) string {
	if n := len(s); n > 4 && s[n-1] == 's' && s[n-2] != 's' {
		return s[:n-1]
	}
	return s
}

// stemOf returns the number of the stem of a folded word, or -1.
func (p *partials) stemOf(s string) int32 { return p.stems.find(token.Hash(stem(s))) }

// partials fills Index.partial, with one phrase for each organisation.
func (b *builder) partials() {
	n := len(b.ix.reg.Organisations)
	p := &b.ix.partial
	p.stems = newHashes(2 * n)
	p.first, p.phrases, p.total = make([]int32, n+1), make([]int32, n), make([]float32, n)
	longest := b.longestNames(n)
	var counts []int32
	for org := range n {
		p.phrases[org] = -1
		if d := longest[org]; d >= 0 {
			b.partialWords(int32(org), b.drafts[d].first, b.drafts[d].words)
		}
		for _, w := range p.words[p.first[org]:] {
			for int(w.stem) >= len(counts) {
				counts = append(counts, 0)
			}
			counts[w.stem]++
		}
		p.first[org+1] = int32(len(p.words))
	}
	for len(counts) < len(p.generic) { // stems that only names without a telling word have
		counts = append(counts, 0)
	}
	b.partialWeights(counts)
	p.marks = make([]uint64, n)
	for org := range n {
		for _, w := range p.words[p.first[org]:p.first[org+1]] {
			p.marks[org] |= 1 << (w.stem & 63)
		}
	}
	p.stems.seal()
	p.keys = make([]int32, b.dict.Len())
	for id := range p.keys {
		p.keys[id] = -1
		if id > 0 && id < len(b.ix.words) && b.ix.words[id].sym != 0 {
			p.keys[id] = p.stemOf(b.dict.Word(token.ID(b.ix.words[id].sym)))
		} else if id > 0 {
			p.keys[id] = p.stemOf(b.dict.Word(token.ID(id)))
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
	p.phrases[org] = b.newPhrase(source{org: org, alias: ofName}, draft{first: first, words: words, roles: Partial, scheme: -1})
	b.pairs = append(b.pairs, pair{p.phrases[org], org, Partial})
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
		p.generic[stem] = true
	}
	p.words = append(p.words, partialWord{stem: stem, initial: text[0], kind: kind})
}

// stemNumber numbers the stem of a word.
func (b *builder) stemNumber(text string) int32 {
	p := &b.ix.partial
	hash := token.Hash(stem(text))
	if i := p.stems.get(hash); i >= 0 {
		return i
	}
	i := int32(len(p.generic))
	p.stems.put(hash, i)
	p.generic = append(p.generic, false)
	return i
}

// partialWeights weighs the stems, of which counts says how many organisations
// have them, and lists those.
func (b *builder) partialWeights(counts []int32) {
	p := &b.ix.partial
	const language = 2000 // as if a small register were part of one of so many
	all := math.Max(language, float64(len(p.phrases)))
	p.weights, p.starts = make([]float32, len(counts)), make([]int32, len(counts)+1)
	for i, n := range counts {
		bits := math.Max(1, math.Log2(all/float64(max(1, n))))
		p.weights[i] = float32(bits * bits / math.Log2(all))
		if p.generic[i] {
			p.weights[i] /= 4
		}
		p.starts[i+1] = p.starts[i]
		if n <= maxPartial && !p.generic[i] {
			p.starts[i+1] += n
		}
	}
	p.orgs = make([]int32, p.starts[len(counts)])
	fill := append([]int32(nil), p.starts...)
	for org := range p.phrases {
		for _, w := range p.words[p.first[org]:p.first[org+1]] {
			if p.starts[w.stem] < p.starts[w.stem+1] {
				p.orgs[fill[w.stem]] = int32(org)
				fill[w.stem]++
			}
			p.total[org] += p.share(w)
		}
	}
}

// share returns what a word weighs in the name it is of.
func (p *partials) share(w partialWord) float32 {
	switch w.kind {
	case telling:
		return p.weights[w.stem]
	case cityToo:
		return p.weights[w.stem] / 2
	}
	return 0
}

// initialsOf reports whether text starts the initials of the words of an
// organisation's name that are not marked as found.
func (p *partials) initialsOf(text string, org int32, found uint64) bool {
	var initials [64]byte
	n := 0
	for i, w := range p.words[p.first[org]:p.first[org+1]] {
		if w.kind != cityAlone && found&(1<<min(i, 63)) == 0 && n < len(initials) {
			initials[n] = w.initial
			n++
		}
	}
	return strings.HasPrefix(string(initials[:n]), text)
}
