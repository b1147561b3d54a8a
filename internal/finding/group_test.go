package finding

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/listing"
)

// TestMergeInAnyOrder holds that a group does not depend on which worker met
// which entries, nor on the order of merging.
func TestMergeInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	whole := &Group{Key: 1}
	parts := []*Group{{Key: 1}, {Key: 1}, {Key: 1}}
	for n := range int64(500) {
		line := Line{Listing: int(n % 2), Line: n + 1, Path: listing.NewPath([]byte("x"))}
		modified, month := random.Int64N(1e9), random.Int32N(3e4)
		for _, g := range []*Group{whole, parts[random.IntN(3)]} {
			g.Stats.Count(&Entry{
				Natures: 1 << (n % 7), Groups: 1 << (n % 3), Person: uint64(n%100) * 0x9e3779b97f4a7c15, Bytes: n, Modified: modified,
				From: month, To: month + 3, Kinds: identifier.PersonName, House: n%5 == 0,
			})
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
	if first, ok := whole.First(); !ok || first.Listing != 0 || first.Line != 1 {
		t.Errorf("the line kept is %d of listing %d; want the first of listing 0", first.Line, first.Listing)
	}
}

// pathless returns g without the path of its line, which no copy shares.
func pathless(g *Group) Group {
	c := *g
	c.first.Path = listing.Path{}
	return c
}

// TestOneEntryIsCountedLikeSeveral holds that the entry of a group that has one
// is kept whole.
func TestOneEntryIsCountedLikeSeveral(t *testing.T) {
	e := &Entry{
		Natures: 3, Groups: 4, Person: 99, Bytes: 7, Modified: 12, From: 24_000, To: 24_001,
		Kinds: identifier.PersonName | identifier.BSN | identifier.Email, Bulk: true, House: true,
	}
	var one, several, sum Stats
	one.Count(e)
	several.several().count(e)
	several.Items, several.House = 1, 1
	sum.Merge(&one)
	if !reflect.DeepEqual(sum, several) {
		t.Errorf("merged from one entry: %+v, want %+v", sum.Counts, several.Counts)
	}
	one.Repeat(&Entry{Natures: 64, Modified: 5, From: 23_000, To: 23_000})
	if one.Items != 1 || one.Names != 1 || one.First != 5 || one.Last != 12 || one.FromMonth != 23_000 || one.ToMonth != 24_001 || len(one.Natures) != 2 {
		t.Errorf("after a repeated entry: %d items, %+v; want the period alone wider", one.Items, one.Counts)
	}
}

// BenchmarkCount counts entries of two natures and a flag in stats that have met
// all.
func BenchmarkCount(b *testing.B) {
	var s Stats
	for i := range 40 {
		s.Count(&Entry{Natures: 1 << i, Groups: 1 << (i % 20)})
	}
	for i := 0; b.Loop(); i++ {
		s.Count(&Entry{Natures: 1<<(i%40) | 1<<(i*7%40), Groups: 1 << (i % 20)})
	}
}
