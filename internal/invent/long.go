package invent

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// In a world of long names most organisations are called after a chain, a saint,
// a person, a county or a place, with organisation words that writers change and
// leave out: "Velmora Saint Odwin Regional Medical Centre".

// longCore invents the distinguishing part of a long name.
func (v *inventor) longCore(kind coreKind, c city) string {
	core := ""
	switch kind {
	case personCore:
		core = v.surname()
		if v.r.IntN(4) == 0 {
			core = pick(v.r, v.words["given"]) + " " + core
		}
		core += " " + pick(v.r, v.words["long.memorial"])
	case placeCore, streetCore:
		core = c.name
		if v.r.IntN(2) == 0 {
			core += " " + pick(v.r, v.words["long.area"])
		}
	case saintCore:
		core = pick(v.r, v.words["saint.head"]) + pick(v.r, v.words[pick(v.r, []string{"saint", "given", "given", "given"})])
	case homeCore:
		core = v.home() + " " + pick(v.r, v.words["long.land"])
	case brandCore:
		core = c.name
	default:
		core = pick(v.r, v.words["long.side"]) + " " + v.home()
	}
	return core
}

// useLong makes v invent organisations with long names.
func (v *inventor) useLong(organisations int) {
	const each = 30 // organisations of one chain, or so
	for range 8 + organisations/(3*each) {
		v.chains = append(v.chains, v.brand())
	}
	v.longNames, v.sorts = true, readSorts(v.words["types.long"])
	v.share()
}

// long gives an organisation of a world of long names its core, and in one case
// of three the chain that the core begins with.
func (v *inventor) long(o *Organisation) {
	o.core = v.longCore(o.kind, v.cities[o.city])
	if v.r.IntN(3) == 0 {
		o.prefix = v.chains[min(v.r.IntN(len(v.chains)), v.r.IntN(len(v.chains)))]
		o.rest = o.core
		o.core = o.prefix + " " + o.core
	}
}

// loosely writes a long name as people do who know the place, not the register:
// with another organisation word, without the chain, or with the city. It
// returns the organisations that the writing fits, too.
func (w *World) loosely(r *rand.Rand, o *Organisation) (string, []int32) {
	fits := slices.Clone(w.index.core[key(o.core)])
	switch r.IntN(4) {
	case 0:
		if o.rest != "" {
			fits = append(slices.Clone(w.index.rest[key(o.rest)]), w.index.core[key(o.rest)]...)
			return o.order(o.generic, o.rest), fits
		}
	case 1:
		if !strings.Contains(o.core, o.City) {
			return o.order(o.generic, o.core) + " " + o.City, w.narrow(fits, o, setting{placed: true})
		}
	case 2:
		if o.rest != o.City && o.core != o.City {
			return o.core, fits
		}
	}
	return o.order(pick(r, w.sorts[o.sort].generics), o.core), fits
}
