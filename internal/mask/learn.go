package mask

import (
	"bytes"
	"cmp"
	"slices"
)

// Sample is one segment of a path of the listing that a Masker is to mask.
type Sample struct {
	Parent  Directory // it lies in
	Segment []byte
	Leaf    bool // the last segment of its path
}

// MaxSample is the number of samples that is enough to learn from.
const MaxSample = 131_072

// Directory is what is kept of a directory: a number that tells it from others,
// and its own name, both zero for that of what lies in none.
type Directory struct {
	ID   uint64
	Name []byte
}

// Parent returns the Directory with a path, which has no slash at its end. The
// Name is part of path.
func Parent(path []byte) Directory {
	if len(path) == 0 {
		return Directory{}
	}
	return Directory{fnv(offset, path), path[bytes.LastIndexByte(path, '/')+1:]}
}

const offset uint64 = 0xcbf29ce484222325

func fnv(h uint64, b []byte) uint64 {
	for _, c := range b {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return h
}

// Learn types the places in the names of a listing from a uniform sample of
// its distinct (parent, segment) pairs, of which there are total. What comes
// out does not depend on the order of the sample. It takes some 5 µs a sample
// and must not run beside any other method. Without it, or with a total below
// 1,000, only words that are nobody's name show.
func (m *Masker) Learn(sample []Sample, total int64) {
	s := &slots{era: defaultEra, strict: total < minListing}
	least := max(3, len(sample)/1000)
	r := newReader(m)
	m.queue = nil
	w := &witness{}
	r.countWords(sample, least, s, w)
	s.countParents(sample, total)
	r.slots, w.obs = s, make([]observation, 0, w.atoms+w.atoms/4)
	r.observe(sample, w)
	s.era = eraOf(w.years)
	s.typeSlots(w.obs, least)
	m.slots = s
	m.queue = r.proposals(sample, w)
}

// witness is what a sample shows.
type witness struct {
	atoms  int // in all names
	obs    []observation
	years  []uint16      // that stand alone in names without an unknown word
	within table[uint64] // kindOf each parent
	queue  []candidate
}

// candidate is a hidden word that may go into the queue.
type candidate struct {
	slot, hash uint64
	sample     int
	atom       int
	cued       bool
	cue        place  // of the organisation word
	word       uint64 // hash of the organisation word
}

// countWords marks in s the unambiguous vocabulary words that are in at least
// least segments, and those that are in at least minSpread directories: a word
// of one or two is likelier to be somebody's name. On the way it notes in w
// what directories are called.
func (r *reader) countWords(sample []Sample, least int, s *slots, w *witness) {
	type tally struct {
		count   int
		parents [minSpread]uint64
		n       int // of parents
	}
	var tallies table[tally]
	for n := range sample {
		x := &sample[n]
		if kind := w.within.at(x.Parent.ID); *kind == 0 {
			r.read(x.Parent.Name)
			*kind = kindOf(r.atoms)
		}
		r.read(x.Segment)
		w.atoms += len(r.atoms)
		for i := range r.atoms {
			a := &r.atoms[i]
			if a.kind != wordAtom || a.traits&(vocabulary|ambiguous) != vocabulary {
				continue
			}
			t := tallies.at(a.hash)
			t.count++
			if t.n < minSpread && !slices.Contains(t.parents[:t.n], x.Parent.ID) {
				t.parents[t.n] = x.Parent.ID
				t.n++
			}
		}
	}
	for hash, t := range tallies.all() {
		if t.count >= least {
			s.mark(frequent, hash)
		}
		if t.n == minSpread {
			s.mark(spread, hash)
		}
	}
}

// countParents marks the parents that have many children in the listing.
func (s *slots) countParents(sample []Sample, total int64) {
	var counts table[int64]
	for i := range sample {
		*counts.at(sample[i].Parent.ID)++
	}
	for parent, n := range counts.all() {
		if *n*max(total, int64(len(sample))) >= minParent*int64(len(sample)) && *n >= minObserved {
			s.mark(large, parent)
		}
	}
}

// observe notes what stands in each slot.
func (r *reader) observe(sample []Sample, w *witness) {
	for n := range sample {
		r.within = w.within.get(sample[n].Parent.ID)
		r.read(sample[n].Segment)
		r.locate()
		known := true
		for i := range r.atoms {
			a, p := &r.atoms[i], r.places[i]
			switch {
			case p == place{}, a.ending:
			case a.kind == wordAtom:
				f := r.flagsOf(a)
				known = known && f&inVocabulary != 0
				w.obs = append(w.obs, observation{p.slot, a.hash, f})
				if p.near != p.slot {
					w.obs = append(w.obs, observation{p.near, a.hash, f})
				}
				if f&inVocabulary == 0 && r.proposable(a) {
					w.queue = append(w.queue, r.candidate(n, i))
				}
			case a.kind == dateAtom && a.year > 0:
				w.obs = append(w.obs, observation{p.slot, uint64(a.year), isYear})
			}
		}
		for i := range r.atoms {
			if a := &r.atoms[i]; known && a.lone && a.year >= 1990 {
				w.years = append(w.years, a.year)
			}
		}
	}
}

func (r *reader) flagsOf(a *atom) (f uint8) {
	if a.traits&vocabulary != 0 {
		f |= inVocabulary
		if a.traits&ambiguous == 0 {
			f |= plainWord
		}
	}
	if r.m.lex.pack.Places.Has(a.hash) {
		f |= inPlaces
	}
	return f
}

// eraOf returns the years between which documents are dated.
func eraOf(years []uint16) [2]uint16 {
	if len(years) < minYears {
		return defaultEra
	}
	slices.Sort(years)
	return [2]uint16{max(1995, years[len(years)/20]), years[len(years)-1-len(years)/100]}
}

// Proposal is a hidden word that may be safe to show: for an analyst to add to
// the vocabulary or the register of a case. It comes without context.
type Proposal struct {
	Word    string // folded
	Count   int    // distinct names in the sample
	Parents int    // distinct directories among them
	Cue     string // organisation word beside it, if that is why
}

// Queue returns the proposals that would explain most names, at most limit:
// words that take up at least half of a place of names, and words beside an
// organisation word. A word that is anybody's name is never among them.
func (m *Masker) Queue(limit int) []Proposal {
	return slices.Clone(m.queue[:min(limit, len(m.queue))])
}

// proposals collects the queue.
func (r *reader) proposals(sample []Sample, w *witness) []Proposal {
	type tally struct {
		Proposal
		parents map[uint64]struct{}
		heads   bool // stands right after its cue at the start of a directory's name
	}
	tallies := make(map[uint64]*tally)
	loose := make(map[uint64]bool) // words that also stand where names may
	for _, c := range w.queue {
		loose[c.hash] = loose[c.hash] || !c.cued && r.slots.types.get(c.slot) != literal
	}
	for _, c := range w.queue {
		if c.cued && (loose[c.hash] || r.slots.types.get(c.cue.slot) == data && !r.slots.is(usual, mix(c.cue.slot, c.word))) {
			continue
		}
		if !c.cued && (r.slots.types.get(c.slot) != literal || !r.slots.is(usual, mix(c.slot, c.hash))) {
			continue
		}
		r.read(sample[c.sample].Segment)
		t := tallies[c.hash]
		if t == nil {
			a := &r.atoms[c.atom]
			t = &tally{parents: make(map[uint64]struct{})}
			t.Word = fold(r.segment[a.start:a.end])
			tallies[c.hash] = t
		}
		if k := r.cueOf(c.atom); k >= 0 {
			if cue := fold(r.segment[r.atoms[k].start:r.atoms[k].end]); t.Cue == "" || cue < t.Cue {
				t.Cue = cue
			}
		}
		t.heads = t.heads || !sample[c.sample].Leaf && c.atom == 1 && r.atoms[0].end-r.atoms[0].start >= 6
		t.Count++
		t.parents[sample[c.sample].Parent.ID] = struct{}{}
	}
	var out []Proposal
	for _, t := range tallies {
		if t.Parents = len(t.parents); t.Parents >= 3 || t.heads && t.Cue != "" {
			out = append(out, t.Proposal)
		}
	}
	slices.SortFunc(out, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Word, b.Word))
	})
	return out
}

// proposable reports whether a hidden word may go into the queue at all: it is
// nobody's name, and no word of an organisation that is known already.
func (r *reader) proposable(a *atom) bool {
	return a.traits&(extension|interfix|title|registerWord) == 0 && a.end-a.start >= 4 && !r.m.lex.isName(a.hash)
}

// candidate returns atom i of sample n for the queue.
func (r *reader) candidate(n, i int) candidate {
	c := candidate{slot: r.places[i].slot, hash: r.atoms[i].hash, sample: n, atom: i}
	if k := r.cueOf(i); k >= 0 {
		c.cued, c.cue, c.word = true, r.places[k], r.atoms[k].hash
	}
	return c
}

// cueOf returns the atom that is the organisation word beside atom i, or -1.
func (r *reader) cueOf(i int) int {
	for _, k := range [2]int{i - 1, i + 1} {
		if k >= 0 && k < len(r.atoms) && r.atoms[k].traits&(vocabulary|organisation|practitioner) == vocabulary|organisation {
			return k
		}
	}
	return -1
}
