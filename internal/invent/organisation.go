package invent

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Organisation is an invented organisation. All of it is made up.
type Organisation struct {
	ID, Name, Type       string
	City, Postcode       string
	Address              string
	Domain               string
	Aliases              []string
	AGB, KvK, ODS        string // "" where the language has no such code
	Client               string // the supplier's own number for it
	Acronym, Umbrella    string
	Participant          bool
	Parent               int32 // index of the group it is a location of, or -1
	generic, core, chain string
	prefix, rest         string // of a core that begins with a chain: the chain, and what follows
	kind                 coreKind
	sort                 int // index into the types
	city                 int // index into the cities
}

// coreKind says what the distinguishing part of a name is.
type coreKind uint8

const (
	nounCore coreKind = iota
	personCore
	streetCore
	placeCore
	saintCore
	brandCore
	homeCore
	numberOfCores
)

// sort is a type of organisation.
type sort struct {
	name     string
	share    int
	generics []string
	short    map[string][]string // ways to abbreviate each of these
	prefix   string              // of its code
	folder   string
}

func readSorts(lines []string) []sort {
	var sorts []sort
	for _, line := range lines {
		f := strings.Split(line, ";")
		s := sort{name: f[0], short: make(map[string][]string), prefix: f[3], folder: f[4]}
		for g := range strings.SplitSeq(f[2], "/") {
			word, short, _ := strings.Cut(g, ":")
			s.generics = append(s.generics, word)
			s.short[word] = strings.Split(short, ",")
		}
		_, _ = fmt.Sscan(f[1], &s.share)
		sorts = append(sorts, s)
	}
	return sorts
}

// cores gives per type of organisation how often its name is made of what.
func cores(name string) []int {
	switch name {
	case "gp", "dentist", "mental":
		return []int{24, 38, 10, 10, 2, 8, 8}
	case "hospital", "trust":
		return []int{6, 0, 0, 24, 34, 24, 12}
	case "care-home", "hospice", "shelter":
		return []int{30, 0, 4, 6, 12, 14, 34}
	case "prison", "gp-post":
		return []int{0, 0, 0, 70, 0, 0, 30}
	}
	return []int{30, 14, 10, 18, 2, 16, 10}
}

// city is an invented place.
type city struct {
	name, digits string
}

// inventor makes organisations that a register could hold.
type inventor struct {
	names
	sorts    []sort
	shares   []int
	cities   []city
	citySize zipf
	nounSize zipf
	taken    map[string]bool // sort, core and city; codes; domains
	generics map[string]string
	english  bool
	// longNames says that names are long; chains are those that own organisations
	// then.
	longNames bool
	chains    []string
	// clientDigits is how many digits the supplier's own numbers have.
	clientDigits int
}

func newInventor(l lexicon, r *rand.Rand, organisations int, english bool) *inventor {
	v := &inventor{
		names: names{l, r}, sorts: readSorts(l["types"]), english: english, clientDigits: 5 + organisations/40_000,
		taken: make(map[string]bool), generics: make(map[string]string),
	}
	v.share()
	want := min(60+organisations/16, 3500)
	for len(v.cities) < want {
		name := v.place()
		if v.taken["city "+key(name)] {
			continue
		}
		v.taken["city "+key(name)] = true
		v.cities = append(v.cities, city{name, fmt.Sprint(1000 + r.IntN(8999))})
	}
	v.citySize = newZipf(want, 0.75)
	v.nounSize = newZipf(len(l["nouns"]), 0.8)
	return v
}

// share takes the shares of the sorts.
func (v *inventor) share() {
	v.shares = v.shares[:0]
	for _, s := range v.sorts {
		v.shares = append(v.shares, s.share)
	}
}

