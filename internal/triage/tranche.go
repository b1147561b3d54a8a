package triage

import (
	"bytes"
	"maps"
	"math"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mention"
)

// Published parts of one leak, tranches, overlap, and each may have a root of
// its own: "C:/Data/klant/a.pdf" in one and "export/klant/a.pdf" in the next are
// one item. What tells that they are is learned while a listing is read, before
// its batches go to the workers: of names that an earlier listing has too, the
// paths agree from some folder on, and the sizes with them.

// root says that what lies below one directory of a listing is what lay below
// another of an earlier one. An empty directory is the top.
type root struct{ from, to []byte }

// below returns the path of an entry relative to dir, and whether it lies at or
// below it.
func below(dir, path []byte) ([]byte, bool) {
	switch {
	case len(dir) == 0:
		return path, true
	case !bytes.HasPrefix(path, dir):
		return nil, false
	case len(path) == len(dir):
		return nil, true
	}
	return path[len(dir)+1:], path[len(dir)] == '/'
}

// move appends to dst the path that an entry has in the earlier listing. It is
// empty where that is not known.
func (r root) move(dst, path []byte) []byte {
	rest, ok := below(r.from, path)
	if !ok {
		return dst
	}
	dst = append(dst, r.to...)
	if len(r.to) > 0 && len(rest) > 0 {
		dst = append(dst, '/')
	}
	return append(dst, rest...)
}

// fork returns the directories of a and b from which on both go the same way.
func fork(a, b []byte) (r root, ok bool) {
	i, j := len(a), len(b)
	for i > 0 && j > 0 && a[i-1] == b[j-1] {
		i, j = i-1, j-1
		if a[i] == '/' {
			r, ok = root{a[:i], b[:j]}, true
		}
	}
	switch {
	case i == 0 && j == 0:
		return root{}, false
	case i == 0 && b[j-1] == '/':
		return root{nil, b[:j-1]}, true
	case j == 0 && a[i-1] == '/':
		return root{a[:i-1], nil}, true
	}
	return r, ok
}

const (
	// maxMarks bounds how many names of the listings are kept to be met again.
	maxMarks = 16 << 10
	// maxGuesses and maxRoots bound what is held of one listing's roots.
	maxGuesses = 256
	maxRoots   = 4
	// A root is believed when leastAgreed entries agree, or this many for each
	// one whose size differs, and this share of a listing lies below it.
	leastAgreed = 3
	agreedEach  = 9
	mostBelow   = 0.9
)

// mark is an entry of an earlier listing, found by its name, or by its name and
// that of its directory.
type mark struct {
	path    []byte
	size    int64
	listing int
	several bool // entries of that listing have the name
}

// guess is a root that some entries speak for.
type guess struct {
	root
	listing         int // the earlier one
	agreed, unsized int
	differ          int
	decided         bool
}

// tranches finds the roots of listings that are read one after another. Nil
// finds none.
type tranches struct {
	names        *worker // reads the names of directories
	marks, fresh map[uint64]mark
	bound        uint64 // marks have hashes up to it
	last         int    // the number of the last listing

	guesses map[string]*guess
	tested  int
	roots   []root
}

// newTranches returns nil where there is one listing only.
func (sh *shared) newTranches(listings int) *tranches {
	if listings < 2 {
		return nil
	}
	return &tranches{names: sh.newWorker(0), marks: make(map[uint64]mark), bound: math.MaxUint64, last: listings - 1}
}

// begin starts listing n. It waits until all entries of the ones before it are
// counted: then which of two equal items counts does not depend on the workers.
func (sh *shared) begin(n int, t *tranches, free chan *listing.Batch) {
	if t == nil {
		return
	}
	t.begin()
	if n == 0 {
		return
	}
	all := make([]*listing.Batch, 0, cap(free))
	for range cap(free) {
		all = append(all, <-free)
	}
	if sh.earlier == nil {
		sh.earlier = &seen{}
	}
	sh.earlier.merge(sh.seen)
	for _, b := range all {
		free <- b
	}
}

// findEarlier leaves in entries those that no earlier listing has in the same
// place. The others stay marked as repeated.
func (w *worker) findEarlier(entries []int32, b *listing.Batch) []int32 {
	if w.shared.earlier == nil {
		return entries
	}
	return slices.DeleteFunc(entries, func(i int32) bool { return w.shared.earlier.has(w.hashes[i] ^ sizeHash(b.Entries[i].Size)) })
}

// findMoved marks the entries of b that an earlier listing has below another
// root as repeated.
func (w *worker) findMoved(b *listing.Batch) {
	for _, r := range w.roots {
		for i := range b.Entries {
			if w.repeated[i] {
				continue
			}
			if w.moved = r.move(w.moved[:0], b.Entries[i].Path.Bytes()); len(w.moved) == 0 {
				continue
			}
			h := xxhash.Sum64(w.moved)
			w.repeated[i] = w.shared.earlier.has(h ^ sizeHash(b.Entries[i].Size))
		}
	}
}

// begin starts a listing: the entries of the one before it can now be met again.
func (t *tranches) begin() {
	for key, m := range t.fresh {
		if _, known := t.marks[key]; !known {
			t.marks[key] = m
		}
	}
	t.thin(t.marks, 0)
	t.fresh, t.guesses, t.tested, t.roots = make(map[uint64]mark), make(map[string]*guess), 0, nil
}

