package finding

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/leakwarden/leakwarden/internal/listing"
)

// TestMergeInAnyOrder holds that a group does not depend on which worker met
// which entries, nor on the order of merging.
func TestMergeInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	whole := &Group{Key: 1}
	parts := []*Group{{Key: 1}, {Key: 1}, {Key: 1}}
	for n := range int64(500) {
		line := Line{Listing: int(n % 2), Line: n, Path: listing.NewPath([]byte("x"))}
		modified, month := random.Int64N(1e9), random.Int32N(3e4)
		for _, g := range []*Group{whole, parts[random.IntN(3)]} {
			g.Stats.Add(1<<(n%7), 1<<(n%3))
			g.Stats.Bytes += n
			g.Stats.Seen(modified)
			g.Stats.Named(month, month+3)
			g.Stats.Persons.Add(uint64(n%100) * 0x9e3779b97f4a7c15)
			if g.Wants(line.Listing, line.Line) {
				g.Keep(line)
			}
		}
	}
	for range 5 {
		random.Shuffle(3, func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		sum := &Group{Key: 1}
		for _, p := range parts {
			sum.Merge(p)
		}
		if !reflect.DeepEqual(pathless(sum), pathless(whole)) {
			t.Fatalf("merged: %+v\nwhole: %+v", sum.Stats, whole.Stats)
		}
	}
	if len(whole.Lines) != maxLines || whole.Lines[0].Line != 0 {
		t.Errorf("lines kept: %d, the first %d; want %d, the first of listing 0", len(whole.Lines), whole.Lines[0].Line, maxLines)
	}
}

// pathless returns g without the paths of its lines, which no copy shares.
func pathless(g *Group) Group {
	c := *g
	for i := range c.Lines {
		c.Lines[i].Path = listing.Path{}
	}
	return c
}
