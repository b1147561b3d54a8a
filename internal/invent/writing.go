package invent

import (
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// writing is one way in which one organisation is written in one place.
type writing struct {
	text  string
	label Label
}

// setting is what surrounds a writing.
type setting struct {
	weights   [numberOfWays]int
	typed     bool // a directory above names the type
	placed    bool // a directory above names the city
	separator byte
	upper     bool
	// decomposed writes ë as e and a mark, as a Mac does.
	decomposed bool
}

// write invents a writing of an organisation. Where the writing fits several,
// a city or a code is added in most cases; else it cannot be decided.
func (w *World) write(r *rand.Rand, id int32, s setting) writing {
	o := &w.Organisations[id]
	var text string
	var fits []int32
	way := None
	for text == "" {
		way = Way(weighted(r, s.weights[:]))
		text, fits = w.attempt(r, o, way, s)
		if text == "" {
			s.weights[way] = 0
		}
		if s.weights == [numberOfWays]int{} {
			s.weights[Exact] = 1
		}
	}
	text = style(r, strings.ReplaceAll(text, "/", "-"), way, s)
	if way == Exact && norm.NFC.String(text) != norm.NFC.String(o.Name) {
		way = Separator
	}
	if !slices.Contains(fits, id) {
		fits = append(slices.Clone(fits), id)
	}
	namesake := len(fits) > 1
	fits = w.narrow(fits, o, s)
	if len(fits) > 1 && r.IntN(4) > 0 {
		text, fits = w.qualify(r, text, fits, id, s)
	}
	label := Label{Affected: []int32{id}, Way: way, Decidable: len(fits) == 1, Namesake: namesake}
	if o.Parent >= 0 {
		label.Tolerated = []int32{o.Parent}
	}
	if !label.Decidable {
		label.Candidates = fits
	}
	return writing{text, label}
}

// attempt returns the text of one way and the organisations that it fits, or
// "" where the organisation cannot be written so.
func (w *World) attempt(r *rand.Rand, o *Organisation, way Way, s setting) (string, []int32) {
	switch way {
	case Exact, Separator, Glued:
		return o.Name, w.named(o)
	case Variant:
		if w.spec.Long && r.IntN(4) > 0 {
			return w.loosely(r, o)
		}
		return variant(r, o), w.named(o)
	case Address:
		if !w.watch().addresses {
			return "", nil
		}
		_, house, _ := cutLast(o.Address)
		return strings.ReplaceAll(o.Postcode, " ", "") + " " + house, nil
	case Abbreviation:
		if o.chain == "" && o.generic != "" {
			a := w.abbreviation(r, o)
			return o.order(a, o.core), w.index.sorted[key(a)+"|"+key(o.core)]
		}
	case Short:
		if o.generic == "" {
			return "", nil
		}
		personal := o.kind == personCore || o.kind == placeCore || o.kind == streetCore
		if !personal || s.typed {
			return o.core, w.index.core[key(o.core)]
		}
	case Code:
		return w.code(r, o), nil
	case Domain:
		if o.chain == "" && w.watch().domains && !w.index.group[o.Domain] {
			return o.Domain, nil
		}
	case Alias:
		for _, a := range o.Aliases {
			if a != o.Acronym {
				return a, w.index.full[key(a)]
			}
		}
	case Spelling:
		if t := w.misspelt(r, o); t != "" {
			return t, w.named(o)
		}
	case Cut:
		return w.shortened(o)
	case CityOnly:
		if o.generic == "" {
			return "", nil
		}
		a := w.abbreviation(r, o)
		named := w.index.sorted[key(a)+"|"+key(o.City)] // after the city: they alone are meant
		if o.chain == "" && (len(named) == 0 || o.kind == placeCore && len(named) == 1) {
			return o.order(a, o.City), w.index.cityType[o.Type+"|"+key(o.City)]
		}
	case Acronym:
		return o.Acronym, w.index.acronym[o.Acronym]
	}
	return "", nil
}

// named returns the organisations that the full name of o fits: a name without
// its city also fits those that add it.
func (w *World) named(o *Organisation) []int32 {
	fits := w.index.full[key(o.Name)]
	if o.chain != "" || strings.HasSuffix(o.Name, " "+o.City) && o.kind != placeCore {
		return fits
	}
	if o.generic == "" {
		return fits
	}
	both := slices.Concat(fits, w.index.sorted[key(o.generic)+"|"+key(o.core)])
	slices.Sort(both)
	return slices.Compact(both)
}

// abbreviation shortens the organisation word, in most cases as the supplier
// always does.
func (w *World) abbreviation(r *rand.Rand, o *Organisation) string {
	all := w.sorts[o.sort].short[o.generic]
	if r.IntN(3) > 0 {
		return all[w.spec.habit(o.sort)%len(all)]
	}
	return pick(r, all)
}

// order puts an organisation word before or behind a name, as the whole name
// does.
func (o *Organisation) order(word, name string) string {
	if strings.HasSuffix(o.Name, " "+o.generic) {
		return name + " " + word
	}
	return word + " " + name
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// variant writes the name as people do who do not look it up, or gives "".
func variant(r *rand.Rand, o *Organisation) string {
	name := o.Name
	for _, legal := range []string{" B.V.", " BV", " e.o.", " Ltd", " Limited", " LLP", " & Partners"} {
		name = strings.TrimSuffix(name, legal)
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "Stichting "), "Maatschap ")
	swap := strings.NewReplacer("Sint ", "St. ", "St. ", "Sint ", "Sint-", "St ", " & ", " en ", " en ", " & ", " and ", " & ")
	if strings.Contains(name, "St. ") && r.IntN(2) == 0 {
		swap = strings.NewReplacer("St. ", "St ")
	}
	name = swap.Replace(name)
	turn := o.chain == "" && o.generic != "" && (name == o.Name || r.IntN(5) == 0)
	if rest, ok := strings.CutPrefix(name, o.generic+" "); ok && turn {
		return rest + " " + o.generic
	}
	if name == o.Name {
		return ""
	}
	return name
}

// code writes a public code. The supplier's own number stands alone only where
// a folder of such numbers gives it a meaning.
func (w *World) code(r *rand.Rand, o *Organisation) string {
	scheme, value := "AGB", o.AGB
	if o.ODS != "" {
		scheme, value = "ODS", o.ODS
	}
	if o.KvK != "" && r.IntN(8) == 0 {
		return pick(r, []string{"KvK ", "KVK", "kvk "}) + o.KvK
	}
	switch r.IntN(5) {
	case 0:
		return scheme + " " + value
	case 1:
		return scheme + value
	case 2:
		if short, ok := strings.CutPrefix(value, "0"); ok && r.IntN(4) == 0 { // a spreadsheet took the zero
			return scheme + " " + short
		}
	}
	return value
}

// shortened cuts the name to 20 characters, where that leaves four letters at
// least of what distinguishes it.
func (w *World) shortened(o *Organisation) (string, []int32) {
	at := strings.Index(o.Name, o.core)
	if len(ascii(o.Name)) <= 22 || at < 0 || len(ascii(o.Name[:at]))+4 > 20 {
		return "", nil
	}
	t := cut(o.Name)
	return t, w.index.cut[t]
}

// misspelt makes one typing error in the longest word of the core, not in its
// first letter, or gives "" where the result could be another name.
func (w *World) misspelt(r *rand.Rand, o *Organisation) string {
	word := ""
	for f := range strings.FieldsSeq(ascii(o.core)) {
		if len(f) > len(word) {
			word = f
		}
	}
	if len(word) < 5 || !strings.Contains(o.Name, word) {
		return ""
	}
	i := 1 + r.IntN(len(word)-2)
	var wrong string
	switch r.IntN(4) {
	case 0:
		wrong = word[:i] + word[i+1:]
	case 1:
		wrong = word[:i+1] + word[i:]
	case 2:
		wrong = word[:i] + string(word[i+1]) + string(word[i]) + word[i+2:]
	default:
		wrong = word[:i] + string("aeinrst"[r.IntN(7)]) + word[i+1:]
	}
	if wrong == word || w.index.mistakable(key(strings.Replace(ascii(o.core), word, wrong, 1)), key(o.core)) {
		return ""
	}
	return strings.Replace(o.Name, word, wrong, 1)
}

// narrow drops what the type or the city of the surroundings excludes.
func (w *World) narrow(fits []int32, o *Organisation, s setting) []int32 {
	if len(fits) == 1 || !s.typed && !s.placed {
		return fits
	}
	return slices.DeleteFunc(slices.Clone(fits), func(id int32) bool {
		other := &w.Organisations[id]
		return s.typed && other.sort != o.sort || s.placed && other.city != o.city
	})
}

// qualify adds the city, or a code, to a writing that fits several.
func (w *World) qualify(r *rand.Rand, text string, fits []int32, id int32, s setting) (string, []int32) {
	o := &w.Organisations[id]
	inCity := w.narrow(fits, o, setting{placed: true})
	gap := " "
	if s.separator != 0 && !strings.Contains(text, " ") {
		gap = string(s.separator)
	}
	if len(inCity) == 1 && r.IntN(3) > 0 {
		return text + gap + cased(o.City, s), inCity
	}
	code := o.AGB + o.ODS
	if r.IntN(2) == 0 {
		return text + gap + "(" + code + ")", []int32{id}
	}
	return text + gap + code, []int32{id}
}

// style gives a text the separators and the case of its surroundings.
func style(r *rand.Rand, text string, way Way, s setting) string {
	switch way {
	case Code, Domain, Acronym, Cut:
		return text
	case Variant, Address:
		return cased(text, s)
	case Glued:
		var b strings.Builder
		for f := range strings.FieldsFuncSeq(ascii(text), func(c rune) bool { return strings.ContainsRune(" -.'&,", c) }) {
			b.WriteString(title(f))
		}
		if r.IntN(2) == 0 {
			return strings.ToLower(b.String())
		}
		return b.String()
	case Separator:
		gap := string("_-._"[r.IntN(4)])
		text = strings.Join(strings.Fields(ascii(text)), gap)
		switch r.IntN(3) {
		case 0:
			text = strings.ToLower(text)
		case 1:
			text = strings.ToUpper(text)
		}
	case Exact:
	default:
		if s.separator != 0 && r.IntN(2) == 0 {
			text = strings.ReplaceAll(text, " ", string(s.separator))
		}
	}
	return cased(text, s)
}

func cased(text string, s setting) string {
	if s.decomposed {
		text = norm.NFD.String(text)
	}
	if s.upper {
		return strings.ToUpper(text)
	}
	return text
}
