package mention

import (
	"strings"

	"github.com/leakwarden/leakwarden/internal/token"
)

// regionColumns are headings under which registers give the region.
var regionColumns = []string{"region", "regio", "province", "provincie", "county", "state"}

// places numbers the cities and regions of the register.
func (b *builder) places() {
	for i := range b.ix.reg.Organisations {
		b.ix.cities[i] = b.place(b.ix.reg.Organisations[i].City, City)
	}
	for i := range b.ix.reg.Organisations {
		b.ix.regions[i] = -1
		for _, column := range regionColumns {
			if s := b.ix.reg.Organisations[i].Extra[column]; s != "" {
				b.ix.regions[i] = b.place(s, Region)
				break
			}
		}
	}
	for i := range b.ix.reg.Organisations {
		if c := b.ix.cities[i]; c >= 0 {
			b.postcode(b.ix.reg.Organisations[i].Postcode, c)
		}
	}
}

// place returns the number of a place, -1 for no name.
func (b *builder) place(name string, kind PlaceKind) int32 {
	if name == "" {
		return -1
	}
	if id, ok := b.placeIDs[name]; ok {
		return id
	}
	parts := b.split(name)
	if len(parts) == 0 || len(parts) > maxWords {
		return -1
	}
	x := b.extra(b.node(parts))
	if x.place < 0 {
		x.place, x.kind = int32(len(b.ix.Places)), kind
		b.ix.Places = append(b.ix.Places, name)
		b.glue(parts, x.place)
	}
	b.placeIDs[name] = x.place
	for _, p := range parts {
		b.ix.words[p.sym].traits |= cityPart
	}
	if len(parts) == 1 {
		b.ix.words[parts[0].sym].traits |= placeWord | cityWord
	}
	return x.place
}

// glue lets a city of several words be found in one ("denhaag").
func (b *builder) glue(parts []part, place int32) {
	if len(parts) < 2 || letters(parts) < 5 {
		return
	}
	var text strings.Builder
	for _, p := range parts {
		text.WriteString(p.text)
	}
	id, _ := b.intern(text.String())
	b.ix.words[id].traits |= placeWord | cityWord
	x := b.extra(b.node([]part{{id: id, sym: token.ID(b.ix.words[id].sym)}}))
	if x.place < 0 {
		x.place, x.kind = place, City
	}
}

// postcode lets a full postcode, one with letters and digits, tell its city.
func (b *builder) postcode(code string, city int32) {
	if !strings.ContainsAny(code, "0123456789") || len(code) < 5 {
		return
	}
	parts := b.split(code)
	if len(parts) < 2 {
		return
	}
	if x := b.extra(b.node(parts)); x.place < 0 {
		x.place, x.kind = city, Postcode
	}
}

// city returns the words of the organisation's city.
func (b *builder) city(org int32) []uint32 {
	c := b.ix.cities[org]
	if c < 0 {
		return nil
	}
	words, ok := b.cityWords[c]
	if !ok {
		for _, p := range b.split(b.ix.Places[c]) {
			words = append(words, uint32(p.sym))
		}
		b.cityWords[c] = words
	}
	return words
}

// registerType returns the types that the register's own name of a type
// stands for: a type of the pack, or an organisation word of it.
func (b *builder) registerType(name string) uint32 {
	if name == "" {
		return 0
	}
	if bit, ok := b.typeIDs[strings.ToLower(strings.TrimSpace(name))]; ok {
		return bit
	}
	var types uint32
	for _, p := range b.split(name) {
		types |= p.types
	}
	if types != 0 {
		return types
	}
	return b.typeBit(name)
}
