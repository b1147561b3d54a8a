package identifier

import (
	"cmp"
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// traits are what a word is to the grammar of names and numbers.
type traits uint32

const (
	vocabulary traits = 1 << iota // a word of the pack that tells a kind of data or the like
	titleWord                     // "dhr", "mevr": a person's name follows
	interfix                      // "van", "den"
	birthCue                      // "geb", "dob"
	bsnCue                        // "bsn"
	patientCue                    // "patnr"
	sampleCue                     // "monsternr"
	codeCue                       // "agb": the number after it is an organisation's
	numberCue                     // "big", "lanr": the number after it is a person's, of another kind
	phoneCue                      // "tel"
	house                         // "huisartsenpraktijk": the name beside it is the organisation's
	neutral                       // filing words, which end no name of an organisation
	ending                        // a file name extension
	doctor                        // title of one who practises, which may be part of a practice's name
	linking                       // interfix that seldom starts the name of anything but a person
	numberWord                    // "nr": the cue is the word before
	firstName
	surname
	common
	place
	capital // written with a capital
	initial // a letter alone
	merged  // a surname that interfixes are glued to
	cut     // a surname with one letter more, as in user names

	// telling are the traits without one of which, or a date beside, a word is
	// not part of a name.
	telling = titleWord | interfix | firstName | surname | initial | merged | cut
)

// cues are the words that say what number or date comes next, in the languages
// of the packs.
var cues = []struct {
	trait traits
	words string
}{
	{birthCue, "geb geboren gebdat gebdatum geboortedatum gebd dob born birth birthdate dateofbirth nee"},
	{bsnCue, "bsn bsnnr bsnnummer burgerservicenummer sofi sofinr sofinummer"},
	{patientCue, "pat patnr patientnr patientnummer patientid pid pnt mrn client clientnr clientnummer clientid dossiernr dossiernummer patient hospital chartno casenote"},
	{sampleCue, "monster monsternr monsternummer labnr labnummer labno sample sampleno sampleid ordernr ordernummer specimen barcode accession"},
	{numberCue, "big bignr bignummer uzi uzinummer lanr ssn npi gmc nmc lid personeelsnr personeelsnummer"},
	{numberWord, "nr no nummer number num id nrs code"},
	{phoneCue, "tel telefoon telnr telefoonnr mob mobiel phone fax gsm"},
}

// personTitles are the titles after which only a name comes.
const personTitles = "dhr hr heer meneer mevr mw mevrouw mej mejuffrouw fam familie erven weduwe mr mrs ms miss mx dr drs dokter doctor prof professor ir ing sir dame lady lord rev inz tav tnv"

const (
	doctors  = "dr drs dokter doctor prof professor ir ing"
	linkings = "van vd von vander vanden el al ben bin ibn ter ten di della du dos"
)

// mostWords bounds the words of a segment that are looked at.
const mostWords = 48

// Recogniser finds identifiers by the rules of a pack. One goroutine uses it
// at a time; see Clone.
type Recogniser struct {
	words  []traits // by token.ID; IDs beyond it have none
	months []uint8  // by token.ID
	names  lexicon
	rules  rules

	// What follows is scratch of one goroutine.
	cache  []cached // of words outside r.words, by hash
	phones phoneCache
	traits [mostWords]traits
	mains  [mostWords]uint64 // hash of the surname in a merged word
	spans  []Span
	dates  []date
}

// cached is what a word was found to be.
type cached struct {
	hash, main uint64
	traits     traits
}

// cacheSize bounds the words remembered, as a power of two.
const cacheSize = 1 << 12

// rules are the identifier rules of a pack that are in force.
type rules struct {
	bsn, nhs, nino, ssn, rijksregister, kvnr, zNumber, dutchPostcode, britishPostcode bool
	region                                                                            string // for phone numbers
}

// New returns a Recogniser for p, which interns its words in d: nothing else
// may use d meanwhile.
func New(p *pack.Pack, d *token.Dict) *Recogniser {
	r := &Recogniser{names: newLexicon(p)}
	has := func(rule string) bool { return slices.Contains(p.Identifiers, rule) }
	r.rules = rules{
		bsn: has("bsn"), nhs: has("nhs-number"), nino: has("nino"), ssn: has("ssn"),
		rijksregister: has("rijksregister"), kvnr: has("kvnr"), zNumber: has("z-number"),
		dutchPostcode: has("postcode") && has("bsn"), britishPostcode: has("postcode") && has("nhs-number"), region: "NL",
	}
	if r.rules.nhs {
		r.rules.region = "GB"
	}
	for _, t := range p.Terms {
		switch t.Class {
		case pack.Kind, pack.Exam, pack.Department, pack.Organisation, pack.System, pack.Month, pack.Neutral:
			if !strings.Contains(t.Text, " ") {
				r.mark(d, t.Text, vocabulary|traitOf(t))
			}
		case pack.Extension:
			r.mark(d, t.Text, ending)
		}
	}
	for _, c := range cues {
		r.markAll(d, c.words, c.trait)
	}
	r.markAll(d, personTitles, titleWord)
	r.markAll(d, doctors, doctor)
	r.markAll(d, linkings, linking)
	for _, c := range p.Codes {
		for _, text := range c.Prefixes {
			r.codePrefix(d, text)
		}
	}
	r.interfixes(p, d)
	r.monthNames(d)
	for id, t := range r.words {
		if t != 0 {
			more, _ := r.names.look([]byte(d.Word(token.ID(id))), token.Hash(d.Word(token.ID(id))))
			r.words[id] |= more &^ (merged | cut)
		}
	}
	return r.Clone()
}

// traitOf returns house for the words of organisations that are often called
// after a person, and neutral for filing words.
func traitOf(t pack.Term) traits {
	if t.Class == pack.Neutral {
		return neutral
	}
	switch t.Type {
	case "gp", "pharmacy", "dentist", "physio", "midwife", "mental-health", "care-home", "clinic", "school", "hospital", "shelter":
		return house
	}
	return 0
}

// Clone returns a Recogniser for another goroutine. It shares all but scratch.
func (r *Recogniser) Clone() *Recogniser {
	c := *r
	c.spans = make([]Span, 0, mostWords)
	c.dates = make([]date, 0, mostDates)
	c.phones = newPhoneCache()
	c.cache = make([]cached, cacheSize)
	return &c
}

func (r *Recogniser) mark(d *token.Dict, word string, t traits) {
	id := d.Intern(word)
	for int(id) >= len(r.words) {
		r.words = append(r.words, 0)
	}
	r.words[id] |= t
}

func (r *Recogniser) markAll(d *token.Dict, words string, t traits) {
	for _, w := range strings.Fields(words) {
		r.mark(d, w, t)
	}
}

// codePrefix marks the word that names a scheme of codes: of "agb nummer", agb.
func (r *Recogniser) codePrefix(d *token.Dict, text string) {
	words := strings.Fields(text)
	for i := len(words) - 1; i >= 0; i-- {
		if id := d.Intern(words[i]); i == 0 || int(id) >= len(r.words) || r.words[id]&numberWord == 0 {
			r.mark(d, words[i], codeCue)
			return
		}
	}
}

// interfixes learns the interfixes, and the forms in which they are glued to a
// surname, longest first.
func (r *Recogniser) interfixes(p *pack.Pack, d *token.Dict) {
	for _, text := range p.Interfixes {
		glued := ""
		for _, w := range strings.FieldsFunc(text, func(c rune) bool { return c < 'a' || c > 'z' }) {
			if len(w) > 1 {
				r.mark(d, w, interfix)
			}
			glued += w
		}
		if len(glued) >= 3 {
			r.names.glue = append(r.names.glue, glued)
		}
	}
	slices.SortFunc(r.names.glue, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	r.names.glue = slices.Compact(r.names.glue)
}

// Read returns what segment says, whose words w holds as scanned with the Dict
// of New. Of a name with more than 48 words only those are looked at. In
// steady state it does not allocate.
func (r *Recogniser) Read(segment []byte, w *token.Words) Reading {
	who := r.find(segment, w)
	var kinds Kinds
	for _, s := range r.spans {
		kinds |= s.Kinds
	}
	reading := Reading{Kinds: kinds &^ OtherDate}
	if kinds&NineDigits != 0 {
		reading.NumberAt = r.numberAt(w)
	}
	if who == 0 {
		return reading
	}
	reading.Person = who
	for _, d := range r.dates {
		if d.birth {
			reading.Dated = true
			reading.Person = mix(who ^ uint64(int(d.year)*512+int(d.month)*32+int(d.day)))
			break
		}
	}
	return reading
}

// numberAt returns the word at which the first number tagged NineDigits starts.
func (r *Recogniser) numberAt(w *token.Words) uint16 {
	for _, s := range r.spans {
		if s.Kinds&NineDigits == 0 {
			continue
		}
		for i := range w.List {
			if w.List[i].Start == s.Start {
				return uint16(i)
			}
		}
	}
	return 0
}

// Spans appends to dst what Read finds, as parts of the segment: numbers and
// dates in the order in which they stand, then names. Parts may overlap.
func (r *Recogniser) Spans(segment []byte, w *token.Words, dst []Span) []Span {
	r.find(segment, w)
	return append(dst, r.spans...)
}

// find fills r.spans and r.dates, and returns the hash of the first person
// named.
func (r *Recogniser) find(segment []byte, w *token.Words) uint64 {
	r.spans, r.dates = r.spans[:0], r.dates[:0]
	words := w.List[:min(len(w.List), mostWords)]
	numbers, all := r.classify(segment, words)
	r.numbers(segment, words, numbers)
	r.email(segment, words)
	if all&telling == 0 && len(r.dates) == 0 && len(r.spans) == 0 {
		return 0
	}
	return r.person(segment, words)
}

// classify fills r.traits and r.mains, and returns the words at which a number
// may start, a bit each, and all traits there are.
func (r *Recogniser) classify(segment []byte, words []token.Word) (numbers uint64, all traits) {
	var digits, short uint64
	for i := range words {
		w := &words[i]
		if w.Kind == token.Digits {
			r.traits[i] = 0
			digits |= 1 << i
			continue
		}
		size := w.End - w.Start
		if size <= 2 {
			short |= 1 << i
		}
		var t traits
		switch {
		case size == 1:
			t = initial
		case int(w.ID) < len(r.words) && r.words[w.ID] != 0:
			t = r.words[w.ID]
		default:
			c := &r.cache[w.Hash&(cacheSize-1)]
			if c.hash != w.Hash {
				c.hash = w.Hash
				c.traits, c.main = r.names.look(segment[w.Start:w.End], w.Hash)
			}
			t, r.mains[i] = c.traits, c.main
		}
		if w.Case != token.Lower {
			t |= capital
		}
		r.traits[i] = t
		all |= t
	}
	return digits | short&(digits>>1), all
}

func (r *Recogniser) add(k Kinds, start, end uint32) {
	if len(r.spans) < cap(r.spans) {
		r.spans = append(r.spans, Span{})
		s := &r.spans[len(r.spans)-1]
		s.Kinds, s.Start, s.End = k, start, end
	}
}

// trait returns what word i is; words outside the segment are nothing.
func (r *Recogniser) trait(words []token.Word, i int) traits {
	if i < 0 || i >= len(words) {
		return 0
	}
	return r.traits[i]
}

// cue returns the traits of the word before word i, and of the one before that
// where it is "nr" or the like.
func (r *Recogniser) cue(words []token.Word, i int) traits {
	t := r.trait(words, i-1)
	if t&numberWord != 0 {
		t |= r.trait(words, i-2)
	}
	return t
}

func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
