package mention

import (
	"math"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Index holds the phrases of a register. It is read-only, and may be used by
// any number of goroutines, each with its own Scanner.
type Index struct {
	// Types names the types of organisations, in the order of the bits of
	// Phrase.Cues; at most 32.
	Types []string
	// Places names the places of the register's organisations: cities, then
	// regions, by the numbers of PlaceHit.City.
	Places []string
	// Schemes names the schemes of codes, in the order of Phrase.Scheme.
	Schemes []string

	words       []word // by token.ID
	edges       edges
	nodes       []node
	extras      []extra
	phrases     []phrase
	candidates  []int32 // of phrases
	roles       []Role  // of these candidates
	sources     []source
	spelt       []uint32 // words of phrases, one phrase after another
	glued       hashes   // of a phrase's words without separators → phrase
	starts      filter   // of the first leastTogether letters of these
	types       []uint32 // by organisation
	cities      []int32  // by organisation
	regions     []int32  // by organisation
	codes       codes
	domains     hashes // of a domain's letters and digits → phrase
	spell       speller
	dict        *token.Dict
	local       hashes            // of a city and a type → phrase
	sorted      []uint32          // words of names, by text
	sortedHeads []uint64          // and how each of these starts; see headOf
	generic     hashes            // of organisation words → word
	longGeneric []uint32          // long ones, sorted by text
	heads       shapes            // of the organisation words' first letters
	tails       shapes            // and last
	genitives   map[uint32]uint32 // of a word → the word for both that and the s apart
	reg         *register.Register
	pack        *pack.Pack
	partial     partials
}

// phrase is a Phrase without pointers, of which there would be millions for the
// collector of garbage to follow.
type phrase struct {
	Sign
	first, last int32 // its candidates in Index.candidates; last is the one after
}

// node is a place in the trie, after one or more words.
type node struct {
	phrase int32  // -1 if none ends here
	extra  int32  // index into extras, 0 for none
	below  int32  // the only phrase that ends here or further on; -1 for none
	words  uint32 // a bit for each word that leads on, many words to one
}

// wordBit returns the bit of a word in node.words.
func wordBit(word uint32) uint32 { return 1 << (word * (spread & math.MaxUint32) >> 27) }

// next returns the node that word leads to from node at, 0 if there is none.
// Most often there is none, and the node tells.
func (ix *Index) next(at, word uint32) uint32 {
	if ix.nodes[at].words&wordBit(word) == 0 {
		return 0
	}
	return ix.edges.find(at, word)
}

// extra is what else than a phrase ends at a node.
type extra struct {
	place  int32 // -1 for none
	kind   PlaceKind
	traits trait
	types  uint32
}

// source is where the register writes a phrase.
type source struct {
	org        int32
	alias      int16  // index, or one of those below
	start, end uint16 // bytes of the text; or start is an index
	words      int16  // in Index.spelt; none for codes and addresses
	first      int32
}

// Sources other than aliases.
const (
	ofName int16 = -1 - iota
	ofCode
	ofPhone
	ofDomain
	ofEmail
	ofAddress
	ofCity
)

// Phrase returns the phrase with this number. The caller must not change what
// its slices hold.
func (ix *Index) Phrase(p PhraseID) Phrase {
	x := &ix.phrases[p]
	return Phrase{Candidates: ix.candidatesOf(x), Roles: ix.roles[x.first:x.last:x.last], Sign: x.Sign}
}

// candidatesOf returns the organisations that a phrase can mean, ascending.
func (ix *Index) candidatesOf(p *phrase) []int32 { return ix.candidates[p.first:p.last:p.last] }

// Len returns the number of phrases; they are numbered from 0.
func (ix *Index) Len() int { return len(ix.phrases) }

// Text returns how the register writes the phrase, of a code with its scheme;
// initials that it does not write stand for the whole name. It is safe to
// show: it comes from the register, not from a listing.
func (ix *Index) Text(p PhraseID) string {
	s := ix.sources[p]
	org := &ix.reg.Organisations[s.org]
	text := org.Name
	switch {
	case s.alias >= 0:
		text = org.Aliases[s.alias]
	case s.alias == ofCode:
		return org.Codes[s.start].Scheme + " " + org.Codes[s.start].Value
	case s.alias == ofPhone:
		return org.Phones[s.start]
	case s.alias == ofDomain:
		return org.Domains[s.start]
	case s.alias == ofEmail:
		return org.Emails[s.start]
	case s.alias == ofCity:
		return org.City
	case s.alias == ofAddress:
		return org.Postcode + " " + org.Address
	}
	if s.end == 0 || int(s.end) > len(text) {
		return text
	}
	return text[s.start:s.end]
}

// CityOf returns the number of the organisation's city in Places, or -1.
func (ix *Index) CityOf(org int32) int32 { return ix.cities[org] }

// In reports whether the organisation is in the city or region with a number
// of Places.
func (ix *Index) In(org, place int32) bool {
	return place >= 0 && (ix.cities[org] == place || ix.regions[org] == place)
}

// TypeOf returns the bit set of the types of the organisation, after its type
// in the register and the organisation words in its name; 0 if neither tells.
func (ix *Index) TypeOf(org int32) uint32 { return ix.types[org] }

// CodeSpace returns how many values of a scheme the register holds, and how
// many there could be: their quotient is the chance that a number of that
// shape, drawn at random, is one of them. For an unknown scheme it returns 0
// and 1.
func (ix *Index) CodeSpace(scheme string) (registered int, space float64) {
	for i, s := range ix.Schemes {
		if s == scheme {
			return ix.codes.counts[i], math.Max(1, ix.codes.spaces[i])
		}
	}
	return 0, 1
}

// NewIndex returns the Index of the organisations in reg. It numbers their
// words in d, which must not be in use yet. It costs some ten microseconds an
// organisation and keeps reg.
func NewIndex(reg *register.Register, p *pack.Pack, d *token.Dict) *Index {
	n := len(reg.Organisations)
	b := &builder{
		ix: &Index{
			reg: reg, pack: p, dict: d, edges: newEdges(6 * n), glued: newHashes(6 * n), domains: newHashes(n),
			genitives: make(map[uint32]uint32), nodes: make([]node, 1, 6*n+1024), extras: make([]extra, 1, 1024),
			types: make([]uint32, n), cities: make([]int32, n), regions: make([]int32, n),
		},
		pack: p, dict: d, placeIDs: make(map[string]int32), cityWords: make(map[int32][]uint32),
		typeIDs: make(map[string]uint32),
	}
	b.drafts, b.pairs = make([]draft, 0, 8*n), make([]pair, 0, 12*n)
	b.spelt, b.ix.sources = make([]uint32, 0, 16*n), make([]source, 0, 8*n)
	b.vocabulary()
	b.schemes()
	b.places()
	b.usual()
	for i := range reg.Organisations {
		b.organisation(int32(i))
	}
	b.localities()
	b.partials()
	b.finish()
	return b.ix
}
