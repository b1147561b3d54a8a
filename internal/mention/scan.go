package mention

import (
	"github.com/leakwarden/leakwarden/internal/token"
)

// Scanner finds phrases in segments. It has scratch space of its own: one for
// each goroutine.
type Scanner struct {
	ix       *Index
	segment  []byte
	words    *token.Words
	cells    []cell
	alts     []resolution
	memory   memory
	readings readings
	buf      []byte
	places   []PlaceHit
	regions  []PlaceHit
	cues     uint32
	traits   trait   // that any cell has
	names    []Hit   // of the last segment
	founds   []found // what names were made of
	foreign  int     // words that no list knows; -1 before they are counted
	ordered  int     // how many of names are in order
	best     found
	runAt    []int     // words that say something, of the run looked at
	runWords []runWord // what they say
	runEdits int       // of its misspelt words
	budget   int       // of steps for phrases that start with one word
	cut      cutEnd    // looked at
}

// cell is what is known of one word of a segment.
type cell struct {
	sym, root uint32
	genitive  uint32 // word for this and the s after it, 0 if there is none
	traits    trait
	types     uint32
	alt       int32 // index into Scanner.alts of what it may be a misspelling of, -1 for none
	joined    int32 // index into Words.Joined of the run of letters that starts here, -1 for none
	glued     int32 // phrase that the word is, written without separators, -1 for none
	inner     bool  // types and traits are those of an organisation word within
}

// found is the best that starts with one word.
type found struct {
	phrase      int32 // -1 for none
	first, last int
	cost        uint8
	cut         bool
	cue         cue
	place       int32 // index into extras, 0 for none
	placeLast   int
}

// Scanner returns a new Scanner over ix.
func (ix *Index) Scanner() *Scanner {
	return &Scanner{ix: ix, memory: newMemory(), readings: newReadings()}
}

// maxScan is how many words of a segment are looked at.
const maxScan = 1024

// Segment appends to dst the phrases in segment, whose words token.Dict.Scan
// put in w, and returns it: in order of their first word. Of names that overlap
// the one that tells most is there, most often the longest; codes and domains
// stand beside names. It takes time in proportion to the segment, and allocates
// only where dst or its own scratch space must grow.
func (s *Scanner) Segment(segment []byte, w *token.Words, dst []Hit) []Hit {
	s.segment, s.words = segment, w
	s.places, s.regions = s.places[:0], s.regions[:0]
	s.names, s.founds, s.cues, s.foreign = s.names[:0], s.founds[:0], 0, -1
	if len(w.List) == 0 {
		return dst
	}
	all := s.look(w)
	if all == 0 {
		return dst
	}
	if all&termStart != 0 {
		s.terms()
	}
	s.traits = 0
	for i := range s.cells {
		s.cues |= s.cells[i].types
		s.traits |= s.cells[i].traits
	}
	from := len(dst)
	if all&hasRoot != 0 {
		s.phrases()
	}
	s.ordered = len(s.names)
	if len(s.places) > 0 && s.cues != 0 {
		s.localities()
	}
	inPart := all&(orgWord|hasRoot) != 0 && all&leading != 0 && s.partials()
	dst = append(dst, s.names...)
	beside := len(dst)
	if all&(codeStart|number) != 0 {
		dst = s.codes(dst)
	}
	if all&topLevel != 0 {
		dst = s.domains(dst)
	}
	if beside > from && len(dst) > beside || len(s.names) > s.ordered || inPart {
		order(dst[from:])
	}
	return dst
}

// Places returns the cities and postcodes in the last segment, in order of
// their first word. The result is good until the next call of Segment.
func (s *Scanner) Places() []PlaceHit { return s.places }

// Regions returns the regions in the last segment, as Places does the cities.
func (s *Scanner) Regions() []PlaceHit { return s.regions }

// Cues returns the types of organisations that the organisation words of the
// last segment name, by the bits of Index.Types.
func (s *Scanner) Cues() uint32 { return s.cues }

// Traits of cells only.
const (
	hasRoot trait = 1 << (31 - iota) // phrases start with this word
	number                           // digits of a length that codes have
)

