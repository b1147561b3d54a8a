// Package invent makes up worlds: a register of organisations, a supplier, and
// the listing of its files after a leak, with the truth about every line. A
// seed gives the same world to the byte. Names of organisations and persons
// are put together from syllables and common words; domains end in .example;
// numbers of persons lie in ranges that are never issued.
//
// Nothing here knows how the product recognises anything: a world is what it
// is measured against.
package invent

// Spec says what world to make. The zero value of a field stands for the value
// that its comment names.
type Spec struct {
	Seed          uint64
	Paths         int     // files in all tranches; 20,000
	Organisations int     // in the register; 2,000
	Affected      int     // of these; a twentieth
	OwnShare      float64 // of the files that are the supplier's own; 0.7
	Language      string  // "nl" or "en"; "nl"
	Sector        string  // "lab", "hospital-it" or "hr"; "lab"
	Tranches      int     // 1
	// Flat makes a listing of bare file names: no directory says anything, so
	// only what a name itself shows can be known.
	Flat bool
	// Regional makes most of the affected organisations those of one part of the
	// country, as the clients of a supplier are.
	Regional bool
	// Long gives the organisations long names, of chains, saints, counties and
	// several organisation words, and writes them more loosely.
	Long bool
	// Names, where given, are taken for the names of the register instead of
	// invented ones; all the rest is still made up. The first Organisations of
	// them make the register, others are strangers. For measurements only: names
	// of real organisations must not be kept.
	Names []string
}

func (s Spec) complete() Spec {
	if s.Paths == 0 {
		s.Paths = 20_000
	}
	if s.Organisations == 0 {
		s.Organisations = 2_000
	}
	if s.Affected == 0 {
		s.Affected = max(1, s.Organisations/20)
	}
	s.Affected = min(s.Affected, s.Organisations)
	if s.OwnShare == 0 {
		s.OwnShare = 0.7
	}
	if s.Language == "" {
		s.Language = "nl"
	}
	if s.Sector == "" {
		s.Sector = "lab"
	}
	s.Tranches = max(1, s.Tranches)
	return s
}

// habit is how this supplier always does one of several things.
func (s Spec) habit(n int) int {
	return int((s.Seed*0x9e3779b97f4a7c15 + uint64(n)*0xbf58476d1ce4e5b9) >> 33)
}

// World is an invented supplier with its clients and its leak. It is read-only
// but for Canaries, and may be written from several goroutines at once.
type World struct {
	Organisations []Organisation // of the register
	Supplier      string
	spec          Spec
	words         lexicon
	index         index
	sorts         []sort
	cities        []city
	strangers     []Organisation
	affected      []int32
	people        people
	sections      []section
	groups        []group
	tranches      []tranche
	canaries      []Canary
}

// New makes a world. It takes about a second for 200,000 organisations.
func New(spec Spec) *World {
	spec = spec.complete()
	w := &World{spec: spec, words: readLexicon(spec.Language), index: newIndex()}
	n := names{w.words, stream(spec.Seed, partNames, 0)}
	w.Supplier = fillBrandIn(pick(n.r, w.words.sector("supplier", spec.Sector)), n)
	w.invent()
	w.people = n.people(w)
	w.conventions()
	w.plan()
	return w
}

// Demo returns the world of the demonstration: a medical laboratory, 240,000
// files in three tranches, 300 organisations of a register of 5,000 affected.
func Demo(seed uint64) *World {
	return New(Spec{Seed: seed, Paths: 240_000, Organisations: 5_000, Affected: 300, Tranches: 3})
}

// Bench returns a world to measure speed with: a listing of that many files,
// a fiftieth of the organisations affected.
func Bench(seed uint64, paths, organisations int) *World {
	return New(Spec{Seed: seed, Paths: paths, Organisations: organisations, Affected: organisations / 50})
}

// Affected returns the organisations that the leak names or holds papers of,
// as indices into Organisations, ascending. Those that no line decides are
// among them.
func (w *World) Affected() []int32 { return w.affected }

// Strangers returns the names of organisations in the leak that are not in the
// register.
func (w *World) Strangers() []string {
	names := make([]string, 0, len(w.strangers))
	for i := range w.strangers {
		names = append(names, w.strangers[i].Name)
	}
	return names
}

// Tranches returns the number of tranches.
func (w *World) Tranches() int { return len(w.tranches) }

// WatchedSupplier returns the supplier's index in Organisations: the last, in
// half of the worlds. In the others the register does not hold it.
func (w *World) WatchedSupplier() (id int32, ok bool) {
	return int32(len(w.Organisations) - 1), w.supplierWatched()
}
