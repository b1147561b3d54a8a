package identifier

import "github.com/leakwarden/leakwarden/internal/token"

// person finds the first person named, adds the span, decides what the dates
// are with that knowledge, and returns the hash of the surname.
func (r *Recogniser) person(segment []byte, words []token.Word) uint64 {
	first, last, main := r.name(segment, r.withoutEnding(segment, words))
	r.births(words, first >= 0)
	if first < 0 {
		return 0
	}
	r.add(PersonName, words[first].Start, words[last].End)
	return main
}

// withoutEnding returns the words before the file name extension.
func (r *Recogniser) withoutEnding(segment []byte, words []token.Word) []token.Word {
	n := len(words) - 1
	if n > 0 && r.traits[n]&ending != 0 && int(words[n].End) == len(segment) && segment[words[n].Start-1] == '.' {
		return words[:n]
	}
	return words
}

// name returns the words of the first name of a person and the hash of its
// surname, or -1. A name beside the word for a practice or the like is the
// practice's, unless a title of its own, a date of birth or a number says
// otherwise.
func (r *Recogniser) name(segment []byte, words []token.Word) (first, last int, main uint64) {
	inHouse := false // the words at hand are the name of one
	hints := len(r.dates) > 0 || len(r.spans) > 0
	for i := 0; i < len(words); i++ {
		t := r.traits[i]
		if words[i].Kind != token.Letters || t&vocabulary != 0 && t&(titleWord|interfix) == 0 {
			inHouse = t&house != 0 || inHouse && t&neutral != 0
			continue
		}
		if t&telling == 0 && !hints && !follows(segment, &words[i], ',') {
			continue
		}
		if t&titleWord != 0 && t&doctor == 0 {
			inHouse = false
		}
		f, l, m, ok := r.nameAt(segment, words, i)
		if !ok {
			continue
		}
		if (inHouse || r.trait(words, l+1)&house != 0) && !r.certain(words, f, l) {
			i = l
			continue
		}
		if r.traits[l]&merged != 0 {
			m = r.mains[l]
		}
		return f, l, m
	}
	return -1, -1, 0
}

// nameAt reads a name of a person from its title, interfix or other first word.
func (r *Recogniser) nameAt(segment []byte, words []token.Word, i int) (first, last int, main uint64, ok bool) {
	switch t := r.traits[i]; {
	case t&titleWord != 0:
		if f, l, ok := r.afterTitle(words, i+1); ok {
			return f, l, words[l].Hash, true
		}
		return 0, 0, 0, false
	case t&interfix != 0:
		if l, ok := r.withInterfix(words, i); ok {
			return i, l, words[l].Hash, true
		}
		return 0, 0, 0, false
	}
	return r.atWord(segment, words, i)
}

// certain reports whether a date that can only be of birth, or a number that
// only a person has, stands beside the words from first to last, so that they
// are likely a name.
func (r *Recogniser) certain(words []token.Word, first, last int) bool {
	for i := range r.dates {
		if d := &r.dates[i]; d.year < documentYear && !d.short && (int(d.first) == last+1 || int(d.last) == first-1) {
			return true
		}
	}
	for i := range r.spans {
		s := &r.spans[i]
		if s.Kinds&(BSN|PatientNumber|SampleNumber|NHSNumber|IBAN|Phone) != 0 && (near(s.End, words[first].Start) || near(words[last].End, s.Start)) {
			return true
		}
	}
	return false
}

// near reports whether at most three bytes lie from end to start.
func near(end, start uint32) bool { return end <= start && start-end <= 3 }

// afterTitle reads the name after a title: interfixes and initials, then any
// word that is not plainly something else.
func (r *Recogniser) afterTitle(words []token.Word, i int) (first, last int, ok bool) {
	first = i
	for i < len(words) && r.traits[i]&(interfix|initial|titleWord) != 0 && words[i].Kind == token.Letters {
		i++
	}
	if i >= len(words) || words[i].Kind != token.Letters || i-first > 6 {
		return 0, 0, false
	}
	if t := r.traits[i]; t&vocabulary != 0 && t&(surname|firstName) == 0 && t&capital == 0 {
		return 0, 0, false
	}
	if t := r.traits[i]; t&(firstName|surname) == firstName && r.trait(words, i+1)&surname != 0 {
		i++
	}
	return first, i, true
}

// withInterfix reads "van den Berg" from its first interfix: a surname must
// follow, and after one short interfix alone no ordinary word may, unless what
// stands beside says otherwise.
func (r *Recogniser) withInterfix(words []token.Word, i int) (last int, ok bool) {
	j := i
	for j < len(words) && r.traits[j]&interfix != 0 {
		j++
	}
	if j >= len(words) || words[j].Kind != token.Letters || words[j].End-words[j].Start < 3 {
		return 0, false
	}
	t := r.traits[j]
	switch {
	case t&(vocabulary|titleWord) != 0:
		return 0, false
	case j-i >= 2, r.certain(words, i, j):
		return j, t&surname != 0 || t&common == 0
	case t&(common|place) != 0:
		return 0, false
	}
	return j, t&surname != 0 || r.traits[i]&linking != 0 && t&capital != 0
}

