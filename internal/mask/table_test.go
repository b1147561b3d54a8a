package mask

import (
	"math/rand/v2"
	"testing"
)

// TestTable holds a table to a map: the zero key, keys that meet, and growing.
func TestTable(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var got table[int]
	want := make(map[uint64]int)
	for i := range 20_000 {
		key := 2 * rnd.Uint64N(2_000) << 52 >> (i % 3 * 26) // near each other, far apart, the same
		if got.get(key) != want[key] {
			t.Fatalf("get(%d) = %d, want %d", key, got.get(key), want[key])
		}
		*got.at(key) = i
		want[key] = i
	}
	for key, v := range want {
		if got.get(key) != v {
			t.Errorf("get(%d) = %d, want %d", key, got.get(key), v)
		}
	}
}
