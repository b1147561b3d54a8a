package identifier

import (
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// traits are what a word is to the grammar of names and numbers.
type traits uint16

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
	firstName
	surname
	common
	place
	capital // written with a capital
	initial // a letter alone
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
	{phoneCue, "tel telefoon telnr telefoonnr mob mobiel phone fax gsm"},
}

// personTitles are the titles after which only a name comes.
const personTitles = "dhr hr heer meneer mevr mw mevrouw mej mejuffrouw fam familie erven weduwe mr mrs ms miss mx dr drs dokter doctor prof professor ir ing sir dame lady lord rev inz tav tnv"

// mostWords bounds the words of a segment that are looked at.
const mostWords = 48

// Recogniser finds identifiers by the rules of a pack. One goroutine uses it
// at a time; see Clone.
type Recogniser struct {
	words   []traits // by token.ID; IDs beyond it have none
	prefix  []prefix // of glued surnames: "vanden"
	names   lexicon
	common  pack.WordSet
	places  pack.WordSet
	months  []uint8 // by token.ID
	rules   rules
	phones  phoneCache
	traits  [mostWords]traits
	spans   []Span
	dates   []date
	persons int
}

// prefix is an interfix as glued to a surname.
type prefix struct{ text string }

// rules are the identifier rules of a pack that are in force.
type rules struct {
	bsn, nhs, nino, ssn, npi, rijksregister, kvnr, zNumber, dutchPostcode, britishPostcode bool
	region                                                                                 string // for phone numbers
}

// New returns a Recogniser for p, which interns its words in d: nothing else
// may use d meanwhile.
func New(p *pack.Pack, d *token.Dict) *Recogniser {
	r := &Recogniser{names: newLexicon(p), common: p.Common, places: p.Places}
	has := func(rule string) bool { return slices.Contains(p.Identifiers, rule) }
	r.rules = rules{
		bsn: has("bsn"), nhs: has("nhs-number"), nino: has("nino"), ssn: has("ssn"), npi: has("npi"),
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
				r.mark(d, t.Text, vocabulary)
			}
		}
	}
	for _, c := range cues {
		r.markAll(d, c.words, c.trait)
	}
	r.markAll(d, personTitles, titleWord)
	for _, c := range p.Codes {
		for _, text := range c.Prefixes {
			r.mark(d, text[strings.LastIndexByte(text, ' ')+1:], codeCue)
		}
	}
	r.interfixes(p, d)
	r.monthNames(d)
	return r.Clone()
}

// Clone returns a Recogniser for another goroutine. It shares all but scratch.
func (r *Recogniser) Clone() *Recogniser {
	c := *r
	c.spans = make([]Span, 0, mostWords)
	c.dates = make([]date, 0, mostDates)
	c.phones = newPhoneCache()
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
			r.prefix = append(r.prefix, prefix{glued})
		}
	}
	slices.SortFunc(r.prefix, func(a, b prefix) int {
		if n := len(b.text) - len(a.text); n != 0 {
			return n
		}
		return strings.Compare(a.text, b.text)
	})
	r.prefix = slices.Compact(r.prefix)
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
	reading := Reading{Kinds: kinds}
	if who == 0 {
		return reading
	}
	reading.Person = who
	for _, d := range r.dates {
		if d.birth {
			reading.Dated = true
			reading.Person = mix(who ^ uint64(d.year*512+d.month*32+d.day))
			break
		}
	}
	return reading
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
	numbers, letters := r.classify(segment, words)
	if numbers > 0 {
		r.numbers(segment, words)
	}
	r.email(segment, words)
	if letters == 0 {
		return 0
	}
	return r.person(segment, words)
}

// classify fills r.traits, and counts the words of digits and of letters.
func (r *Recogniser) classify(segment []byte, words []token.Word) (numbers, letters int) {
	for i := range words {
		w := &words[i]
		r.traits[i] = 0
		if w.Kind == token.Digits {
			numbers++
			continue
		}
		letters++
		var t traits
		if int(w.ID) < len(r.words) {
			t = r.words[w.ID] // none for unknown words, whose ID is 0
		}
		if w.Case != token.Lower {
			t |= capital
		}
		if n := w.End - w.Start; n == 1 {
			t |= initial
		} else if t&(vocabulary|titleWord|interfix) == 0 || t&capital != 0 {
			t |= r.names.traits(w.Hash)
		}
		r.traits[i] = t
	}
	return numbers, letters
}

func (r *Recogniser) add(k Kinds, start, end uint32) {
	if len(r.spans) < cap(r.spans) {
		r.spans = append(r.spans, Span{k, start, end})
	}
}

// trait returns what word i is; words outside the segment are nothing.
func (r *Recogniser) trait(words []token.Word, i int) traits {
	if i < 0 || i >= len(words) {
		return 0
	}
	return r.traits[i]
}

func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