// core invents the distinguishing part of a name.
func (v *inventor) core(kind coreKind, c city) string {
	switch kind {
	case personCore:
		switch v.r.IntN(6) {
		case 0:
			return v.initials() + " " + v.surname()
		case 1:
			return v.surname() + v.and() + v.surname()
		}
		return v.surname()
	case streetCore:
		return v.street()
	case placeCore:
		return c.name
	case saintCore:
		return v.saint()
	case brandCore:
		return v.brand()
	case homeCore:
		return v.home()
	}
	return v.words["nouns"][v.nounSize.draw(v.r)]
}

func (v *inventor) and() string {
	if v.english {
		return pick(v.r, []string{" & ", " and "})
	}
	return pick(v.r, []string{" & ", " en "})
}

// organisation invents one whose type, core and city no other has.
func (v *inventor) organisation() Organisation {
	for {
		o := Organisation{sort: weighted(v.r, v.shares), city: v.citySize.draw(v.r), Parent: -1}
		o.kind = coreKind(weighted(v.r, cores(v.sorts[o.sort].name)))
		if v.longNames {
			v.long(&o)
		} else {
			o.core = v.core(o.kind, v.cities[o.city])
		}
		if v.claim(&o) {
			v.complete(&o)
			return o
		}
	}
}

// called invents an organisation with a given name, of which nothing is known
// but that it is one.
func (v *inventor) called(name string) Organisation {
	for {
		o := v.organisation()
		if o.Aliases = nil; strings.Count(name, " ") == 0 {
			o.kind = brandCore
		} else {
			o.kind = homeCore
		}
		o.Name, o.core, o.generic, o.Acronym = name, name, "", ""
		if v.claim(&o) {
			o.Domain = v.domain(&o)
			return o
		}
	}
}

// location invents a location of a group: "Velmora De Linde".
func (v *inventor) location(parent *Organisation, index int32) (Organisation, bool) {
	o := Organisation{sort: parent.sort, city: v.citySize.draw(v.r), Parent: index, chain: parent.core}
	o.kind = nounCore
	part := v.core(pick(v.r, []coreKind{nounCore, homeCore, homeCore}), v.cities[o.city])
	if v.words["location"] != nil && v.sorts[o.sort].name == "hospital" {
		o.city = parent.city
		part = v.words["location"][0] + " " + v.place()
	}
	o.core = parent.core + " " + part
	if !v.claim(&o) {
		return o, false
	}
	v.complete(&o)
	o.Domain, o.Umbrella, o.Participant = parent.Domain, parent.Umbrella, parent.Participant
	return o, true
}

// claim reports whether type, core and city are still free, and takes them.
func (v *inventor) claim(o *Organisation) bool {
	k := fmt.Sprint(o.sort, "|", key(o.core), "|", o.city)
	if v.taken[k] {
		return false
	}
	v.taken[k] = true
	return true
}

// complete fills in what follows from type, core and city.
func (v *inventor) complete(o *Organisation) {
	s, c := v.sorts[o.sort], v.cities[o.city]
	o.Type, o.City = s.name, c.name
	o.generic = v.generic(o, s)
	o.Name = v.fullName(o)
	const letters = "ABCDEGHJKLMNPRTVWXZ"
	a, b := letters[v.r.IntN(len(letters))], letters[v.r.IntN(len(letters))]
	o.Postcode = fmt.Sprintf("%s %c%c", c.digits, a, b)
	if v.english {
		o.Postcode = fmt.Sprintf("Q%c%s %s%c%c", c.name[0], c.digits[:1], c.digits[1:2], a, b)
	}
	o.Address = fmt.Sprint(v.street(), " ", 1+v.r.IntN(240))
	o.Umbrella = pick(v.r, v.words["umbrella"])
	o.Participant = v.r.IntN(10) == 0
	v.codes(o, s)
	o.Domain = v.domain(o)
	if s.name == "hospital" || s.name == "trust" || v.r.IntN(60) == 0 {
		known := v.acronym(o.Name)
		o.Acronym = known
		if o.Acronym == "" {
			o.Acronym = v.acronym(o.Name + " " + o.City)
		}
		if o.Acronym != "" && (known == "" || v.r.IntN(3) > 0) {
			o.Aliases = append(o.Aliases, o.Acronym)
		}
	}
	if v.r.IntN(9) == 0 {
		o.Aliases = append(o.Aliases, v.formerName())
	}
}