// atWord reads a name that starts at the plain word i: "Jansen, P.",
// "Piet Jansen", "J. Jansen", "Jansen".
func (r *Recogniser) atWord(segment []byte, words []token.Word, i int) (first, last int, main uint64, ok bool) {
	t := r.traits[i]
	if t&initial != 0 {
		last, ok := r.afterInitial(segment, words, i)
		if !ok {
			return 0, 0, 0, false
		}
		return i, last, words[last].Hash, true
	}
	if words[i].End-words[i].Start < 2 {
		return 0, 0, 0, false
	}
	if r.possible(t) && i+1 < len(words) {
		if last, ok := r.comma(segment, words, i); ok {
			return i, last, words[i].Hash, true
		}
		next := r.traits[i+1]
		if next&initial != 0 && next&capital != 0 && t&surname != 0 && t&(common|place) == 0 {
			return i, i + 1, words[i].Hash, true
		}
	}
	if t&firstName != 0 && t&place == 0 {
		if last, ok := r.surnameAfter(words, i+1); ok {
			return i, last, words[last].Hash, true
		}
	}
	if t&surname != 0 && t&common == 0 && r.trait(words, i+1)&firstName != 0 && r.trait(words, i+1)&(common|vocabulary|place) == 0 {
		return i, i + 1, words[i].Hash, true
	}
	if t&surname != 0 && t&(common|place) == 0 && words[i].End-words[i].Start >= 4 && r.alone(words, i) {
		return i, i, words[i].Hash, true
	}
	if hash, ok := r.glued(segment, words, i); ok {
		return i, i, hash, true
	}
	if r.beside(words, i) {
		return i, i, words[i].Hash, true
	}
	return 0, 0, 0, false
}

// possible reports whether a word outside the vocabulary can be a surname.
func (r *Recogniser) possible(t traits) bool {
	return t&(vocabulary|titleWord|interfix) == 0 && (t&surname != 0 || t&common == 0)
}

// alone reports whether the surname at word i stands where a name is likely:
// with a capital, or with a number or a word of the vocabulary in the segment.
func (r *Recogniser) alone(words []token.Word, i int) bool {
	if r.traits[i]&capital != 0 || len(r.dates) > 0 {
		return true
	}
	return r.trait(words, i-1)&vocabulary != 0 || i+1 < len(words) && words[i+1].Kind == token.Digits && words[i+1].End-words[i+1].Start >= 4
}

// beside reports whether word i stands beside what only a person has, so that
// it is likely a name, be it one that no list knows.
func (r *Recogniser) beside(words []token.Word, i int) bool {
	t := r.traits[i]
	return (t&surname != 0 || t&common == 0) && words[i].End-words[i].Start >= 2 && r.certain(words, i, i)
}

// afterInitial reads "J. Jansen" and "J.P. de Vries" from the first initial.
func (r *Recogniser) afterInitial(segment []byte, words []token.Word, i int) (last int, ok bool) {
	j := i
	for j < len(words) && r.traits[j]&initial != 0 && j-i < 5 {
		if r.traits[j]&capital == 0 && !follows(segment, &words[j], '.') {
			return 0, false
		}
		j++
	}
	for j < len(words) && r.traits[j]&interfix != 0 {
		j++
	}
	if j >= len(words) || words[j].Kind != token.Letters || words[j].End-words[j].Start < 2 {
		return 0, false
	}
	if words[j].Start-words[j-1].End > 2 || words[j-1].End == words[j].Start {
		return 0, false
	}
	t := r.traits[j]
	if t&surname != 0 && t&vocabulary == 0 {
		return j, true
	}
	return j, r.possible(t) && t&capital != 0 && follows(segment, &words[i], '.')
}

// follows reports whether c stands right after w.
func follows(segment []byte, w *token.Word, c byte) bool {
	return int(w.End) < len(segment) && segment[w.End] == c
}

// comma reads "Jansen, P." and "Vries, Anna de" from the surname.
func (r *Recogniser) comma(segment []byte, words []token.Word, i int) (last int, ok bool) {
	if !follows(segment, &words[i], ',') {
		return 0, false
	}
	next := r.traits[i+1]
	if next&initial == 0 && next&(firstName|interfix) == 0 || words[i+1].Start-words[i].End > 2 {
		return 0, false
	}
	last = i + 1
	for last+1 < len(words) && r.traits[last+1]&(initial|interfix) != 0 && words[last+1].Start-words[last].End <= 2 {
		last++
	}
	return last, true
}

// surnameAfter reads the surname after a first name, with its interfixes.
func (r *Recogniser) surnameAfter(words []token.Word, i int) (last int, ok bool) {
	j := i
	for j < len(words) && r.traits[j]&(interfix|initial) != 0 {
		j++
	}
	if j >= len(words) || words[j].Kind != token.Letters || words[j].End-words[j].Start < 2 {
		return 0, false
	}
	t := r.traits[j]
	if t&vocabulary != 0 {
		return 0, false
	}
	capitals := r.trait(words, i-1)&t&capital != 0
	switch {
	case t&surname != 0 && (t&common == 0 || capitals):
		return j, true
	case j > i:
		return j, t&common == 0
	case t&common == 0 && t&place == 0:
		return j, capitals || words[j].End-words[j].Start >= 4
	}
	return j, capitals && r.trait(words, i-1)&(common|place) == 0
}

// glued reads a surname that its interfixes are glued to, "vandenberg", and one
// with an initial before a date of birth, "jansenj700203".
func (r *Recogniser) glued(segment []byte, words []token.Word, i int) (uint64, bool) {
	t, w := r.traits[i], &words[i]
	if t&cut != 0 && i+1 < len(words) && words[i+1].Glued && within(&words[i+1], 6, 8) {
		return hashOf(segment[w.Start : w.End-1]), true
	}
	return r.mains[i], t&merged != 0
}