// look fills the cells, and returns the traits that any of them has.
func (s *Scanner) look(w *token.Words) (all trait) {
	n := min(len(w.List), maxScan)
	if cap(s.cells) < n {
		s.cells = make([]cell, n, max(64, 2*n))
	}
	s.cells, s.alts = s.cells[:n], s.alts[:0]
	words := s.ix.words
	for i := range s.cells {
		x, c := &w.List[i], &s.cells[i]
		*c = cell{joined: -1, glued: -1, alt: -1}
		switch {
		case x.ID == token.Unknown:
			if x.Kind == token.Letters && x.End-x.Start-minUnknown <= maxUnknown-minUnknown {
				s.unknown(x, c)
			}
		case int(x.ID) < len(words):
			k := &words[x.ID]
			c.sym, c.traits, c.types = k.sym, k.traits, k.types
			if c.traits&upperOnly != 0 && x.Case != token.Upper {
				c.traits, c.types = c.traits&^(orgWord|orgShort), 0
			}
			if k.sym != 0 && words[k.sym].root != 0 {
				c.root = words[k.sym].root
				c.traits |= hasRoot
			}
		}
		if c.traits&termTail != 0 && i > 0 {
			s.clippedPair(i - 1)
		}
		if c.traits&genitiveS != 0 && i > 0 && s.cells[i-1].traits&hasGenitive != 0 {
			all |= s.apart(i - 1)
		}
		if x.Kind == token.Digits && (s.ix.codes.wants(x.End-x.Start) || x.Glued && s.ix.codes.mixed != 0) {
			c.traits |= number
		}
		all |= c.traits
	}
	for i := range w.Joined {
		all |= s.lookJoined(w, i)
	}
	return all
}

// apart notes that an s stands behind word i, which some name has with it.
func (s *Scanner) apart(i int) trait {
	c := &s.cells[i]
	c.genitive = s.ix.genitives[uint32(s.words.List[i].ID)]
	if s.ix.words[c.genitive].root == 0 {
		return 0
	}
	c.traits |= hasRoot
	return hasRoot
}

// unknown fills in a cell for a word that no Dict holds.
func (s *Scanner) unknown(x *token.Word, c *cell) {
	r := s.resolve(x)
	if r == nil {
		return
	}
	c.glued, c.traits, c.types = r.phrase, r.traits, r.types
	c.inner = r.phrase >= 0 && r.traits != 0
	if r.phrase >= 0 {
		c.traits |= hasRoot
	}
	if r.count == 0 {
		return
	}
	c.alt = int32(len(s.alts))
	s.alts = append(s.alts, *r)
	for _, sym := range r.syms[:r.count] {
		if s.ix.words[sym].root != 0 {
			c.traits |= hasRoot
		}
	}
}

// lookJoined notes a run of glued words that is known as one.
func (s *Scanner) lookJoined(w *token.Words, i int) trait {
	j := &w.Joined[i]
	if int(j.Last) >= len(s.cells) {
		return 0
	}
	if j.ID != token.Unknown && int(j.ID) < len(s.ix.words) && s.ix.words[j.ID].sym != 0 || s.ix.glued.find(j.Hash) >= 0 {
		s.cells[j.First].joined = int32(i)
		return hasRoot
	}
	return 0
}

// terms gives the words of organisation terms of several words their traits.
func (s *Scanner) terms() {
	ix := s.ix
	for i := range s.cells {
		if s.cells[i].traits&termStart == 0 {
			continue
		}
		at, end, best := s.cells[i].root, 0, int32(0)
		for j := i + 1; at != 0 && j < len(s.cells) && j < i+maxWords; j++ {
			at = ix.next(at, s.cells[j].sym)
			if at != 0 && ix.nodes[at].extra != 0 && ix.extras[ix.nodes[at].extra].traits != 0 {
				end, best = j, ix.nodes[at].extra
			}
		}
		for j := i; best != 0 && j <= end; j++ {
			s.cells[j].traits |= ix.extras[best].traits
			s.cells[j].types |= ix.extras[best].types
		}
	}
}

// maxSteps bounds the steps of the walks that start with one word.
const maxSteps = 64

