package mask

import (
	"maps"
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// trait is a set of what the masker knows of a word.
type trait uint32

const (
	vocabulary   trait = 1 << iota // may show in a safe slot
	ambiguous                      // vocabulary that names of persons or places share
	extension                      // may show as the end of a file name
	title                          // of a person: hides what follows
	interfix                       // of surnames: hides with its neighbours
	organisation                   // makes a name an organisation's
	natural                        // names a nature or a group: all that Strict shows
	birthCue                       // says that the date which follows is of birth
	ownerCue                       // directory of which each child is a person's: users
	delicate                       // staff or mail: lengths are not shown
	month                          // of the year
	termPart                       // part of a vocabulary term of several words
	registerWord                   // part of a phrase of the register
	filing                         // neutral or system word, not of care
	shelterWord                    // organisation word of those whose name is the secret
	copyWord                       // "kopie" of "Kopie van"
	mailFile                       // extension of a file that is one person's mail
	practitioner                   // one who practises: the name that follows is a person's
	heading                        // unambiguous kind of document or department: begins a name of a file
)

// lexicon holds the words of a pack by their number in a Dict.
type lexicon struct {
	dict   *token.Dict
	traits []trait // by token.ID; shorter than the Dict may become
	months []uint8 // by token.ID, 1 to 12
	terms  map[token.ID][]term
	starts starts
	pack   *pack.Pack
}

// term is a vocabulary entry of several words.
type term struct {
	ids    []token.ID
	traits trait
}

// Hide-only cues, whatever the pack says of them.
var (
	titles = strings.Fields("dhr mw mevr mevrouw mej heer meneer dr drs ir ing prof mr mrs ms miss sir fam familie " +
		"inz inzake tnv wed baby herr frau hr")
	birthCues     = strings.Fields("geb geboren geboortedatum geboorte gebdat gbdatum dob born birth birthdate dateofbirth geburtsdatum")
	ownerCues     = strings.Fields("users user home homes homedirs mailbox mailboxes mailboxen gebruikers profiles profielen userdata homedrive")
	mailWords     = strings.Fields("mailbox mailboxes mailboxen inbox outlook postvak mail pst ost users home gebruikers")
	interfixes    = strings.Fields("van de der den ten ter te het vd vande vander vanden von zu del della di da dos du la le el al ben bin ibn")
	practitioners = strings.Fields("huisarts tandarts apotheker verloskundige vroedvrouw fysiotherapeut psycholoog psychiater psychotherapeut " +
		"logopedist dietist orthodontist mondhygienist ergotherapeut oefentherapeut podotherapeut kaakchirurg tandprotheticus mondhygieniste " +
		"kinderarts dierenarts arts specialist medisch gp physician dentist pharmacist chemist midwife physiotherapist psychologist surgeon doctor")
	copyWords  = strings.Fields("kopie kopien copy copie")
	mailFiles  = strings.Fields("pst ost nst mbox")
	monthNames = [12]string{
		"januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may", "juni june jun",
		"juli july jul", "augustus august aug", "september sep sept", "oktober october okt oct", "november nov",
		"december dec",
	}
)

func newLexicon(p *pack.Pack, d *token.Dict) *lexicon {
	l := &lexicon{dict: d, pack: p, terms: make(map[token.ID][]term)}
	for _, t := range p.Terms {
		l.addTerm(t)
	}
	for _, list := range []struct {
		words []string
		trait trait
	}{
		{titles, title},
		{birthCues, birthCue},
		{ownerCues, ownerCue},
		{mailWords, delicate},
		{practitioners, practitioner},
		{copyWords, copyWord},
		{mailFiles, mailFile},
		{p.Interfixes, interfix},
		{interfixes, interfix},
	} {
		for _, w := range list.words {
			for _, part := range splitTerm(w) {
				if len(part) > 1 { // a single letter is an initial
					l.add(d.Intern(part), list.trait)
				}
			}
		}
	}
	for _, long := range slices.Sorted(maps.Keys(p.Abbreviations)) {
		for _, short := range p.Abbreviations[long] {
			l.abbreviation(long, short)
		}
	}
	l.months = make([]uint8, d.Len())
	for n, names := range monthNames {
		for _, name := range strings.Fields(names) {
			id := d.Intern(name)
			l.add(id, month)
			l.months = grown(l.months, int(id))
			l.months[id] = uint8(n + 1)
		}
	}
	return l
}

// splitTerm returns the runs of letters and of digits in a term.
func splitTerm(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\'' || r == '.' || r == '-' })
}

// abbreviation makes short an organisation word if long is one, and if nothing
// else is written so.
func (l *lexicon) abbreviation(long, short string) {
	parts := splitTerm(long)
	id := l.dict.Lookup(parts[0])
	ok := len(parts) == 1 && l.of(id)&organisation != 0
	for _, t := range l.terms[id] {
		ok = ok || len(t.ids) == len(parts) && t.traits&organisation != 0
	}
	hash := token.Hash(short)
	if ok && len(short) > 1 && len(splitTerm(short)) == 1 && !l.isName(hash) && !l.pack.Places.Has(hash) {
		l.add(l.dict.Intern(short), organisation|l.of(id)&shelterWord)
	}
}

func (l *lexicon) addTerm(t pack.Term) {
	traits := vocabulary
	hash := token.Hash(t.Text)
	if t.Ambiguous || l.isName(hash) || l.pack.Places.Has(hash) || len(t.Text) <= 2 || t.Weak && len(t.Text) <= 3 {
		traits |= ambiguous
	}
	if len(t.Natures) > 0 || len(t.Groups) > 0 {
		traits |= natural
	}
	if slices.Contains(t.Natures, "hr") {
		traits |= delicate
	}
	switch t.Class {
	case pack.Extension:
		traits = extension
	case pack.Organisation:
		traits |= organisation
		if slices.Contains(sensitiveTypes, t.Type) {
			traits |= shelterWord
		}
	case pack.Kind, pack.Department:
		if traits&ambiguous == 0 {
			traits |= heading
		}
	case pack.Title:
		traits |= title
	case pack.Neutral, pack.System:
		traits |= filing
	}
	parts := splitTerm(t.Text)
	if len(parts) == 1 {
		l.add(l.dict.Intern(t.Text), traits)
		return
	}
	m := term{traits: traits}
	for _, part := range parts {
		id := l.dict.Intern(part)
		l.add(id, termPart)
		m.ids = append(m.ids, id)
	}
	first := append(l.terms[m.ids[0]], m)
	slices.SortStableFunc(first, func(a, b term) int { return len(b.ids) - len(a.ids) })
	l.terms[m.ids[0]] = first
}

func (l *lexicon) add(id token.ID, t trait) {
	l.traits = grown(l.traits, int(id))
	l.traits[id] |= t
	if t&vocabulary != 0 {
		l.starts.add(l.dict.Word(id))
	}
}

func grown[T any](s []T, index int) []T {
	if index < len(s) {
		return s
	}
	return append(s, make([]T, index+1-len(s))...)
}

// of returns the traits of the word with this number.
func (l *lexicon) of(id token.ID) trait {
	if int(id) < len(l.traits) {
		return l.traits[id]
	}
	return 0
}

func (l *lexicon) monthOf(id token.ID) int {
	if int(id) < len(l.months) {
		return int(l.months[id])
	}
	return 0
}

// isName reports whether persons have the word with this hash as a name.
func (l *lexicon) isName(hash uint64) bool {
	return l.pack.Surnames.Has(hash) || l.pack.FirstNames.Has(hash)
}
