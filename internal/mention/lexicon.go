package mention

import (
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// trait is a set of properties of a word.
type trait uint32

const (
	orgWord     trait = 1 << iota // makes a name an organisation's
	orgShort                      // a short form of such a word
	upperOnly                     // such a word in capitals only: "MP"
	legalForm                     // "bv"
	connective                    // "en": of no weight between two words
	genitiveS                     // of "Mary's", which can stand apart
	hasGenitive                   // some name has this word with such an s
	article                       // "de"
	filler                        // "voor", "van": belongs to what follows
	interfix                      // of surnames
	title                         // "dr"
	commonWord
	brandWord
	personWord
	placeWord
	streetWord
	cityWord   // a city of the register
	cityPart   // a word of one of several words
	vocabulary // of filing and of the sector
	filing     // of filing
	extension
	termStart  // first of an organisation term of several words
	termTail   // the end of a longer organisation word: "centrum"
	codeStart  // first of a code with letters
	codePrefix // names a scheme of codes
	codeWord   // "nummer"
	side       // tells one part of a place from another: "north"
	topLevel   // last label of a domain of the register
	looked     // the other traits are known
	leading    // its stem leads to organisations; see partials
)

// word is what the Index knows of a word of the Dict.
type word struct {
	sym    uint32 // number of the word it stands for; 0 if the Index does not use it
	root   uint32 // trie node after sym as a first word, 0 if none starts so
	traits trait
	types  uint32 // of organisations, for orgWord
}

// Words of Dutch, English, German and French that names hold and that their
// writers drop, add and move.
var (
	connectives  = []string{"en", "and", "und", "et"}
	articles     = []string{"de", "het", "een", "the", "la", "le", "les", "der", "die", "das"}
	prepositions = []string{"voor", "te", "in", "op", "bij", "aan", "van", "for", "of", "at", "on", "by", "fur", "im", "am", "du", "des", "omstreken", "omgeving", "partners"}
	streetEnds   = []string{
		"straat", "laan", "weg", "plein", "gracht", "kade", "singel", "dijk", "steeg", "dreef", "hof", "pad", "road", "street", "lane", "avenue",
		"drive", "close", "terrace", "crescent", "dreef", "hof", "markt", "boulevard",
	}
	sides = []string{
		"noord", "zuid", "oost", "west", "noorder", "zuider", "ooster", "wester", "midden", "boven", "beneden", "north", "south", "east", "northern",
		"southern", "eastern", "western", "mid", "upper", "lower", "northwest", "northeast", "southwest", "southeast",
	}
	// sameWords holds other writings of words, beside what canonical does.
	sameWords = [][2]string{
		{"st", "sint"},
		{"saint", "sint"},
		{"sankt", "sint"},
		{"ste", "sint"},
		{"t", "het"},
		{"mt", "mount"},
		{"ii", "2"},
		{"iii", "3"},
		{"iv", "4"},
		{"vi", "6"},
		{"vii", "7"},
		{"viii", "8"},
		{"ix", "9"},
	}
)

// canonical returns the writing that stands for all equal writings of a folded
// word: "ij" and "y" are one, as are roman and arabic numbers.
func canonical(folded string) string {
	if len(folded) <= len("sankt") {
		for _, s := range sameWords {
			if s[0] == folded {
				return s[1]
			}
		}
	}
	if strings.Contains(folded, "ij") {
		return strings.ReplaceAll(folded, "ij", "y")
	}
	if folded[0] == '0' {
		if short := strings.TrimLeft(folded, "0"); short != "" {
			return short
		}
	}
	return folded
}

// word returns what is known of the word with this number, with room for it.
func (b *builder) word(id token.ID) *word {
	if int(id) >= len(b.ix.words) {
		n := max(int(id)+1, b.dict.Len())
		b.ix.words = slices.Grow(b.ix.words, n-len(b.ix.words))[:n]
	}
	return &b.ix.words[id]
}

// intern returns the number of a folded word, and of the word it stands for.
func (b *builder) intern(folded string) (id, sym token.ID) {
	id = b.dict.Intern(folded)
	w := b.word(id)
	if w.sym != 0 {
		return id, token.ID(w.sym)
	}
	sym = id
	if c := canonical(folded); c != folded {
		sym = b.dict.Intern(c)
		b.look(sym, c)
		b.word(sym).sym = uint32(sym)
	}
	b.word(id).sym = uint32(sym)
	b.look(id, folded)
	return id, sym
}

// look finds the traits of a word that its hash or its ending tell.
func (b *builder) look(id token.ID, folded string) {
	w := b.word(id)
	if w.traits&looked != 0 {
		return
	}
	w.traits |= looked
	hash := token.Hash(folded)
	if b.pack.Common.Has(hash) {
		w.traits |= commonWord
	}
	if b.pack.FirstNames.Has(hash) || b.pack.Surnames.Has(hash) {
		w.traits |= personWord
	}
	if b.pack.Places.Has(hash) {
		w.traits |= placeWord
	}
	for _, end := range streetEnds {
		if folded == end || len(folded) > len(end)+2 && strings.HasSuffix(folded, end) {
			w.traits |= streetWord
		}
	}
}

// vocabulary interns the words of the pack with their traits.
func (b *builder) vocabulary() {
	for _, l := range []struct {
		words []string
		trait trait
	}{{connectives, connective}, {articles, article}, {prepositions, filler}, {b.pack.Interfixes, interfix}, {sides, side}} {
		for _, s := range l.words {
			if !strings.ContainsAny(s, " '-") {
				b.mark(s, l.trait)
			}
		}
	}
	for _, s := range sameWords {
		b.intern(s[0])
	}
	_, b.sint = b.intern("sint")
	_, b.het = b.intern("het")
	for n := '1'; n <= '9'; n++ {
		b.intern("0" + string(n))
	}
	b.mark("t", article)
	b.mark("s", genitiveS)
	for i := range b.pack.Terms {
		b.term(&b.pack.Terms[i])
	}
	long := make([]string, 0, len(b.pack.Abbreviations))
	for s := range b.pack.Abbreviations {
		long = append(long, s)
	}
	slices.Sort(long)
	for _, s := range long {
		if !b.isOrganisationTerm(s) {
			b.synonyms(s)
			continue
		}
		types := b.typesOf(s)
		for _, short := range b.pack.Abbreviations[s] {
			b.organisationTerm(short, types, orgWord|orgShort)
		}
	}
	for _, s := range b.pack.LegalForms {
		b.organisationTerm(s, 0, legalForm)
	}
}

// Words of so many names, at least so many in all, are organisation words of
// this register, whether the pack knows them or not.
const (
	usualShare = 100 // one name in so many
	usualLeast = 40  // names
)

// usual finds the words that many names of the register share ("health",
// "regional") and takes them for organisation words; but not those that often
// are all that tells one name from another ("Riverside Surgery").
func (b *builder) usual() {
	orgs := b.ix.reg.Organisations
	type tally struct{ names, alone uint32 }
	var counts []tally
	const other = article | filler | interfix | connective | personWord | cityWord | cityPart | orgWord | legalForm | title
	for i := range orgs {
		parts, own, last := b.split(orgs[i].Name), 0, token.Unknown
		for _, p := range parts {
			if len(p.text) < 4 || p.traits&other != 0 || p.sym == last {
				continue
			}
			own, last = own+1, p.sym
			for int(last) >= len(counts) {
				counts = append(counts, make([]tally, b.dict.Len()-len(counts))...)
			}
			counts[last].names++
		}
		if own == 1 {
			counts[last].alone++
		}
	}
	least := uint32(max(usualLeast, len(orgs)/usualShare))
	for id, n := range counts {
		if n.names >= least && 3*n.alone < n.names {
			b.mark(b.dict.Word(token.ID(id)), orgWord)
		}
	}
}

// mark gives a word a trait, and the word it stands for too.
func (b *builder) mark(s string, t trait) {
	id, sym := b.intern(token.Fold(s))
	b.word(sym).traits |= t
	b.word(id).traits |= t
}

func (b *builder) term(t *pack.Term) {
	switch t.Class {
	case pack.Organisation:
		if t.Weak {
			b.organisationTerm(t.Text, b.typeBit(t.Type), orgWord|orgShort)
			return
		}
		b.organisationTerm(t.Text, b.typeBit(t.Type), orgWord)
		for _, s := range inflections(t.Text) {
			b.organisationTerm(s, b.typeBit(t.Type), orgWord)
		}
		return
	}
	var as trait
	switch t.Class {
	case pack.System:
		as = brandWord | vocabulary
	case pack.Title:
		as = title | vocabulary
	case pack.Extension:
		as = extension | vocabulary
	case pack.Neutral:
		as = filing | vocabulary
	default:
		as = vocabulary
	}
	if !strings.ContainsAny(t.Text, " -./&'") {
		b.mark(t.Text, as)
	}
}

// inflections returns plurals of an organisation word. A form that does not
// exist does no harm.
func inflections(s string) []string {
	switch {
	case len(s) < 5:
		return []string{s + "s", s + "en"}
	case strings.HasSuffix(s, "y"):
		return []string{s[:len(s)-1] + "ies", s + "s"}
	case strings.HasSuffix(s, "huis"):
		return []string{s[:len(s)-1] + "zen"}
	case strings.HasSuffix(s, "theek"):
		return []string{s[:len(s)-3] + "eken", s[:len(s)-2] + "ken"}
	case strings.HasSuffix(s, "um"):
		return []string{s[:len(s)-2] + "a", s + "s"}
	case strings.HasSuffix(s, "e"):
		return []string{s + "s", s + "n"}
	}
	return []string{s + "en", s + "s"}
}

// organisationTerm adds a term of one or more words.
func (b *builder) organisationTerm(text string, types uint32, as trait) {
	ws := b.split(text)
	switch len(ws) {
	case 0:
		return
	case 1:
		if ws[0].sym != ws[0].id && len(ws[0].text) < 4 { // "st" is a saint first
			return
		}
		b.mark(ws[0].text, as)
		for _, id := range []token.ID{ws[0].id, ws[0].sym} {
			b.word(id).types |= types
		}
		return
	}
	b.word(ws[0].id).traits |= termStart
	b.word(ws[0].sym).traits |= termStart
	x := b.extra(b.node(ws))
	x.traits |= as
	x.types |= types
	if as == orgWord {
		b.initials(ws, types)
	}
}

// initials lets "MP" stand for "medical practice", in capitals.
func (b *builder) initials(ws []part, types uint32) {
	var text []byte
	for _, w := range ws {
		if w.traits&(article|filler|connective) == 0 {
			text = append(text, w.text[0])
		}
	}
	if len(text) < 2 || len(text) > 4 || !plain(text) {
		return
	}
	id := b.dict.Lookup(string(text))
	if id != token.Unknown && b.word(id).traits&^(looked|upperOnly|orgWord|orgShort) != 0 {
		return
	}
	if id != token.Unknown && b.word(id).traits&(upperOnly|orgWord) == orgWord {
		return
	}
	b.mark(string(text), orgWord|orgShort|upperOnly)
	id = b.dict.Lookup(string(text))
	b.word(id).types |= types
}

// isOrganisationTerm reports whether the pack knows text as such.
func (b *builder) isOrganisationTerm(text string) bool {
	ws := b.split(text)
	for _, w := range ws {
		if w.traits&orgWord == 0 {
			return false
		}
	}
	return len(ws) > 0
}

// synonyms lets the short forms of a word that is no organisation word stand
// for it: "mt" for "mount".
func (b *builder) synonyms(text string) {
	ws := b.split(text)
	if len(ws) != 1 {
		return
	}
	sym := ws[0].sym
	for _, short := range b.pack.Abbreviations[text] {
		if len(short) < 3 || !plain(short) || b.dict.Lookup(short) != token.Unknown {
			continue
		}
		id := b.dict.Intern(short)
		b.word(id).sym = uint32(sym)
		b.look(id, short)
	}
}

// typesOf returns the types of organisations that a term names.
func (b *builder) typesOf(text string) uint32 {
	ws := b.split(text)
	if len(ws) == 1 {
		return b.word(ws[0].id).types
	}
	if len(ws) == 0 {
		return 0
	}
	return b.extra(b.node(ws)).types
}
