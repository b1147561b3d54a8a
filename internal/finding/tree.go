package finding

import (
	"cmp"
	"iter"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Tree is what a listing holds, as far as a judgement needs it.
type Tree struct {
	Root   *Group   // of the entries whose path names no organisation
	Groups []*Group // of all others, ascending by key
	// Slots, Siblings and Shapes say how often a name in some place is that of
	// an organisation of the register: after certain words; in one directory;
	// in directories that are written alike.
	Slots, Siblings, Shapes map[uint64]Rate
	// Spread says in how many directories of a sample of the listing files are
	// named after an organisation of the register.
	Spread map[int32]int
	given  []int32  // the groups in the order in which NewTree was given them: as they lie in memory
	starts []uint32 // by the first bits of a key, where the groups with these begin; one more than there are
	shift  int      // of a key, which leaves these bits
	sum    *Stats   // see total; nil before it is known
}

// NewTree returns a Tree of groups with distinct keys, in any order, which is the
// same whenever it is asked for. Keys are hashes, so sorting them by their first bits
// is most of sorting them.
func NewTree(root *Group, all iter.Seq[*Group]) *Tree {
	size := 0
	for range all {
		size++
	}
	groups := slices.AppendSeq(make([]*Group, 0, size), all)
	type keyed struct {
		key   uint64
		given int32
	}
	n := bits.Len(uint(len(groups)))
	t := &Tree{Root: root, Groups: make([]*Group, len(groups)), given: make([]int32, len(groups)), starts: make([]uint32, 1<<n+1), shift: 64 - n}
	for _, g := range groups {
		t.starts[g.Key>>t.shift+1]++
	}
	for i := range 1 << n {
		t.starts[i+1] += t.starts[i]
	}
	sorted, next := make([]keyed, len(groups)), slices.Clone(t.starts)
	for i, g := range groups {
		at := &next[g.Key>>t.shift]
		sorted[*at] = keyed{g.Key, int32(i)}
		*at++
	}
	for i := range 1 << n {
		if same := sorted[t.starts[i]:t.starts[i+1]]; len(same) > 1 {
			slices.SortFunc(same, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
		}
	}
	for i, k := range sorted {
		t.Groups[i], t.given[k.given] = groups[k.given], int32(i)
	}
	return t
}

// place returns where in t.Groups the group with a key is, -1 where there is none.
func (t *Tree) place(key uint64) int32 {
	if len(t.starts) == 0 {
		return -1
	}
	first := t.starts[key>>t.shift]
	same := t.Groups[first:t.starts[key>>t.shift+1]]
	i, found := slices.BinarySearchFunc(same, key, func(g *Group, key uint64) int { return cmp.Compare(g.Key, key) })
	if !found {
		return -1
	}
	return int32(first) + int32(i)
}

// group returns the group with a key, nil where there is none.
func (t *Tree) group(key uint64) *Group {
	if i := t.place(key); i >= 0 {
		return t.Groups[i]
	}
	return nil
}

// total returns the sum over all entries of t, which nobody may change. Of several
// goroutines only one may call it first.
func (t *Tree) total() *Stats {
	if t.sum != nil {
		return t.sum
	}
	var sum Stats
	sum.Merge(&t.Root.Stats)
	var mu sync.Mutex
	shareOut(len(t.Groups), 1024, func(some iter.Seq[int]) {
		var part Stats
		for i := range some {
			part.Merge(&t.Groups[t.given[i]].Stats)
		}
		mu.Lock()
		defer mu.Unlock()
		sum.Merge(&part)
	})
	t.sum = &sum
	return t.sum
}

// shareOut has all processors do something for the numbers below n: each calls do
// with some of them, which it takes block by block. A panic over one comes out here,
// where who called can recover it.
func shareOut(n, block int, do func(some iter.Seq[int])) {
	var taken atomic.Int64
	some := func(yield func(int) bool) {
		for {
			to := int(taken.Add(int64(block)))
			for i := to - block; i < min(to, n); i++ {
				if !yield(i) {
					return
				}
			}
			if to >= n {
				return
			}
		}
	}
	panics := make([]any, min(runtime.GOMAXPROCS(0), (n+block-1)/block))
	var done sync.WaitGroup
	for p := range panics {
		done.Go(func() {
			defer func() { panics[p] = recover() }()
			do(some)
		})
	}
	done.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}
