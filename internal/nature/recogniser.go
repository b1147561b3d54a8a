package nature

import (
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// sign is what a term of the vocabulary points to.
type sign struct {
	natures Set
	groups  Groups
	marks   marks
}

// marks are the properties of a term that matter to reading.
type marks uint8

const (
	known    marks = 1 << iota // a term of the vocabulary
	weak                       // points to something only with support
	supports                   // supports weak terms beside it
	title                      // the word after it is a person's name
	opens                      // longer terms start with this word
	house                      // of an organisation
	article                    // after it, an organisation's name goes on: "Fysiotherapie De Balans"
)

// Recogniser reads names by the vocabulary of a pack. One goroutine uses it at
// a time; see Clone.
type Recogniser struct {
	signs  []sign   // signs[0] says nothing
	words  []uint16 // by token.ID: the sign of a word; IDs beyond it are unknown
	ext    []uint16 // by token.ID: the sign of a file name extension
	months []uint8  // by token.ID: 1 to 12 for names of months
	steps  trie
	bulk   Groups
	places pack.WordSet
	names  pack.WordSet
	parts  *parts
	cache  []cached // of compounds, by hash
}

// cached is what a word outside the vocabulary was found to be.
type cached struct {
	hash uint64
	sign sign
}

// cacheSize bounds the compounds remembered, as a power of two. It holds the
// words outside the vocabulary that occur again and again.
const cacheSize = 1 << 12

// New returns a Recogniser for p, which interns its words in d: nothing else
// may use d meanwhile.
func New(p *pack.Pack, d *token.Dict) *Recogniser {
	b := builder{
		p: p, d: d, r: &Recogniser{signs: make([]sign, 1), places: p.Places, names: p.Surnames},
		natures: make(map[string]Set), groups: make(map[string]Groups), byPart: make(map[uint64]sign),
	}
	for i, g := range p.Groups {
		b.groups[g.Name] = 1 << i
	}
	for i, n := range p.Natures {
		b.natures[n.Name] = 1 << i
	}
	b.r.bulk = b.groups["bulk"]
	for _, t := range p.Terms {
		b.add(t)
	}
	for _, t := range p.Terms {
		b.addGlued(t)
	}
	for _, word := range []string{"de", "het", "the"} {
		b.at(b.d.Intern(word)).marks |= article
	}
	b.months()
	b.share()
	b.r.parts = newParts(b.byPart, b.partTexts, b.r.bulk)
	return b.r.Clone()
}

// Clone returns a Recogniser for another goroutine. It shares all but scratch.
func (r *Recogniser) Clone() *Recogniser {
	c := *r
	c.cache = make([]cached, cacheSize)
	return &c
}

// builder makes a Recogniser.
type builder struct {
	p         *pack.Pack
	d         *token.Dict
	r         *Recogniser
	natures   map[string]Set
	groups    map[string]Groups
	byPart    map[uint64]sign
	partTexts []string
	scratch   token.Words
}

func (b *builder) add(t pack.Term) {
	s := b.sign(t)
	ids := b.intern(t.Text)
	if t.Class == pack.Extension {
		id := b.d.Intern(t.Text) // an extension of letters and digits is joined
		b.r.ext = grow(b.r.ext, b.d.Len())
		b.r.ext[id] = b.store(s)
		return
	}
	if len(ids) == 1 {
		at := b.at(ids[0])
		s.marks |= at.marks & opens
		*at = s
		b.addPart(t, s)
		return
	}
	if !strings.Contains(t.Text, " ") {
		// However its letters are split by capitals, HbA1c is joined into one.
		*b.at(b.d.Intern(t.Text)) = s
	}
	b.at(ids[0]).marks |= opens
	node := root(ids[0])
	for i, id := range ids[1:] {
		e := b.r.steps.at(node, id)
		if i == len(ids)-2 {
			e.sign = int32(b.store(s))
		}
		node = e.node
	}
}

// addGlued adds a term of several words as written without spaces, where that
// is long enough to mean nothing else.
func (b *builder) addGlued(t pack.Term) {
	text := strings.ReplaceAll(t.Text, " ", "")
	if text == t.Text || len(text) < 6 || t.Weak || t.Class == pack.Title {
		return
	}
	if at := b.at(b.d.Intern(text)); at.marks&known == 0 {
		s := b.sign(t)
		s.marks |= at.marks & opens
		*at = s
	}
}

// intern returns the words of a term as Scan will give them.
func (b *builder) intern(text string) []token.ID {
	b.d.Scan([]byte(text), &b.scratch)
	ids := make([]token.ID, len(b.scratch.List))
	for i, w := range b.scratch.List {
		ids[i] = b.d.Intern(text[w.Start:w.End])
	}
	return ids
}

// at returns the sign of the word with this ID, for changing.
func (b *builder) at(id token.ID) *sign {
	b.r.words = grow(b.r.words, b.d.Len())
	if b.r.words[id] == 0 {
		b.r.words[id] = b.store(sign{})
	}
	return &b.r.signs[b.r.words[id]]
}

func (b *builder) store(s sign) uint16 {
	b.r.signs = append(b.r.signs, s)
	return uint16(len(b.r.signs) - 1)
}

// share lets all words of one sign have that one, so that the signs lie in few
// places. No sign can be changed after.
func (b *builder) share() {
	signs, shared := make([]sign, 1), make(map[sign]uint16)
	number := make([]uint16, len(b.r.signs))
	for k, s := range b.r.signs[1:] {
		if shared[s] == 0 {
			signs, shared[s] = append(signs, s), uint16(len(signs))
		}
		number[k+1] = shared[s]
	}
	b.r.signs = signs
	for _, of := range [][]uint16{b.r.words, b.r.ext} {
		for i, k := range of {
			of[i] = number[k]
		}
	}
	for i := range b.r.steps.edges {
		e := &b.r.steps.edges[i]
		e.sign = int32(number[e.sign])
	}
}

func (b *builder) sign(t pack.Term) sign {
	s := sign{marks: known}
	for _, name := range t.Natures {
		s.natures |= b.natures[name]
		i := slices.IndexFunc(b.p.Natures, func(n pack.Nature) bool { return n.Name == name })
		for _, g := range b.p.Natures[i].Groups {
			s.groups |= b.groups[g]
		}
	}
	for _, name := range t.Groups {
		s.groups |= b.groups[name]
	}
	if t.Class == pack.Organisation {
		s.marks |= house
	}
	switch {
	case t.Weak:
		s.marks |= weak
	case t.Class == pack.Title:
		s.marks |= title
	case t.Class == pack.Kind, t.Class == pack.Exam, t.Class == pack.Department, t.Class == pack.Organisation && ofCare(t.Type):
		s.marks |= supports
	}
	return s
}

// ofCare reports whether organisations of that type give care.
func ofCare(kind string) bool {
	switch kind {
	case "other", "school", "municipality", "insurer":
		return false
	}
	return true
}

// addPart makes t a possible part of compounds, where it is long enough not to
// turn up in other words by chance.
func (b *builder) addPart(t pack.Term, s sign) {
	least := 4
	if t.Class == pack.Kind || t.Class == pack.Exam {
		least = shortestPart
	}
	if t.Weak || t.Class == pack.Title || len(t.Text) < least || strings.ContainsAny(t.Text, "0123456789") {
		return
	}
	b.byPart[token.Hash(t.Text)] = s
	b.partTexts = append(b.partTexts, t.Text)
}

func (b *builder) months() {
	for m, names := range pack.MonthNames() {
		for _, name := range names {
			id := b.d.Intern(name)
			b.r.months = grow(b.r.months, b.d.Len())
			b.r.months[id] = uint8(m + 1)
		}
	}
}

// grow returns s with at least n elements.
func grow[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return append(s, make([]T, n-len(s))...)
}
