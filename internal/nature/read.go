package nature

import "github.com/leakwarden/leakwarden/internal/token"

// Read returns what segment says, whose words w holds as scanned with the Dict
// of New. It does not allocate but for rare words outside ASCII.
func (r *Recogniser) Read(segment []byte, w *token.Words) Reading {
	extension, n := r.extension(segment, w)
	words := w.List[:n]
	sum, faint, numbers := r.terms(segment, words)
	r.joined(w, n, &sum)
	if sum.marks&supports != 0 {
		sum.natures |= faint.natures
		sum.groups |= faint.groups
	}
	natures := settle(sum.natures)
	switch {
	case extension.groups&r.bulk != 0:
		natures |= extension.natures // a database, whatever it holds
	case sum.natures&^vague == 0: // of a mail about cultures, the cultures
		natures = settle(sum.natures | extension.natures)
	}
	sum.groups |= extension.groups
	reading := Reading{Natures: natures, Groups: sum.groups, Bulk: sum.groups&r.bulk != 0}
	if numbers {
		reading.From, reading.To = r.period(segment, words)
	}
	return reading
}

// terms returns what words say, and what those of them say that need support,
// and whether there may be numbers among them.
func (r *Recogniser) terms(segment []byte, words []token.Word) (sum, faint sign, numbers bool) {
	for i := 0; i < len(words); {
		k := r.signAt(words[i].ID)
		if words[i].Kind == token.Digits {
			if numbers = true; k == 0 {
				i++
				continue
			}
		}
		s, next := r.term(segment, words, i, k)
		numbers = numbers || next > i+1
		if s.natures|Set(s.groups) == 0 {
			sum.marks |= s.marks & supports
			i = next
			continue
		}
		if i > 0 && next == i+1 && r.inName(segment, words, i) {
			s = sign{}
		}
		if s.marks&(weak|house) == weak|house && next < len(words) && r.housed(words, i, next) {
			s.marks &^= weak
		}
		if s.marks&weak != 0 {
			faint.natures |= s.natures
			faint.groups |= s.groups
		} else {
			sum.natures |= s.natures
			sum.groups |= s.groups
			sum.marks |= s.marks
		}
		i = next
	}
	return sum, faint, numbers
}

// housed reports whether the weak organisation word at i is one by what stands
// at next: a place, or after a short form at the start of the name ("PI
// Berkenborgh") any word with a capital that the vocabulary does not know.
func (r *Recogniser) housed(words []token.Word, i, next int) bool {
	w := &words[next]
	if r.places.Has(w.Hash) {
		return true
	}
	return i == 0 && next == 1 && words[0].Case == token.Upper && w.Kind == token.Letters && w.Case != token.Lower && !r.known(w)
}

// known reports whether w is a term of the vocabulary.
func (r *Recogniser) known(w *token.Word) bool { return r.signs[r.signAt(w.ID)].marks&known != 0 }

// signAt returns the number of the sign of a word, 0 where it has none.
func (r *Recogniser) signAt(id token.ID) uint16 {
	if int(id) < len(r.words) {
		return r.words[id]
	}
	return 0
}

// extension returns what the file name extension says, and the number of words
// before it.
func (r *Recogniser) extension(segment []byte, w *token.Words) (sign, int) {
	n := len(w.List)
	if n < 2 || int(w.List[n-1].End) != len(segment) {
		return sign{}, n
	}
	id, first := w.List[n-1].ID, n-1
	if w.List[n-1].Glued {
		j := len(w.Joined) - 1
		if j < 0 || int(w.Joined[j].Last) != n-1 {
			return sign{}, n
		}
		id, first = w.Joined[j].ID, int(w.Joined[j].First)
	}
	if first == 0 || segment[w.List[first].Start-1] != '.' {
		return sign{}, n
	}
	if int(id) >= len(r.ext) || r.ext[id] == 0 {
		return sign{}, n
	}
	return r.signs[r.ext[id]], first
}

// term returns what the longest term that starts at word i says, which has the
// sign with the number k, or else what the word says as a compound, and the word
// to go on with.
func (r *Recogniser) term(segment []byte, words []token.Word, i int, k uint16) (sign, int) {
	if k == 0 {
		return r.compound(segment, &words[i]), i + 1
	}
	s := r.signs[k]
	if s.marks&opens == 0 {
		return s, i + 1
	}
	return r.longest(segment, words, i, s)
}

// longest is term for a word with the sign s with which terms of several words
// start.
func (r *Recogniser) longest(segment []byte, words []token.Word, i int, s sign) (sign, int) {
	next := i + 1
	node := root(words[i].ID)
	for j := i + 1; j < len(words); j++ {
		e := r.steps.find(node, words[j].ID)
		if e == nil {
			break
		}
		if e.sign != 0 && whole(words, i, j) {
			s, next = r.signs[e.sign], j+1
		}
		node = e.node
	}
	if s.marks&known == 0 {
		return r.compound(segment, &words[i]), next
	}
	return s, next
}

// whole reports whether the words from first to last, if any of them are glued
// together, are not glued to more: "b12" is no part of "a0b12cfe".
func whole(words []token.Word, first, last int) bool {
	if !words[first+1].Glued {
		return true
	}
	return !words[first].Glued && (last+1 == len(words) || !words[last+1].Glued)
}

// inName reports whether word i is part of a name and says nothing by itself:
// that of a person after a title, "dhr Borst", or that of an organisation after
// an article, "Fysiotherapie De Balans".
func (r *Recogniser) inName(segment []byte, words []token.Word, i int) bool {
	before := r.marksOf(segment, &words[i-1])
	return before&title != 0 || before&article != 0 && i > 1 && r.marksOf(segment, &words[i-2])&house != 0
}

// marksOf returns the marks of w as a term or a compound.
func (r *Recogniser) marksOf(segment []byte, w *token.Word) marks {
	if k := r.signAt(w.ID); k != 0 {
		return r.signs[k].marks
	}
	return r.compound(segment, w).marks
}

// joined adds what words say that were written with capitals inside them.
func (r *Recogniser) joined(w *token.Words, n int, sum *sign) {
	for _, j := range w.Joined {
		if int(j.Last) >= n {
			continue
		}
		if s := r.signs[r.signAt(j.ID)]; s.marks&weak == 0 {
			sum.natures |= s.natures
			sum.groups |= s.groups
			sum.marks |= s.marks
		}
	}
}

// compound returns what a word outside the vocabulary says by its parts, if it
// is no place and no surname.
func (r *Recogniser) compound(segment []byte, w *token.Word) sign {
	if w.Kind != token.Letters || w.End-w.Start < shortestCompound {
		return sign{}
	}
	letters := segment[w.Start:w.End]
	if w.ASCII && !r.parts.plausible(letters) {
		return sign{}
	}
	c := &r.cache[w.Hash&(cacheSize-1)]
	if c.hash == w.Hash {
		return c.sign
	}
	var buf [2 * longestCompound]byte
	var s sign
	if len(letters) <= longestCompound && !r.places.Has(w.Hash) && !r.names.Has(w.Hash) {
		if folded, ok := appendFolded(buf[:0], letters); ok && r.parts.plausible(folded) {
			s, _ = r.parts.split(folded)
		}
	}
	*c = cached{w.Hash, s}
	return s
}
