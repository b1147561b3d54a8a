package mention

import (
	"slices"
	"strings"
)

// organisation adds every phrase of one organisation.
func (b *builder) organisation(org int32) {
	o := &b.ix.reg.Organisations[org]
	city := b.city(org)
	b.ix.types[org] = b.registerType(o.Type)
	b.name(source{org: org, alias: ofName}, o.Name, city)
	for i, alias := range o.Aliases {
		b.name(source{org: org, alias: int16(i)}, alias, city)
	}
	b.addresses(org)
	b.codes(org)
}

// name adds the phrases of a name or an alias: whole and as its core, with and
// without the organisation's city.
func (b *builder) name(src source, text string, city []uint32) {
	if len(text) > 1<<16-1 {
		return
	}
	parts := slices.Clone(b.split(text))
	if len(parts) == 0 {
		return
	}
	if cut := qualified(text); cut > 0 && src.alias >= ofName {
		b.name(src, text[:cut], city) // without the abbreviation behind a dash
	}
	if open := strings.IndexByte(text, '('); open > 0 && src.alias >= ofName && strings.IndexByte(text[:open], '(') < 0 {
		b.name(src, text[:open], city) // without what stands in brackets
	}
	role, coreRole := FullName, CoreName
	if src.alias >= 0 {
		role, coreRole = GivenAlias, GivenAlias
	}
	for _, p := range parts {
		b.ix.types[src.org] |= p.types
		b.frequency(src.org, p)
	}
	full := trimLegal(parts)
	b.phrase(full, src, role)
	if len(full) < len(parts) {
		b.gluedWhole(parts, full)
	}
	if full[0].traits&article != 0 && len(full) > 2 {
		b.phrase(full[1:], src, role)
	}
	b.acronym(capitalised(full, text), nil, src)
	if n := len(city); n > 0 && len(withoutCity(full, city)) == len(full) && src.alias < 0 {
		b.acronym(capitalised(full, text), b.split(b.ix.reg.Organisations[src.org].City), src)
	}
	b.compound(full, src, role|Shortened)
	core := trimGeneric(full)
	rest := trimGeneric(withoutCity(core, city))
	b.turned(full, core, src)
	b.headed(full, core, src)
	if bare := withoutCity(full, city); len(bare) < len(full) && len(rest) > 0 {
		if anyTelling(bare) {
			b.phrase(bare, src, role)
		} else {
			b.phrase(bare, src, Bare)
		}
	}
	switch {
	case len(rest) > 0:
		b.core(rest, src, coreRole)
		if len(core) != len(rest) {
			b.phrase(core, src, coreRole)
		}
	default: // organisation words and the place only
		b.shorten(full, src, role)
	}
}

// core adds a core and the ways to write it that need an organisation word
// beside them: without its articles and initials, and in another order.
func (b *builder) core(parts []part, src source, role Role) {
	b.phrase(parts, src, role)
	n := len(parts)
	b.head(parts, src, role)
	if n > 2 && parts[0].traits&(article|filler|interfix|connective) == 0 && len(parts[0].text) > 1 && letters(parts[1:]) > 6 {
		b.phrase(parts[1:], src, Bare)
	}
	if n > 2 && parts[n-2].traits&(article|filler|interfix|connective) == 0 && letters(trimLoose(parts[:n-1])) > 4 {
		b.phrase(parts[:n-1], src, Bare)
	}
	bare := trimLoose(parts)
	if len(bare) > 0 && len(bare) < n {
		b.phrase(bare, src, Bare)
	}
	for k := 1; k < n && k <= 3; k++ {
		if !loose(parts[k-1]) {
			break
		}
		if k < n { // "Linde, De"; "Vries, J. de"
			moved := append(slices.Clone(parts[k:]), parts[:k]...)
			b.phrase(moved, src, Bare)
		}
	}
}

// head adds what stands before the first organisation word inside a core
// ("Heeren Loo, polikliniek …").
func (b *builder) head(parts []part, src source, role Role) {
	content := 0
	for i, p := range parts {
		switch {
		case p.traits&orgWord != 0:
			if content > 0 {
				head := trimGeneric(parts[:i])
				if content == 1 {
					role = Bare
				}
				b.phrase(head, src, role)
			}
			return
		case !loose(p):
			content++
		}
	}
}

// withoutConnectives returns parts without the connectives inside them, or parts
// themselves if there are none.
func withoutConnectives(parts []part) []part {
	if len(parts) < 3 || !slices.ContainsFunc(parts[1:len(parts)-1], isConnective) {
		return parts
	}
	inside := slices.DeleteFunc(slices.Clone(parts[1:len(parts)-1]), isConnective)
	return slices.Concat(parts[:1], inside, parts[len(parts)-1:])
}

