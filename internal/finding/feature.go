package finding

import (
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// feature is one thing that speaks for or against a hit naming a candidate.
type feature int

// The features. Each has one weight; their products sum to log-odds.
const (
	always feature = iota
	byCode
	byPrefixedCode
	byAbbreviation
	bySpelling
	edits              // of spelling, each
	cut                // the last word stops early
	rarity             // of the phrase, in bits, per ten
	words              // beyond the first
	cue                // a fitting organisation word stands beside it
	alone              // no other word of letters in the segment
	titled             // a person's title or initial stands before it
	firstName          // a first name stands beside it
	born               // a date of birth stands in the same name
	initial            // one letter stands after it
	goesBefore         // a word that may belong to a longer name stands before it, separated like its own words
	goesOn             // or after it
	shortCue           // its organisation word has one or two letters
	weakAbbreviated    // a weak phrase beside a shortened organisation word
	density            // of whole names in the listing; see densityOf
	baseRate           // of credible names in the listing, as decades below 1 in 100
	placeBefore        // a place that is not its own stands right before it
	amongOrganisations // in a directory for things named after organisations
	amongPersons       // or after persons
	distinctive        // one word that is nothing else that we know, of one organisation, with no sign of a person
	person             // weak phrases, when nothing beside them supports them
	place
	street
	common
	generic
	short
	digits
	brand
	supportedPerson // and when something does
	supportedWeak
	crowded  // a name of places or generic words, among other words
	derived  // made by us, not by the register
	slotRate // log-odds that such a place in names holds an organisation of the register
	anyRate  // or at least the name of one
	folder   // names a directory
	fullName // what the phrase is to the candidate; several can hold
	cityless // the name without the city that it ends or begins with
	headName // the name up to its first organisation word
	coreName
	givenAlias
	bareCore
	acronym
	label
	shortened
	address
	oneWordName // its full name is one word, and no place
	placeName   // its full name is that of a place
	placeSlot   // anyRate, for such a name
	city        // of the candidate, in the same segment
	cityInside  // or there, but as a part of a name only
	cityAbove   // in a directory above
	cityOther   // another city, in the same segment
	cityOtherAbove
	kind      // of organisation, named in the same segment
	kindAbove // or above
	kindOther
	kindOtherAbove
	kindBeside      // right beside the hit
	kindOtherBeside // another type right beside it, and not its own
	codeBeside      // a code of the candidate in the same path
	codeOther       // a code of another organisation in the same path
	lonely          // neither its type nor its city is named, nor does an organisation word stand beside it
	lonelySlot      // slotRate of such a hit
	lonelyOne       // such a hit is one word
	outranked       // the candidate has less than the phrase, which is the whole name of another
	cueMisplaced    // the organisation word beside it stands on the other side than in the name
	inPart          // all words that are joined with the name are of it; see mention.Hit.Coverage
	lacking         // share of the name's words that such a name lacks
	solidCore       // the core of a name, of several words that are nothing else, of one organisation
	solidCued       // such a core, beside an organisation word
	twice           // another name beside it can mean the candidate too
	shared          // a name that the candidate has not shares words with the hit
	outdone         // or is whole and beside it, when the hit is less than a whole name
	cityRival       // the city of another candidate stands in the segment, inside a name
	region          // the candidate is where those are that the listing names; see regions
	elsewhere       // the candidate is named beyond doubt elsewhere in the listing
	analyst         // said by an analyst: same 1, different -1
	unsure          // an analyst looked and could not say
	features
)

var featureNames = [features]string{
	"always", "code", "code with its scheme", "abbreviation", "spelling",
	"edits", "cut", "rarity", "words", "organisation word beside", "alone in the name", "title before", "first name beside", "date of birth in the name", "initial after", "name goes on before", "name goes on after", "short organisation word", "weak, beside a shortened word", "listing of many names", "listing of few names", "other place right before", "in a folder of organisations", "in a folder of persons", "distinctive word",
	"name of a person", "name of a place", "name of a street", "ordinary words", "generic words", "short", "bare number", "brand",
	"name of a person, supported", "weak, supported", "place or generic among others", "derived", "place in names", "place of any hits", "folder",
	"full name", "name without its city", "name without its last organisation words", "core of the name", "alias", "bare core", "acronym", "label of a domain", "shortened", "address", "one word is the full name", "named like a place", "place of names like places",
	"city", "city in the name", "city above", "other city", "other city above", "type", "type above", "other type", "other type above", "type beside", "other type beside",
	"code beside", "other code", "without support", "place in names, without support", "one word, without support", "whole name of another", "organisation word on the other side", "joined words explained", "part of the name lacking", "core of several words", "core of several words, beside an organisation word", "other name of it beside", "words shared with another name", "whole name of another beside", "city of a namesake", "region", "named elsewhere", "analyst", "analyst unsure",
}

// vector holds a value for each feature.
type vector [features]float64

// Weights are the log-odds that each feature adds per unit.
type Weights [features]float64

// sum returns the log-odds of v.
func (w *Weights) sum(v *vector) float64 {
	s := 0.0
	for i := range v {
		s += v[i] * w[i]
	}
	return s
}

// telling are the features that tell candidates of one phrase apart.
var telling = []feature{fullName, cityless, headName, coreName, givenAlias, bareCore, acronym, label, shortened, address, oneWordName, placeName, placeSlot, city, cityInside, cityAbove, cityOther, cityOtherAbove, kind, kindAbove, kindOther, kindOtherAbove, kindBeside, kindOtherBeside, codeBeside, codeOther, placeBefore, lonely, lonelySlot, lonelyOne, outranked, cueMisplaced, twice, shared, outdone, cityRival, region, elsewhere, analyst, unsure}

// context returns the part of the log-odds that tells candidates apart.
func (w *Weights) context(v *vector) float64 {
	s := 0.0
	for _, f := range telling {
		s += v[f] * w[f]
	}
	return s
}

var weaknesses = []struct {
	mention.Weakness
	feature
}{
	{mention.PersonName, person},
	{mention.PlaceName, place},
	{mention.StreetName, street},
	{mention.CommonWords, common},
	{mention.GenericOnly, generic},
	{mention.Short, short},
	{mention.Digits, digits},
	{mention.Brand, brand},
}

// ofHit fills v with what a hit says by itself, whoever the candidate is.
func (j *judging) ofHit(v *vector, g *Group, n int) {
	h, p := g.Hits[n], j.Index.Phrase(g.Hits[n].Phrase)
	v[always] = 1
	v[byCode] = one(h.Class == mention.Code)
	v[byPrefixedCode] = one(h.Prefixed)
	v[byAbbreviation] = one(h.Class == mention.Abbreviation)
	v[bySpelling] = one(h.Class == mention.Spelling)
	v[edits], v[cut] = float64(h.Cost)/10, one(h.Cut)
	v[rarity] = min(float64(p.Rarity), 40) / 10
	v[words] = min(float64(p.Words-1), 3)
	v[cue], v[alone] = one(h.Cue && !h.Full), one(h.Alone)
	v[titled], v[firstName] = one(g.Around[n].Marks&Titled != 0), one(g.Around[n].Marks&FirstNameBeside != 0)
	v[born], v[initial] = one(g.Around[n].Marks&Born != 0), one(g.Around[n].Marks&InitialAfter != 0)
	v[goesBefore], v[goesOn] = one(g.Around[n].Marks&GoesBefore != 0), one(g.Around[n].Marks&GoesOn != 0)
	v[shortCue] = one(g.Around[n].Marks&ShortCue != 0)
	v[weakAbbreviated] = one(h.Class == mention.Abbreviation && h.Weak != 0)
	v[baseRate], v[density] = j.base, j.dense
	v[amongOrganisations], v[amongPersons] = one(g.Around[n].Marks&AmongOrganisations != 0), one(g.Around[n].Marks&AmongPersons != 0)
	v[distinctive] = one(p.Words == 1 && h.Weak == 0 && len(p.Candidates) == 1 && h.Cost == 0 && !h.Cut && g.Around[n].Marks&personal == 0)
	v[derived] = one(h.Weak&mention.Derived != 0)
	v[folder] = one(!g.Leaf)
	if h.Coverage > 0 {
		v[inPart], v[lacking] = 1, 1-float64(h.Coverage)/100
	}
	v[slotRate], v[anyRate] = j.slot(g, n)
	v[crowded] = one(!h.Alone && h.Weak&(mention.PlaceName|mention.GenericOnly) != 0)
	supported := h.Full && p.Words > 1 || h.Cue || h.Prefixed
	for _, w := range weaknesses {
		switch {
		case h.Weak&w.Weakness == 0:
		case !supported || w.Weakness == mention.Short: // no support makes three letters a name
			v[w.feature] = 1
		case w.Weakness == mention.PersonName:
			v[supportedPerson] = 1
		default:
			v[supportedWeak] = 1
		}
	}
}

// ofCandidate returns what the path and the rest of the listing say of candidate c
// of x.
func (j *judging) ofCandidate(x *subject, c *candidate) traits {
	t := c.traits | x.ofCity(c.city) | x.ofType(c.types)
	t |= when(cueMisplaced, x.side == CueBefore && c.starts || x.side == CueAfter && c.ends)
	if x.around.Marks&PlaceBefore != 0 && !t.has(city) && !t.has(cityInside) {
		t |= afterPlace
	}
	if len(x.codes) > 0 {
		own := slices.Contains(x.codes, c.org)
		t |= when(codeBeside, own) | when(codeOther, !own)
	}
	t |= when(lonely, t&supporting == 0 && !x.hit.Cue && !x.hit.Prefixed)
	if len(x.Hits) > 1 {
		t |= j.ofOthers(x, c.org)
	}
	t |= when(cityRival, x.rival && !t.has(city) && !t.has(cityInside) && !t.has(cityOther))
	return t | when(elsewhere, c.certain && j.namedElsewhere(x.at, c.org))
}

// ofCity returns what the path says of a candidate in city c; -1 is none.
func (x *subject) ofCity(c int32) traits {
	if c < 0 || !x.placed {
		return 0
	}
	switch {
	case slices.Contains(x.Places, c):
		return when(city, true)
	case slices.Contains(x.Inside, c):
		return when(cityInside, true)
	}
	above := slices.Contains(x.PlacesAbove, c)
	return when(cityOther, len(x.Places) > 0) | when(cityAbove, above) | when(cityOtherAbove, !above && len(x.PlacesAbove) > 0)
}

// ofType returns what the path says of a candidate of types t; 0 is none.
func (x *subject) ofType(t uint32) (of traits) {
	if t == 0 {
		return 0
	}
	if x.Cues != 0 {
		of = when(kind, x.Cues&t != 0) | when(kindOther, x.Cues&t == 0)
	} else if x.CuesAbove != 0 {
		of = when(kindAbove, x.CuesAbove&t != 0) | when(kindOtherAbove, x.CuesAbove&t == 0)
	}
	if x.around.Beside != 0 {
		of |= when(kindBeside, x.around.Beside&t != 0) | when(kindOtherBeside, x.around.Beside&t == 0)
	}
	return of
}

// lacksCity reports whether the name of an organisation has its city at an end,
// and the phrase has not.
func (j *judging) lacksCity(phrase mention.PhraseID, org int32) bool {
	o := &j.Register.Organisations[org]
	rest := len(o.Name) - len(o.City)
	if o.City == "" || rest <= 0 || len(j.Index.Text(phrase)) > rest {
		return false
	}
	return strings.EqualFold(o.Name[rest:], o.City) || strings.EqualFold(o.Name[:len(o.City)], o.City)
}

// misplaced returns on which side of hit n of g, if that is less than a whole name,
// an organisation word stands: on one side only, or 0.
func misplaced(g *Group, n int) Mark {
	side := g.Around[n].Marks & (CueBefore | CueAfter)
	if h := &g.Hits[n]; h.Full || h.Coverage > 0 || side == CueBefore|CueAfter {
		return 0
	}
	return side
}

// ofOthers returns what the other names in the segment of x say of a candidate:
// they can be others of the same, of which the one may stand where the other seems
// to go on, or they are somebody else's. General words and codes are no names here.
func (j *judging) ofOthers(x *subject, org int32) (t traits) {
	for i := range x.Hits {
		o := &x.Hits[i]
		if o.Phrase == x.hit.Phrase || o.Class == mention.Code || o.Weak&mention.GenericOnly != 0 && (!o.Full || o.Last == o.First) {
			continue
		}
		_, same := slices.BinarySearch(j.Index.Phrase(o.Phrase).Candidates, org)
		switch beside := o.Last < x.hit.First || o.First > x.hit.Last; {
		case same:
			t |= when(twice, beside)
		case !beside:
			t |= when(shared, true)
		case o.Full && o.Last > o.First && !x.hit.Full:
			t |= when(outdone, true)
		}
	}
	return t
}

var roles = []struct {
	mention.Role
	feature
}{
	{mention.FullName, fullName},
	{mention.Headed, headName},
	{mention.CoreName, coreName},
	{mention.GivenAlias, givenAlias},
	{mention.Bare, bareCore},
	{mention.Acronym, acronym},
	{mention.Label, label},
	{mention.Shortened, shortened},
	{mention.Address, address},
}

// ofRole returns what a phrase is to its candidate i. With whole it is the whole
// name of some candidate.
func (j *judging) ofRole(phrase mention.PhraseID, i int, whole bool) (t traits) {
	p := j.Index.Phrase(phrase)
	if i >= len(p.Roles) {
		return 0
	}
	role := p.Roles[i]
	for _, r := range roles {
		t |= when(r.feature, role&r.Role != 0)
	}
	const named = mention.FullName | mention.Headed | mention.Turned | mention.GivenAlias
	t |= when(outranked, role&named == 0 && whole)
	if role&mention.FullName != 0 {
		place := p.Weak&mention.PlaceName != 0
		return t | when(cityless, j.lacksCity(phrase, p.Candidates[i])) | when(oneWordName, p.Words == 1 && !place) | when(placeName, place)
	}
	return t | when(solidCore, role&mention.CoreName != 0 && p.Words > 1 && p.Weak == 0 && len(p.Candidates) == 1)
}

// ofOpinion returns what analysts say of a phrase and an organisation.
func (j *judging) ofOpinion(phrase mention.PhraseID, org int32) traits {
	switch j.opinion(phrase, org) {
	case Same:
		return when(analyst, true)
	case Different:
		return denied
	case Unsure:
		return when(unsure, true)
	}
	return 0
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// className returns the name that the stream gives a class.
func className(c mention.Class) string {
	switch c {
	case mention.Code:
		return "code"
	case mention.Domain:
		return "domain"
	case mention.Alias:
		return "alias"
	case mention.Abbreviation:
		return "abbreviation"
	case mention.Spelling:
		return "spelling"
	case mention.Context:
		return "context"
	}
	return "name"
}
