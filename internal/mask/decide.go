package mask

import (
	"slices"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// where says what the rest of the path says of a segment.
type where struct {
	owner bool               // its parent holds one directory a person
	shown []mention.PhraseID // decided by a judge
}

// decide settles which atoms show. Only its first part can show anything; all
// after it can only hide, so their order does not matter.
func (r *reader) decide(w where) {
	r.locate()
	for i := range r.atoms {
		r.propose(i)
	}
	r.phrases(w.shown)

	if r.signs&(commaByte|anInitial) != 0 || r.traits&(title|interfix) != 0 {
		r.vetoPersons()
	}
	if r.traits&vocabulary != 0 {
		r.vetoNeighbours()
	}
	if r.signs&aNumber != 0 {
		r.vetoNumbers()
	}
	if r.signs&mailByte != 0 {
		r.vetoMail()
	}
	if r.signs&foreignByte != 0 {
		r.vetoBytes()
	}
	if w.owner || r.traits&mailFile != 0 {
		r.vetoOwner(w)
	}
	for i := range r.atoms {
		if a := &r.atoms[i]; a.veto && a.why != WhyRegister && a.why != WhyCode {
			a.why = 0
		}
	}
	if r.traits&interfix != 0 {
		r.vetoInterfixes()
	}
}

// propose shows atom i where the vocabulary and its slot allow it.
func (r *reader) propose(i int) {
	a := &r.atoms[i]
	strict := r.m.policy == Strict
	switch a.kind {
	case wordAtom, letterAtom:
		switch {
		case a.ending:
			a.why = WhyVocabulary
		case a.traits&vocabulary != 0:
			if r.slots.shows(a, r.places[i], r.signs&aStranger != 0) && (!strict || a.traits&(natural|organisation) != 0) {
				a.why = WhyVocabulary
			}
		case a.traits&interfix != 0 && !strict:
			a.why = WhyVocabulary // until vetoInterfixes
		case r.slots.placed && r.slots.types.get(r.places[i].slot) == places && r.m.lex.pack.Places.Has(a.hash) && !strict:
			a.why = WhyPlace
		}
	case numberAtom:
		if a.digits <= 2 && !strict {
			a.why = WhyCounter
		}
	case dateAtom:
		r.proposeYear(i, strict)
	}
}

// proposeYear keeps the year of a date that is a document's. The date itself
// is never shown.
func (r *reader) proposeYear(i int, strict bool) {
	a := &r.atoms[i]
	for k := max(0, i-2); k < i; k++ {
		a.birth = a.birth || r.atoms[k].traits&birthCue != 0
	}
	documentary := r.slots.is(documentary, r.places[i].slot)
	if !documentary && a.lone {
		documentary = !slices.ContainsFunc(r.atoms, func(o atom) bool {
			return (o.kind == wordAtom || o.kind == letterAtom) && o.traits&(vocabulary|extension) == 0
		})
	}
	if strict || a.birth || !documentary || a.year < r.slots.era[0] || a.year > r.slots.era[1] {
		a.year = 0
	}
}

// firmly reports whether the place of atom i is known to be one of convention.
func (r *reader) firmly(i int) bool {
	a, p := &r.atoms[i], r.places[i]
	t := r.slots.types.get(p.slot)
	return t == closed || t != unseen && r.slots.is(usual, mix(p.slot, a.hash))
}

// between returns the bytes that separate atom i from the one before, none for
// the first.
func (r *reader) between(i int) []byte {
	if i <= 0 {
		return nil
	}
	return r.segment[r.atoms[i-1].end:r.atoms[i].start]
}

// named reports whether atom i is a word that a person's name may be made of
// and that is not vocabulary.
func (r *reader) named(i int) bool {
	a := &r.atoms[i]
	return a.kind == wordAtom && a.traits&(vocabulary|interfix) == 0 && !a.ending
}

// letters reports whether atom i is made of letters and no extension.
func (r *reader) letters(i int) bool {
	a := &r.atoms[i]
	return (a.kind == wordAtom || a.kind == letterAtom) && !a.ending
}

// vetoPersons hides what follows titles, initials and interfixes, and what
// stands before a comma and an initial.
func (r *reader) vetoPersons() {
	a := r.atoms
	start := r.copyPrefix()
	for i := start; i < len(a); i++ {
		switch {
		case a[i].traits&title != 0 && !a[i].ending:
			r.vetoAfterTitle(i)
		case a[i].traits&interfix != 0 && i+1 < len(a) && r.letters(i+1):
			a[i+1].veto = a[i+1].veto || !r.turned(i) || !r.firmly(i+1)
		case a[i].kind == letterAtom:
			r.vetoAroundInitial(i)
		}
		if i > 0 && slices.Contains(r.between(i), ',') && r.letters(i) && r.letters(i-1) {
			if a[i].kind == letterAtom || a[i].traits&(title|interfix) != 0 || r.m.lex.pack.FirstNames.Has(a[i].hash) {
				a[i-1].veto = true
			}
			a[i-1].veto = a[i-1].veto || r.named(i)
		}
	}
}

// turned reports whether the interfix at i ends a name that was turned round:
// "Berg, van den".
func (r *reader) turned(i int) bool {
	for i > 1 && r.atoms[i-1].traits&interfix != 0 {
		i--
	}
	return i > 0 && slices.Contains(r.between(i), ',')
}

// copyPrefix returns the first atom after "Kopie van", whose "van" is nobody's.
func (r *reader) copyPrefix() int {
	if len(r.atoms) < 2 || r.atoms[0].traits&copyWord == 0 {
		return 0
	}
	i := 1
	if r.atoms[i].kind == numberAtom && i+1 < len(r.atoms) {
		i++
	}
	if r.atoms[i].traits&interfix != 0 {
		r.atoms[i].copied = true
		return i + 1
	}
	return 0
}

// vetoAfterTitle hides the name that follows the title at i: what may be
// before a surname, the surname, and one more word unless its place is known.
func (r *reader) vetoAfterTitle(i int) {
	a := r.atoms
	j := i + 1
	for j < len(a) && r.letters(j) && (a[j].kind == letterAtom || a[j].traits&(interfix|title) != 0 || r.m.lex.pack.FirstNames.Has(a[j].hash)) {
		a[j].veto = a[j].traits&title == 0
		j++
	}
	if j >= len(a) || !r.letters(j) {
		return
	}
	a[j].veto = true
	if j+1 < len(a) && r.letters(j+1) && a[j+1].traits&heading == 0 && !r.firmly(j+1) {
		a[j+1].veto = true
	}
}

// vetoAroundInitial hides the words beside the single letter at i, unless it
// belongs to a code ("C21") or their place is known ("hepatitis B").
func (r *reader) vetoAroundInitial(i int) {
	a := r.atoms
	if i+1 < len(a) && a[i+1].glued && a[i+1].kind != wordAtom {
		return
	}
	if i+1 < len(a) && r.letters(i+1) && a[i+1].kind == wordAtom {
		dotted := slices.Contains(r.between(i+1), '.')
		a[i+1].veto = a[i+1].veto || dotted || !r.firmly(i+1)
	}
	if i > 0 && r.letters(i-1) && a[i-1].traits&heading == 0 && !r.firmly(i-1) {
		a[i-1].veto = true
	}
}

// vetoNeighbours hides vocabulary for what stands beside it.
func (r *reader) vetoNeighbours() {
	a := r.atoms
	for i := range a {
		if a[i].why != WhyVocabulary || a[i].kind != wordAtom || a[i].traits&vocabulary == 0 || a[i].ending {
			continue
		}
		for _, k := range [2]int{i - 1, i + 1} {
			if k < 0 || k >= len(a) {
				continue
			}
			switch r.clash(i, k) {
			case always:
				a[i].veto = true
			case unlessFirm:
				a[i].veto = a[i].veto || !r.firmly(i)
			}
		}
	}
}

// clashing says whether what stands beside a word hides it.
type clashing uint8

const (
	never clashing = iota
	unlessFirm
	always
)

// clash says whether vocabulary word i is hidden because atom k beside it is a
// name or part of one: glued, hyphenated, an initial at its end, a first name.
func (r *reader) clash(i, k int) clashing {
	a, gap := r.atoms, r.between(max(i, k))
	x := &a[k]
	switch {
	case len(gap) == 1 && gap[0] == '~': // an 8.3 name is cut
		return always
	case len(gap) == 0 && x.kind == letterAtom && (k+1 >= len(a) || !a[k+1].glued):
		return always
	case len(gap) == 0 && x.kind == wordAtom && x.why == 0 && x.end-x.start <= 3:
		return always
	case len(gap) == 0 && x.kind == wordAtom && x.why == 0, len(gap) == 0 && k > i && x.kind == numberAtom && x.digits > 4:
		return unlessFirm
	case !r.named(k):
		return never
	case len(gap) == 1 && gap[0] == '-', (k < i || a[i].traits&heading == 0) && r.m.lex.pack.FirstNames.Has(x.hash):
		return unlessFirm
	}
	return never
}

// vetoNumbers hides the letters of postcodes, and digits that belong to a
// hidden word or to a code of letters and digits.
func (r *reader) vetoNumbers() {
	a := r.atoms
	for i := range a {
		x := &a[i]
		if x.end-x.start == 2 && r.letters(i) && i > 0 && len(r.between(i)) <= 1 {
			before := &a[i-1]
			if before.kind == numberAtom && before.digits == 4 || before.lone {
				x.veto = true
			}
		}
	}
	for i := 0; i < len(a); {
		j, digits := i+1, 0
		for j < len(a) && a[j].glued {
			j++
		}
		hidden := false
		for k := i; k < j; k++ {
			if a[k].kind == numberAtom || a[k].kind == dateAtom {
				digits += int(a[k].end - a[k].start)
			}
			hidden = hidden || a[k].why == 0 && r.letters(k) && a[k].end-a[k].start > 1
		}
		for k := i; k < j && j > i+1; k++ {
			switch a[k].kind {
			case numberAtom:
				a[k].veto = a[k].veto || hidden || digits >= 5
			case wordAtom, letterAtom:
				inner := k > i && k+1 < j
				a[k].veto = a[k].veto || digits >= 5 && !a[k].ending && (inner || a[k].end-a[k].start <= 2)
			}
		}
		i = j
	}
}

// vetoMail hides both sides of an e-mail address.
func (r *reader) vetoMail() {
	a := r.atoms
	for i := 1; i < len(a); i++ {
		if gap := r.between(i); !slices.Contains(gap, '@') {
			continue
		}
		a[i-1].veto, a[i-1].why, a[i].veto = true, 0, true
		for k := i - 1; k > 0 && addressed(r.between(k)); k-- {
			a[k-1].veto, a[k-1].why = true, 0 // even the register's words: who writes is a person
		}
		for k := i + 1; k < len(a) && addressed(r.between(k)) && !a[k].ending; k++ {
			a[k].veto = true
		}
	}
}

// addressed reports whether gap may stand within an e-mail address.
func addressed(gap []byte) bool {
	for _, c := range gap {
		if c != '.' && c != '-' && c != '_' && c != '+' {
			return false
		}
	}
	return len(gap) <= 1
}

// vetoBytes hides words that touch a character outside ASCII: they may be half
// of a garbled word.
func (r *reader) vetoBytes() {
	for i := range r.atoms {
		a := &r.atoms[i]
		before := a.start == 0 || plainOrWord(r.segment[a.start-1])
		after := int(a.end) == len(r.segment) || plainOrWord(r.segment[a.end])
		a.veto = a.veto || !before || !after
	}
}

func plainOrWord(c byte) bool { return c >= ' ' && c < 0x7f }

// vetoOwner hides all words of a directory or mailbox that is named after its
// owner.
func (r *reader) vetoOwner(w where) {
	mail := false
	for i := range r.atoms {
		mail = mail || r.atoms[i].ending && r.atoms[i].traits&mailFile != 0
	}
	if !w.owner && !mail {
		return
	}
	for i := range r.atoms {
		if a := &r.atoms[i]; !a.ending && (w.owner || a.traits&filing == 0 || a.traits&ambiguous != 0) {
			a.veto = true
			a.year = 0
		}
	}
}

// vetoInterfixes hides interfixes, initials and titles beside what is hidden.
func (r *reader) vetoInterfixes() {
	a := r.atoms
	for i := len(a) - 1; i >= 0; i-- {
		if a[i].traits&interfix == 0 || a[i].why != WhyVocabulary || a[i].copied {
			continue
		}
		if i+1 >= len(a) || a[i+1].ending || a[i+1].why == 0 || i == 0 {
			a[i].why = 0
		}
	}
	for i := range a {
		if a[i].traits&interfix != 0 && a[i].why == WhyVocabulary && !a[i].copied && (i == 0 || a[i-1].why == 0) {
			a[i].why = 0
		}
	}
}
