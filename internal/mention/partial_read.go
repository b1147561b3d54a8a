package mention

import (
	"math/bits"
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// reading is what the words of a run say by themselves: which of them matter,
// and what they name in part. It depends on nothing but what runKey takes in.
type reading struct {
	key      uint64
	org      int32 // organisation that it names in part; -1 for none
	from, to uint8 // first and last word that says something, by their places in Scanner.runAt
	// lowest and highest are the first and the last that is no general word.
	lowest, highest uint8
	coverage        uint8 // as Hit.Coverage
	telling         bool  // there are words enough to name an organisation in part
	cue             bool  // a general word is there
	joint           bool  // and several of the organisation's, not of persons and streets only
}

// How many readings a Scanner remembers, at first and at most.
const readingBits, mostReadingBits = 4, 12

// readings remembers what runs met last say: the same names stand beside other
// dates and kinds of data. What it forgets is read again.
type readings struct {
	slots []reading
	shift uint8
	added int // since slots last grew
}

func newReadings() readings {
	return readings{slots: make([]reading, 1<<readingBits), shift: 64 - readingBits}
}

// slot returns where the reading with this key is, or is to be.
func (m *readings) slot(key uint64) *reading {
	r := &m.slots[key>>m.shift]
	if r.key == key {
		return r
	}
	if m.added++; m.added > 2*len(m.slots) && m.shift > 64-mostReadingBits {
		m.shift -= 2
		m.slots, m.added = make([]reading, 1<<(64-m.shift)), 0
		r = &m.slots[key>>m.shift]
	}
	return r
}

// reading returns what the words from first to last say, nil if too little for
// a name in part. It fills s.runAt. The result is good until the next call.
func (s *Scanner) reading(first, last int) *reading {
	if !s.sayings(first, last) {
		return nil
	}
	key := s.runKey()
	r := s.readings.slot(key)
	if r.key != key {
		*r = reading{key: key, org: -1}
		s.readPartial(r)
	}
	if !r.telling {
		return nil
	}
	return r
}

// sayings fills s.runAt with those of the words from first to last that say
// something, and reports whether they may name an organisation in part: not
// one word alone, and none where a title says that what follows is a person.
func (s *Scanner) sayings(first, last int) bool {
	const skipped = article | filler | connective | legalForm
	at := s.runAt[:0]
	for i := first; i <= last; i++ {
		x, c := &s.words.List[i], &s.cells[i]
		if x.Kind == token.Digits || x.End-x.Start < 2 || s.traitsOf(c)&skipped != 0 || len(at) == 0 && s.silent(i) {
			continue
		}
		if c.traits&title != 0 {
			return false
		}
		at = append(at, i)
	}
	for len(at) > 0 && s.silent(at[len(at)-1]) {
		at = at[:len(at)-1]
	}
	s.runAt = at
	return len(at) > 1 || len(at) == 1 && s.words.List[at[0]].ID == token.Unknown
}

// silent reports whether word i is a word of the language that is of no name.
func (s *Scanner) silent(i int) bool {
	x, c := &s.words.List[i], &s.cells[i]
	keys := s.ix.partial.keys
	return c.traits&ordinaryWord != 0 && (c.traits&(orgWord|title) == 0 || c.inner) &&
		x.ID != token.Unknown && int(x.ID) < len(keys) && keys[x.ID] < 0
}

// runKey returns a hash of all that a reading of the words of s.runAt depends
// on.
func (s *Scanner) runKey() uint64 {
	h := uint64(len(s.runAt))
	for _, i := range s.runAt {
		x, c := &s.words.List[i], &s.cells[i]
		h = blend(h^x.Hash, uint64(c.traits)<<32|uint64(c.types)^spread)
		if !x.ASCII { // as long as it is written, not as it is folded
			h = blend(h^uint64(x.End-x.Start), spread)
		}
	}
	return h
}

func blend(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// readPartial fills in what the words of s.runAt name in part.
func (s *Scanner) readPartial(r *reading) {
	s.readRun()
	words := s.runWords
	cues, names, types := s.countRun()
	if names == 0 || cues == 0 && (names == 1 && len(words) != 2 || len(words) > 3) {
		return
	}
	place := func(w *runWord) uint8 { return uint8(slices.Index(s.runAt, w.at)) }
	r.telling, r.cue = true, cues > 0
	r.from, r.to = place(&words[0]), place(&words[len(words)-1])
	r.lowest = maxRunWords
	for i := range words {
		if w := &words[i]; !w.generic {
			r.lowest, r.highest = min(r.lowest, place(w)), place(w)
		}
	}
	if !r.cue && !s.mayDoWithoutCue() {
		return
	}
	best, ok := s.bestPartial(types)
	if !ok || !r.cue && (best.coverage < 0.8 || !best.strong) {
		return
	}
	r.org, r.coverage, r.joint = best.org, uint8(100*min(1, best.coverage)), best.joint
}

// mayDoWithoutCue reports whether the run can name an organisation with no
// organisation word: rare words do, and initials, but no person.
func (s *Scanner) mayDoWithoutCue() bool {
	if s.runEdits > 0 || s.firstNamed() {
		return false
	}
	for i := range s.runWords {
		if w := &s.runWords[i]; w.letters != 0 || w.rare() {
			return true
		}
	}
	return false
}
