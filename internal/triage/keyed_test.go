package triage

import (
	"math/rand/v2"
	"testing"
)

// TestKeyedIsAMap holds that keyed holds what a map would, each value in one
// place for good, in the order of adding.
func TestKeyedIsAMap(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var k keyed[int]
	if k.get(1) != nil {
		t.Error("an empty one holds something")
	}
	want, places, order := make(map[uint64]int), make(map[uint64]*int), []uint64(nil)
	for i := range 100_000 {
		key := random.Uint64N(60_000) * 2 // many even keys, as of those that differ in few bits
		if i%3 == 0 {
			key = random.Uint64() | 1
		}
		if v := k.get(key); v != nil {
			if *v != want[key] || v != places[key] {
				t.Fatalf("key %d: %d, want %d in the same place", key, *v, want[key])
			}
			*v++
			want[key]++
			continue
		}
		if _, known := want[key]; known {
			t.Fatalf("key %d is lost", key)
		}
		v := k.add(key)
		*v, want[key], places[key], order = i, i, v, append(order, key)
	}
	i := 0
	for key, v := range k.all() {
		if key != order[i] || *v != want[key] {
			t.Fatalf("value %d has key %d and is %d, want key %d and %d", i, key, *v, order[i], want[order[i]])
		}
		i++
	}
	if i != len(want) || k.n != len(want) {
		t.Errorf("it has %d values and says %d, want %d", i, k.n, len(want))
	}
}
