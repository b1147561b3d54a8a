package finding

import (
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// feature is one thing that speaks for or against a hit naming a candidate.
type feature int

// The features. Each has one weight; their products sum to log-odds.
const (
	always feature = iota
	byCode
	byPrefixedCode
	byDomain
	byName
	byAlias
	byAbbreviation
	bySpelling
	edits    // of spelling, each
	rarity   // of the phrase, in bits, per ten
	words    // beyond the first
	whole    // the whole name is there
	cue      // a fitting organisation word stands beside it
	cueAbove // or in a directory above
	person   // weak phrases, when nothing beside them supports them
	place
	street
	common
	generic
	short
	digits
	brand
	supportedPerson // and when something does
	supportedWeak
	slotRate  // log-odds that such a place in a name holds an organisation
	folder    // names a directory
	city      // of the candidate, in the same segment
	cityAbove // in a directory above
	cityOther // another city, in the same segment
	cityOtherAbove
	kind      // of organisation, named in the same segment
	kindAbove // or above
	kindOther
	kindOtherAbove
	codeBeside // a code of the candidate in the same path
	codeOther  // a code of another organisation in the same path
	elsewhere  // the candidate is named beyond doubt elsewhere in the listing
	analyst    // said by an analyst: same 1, different -1
	unsure     // an analyst looked and could not say
	features
)

var featureNames = [features]string{
	"always", "code", "code with its scheme", "domain", "name", "alias", "abbreviation", "spelling",
	"edits", "rarity", "words", "whole name", "organisation word beside", "organisation word above",
	"name of a person", "name of a place", "name of a street", "ordinary words", "generic words", "short", "bare number", "brand",
	"name of a person, supported", "weak, supported", "place in names", "folder", "city", "city above", "other city", "other city above",
	"type", "type above", "other type", "other type above", "code beside", "other code", "named elsewhere", "analyst", "analyst unsure",
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
var telling = []feature{city, cityAbove, cityOther, cityOtherAbove, kind, kindAbove, kindOther, kindOtherAbove, codeBeside, codeOther, elsewhere, analyst, unsure}

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
	{mention.PersonName, person}, {mention.PlaceName, place}, {mention.StreetName, street}, {mention.CommonWords, common},
	{mention.GenericOnly, generic}, {mention.Short, short}, {mention.Digits, digits}, {mention.Brand, brand},
}

// ofHit fills v with what a hit says by itself, whoever the candidate is.
func (j *judging) ofHit(v *vector, g *Group, n int) {
	h, p := g.Hits[n], j.Index.Phrase(g.Hits[n].Phrase)
	v[always] = 1
	switch h.Class {
	case mention.Code:
		v[byCode] = 1
		if h.Prefixed {
			v[byPrefixedCode] = 1
		}
	case mention.Domain:
		v[byDomain] = 1
	case mention.Alias:
		v[byAlias] = 1
	case mention.Abbreviation:
		v[byAbbreviation] = 1
	case mention.Spelling:
		v[bySpelling] = 1
	default:
		v[byName] = 1
	}
	v[edits] = float64(h.Cost) / 10
	v[rarity] = min(float64(p.Rarity), 40) / 10
	v[words] = min(float64(p.Words-1), 3)
	v[whole], v[cue] = one(h.Full), one(h.Cue)
	v[folder] = one(!g.Leaf)
	v[slotRate] = j.slot(g, n)
	supported := h.Full && p.Words > 1 || h.Cue || h.Prefixed
	for _, w := range weaknesses {
		switch {
		case p.Weak&w.Weakness == 0:
		case !supported:
			v[w.feature] = 1
		case w.Weakness == mention.PersonName:
			v[supportedPerson] = 1
		default:
			v[supportedWeak] = 1
		}
	}
}

// ofCandidate fills v with what the path, the rest of the listing and analysts
// say of one candidate of a phrase.
func (j *judging) ofCandidate(v *vector, g *Group, phrase mention.PhraseID, org int32) {
	if c := j.Index.CityOf(org); c >= 0 {
		v[city] = one(slices.Contains(g.Places, c))
		v[cityOther] = one(v[city] == 0 && len(g.Places) > 0)
		if v[city] == 0 {
			v[cityAbove] = one(slices.Contains(g.PlacesAbove, c))
			v[cityOtherAbove] = one(v[cityAbove] == 0 && len(g.PlacesAbove) > 0)
		}
	}
	if t := j.Index.TypeOf(org); t != 0 {
		v[kind] = one(g.Cues&t != 0)
		v[kindOther] = one(g.Cues != 0 && g.Cues&t == 0)
		if g.Cues == 0 {
			v[kindAbove] = one(g.CuesAbove&t != 0)
			v[kindOtherAbove] = one(g.CuesAbove != 0 && g.CuesAbove&t == 0)
		}
	}
	if codes := j.codes[g.Key]; len(codes) > 0 {
		v[codeBeside] = one(slices.Contains(codes, org))
		v[codeOther] = one(v[codeBeside] == 0)
	}
	v[elsewhere] = one(j.certain[org])
	switch j.opinion(phrase, org) {
	case Same:
		v[analyst] = 1
	case Different:
		v[analyst] = -1
	case Unsure:
		v[unsure] = 1
	}
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// slot returns how strongly the place of hit n speaks for an organisation, as
// log-odds between -4 and 4: how many of the names in such a place are of the
// register.
func (j *judging) slot(g *Group, n int) float64 {
	best := j.Slots[g.Slots[n]].logOdds()
	if !g.Leaf {
		best = max(best, j.Siblings[g.Siblings].logOdds(), j.Shapes[g.Shape].logOdds())
	}
	return best
}

// Rate counts in how many of the names with a place of some sort an
// organisation of the register stands there.
type Rate struct{ Named, Hit int64 }

// logOdds returns the log-odds of the rate, drawn to a rate of 1 in 5 while
// little is counted, between -4 and 4.
func (r Rate) logOdds() float64 {
	const prior, weight = 0.2, 5
	hit := float64(r.Hit) + prior*weight
	miss := float64(r.Named-r.Hit) + (1-prior)*weight
	return max(-4, min(4, math.Log(hit/miss)))
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