func isConnective(p part) bool { return p.traits&connective != 0 }

// phrase adds parts without the connectives inside them.
func (b *builder) phrase(parts []part, src source, role Role) {
	if len(parts) == 0 {
		return
	}
	if src.alias >= ofName {
		src.start, src.end = uint16(parts[0].start), uint16(parts[0].end)
		for _, p := range parts {
			src.start, src.end = min(src.start, uint16(p.start)), max(src.end, uint16(p.end))
		}
	}
	kept := withoutConnectives(parts)
	if len(kept) < len(parts) { // glued, the connective is written
		raw, _ := b.hashes(parts)
		b.add(kept, src, role)
		_, plain := b.hashes(kept)
		if p := b.ix.glued.get(plain); p >= 0 {
			b.alsoGlued(raw, p)
		}
		return
	}
	b.add(kept, src, role)
}

// shorten adds a name that has no core with each of its organisation words
// shortened as the pack does.
func (b *builder) shorten(parts []part, src source, role Role) {
	for i, p := range parts {
		for _, short := range b.pack.Abbreviations[p.text] {
			if strings.ContainsAny(short, " .-") {
				continue
			}
			id, sym := b.intern(short)
			other := slices.Clone(parts)
			other[i] = part{id: id, sym: sym, text: short, start: p.start, end: p.end, traits: b.ix.words[id].traits}
			b.phrase(other, src, role&^FullName|Shortened)
		}
	}
}

// compound adds "Linde Apotheek" for "Lindeapotheek".
func (b *builder) compound(parts []part, src source, role Role) {
	for i, p := range parts {
		head, tail, ok := b.cutGeneric(p.text)
		if !ok || p.traits&(orgWord|vocabulary) != 0 {
			continue
		}
		other := slices.Clone(parts[:i])
		for _, s := range []string{head, tail} {
			id, sym := b.intern(s)
			other = append(other, part{id: id, sym: sym, text: s, start: p.start, end: p.end, traits: b.ix.words[id].traits, types: b.ix.words[id].types})
		}
		other = append(other, parts[i+1:]...)
		b.ix.types[src.org] |= b.ix.words[other[i].id].types | b.ix.words[other[i+1].id].types
		b.phrase(other, src, role&^FullName)
		if core := trimGeneric(other); len(core) > 0 && len(core) < len(other) && letters(core) > 4 {
			b.phrase(core, src, Bare)
		}
		return
	}
}

// cutGeneric splits a word that ends in an organisation word of five letters
// or more, with four or more before it.
func (b *builder) cutGeneric(s string) (head, tail string, ok bool) {
	for i := 4; i+5 <= len(s); i++ {
		id := b.dict.Lookup(s[i:])
		if id != 0 && int(id) < len(b.ix.words) && b.ix.words[id].traits&orgWord != 0 {
			return s[:i], s[i:], true
		}
	}
	return "", "", false
}

// turned adds a name with the organisation words before its core behind it, or
// the other way round.
func (b *builder) turned(full, core []part, src source) {
	n := len(full) - len(core)
	if n == 0 || len(core) == 0 || n > 3 {
		return
	}
	switch {
	case core[0].start == full[n].start && core[0].end == full[n].end:
		b.phrase(append(slices.Clone(core), full[:n]...), src, Turned)
	case core[0].start == full[0].start:
		b.phrase(append(slices.Clone(full[len(core):]), core...), src, Turned)
	}
}

// headed adds a name up to its first organisation word, of several that follow
// its core: "Orlin Hospital" of "Orlin Hospital & Clinics".
func (b *builder) headed(full, core []part, src source) {
	if len(core) == 0 {
		return
	}
	at := slices.IndexFunc(full, func(p part) bool { return p.start == core[len(core)-1].start && p.end == core[len(core)-1].end })
	for n := at + 1; n+1 < len(full); n++ {
		if p, next := full[n], full[n+1]; p.types != 0 && (next.types&p.types == 0 || next.traits&connective != 0) {
			b.phrase(full[:n+1], src, Headed)
			return
		}
	}
}

// qualified returns where a dash stands in a name with a few letters behind it
// and more than one word before, which often say of what sort it is; -1 for
// nowhere.
func qualified(name string) int {
	const most = 4
	cut := strings.LastIndex(name, " - ")
	if cut < 0 || !strings.Contains(name[:cut], " ") || strings.Contains(name[:cut], " - ") {
		return -1
	}
	if after := strings.TrimSpace(name[cut+3:]); len(after) > most || after != strings.ToUpper(after) || strings.ContainsAny(after, " 0123456789") {
		return -1
	}
	return cut
}

