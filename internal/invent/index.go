package invent

import "strings"

// index answers which organisations of the register fit a writing. It is how a
// world knows what can be decided.
type index struct {
	full     map[string][]int32 // the whole name
	core     map[string][]int32 // the distinguishing part alone
	sorted   map[string][]int32 // organisation word or abbreviation, and core
	cityType map[string][]int32 // type and city
	cut      map[string][]int32 // first 20 characters of the name in capitals
	acronym  map[string][]int32
	rest     map[string][]int32 // the distinguishing part behind the name of a chain
	group    map[string]bool    // domains that several locations share
	near     map[string]string  // a core short of one letter → the core, or "" when several
}

func newIndex() index {
	return index{
		full: make(map[string][]int32), core: make(map[string][]int32), sorted: make(map[string][]int32),
		cityType: make(map[string][]int32), cut: make(map[string][]int32), acronym: make(map[string][]int32),
		near: make(map[string]string), rest: make(map[string][]int32), group: make(map[string]bool),
	}
}

func (x *index) add(id int32, o *Organisation, s sort) {
	put := func(m map[string][]int32, k string) { m[k] = append(m[k], id) }
	put(x.full, key(o.Name))
	put(x.core, key(o.core))
	if o.rest != "" {
		put(x.rest, key(o.rest))
	}
	x.group[o.Domain] = x.group[o.Domain] || o.Parent >= 0
	for _, word := range append([]string{o.generic}, s.short[o.generic]...) {
		put(x.sorted, key(word)+"|"+key(o.core))
	}
	put(x.cityType, s.name+"|"+key(o.City))
	put(x.cut, cut(o.Name))
	if o.Acronym != "" {
		put(x.acronym, o.Acronym)
	}
	for _, a := range o.Aliases {
		if k := key(a); a != o.Acronym {
			put(x.core, k)
			put(x.full, k)
		}
	}
	c := key(o.core)
	x.remember(c, c)
	for i := range len(c) {
		x.remember(c[:i]+c[i+1:], c)
	}
}

func (x *index) remember(variant, core string) {
	if old, ok := x.near[variant]; ok && old != core {
		core = ""
	}
	x.near[variant] = core
}

// mistakable reports whether a misspelt core may be another's too.
func (x *index) mistakable(misspelt, core string) bool {
	differs := func(v string) bool {
		c, ok := x.near[v]
		return ok && c != core
	}
	if differs(misspelt) {
		return true
	}
	for i := range len(misspelt) {
		if differs(misspelt[:i] + misspelt[i+1:]) {
			return true
		}
	}
	return false
}

// cut shortens a name as a field of 20 characters does.
func cut(name string) string {
	s := strings.ToUpper(ascii(name))
	return strings.TrimSpace(s[:min(20, len(s))])
}
