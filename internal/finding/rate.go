package finding

import (
	"math"
	"slices"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// slot returns how strongly the place of hit n speaks for an organisation, as
// log-odds between -4 and 4; see Rate. What stands before a name in all the
// listing counts first, for a directory then those that are written like it,
// and most the others in the same directory.
func (j *judging) slot(g *Group, n int) (credible, any float64) {
	hit, weak := 0.2, 0.2
	hit, weak = j.Slots[g.Around[n].Slot].drawn(hit, weak)
	if !g.Leaf {
		hit, weak = j.Shapes[g.Shape].drawn(hit, weak)
		hit, weak = j.Siblings[g.Siblings].drawn(hit, weak)
	}
	return logOdds(hit), logOdds(weak)
}

func logOdds(p float64) float64 { return max(-4, min(4, math.Log(p/(1-p)))) }

// baseRateOf returns how rare credible names are in the places of a listing: 0
// where at least 1 in 100 is one, and -1 for each factor of ten below that,
// down to -2.
func baseRateOf(slots map[uint64]Rate) float64 {
	var sum Rate
	for _, r := range slots {
		sum.Named += r.Named
		sum.Hit += r.Hit
	}
	rate := float64(sum.Hit+1) / float64(sum.Named+100)
	return max(-2, min(0, math.Log10(rate)+2))
}

// Rate counts what stands in names in a place of some sort: names at all, names
// of the register that say something by themselves, and those that could as
// well be a person, a place or an ordinary word.
type Rate struct{ Named, Hit, Weak int64 }

// Add counts a name in r whose hits are given; none is a name that the register
// does not hold.
func (r *Rate) Add(hits ...mention.Hit) {
	r.Named++
	if slices.ContainsFunc(hits, credible) {
		r.Hit++
	} else if len(hits) > 0 {
		r.Weak++
	}
}

// credible reports whether a hit says something by itself.
func credible(h mention.Hit) bool {
	return h.Weak == 0 || h.Class == mention.Code || h.Cue || h.Prefixed || h.Full && h.Last > h.First
}

// drawn returns the shares of credible hits and of any hits among the names,
// drawn to those given while little is counted.
func (r Rate) drawn(credible, any float64) (float64, float64) {
	const weight = 5
	named := float64(r.Named) + weight
	return (float64(r.Hit) + credible*weight) / named, (float64(r.Hit+r.Weak) + any*weight) / named
}

// densityOf says how usual it is in a listing that the name of a file holds the
// whole name of an organisation: 0 where at most one in ten does, and else the
// log-odds above that. In a collection of papers of which each is one
// organisation's, less is needed to take a name for one.
func densityOf(t *Tree) float64 {
	const usual, most = 0.1, 0.9
	named, all := 1.0, float64(t.Root.Stats.Items)+10
	for _, g := range t.Groups {
		all += float64(g.Stats.Items)
		if g.Leaf && slices.ContainsFunc(g.Hits, func(h mention.Hit) bool { return h.Full && h.Last > h.First }) {
			named += float64(g.Stats.Items)
		}
	}
	share := min(named/all, most)
	return max(0, logOdds(share)-logOdds(usual))
}
