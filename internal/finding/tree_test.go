package finding

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNewTree checks that groups are found by their keys and stand in their
// order, whatever their keys are: who wrote the listing may have chosen them.
func TestNewTree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, tt := range []struct {
		name string
		key  func(i int) uint64
	}{
		{"as hashes are", func(int) uint64 { return random.Uint64() | 1 }},
		{"with the same first bits", func(i int) uint64 { return uint64(1 + 2*i) }},
		{"with the same last bits", func(i int) uint64 { return uint64(i)<<50 | 1 }},
	} {
		for _, n := range []int{0, 1, 2, 1000} {
			var groups []*Group
			for i := range n {
				groups = append(groups, &Group{Key: tt.key(i)})
			}
			random.Shuffle(n, func(i, k int) { groups[i], groups[k] = groups[k], groups[i] })
			tree := NewTree(&Group{}, slices.Values(groups))
			if !slices.IsSortedFunc(tree.Groups, func(a, b *Group) int { return int(int64(a.Key>>1) - int64(b.Key>>1)) }) || len(tree.Groups) != n {
				t.Fatalf("%s: %d groups are not in order", tt.name, n)
			}
			for _, g := range groups {
				if tree.group(g.Key) != g {
					t.Fatalf("%s: of %d groups that with key %x is not found", tt.name, n, g.Key)
				}
			}
			if tree.group(0) != nil || tree.place(1<<63) >= 0 {
				t.Fatalf("%s: of %d groups one is found that is not there", tt.name, n)
			}
		}
	}
}

// TestShareOut checks that each number is given out once, and that a panic over
// one comes out.
func TestShareOut(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 9, 1000} {
		times := make([]int, n)
		shareOut(n, 8, func(some iter.Seq[int]) {
			for i := range some {
				times[i]++
			}
		})
		if slices.ContainsFunc(times, func(n int) bool { return n != 1 }) {
			t.Errorf("of %d numbers each is given out so often: %v", n, times)
		}
	}
	defer func() {
		if recover() != "over 7" {
			t.Error("a panic over one number does not come out")
		}
	}()
	shareOut(1000, 8, func(some iter.Seq[int]) {
		for i := range some {
			if i == 7 {
				panic("over 7")
			}
		}
	})
}