// thin keeps the marks with the least hashes, where there are too many by more
// than slack.
func (t *tranches) thin(marks map[uint64]mark, slack int) {
	if len(marks) <= maxMarks+slack {
		return
	}
	t.bound = min(t.bound, slices.Sorted(maps.Keys(marks))[maxMarks-1])
	maps.DeleteFunc(marks, func(key uint64, _ mark) bool { return key > t.bound })
}

// see learns from a batch of listing n, and returns the roots to look for its
// entries under.
func (t *tranches) see(n int, b *listing.Batch) []root {
	if t == nil {
		return nil
	}
	for i := range b.Entries {
		if e := &b.Entries[i]; !e.Directory {
			t.entry(n, e, b)
		}
	}
	t.thin(t.fresh, maxMarks)
	for _, id := range slices.Sorted(maps.Keys(t.guesses)) {
		g := t.guesses[id]
		if g.decided || len(t.roots) == maxRoots || !t.enough(g) || !mostly(g.from, b) {
			continue
		}
		g.decided = true
		if t.sameNames(g.root) {
			t.roots = append(slices.Clip(t.roots), g.root) // workers read the one before
		}
	}
	return t.roots
}

// entry takes one entry as evidence, and as a mark for the listings to come.
func (t *tranches) entry(n int, e *listing.Entry, b *listing.Batch) {
	path := e.Path.Bytes()
	leaf := bytes.LastIndexByte(path, '/') + 1
	both := bytes.LastIndexByte(path[:max(0, leaf-1)], '/') + 1
	long, short := xxhash.Sum64(path[both:]), xxhash.Sum64(path[leaf:])
	if long > t.bound && short > t.bound {
		return
	}
	if len(t.marks) > 0 {
		t.tested++
		if !t.meet(long, e, b) && long != short {
			t.meet(short, e, b)
		}
	}
	if n < t.last {
		t.keep(n, long, e)
		if long != short {
			t.keep(n, short, e)
		}
	}
}

func (t *tranches) keep(n int, key uint64, e *listing.Entry) {
	if key > t.bound {
		return
	}
	old, known := t.fresh[key]
	switch {
	case !known:
		t.fresh[key] = mark{path: bytes.Clone(e.Path.Bytes()), size: e.Size, listing: n}
	case !old.several && !bytes.Equal(old.path, e.Path.Bytes()):
		old.several = true
		t.fresh[key] = old
	}
}

// meet takes an entry as evidence where an earlier listing has the name, and
// reports whether it does.
func (t *tranches) meet(key uint64, e *listing.Entry, b *listing.Batch) bool {
	m, known := t.marks[key]
	if !known || m.several {
		return false
	}
	r, ok := fork(e.Path.Bytes(), m.path)
	if !ok || !plausible(r.from, b) {
		return true
	}
	id := string(r.from) + "\x00" + string(r.to)
	g := t.guesses[id]
	switch {
	case g == nil && len(t.guesses) == maxGuesses:
		return true
	case g == nil:
		g = &guess{root: root{bytes.Clone(r.from), r.to}, listing: m.listing}
		t.guesses[id] = g
	}
	switch {
	case e.Size == m.size && e.Size < 0:
		g.unsized++
	case e.Size == m.size:
		g.agreed++
	case e.Size >= 0 && m.size >= 0:
		g.differ++
	}
	return true
}

// plausible reports whether dir can be the root of a listing with the batch b,
// by a look at three entries.
func plausible(dir []byte, b *listing.Batch) bool {
	met, last := 0, len(b.Entries)-1
	for _, i := range [...]int{0, last / 2, last} {
		if _, ok := below(dir, b.Entries[i].Path.Bytes()); ok {
			met++
		}
	}
	return met >= 2
}

// enough reports whether the evidence for g is enough. Sizes that agree are
// evidence in themselves; where there are none, most names must agree.
func (t *tranches) enough(g *guess) bool {
	switch agreed := g.agreed + g.unsized; {
	case agreed < leastAgreed, agreed < agreedEach*g.differ:
		return false
	case g.agreed < leastAgreed && 2*agreed < t.tested:
		return false
	}
	return t.covers(g)
}

// covers reports whether most of the earlier listing lies below where g leads.
func (t *tranches) covers(g *guess) bool {
	all, in := 0, 0
	for _, m := range t.marks {
		if m.listing != g.listing {
			continue
		}
		all++
		if _, ok := below(g.to, m.path); ok {
			in++
		}
	}
	return float64(in) >= mostBelow*float64(all)
}

// mostly reports whether most of a batch lies below dir.
func mostly(dir []byte, b *listing.Batch) bool {
	in := 0
	for i := range b.Entries {
		if _, ok := below(dir, b.Entries[i].Path.Bytes()); ok {
			in++
		}
	}
	return float64(in) >= mostBelow*float64(len(b.Entries))
}

// sameNames reports whether the directories of both sides of r name the same
// organisations: what is another organisation's is another item. The suppliers
// do not count.
func (t *tranches) sameNames(r root) bool {
	return slices.Equal(t.phrases(r.from), t.phrases(r.to))
}

// phrases returns the phrases of organisations in the directories of path.
func (t *tranches) phrases(path []byte) (out []mention.PhraseID) {
	for name := range bytes.SplitSeq(path, []byte{'/'}) {
		t.names.read(name, false)
		for _, h := range t.names.hits {
			if !t.names.shared.supplies(h) {
				out = append(out, h.Phrase)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// supplies reports whether a hit can only mean suppliers.
func (sh *shared) supplies(h mention.Hit) bool {
	for _, org := range sh.index.Phrase(h.Phrase).Candidates {
		if !sh.suppliers[org] {
			return false
		}
	}
	return true
}
