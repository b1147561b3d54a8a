// Package nature says what kind of data a name speaks of, which vulnerable
// groups it points to and which period it names.
package nature

import (
	"math/bits"

	"github.com/leakwarden/leakwarden/internal/pack"
)

// Set is a set of natures: bit i is Pack.Natures[i].
type Set uint64

// Groups is a set of flags: bit i is Pack.Groups[i].
type Groups uint32

// Reading is what one segment says.
type Reading struct {
	Natures Set
	Groups  Groups
	// Bulk says that the name is that of an export or a database, which may
	// hold many persons: an entry is not a person.
	Bulk bool
	// From and To bound the period named, as months since year 0
	// (12*year + month - 1); 0 when none is named.
	From, To int32
}

// Every pack opens with the natures and the groups of the design in their
// order, so that some of them can be told by their bits; a test holds the packs
// to it.
const (
	itNature       Set = 1 << 17
	detaineeNature Set = 1 << 19
	otherNature    Set = 1 << 20
	// vague natures yield to any more telling one.
	vague = itNature | otherNature

	bulkGroup Groups = 1 << 9
)

// Merge returns what an entry is that lies in a directory read as parent and
// is itself called own. The natures that own tells go before those of the
// directory, which holds other papers too; where own tells none, or only that
// it is something other, the directory's hold. What lies in a
// prison's directory stays a detainee's. Groups add up. Own's period goes
// before parent's. Bulk speaks of own alone: a letter in a folder of exports
// is no export.
func Merge(parent, own Reading) Reading {
	r := own
	if own.Natures&^otherNature == 0 {
		r.Natures = settle(parent.Natures | own.Natures)
	} else {
		r.Natures |= parent.Natures & detaineeNature
	}
	r.Groups |= parent.Groups &^ bulkGroup
	if own.From == 0 {
		r.From, r.To = parent.From, parent.To
	}
	return r
}

// settle drops the vague natures beside a telling one, and other beside any.
func settle(s Set) Set {
	if s&^vague != 0 {
		return s &^ vague
	}
	if s&itNature != 0 {
		return s &^ otherNature
	}
	return s
}

// Names returns the names of the natures in s, in the order of p.
func Names(p *pack.Pack, s Set) []string {
	var names []string
	for ; s != 0; s &= s - 1 {
		if i := bits.TrailingZeros64(uint64(s)); i < len(p.Natures) {
			names = append(names, p.Natures[i].Name)
		}
	}
	return names
}

// GroupNames returns the names of the groups in g, in the order of p.
func GroupNames(p *pack.Pack, g Groups) []string {
	var names []string
	for ; g != 0; g &= g - 1 {
		if i := bits.TrailingZeros64(uint64(g)); i < len(p.Groups) {
			names = append(names, p.Groups[i].Name)
		}
	}
	return names
}
