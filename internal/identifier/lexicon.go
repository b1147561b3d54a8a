package identifier

import "github.com/leakwarden/leakwarden/internal/pack"

// lexicon tells first names and surnames by one look-up.
type lexicon struct {
	first, last pack.WordSet
	// maybe holds a bit for each word of either set, so that most other words
	// cost one look at it.
	maybe []uint64
	shift uint
}

func newLexicon(p *pack.Pack) lexicon {
	l := lexicon{first: p.FirstNames, last: p.Surnames, maybe: make([]uint64, 1<<14), shift: 64 - 20}
	for _, set := range []pack.WordSet{p.FirstNames, p.Surnames} {
		for mark := range set.Marks() {
			i := uint64(mark) << 32 >> l.shift
			l.maybe[i>>6] |= 1 << (i & 63)
		}
	}
	return l
}

// traits returns which names the word with this hash is.
func (l *lexicon) traits(hash uint64) traits {
	i := hash >> l.shift
	if l.maybe[i>>6]&(1<<(i&63)) == 0 {
		return 0
	}
	var t traits
	if l.first.Has(hash) {
		t |= firstName
	}
	if l.last.Has(hash) {
		t |= surname
	}
	return t
}
