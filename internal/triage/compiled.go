package triage

import (
	"github.com/leakwarden/leakwarden/internal/flat"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Compiled hands the index of a register from one Run to the next. What a Run
// finds does not depend on it. Where Judgements add names to the register, the
// index is built, and not handed on: those names come from a listing.
type Compiled struct {
	// From continues with what Keep was given in a Run of the same program with
	// the same Register, Pack and Suppliers; nil where there was none. A Run uses it
	// up.
	From *flat.Codec
	// Keep is called, where not nil, with what stores the index, once it had to be
	// built. It must store it before it returns, or not at all.
	Keep func(store func(*flat.Codec))
}

// index returns the index that c holds, or else builds it. c may be nil.
func (c *Compiled) index(reg *register.Register, p *pack.Pack, d *token.Dict) *mention.Index {
	if c == nil {
		return mention.NewIndex(reg, p, d)
	}
	if c.From != nil {
		if ix := mention.Load(c.From, reg, p, d); ix != nil {
			return ix
		}
	}
	ix := mention.NewIndex(reg, p, d)
	if c.Keep != nil {
		c.Keep(ix.Store)
	}
	return ix
}