// generic gives one type and core always the same organisation word: two
// practices "De Linde" of one type differ in their city, not in a synonym.
func (v *inventor) generic(o *Organisation, s sort) string {
	k := fmt.Sprint(o.sort, "|", key(o.core))
	if v.generics[k] == "" {
		v.generics[k] = pick(v.r, s.generics)
	}
	return v.generics[k]
}

func (v *inventor) fullName(o *Organisation) string {
	if o.chain != "" {
		return o.core
	}
	name := o.generic + " " + o.core
	turned := v.english != (v.r.IntN(12) == 0)
	if turned && !strings.HasPrefix(o.core, o.generic) && o.Type != "prison" {
		name = o.core + " " + o.generic
	}
	switch v.r.IntN(30) {
	case 0, 1:
		legal := pick(v.r, v.words["legal"])
		if legal == "Stichting" || legal == "Maatschap" {
			return legal + " " + name
		}
		return name + " " + legal
	case 2, 3:
		if o.kind != placeCore {
			return name + " " + o.City
		}
	}
	return name
}

func (v *inventor) codes(o *Organisation, s sort) {
	digits := 8 - len(s.prefix)
	if v.english {
		digits = max(5, 6-len(s.prefix))
	}
	for {
		code := s.prefix + fmt.Sprintf("%0*d", digits, v.r.IntN(pow10(digits)))
		if !v.english && s.prefix == "01" && v.r.IntN(150) == 0 { // also a date
			code = fmt.Sprintf("01%02d%d", 1+v.r.IntN(12), 1940+v.r.IntN(68))
		}
		if v.taken[code] {
			continue
		}
		v.taken[code] = true
		o.AGB = code
		break
	}
	if v.english {
		o.ODS, o.AGB = o.AGB, ""
	} else if v.r.IntN(3) > 0 {
		o.KvK = fmt.Sprint(50000000 + v.r.IntN(45000000))
	}
	for o.Client == "" {
		code := fmt.Sprintf("K%0*d", v.clientDigits, v.r.IntN(pow10(v.clientDigits)))
		if !v.taken[code] {
			o.Client = code
			v.taken[code] = true
		}
	}
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// domain gives a domain that no other organisation has, under .example.
func (v *inventor) domain(o *Organisation) string {
	stem := key(o.core)
	if v.r.IntN(2) == 0 {
		stem = key(o.generic) + "-" + stem
	}
	if v.r.IntN(3) == 0 {
		stem = key(o.Name)
	}
	for _, d := range []string{stem, stem + "-" + key(o.City), stem + key(o.City), stem + "-" + o.Client[1:]} {
		if !v.taken[d] {
			v.taken[d] = true
			return d + ".example"
		}
	}
	return key(o.ID+o.Client) + ".example"
}

// acronym gives three to five capitals from the words of a name, or "" when
// there are fewer or another organisation has them.
func (v *inventor) acronym(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, func(c rune) bool { return c == ' ' || c == '-' }) {
		if w = ascii(w); w != "" && b.Len() < 5 && w[0] >= 'A' && w[0] <= 'Z' {
			b.WriteByte(w[0])
		}
	}
	s := b.String()
	if len(s) < 3 || v.taken["acronym "+s] || s == "HIV" || s == "SOA" || s == "PCR" {
		return ""
	}
	v.taken["acronym "+s] = true
	return s
}

// formerName invents a name that nothing else in the register has.
func (v *inventor) formerName() string {
	for {
		name := v.home()
		if v.r.IntN(2) == 0 {
			name = v.brand()
		}
		if v.r.IntN(2) == 0 {
			name += " " + v.home()
		}
		if k := "alias " + key(name); !v.taken[k] {
			v.taken[k] = true
			return name
		}
	}
}