// phrases fills s.names and s.places.
func (s *Scanner) phrases() {
	for i := range s.cells {
		c := &s.cells[i]
		if c.traits&hasRoot == 0 && c.joined < 0 || len(s.names) == maxHits {
			continue
		}
		s.best, s.budget = found{phrase: -1, first: i}, maxSteps
		if c.root != 0 {
			s.walk(c.root, i, 0)
		}
		if c.genitive != 0 {
			s.walk(s.ix.words[c.genitive].root, i+1, 0)
		}
		if c.joined >= 0 {
			s.walkJoined(0, i, 0)
		}
		if c.glued >= 0 {
			s.note(node{phrase: c.glued}, i, 0, false)
		}
		if c.alt >= 0 {
			s.walkAlts(0, i, 0)
		}
		if s.best.place != 0 {
			s.keepPlace()
		}
		if s.best.phrase >= 0 {
			s.keep()
		}
	}
}

// walk follows the trie from node at, reached by the words up to j, and notes
// what ends on the way.
func (s *Scanner) walk(at uint32, j int, cost uint8) {
	ix := s.ix
	for at != 0 {
		if n := ix.nodes[at]; n.phrase >= 0 || n.extra != 0 {
			s.note(n, j, cost, false)
		} else if n.below >= 0 {
			s.noteCut(at, j, cost)
		}
		j++
		if s.budget--; s.budget < 0 || j >= len(s.cells) {
			return
		}
		c := &s.cells[j]
		to := uint32(0)
		if c.sym != 0 {
			to = ix.next(at, c.sym)
		}
		if c.genitive != 0 {
			s.walk(ix.next(at, c.genitive), j+1, cost)
		}
		if c.joined >= 0 {
			s.walkJoined(at, j, cost)
		}
		if c.alt >= 0 {
			s.walkAlts(at, j, cost)
		}
		if to == 0 {
			s.walkCut(at, j, cost)
		}
		if c.traits&(connective|genitiveS) != 0 {
			s.walkOver(at, j, cost)
		}
		at = to
	}
}

// walkOver goes on from node at with what follows the connectives from word j.
func (s *Scanner) walkOver(at uint32, j int, cost uint8) {
	for j < len(s.cells) && s.cells[j].traits&(connective|genitiveS) != 0 {
		j++
	}
	if j == len(s.cells) {
		return
	}
	c := &s.cells[j]
	if c.joined >= 0 {
		s.walkJoined(at, j, cost)
	}
	if c.alt >= 0 {
		s.walkAlts(at, j, cost)
	}
	if c.sym == 0 {
		return
	}
	if to := s.ix.next(at, c.sym); to != 0 {
		s.walk(to, j, cost)
	}
}

// walkJoined goes on from node at, or starts if at is 0, with the glued run of
// letters that starts at word j, taken as one word.
func (s *Scanner) walkJoined(at uint32, j int, cost uint8) {
	x := &s.words.Joined[s.cells[j].joined]
	if at == 0 {
		if p := s.ix.glued.find(x.Hash); p >= 0 {
			s.note(node{phrase: p}, int(x.Last), cost, false)
		}
	}
	if int(x.ID) >= len(s.ix.words) || x.ID == token.Unknown {
		return
	}
	sym := s.ix.words[x.ID].sym
	to := s.ix.words[sym].root
	if at != 0 {
		to = s.ix.next(at, sym)
	}
	if to != 0 && sym != 0 {
		s.walk(to, int(x.Last), cost)
	}
}

// maxCost is what the misspellings in one name may cost together.
const maxCost = 40

// walkAlts goes on from node at, or starts if at is 0, with the words that word
// j may be a misspelling of.
func (s *Scanner) walkAlts(at uint32, j int, cost uint8) {
	r := &s.alts[s.cells[j].alt]
	for i, sym := range r.syms[:r.count] {
		to := s.ix.words[sym].root
		if at != 0 {
			to = s.ix.next(at, sym)
		}
		if to != 0 && cost+r.costs[i] <= maxCost {
			s.walk(to, j, cost+r.costs[i])
		}
	}
}