// gluedWhole lets a name be found with its legal form, all in one word.
func (b *builder) gluedWhole(parts, full []part) {
	raw, _ := b.hashes(parts)
	kept := withoutConnectives(full)
	_, plain := b.hashes(kept)
	if p := b.ix.glued.get(plain); p >= 0 {
		b.alsoGlued(raw, p)
	}
}

// capitalised returns the words of a name that start with a capital, from which
// initials are made.
func capitalised(parts []part, text string) []part {
	kept := make([]part, 0, len(parts))
	for _, p := range parts {
		if c := text[p.start]; c < 'a' || c > 'z' {
			kept = append(kept, p)
		}
	}
	return kept
}

// acronym adds the initials of a name of three words or more, or of four with
// those of the city.
func (b *builder) acronym(parts, city []part, src source) {
	var initials []byte
	for _, p := range slices.Concat(parts, city) {
		if p.traits&(connective|article|filler) == 0 && p.text[0] >= 'a' && p.text[0] <= 'z' {
			initials = append(initials, p.text[0])
		}
	}
	if len(initials) < 3 || len(initials) > 8 || len(city) > 0 && len(initials) < 4 {
		return
	}
	id, sym := b.intern(string(initials))
	w := b.ix.words[id]
	if w.traits&(vocabulary|commonWord|orgWord|personWord|placeWord|connective|article|filler|legalForm) != 0 {
		return
	}
	b.phrase([]part{{id: id, sym: sym, text: string(initials), start: parts[0].start, end: parts[len(parts)-1].end}}, src, Acronym)
}

// trimLegal returns parts without legal forms and "en omstreken" at either end,
// unless nothing else is there.
func trimLegal(parts []part) []part {
	lo, hi := 0, len(parts)
	for lo < hi && parts[lo].traits&legalForm != 0 {
		lo++
	}
	for hi > lo && (parts[hi-1].traits&(legalForm|connective) != 0 || functional(parts[hi-1])) {
		hi--
	}
	if lo == hi {
		return parts
	}
	return parts[lo:hi]
}

// trimGeneric returns what is left of parts between the organisation words at
// either end; empty if nothing is.
func trimGeneric(parts []part) []part {
	const generic = orgWord | legalForm | title
	lo, hi := 0, len(parts)
	for hi > lo && (parts[hi-1].traits&(generic|connective|filler) != 0 && parts[hi-1].traits&interfix == 0) {
		hi--
	}
	for lo < hi {
		p := parts[lo]
		loose := p.traits&(connective|filler|article) != 0
		if p.traits&generic == 0 && !(loose && leadsToGeneric(parts[lo:hi], generic)) && !(lo > 0 && functional(p)) {
			break
		}
		lo++
	}
	return parts[lo:hi]
}

// leadsToGeneric reports whether an organisation word follows the loose words
// at the start of parts.
func leadsToGeneric(parts []part, generic trait) bool {
	for _, p := range parts {
		if p.traits&generic != 0 {
			return true
		}
		if p.traits&(connective|filler|article) == 0 {
			return false
		}
	}
	return true
}

// functional reports whether p is a preposition that no surname starts with,
// or a connective.
func functional(p part) bool {
	return p.traits&connective != 0 || p.traits&filler != 0 && p.traits&interfix == 0
}

// withoutCity returns parts without the words of a city at either end.
func withoutCity(parts []part, city []uint32) []part {
	n := len(city)
	if n == 0 || n > len(parts) {
		return parts
	}
	match := func(at int) bool {
		for i, c := range city {
			if uint32(parts[at+i].sym) != c {
				return false
			}
		}
		return true
	}
	if end := len(parts) - n; match(end) {
		for end > 0 && functional(parts[end-1]) {
			end--
		}
		return parts[:end]
	}
	if match(0) {
		return parts[n:]
	}
	return parts
}

// loose reports whether p is often left out or moved behind the name: an
// article, a preposition of a surname, an initial.
func loose(p part) bool {
	return p.traits&(article|filler|interfix|connective) != 0 || len(p.text) == 1
}

// anyTelling reports whether a word of parts can tell a name from others.
func anyTelling(parts []part) bool {
	const usual = article | filler | interfix | connective | orgWord | legalForm | commonWord | vocabulary
	return slices.ContainsFunc(parts, func(p part) bool { return p.traits&usual == 0 && len(p.text) > 1 })
}

func trimLoose(parts []part) []part {
	for len(parts) > 0 && loose(parts[0]) {
		parts = parts[1:]
	}
	return parts
}
