package triage

import (
	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// learn returns how often the places in the names of the sample, and the
// directories, hold an organisation of the register.
func (w *worker) learn(t *finding.Tree, all *partial) {
	t.Slots, t.Spread = make(map[uint64]finding.Rate), make(map[int32]int)
	type naming struct {
		organisation int32
		directory    uint64
	}
	met := make(map[naming]bool)
	for i := range all.sample.pairs {
		p := &all.sample.pairs[i]
		w.learnName(t.Slots, all.sample.name(p), p.leaf)
		for _, h := range w.hits {
			named := w.shared.index.Phrase(h.Phrase).Candidates
			if n := (naming{named[0], p.parent}); p.leaf && len(named) == 1 && !met[n] {
				met[n] = true
				t.Spread[named[0]]++
			}
		}
	}
	t.Siblings, t.Shapes = make(map[uint64]finding.Rate), make(map[uint64]finding.Rate)
	for f := range all.folders.values() {
		r, s := t.Siblings[f.parent], t.Shapes[f.shape]
		f.hit.count(&r)
		f.hit.count(&s)
		t.Siblings[f.parent], t.Shapes[f.shape] = r, s
	}
}

// learnName counts the places of one name in slots. A word inside a hit has no
// place of its own, and a word of the vocabulary says what it is itself.
func (w *worker) learnName(slots map[uint64]finding.Rate, name []byte, leaf bool) {
	w.read(name, leaf)
	next := 0 // hit
	for i := 0; i < len(w.words.List); i++ {
		for next < len(w.hits) && int(w.hits[next].First) < i {
			next++
		}
		hit := next < len(w.hits) && int(w.hits[next].First) == i
		x := &w.words.List[i]
		if !hit && (x.Kind == token.Letters && w.shared.vocabulary.Has(x.ID) || x.End-x.Start < 2) {
			continue
		}
		key := w.shared.vocabulary.Slot(&w.words, i, leaf)
		r := slots[key]
		if hit {
			r.Add(w.hits[next])
			i = int(w.hits[next].Last)
		} else {
			r.Add()
		}
		slots[key] = r
	}
}

// hitKind says what of the register a directory's name holds.
type hitKind uint8

// The kinds: nothing, what could as well be something else, what says something
// by itself.
const (
	noHit hitKind = iota
	weakHit
	credibleHit
)

// hitOf returns the kind of the hits of a directory.
func hitOf(hits []mention.Hit) hitKind {
	var r finding.Rate
	r.Add(hits...)
	switch {
	case r.Hit > 0:
		return credibleHit
	case r.Weak > 0:
		return weakHit
	}
	return noHit
}

// count counts a directory of that kind in r.
func (k hitKind) count(r *finding.Rate) {
	r.Named++
	switch k {
	case credibleHit:
		r.Hit++
	case weakHit:
		r.Weak++
	}
}
