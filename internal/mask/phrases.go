package mask

import (
	"cmp"
	"slices"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// phrases puts the register's words in place of the phrases that may show, and
// hides those of organisations whose name is the secret. Of phrases that
// overlap, that with most words stays, then the first.
func (r *reader) phrases(judged []mention.PhraseID) {
	if r.scan == nil || len(r.words.List) == 0 {
		return
	}
	r.hits = r.scan.Segment(r.segment, &r.words, r.hits[:0])
	if len(r.hits) == 0 {
		return
	}
	r.index()
	reg := r.m.register
	slices.SortStableFunc(r.hits, func(a, b mention.Hit) int {
		return cmp.Or(cmp.Compare(r.isCode(&a), r.isCode(&b)), cmp.Compare(r.turnedHit(&a), r.turnedHit(&b)),
			cmp.Compare(b.Last-b.First, a.Last-a.First))
	})
	for _, h := range r.hits {
		p := reg.phrase(h.Phrase)
		if reg.sensitive(p) && !r.elsewhere(&h) {
			r.hideWords(h)
			continue
		}
		if int(h.Last) >= len(r.at) || r.at[h.First] < 0 || r.at[h.Last] < 0 || r.torn(&h) {
			continue
		}
		ok := slices.Contains(judged, h.Phrase)
		if p.Class == mention.Code && (ok || r.vouched(p)) || r.showsPhrase(&h, p, ok && !slices.Contains(r.told, h.Phrase)) {
			r.overlay(&h, p)
			r.told = append(r.told, h.Phrase)
		}
	}
}

// elsewhere reports whether an organisation word beside or in a hit says that
// an organisation whose name is no secret is meant: "HAP De Molen", where a
// shelter is called De Molen too.
func (r *reader) elsewhere(h *mention.Hit) bool {
	for w := max(0, int(h.First)-1); w <= int(h.Last)+1 && w < len(r.words.List); w++ {
		if t := r.m.lex.of(r.words.List[w].ID); t&organisation != 0 && t&shelterWord == 0 {
			return true
		}
	}
	return false
}

// torn reports whether a hit is cut out of a longer run: what is glued to it is
// no word of the vocabulary.
func (r *reader) torn(h *mention.Hit) bool {
	list := r.words.List
	if list[h.First].Glued && !h.Prefixed && r.m.lex.of(list[h.First-1].ID)&(vocabulary|organisation|extension) == 0 {
		return true
	}
	next := int(h.Last) + 1
	return next < len(list) && list[next].Glued && r.m.lex.of(list[next].ID)&(vocabulary|organisation|extension) == 0
}

// isCode returns 1 for a code and 0 for all else: codes come last, when it is
// known which organisations the segment names.
func (r *reader) isCode(h *mention.Hit) int {
	if h.Class == mention.Code {
		return 1
	}
	return 0
}

// vouched reports whether an organisation with the code p is named in the path
// so far. A number alone proves nothing: of the numbers of patients too, some
// are equal to a code.
func (r *reader) vouched(p mention.Phrase) bool {
	for _, told := range r.told {
		for _, org := range r.m.register.phrase(told).Candidates {
			if _, ok := slices.BinarySearch(p.Candidates, org); ok {
				return true
			}
		}
	}
	return false
}

// index fills at: for each word, the atom that holds it.
func (r *reader) index() {
	r.at = r.at[:0]
	for range r.words.List {
		r.at = append(r.at, -1)
	}
	for i := range r.atoms {
		for w := r.atoms[i].first; w <= r.atoms[i].last; w++ {
			r.at[w] = int16(i)
		}
	}
}

func (r *reader) hideWords(h mention.Hit) {
	for w := h.First; w <= h.Last && int(w) < len(r.at); w++ {
		if i := r.at[w]; i >= 0 {
			r.atoms[i].veto, r.atoms[i].why = true, 0
		}
	}
}

// showsPhrase reports whether the phrase of a hit may show where it was found.
func (r *reader) showsPhrase(h *mention.Hit, p mention.Phrase, judged bool) bool {
	weak := p.Weak | h.Weak
	switch p.Class {
	case mention.Code:
		return h.Prefixed && h.Weak&mention.Digits == 0
	case mention.Domain:
		return len(p.Candidates) == 1 && r.onlyLetters(h)
	case mention.Context:
		return false
	}
	switch {
	case weak&mention.Digits != 0 || weak&mention.GenericOnly != 0 && !h.Full && !judged:
		return false
	case weak&mention.PersonName != 0 || r.ownWords(h) <= 1:
		exact := h.Class != mention.Spelling || h.Full
		cued := exact && (h.Cue || h.Last > h.First && (h.Full || judged)) && r.cued(h, p, judged)
		alone := h.Alone && weak&(mention.PlaceName|mention.PersonName) == 0
		whole := h.Full && !r.byInterfix(h) && weak&(mention.PlaceName|mention.PersonName) != mention.PersonName
		return cued || h.Last == h.First && r.branded(h, weak) || judged && (alone || whole)
	case h.Cue || h.Full && p.Words >= 2:
		return true
	case judged:
		return weak&mention.PlaceName == 0
	}
	return h.Class != mention.Spelling && weak&ordinary == 0
}

// ordinary are the reasons for which a phrase does not show on its own.
const ordinary = mention.PlaceName | mention.StreetName | mention.CommonWords | mention.Short | mention.Derived

// byInterfix reports whether a hit may be part of a surname: "van Breda",
// "Breda, van".
func (r *reader) byInterfix(h *mention.Hit) bool {
	i, j := int(r.at[h.First]), int(r.at[h.Last])
	return i > 0 && r.atoms[i-1].traits&interfix != 0 || j+1 < len(r.atoms) && r.atoms[j+1].traits&interfix != 0
}

// ownWords returns how many words of a hit are no organisation words.
func (r *reader) ownWords(h *mention.Hit) (n int) {
	for _, w := range r.words.List[h.First : h.Last+1] {
		if r.m.lex.of(w.ID)&(organisation|interfix) == 0 {
			n++
		}
	}
	return n
}

func (r *reader) onlyLetters(h *mention.Hit) bool {
	for _, w := range r.words.List[h.First : h.Last+1] {
		if w.Kind == token.Digits {
			return false
		}
	}
	return true
}

// cued reports whether an organisation word is part of the hit or touches it,
// on the side where the register has it, and nothing says that a person is
// meant: no title or initial before it, and not the word for one who practises
// ("huisarts Jansen"). A judge's word makes up for the side and for a short
// organisation word.
func (r *reader) cued(h *mention.Hit, p mention.Phrase, judged bool) bool {
	for w := int(h.First) + 1; w <= int(h.Last); w++ {
		if !within(r.segment[r.words.List[w-1].End:r.words.List[w].Start]) {
			return false
		}
	}
	if i := int(r.at[h.First]); i > 0 && r.atoms[i].traits&organisation == 0 && (r.atoms[i-1].traits&title != 0 || r.atoms[i-1].kind == letterAtom) {
		return false
	}
	before, after := r.m.register.sides(p)
	before, after = before || judged, after || judged
	first, last := int(h.First), int(h.Last)
	for w := first; w <= last && last > first; w++ {
		if r.organises(w, judged) && (w > first || before) && (w < last || after) {
			return true
		}
	}
	return before && r.beside(first-1, first, judged) || after && r.beside(last+1, last+1, judged)
}

// beside reports whether word w is an organisation word that goes with the
// word at the other side of the gap before word next.
func (r *reader) beside(w, next int, judged bool) bool {
	if w < 0 || w >= len(r.at) || r.at[w] < 0 || !r.organises(w, judged) {
		return false
	}
	return within(r.segment[r.words.List[next-1].End:r.words.List[next].Start])
}

// organises reports whether word w is an organisation word, and not one for a
// person.
func (r *reader) organises(w int, judged bool) bool {
	x := r.words.List[w]
	t := r.m.lex.of(x.ID)
	return t&organisation != 0 && t&practitioner == 0 && (judged || x.End-x.Start >= 3)
}

// within reports whether gap may stand between the words of one name: "St.
// Bavo", "De Wit & Vos".
func within(gap []byte) bool {
	hyphens := 0
	for _, c := range gap {
		switch c {
		case ' ', '_', '.', '&', '\'':
		case '-':
			hyphens++
		default:
			return false
		}
	}
	return len(gap) <= 1 || len(gap) <= 3 && hyphens == 0
}

// turnedHit returns 1 for a hit that has the organisation word after what the
// register has it before, and 0 for all else: "Linde Apotheek" may be half of
// "Linde" and "Apotheek Zon".
func (r *reader) turnedHit(h *mention.Hit) int {
	list := r.words.List
	if h.Last > h.First && r.m.lex.of(list[h.First].ID)&organisation == 0 && r.m.lex.of(list[h.Last].ID)&organisation != 0 {
		return 1
	}
	return 0
}

// branded reports whether the one word of a hit is all of the name, nobody's
// name, no word of the language and no place: a name that only the
// organisation has. What is left of a name without its organisation words is
// none: a practice is often named after its doctor, and a doctor's name may be
// too rare for any list.
func (r *reader) branded(h *mention.Hit, weak mention.Weakness) bool {
	if !h.Full || h.Class == mention.Spelling || weak&(ordinary|mention.PersonName) != 0 {
		return false
	}
	w := r.words.List[h.First]
	p := r.m.lex.pack
	return w.End-w.Start >= 5 && !r.m.lex.isName(w.Hash) && !p.Places.Has(w.Hash) && !p.Common.Has(w.Hash)
}

// overlay puts one atom with the register's words in place of those of a hit.
// Where an atom reaches beyond the hit it does nothing.
func (r *reader) overlay(h *mention.Hit, p mention.Phrase) {
	if int(h.Last) >= len(r.at) || r.m.register.contact(p) {
		return
	}
	from, to := r.at[h.First], r.at[h.Last]
	if from < 0 || to < 0 || r.atoms[from].first != h.First || r.atoms[to].last != h.Last {
		return
	}
	for i := from; i <= to; i++ {
		if r.atoms[i].why == WhyRegister || r.atoms[i].why == WhyCode || r.atoms[i].veto {
			return
		}
	}
	x := r.atoms[from]
	x.end, x.last, x.kind, x.traits, x.ending = r.atoms[to].end, h.Last, wordAtom, registerWord, false
	x.why, x.phrase = WhyRegister, h.Phrase
	if p.Class == mention.Code {
		x.why = WhyCode
	}
	r.atoms[from] = x
	r.atoms = slices.Delete(r.atoms, int(from)+1, int(to)+1)
	r.places = slices.Delete(r.places, int(from)+1, int(to)+1)
	r.index()
}
