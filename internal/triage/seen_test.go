package triage

import (
	"math/rand/v2"
	"sync"
	"testing"
)

func TestSeenCountsEachOnce(t *testing.T) {
	const distinct = 200_000
	random := rand.New(rand.NewPCG(1, 1))
	hashes := make([]uint64, distinct)
	for i := range hashes {
		hashes[i] = random.Uint64()
	}
	s := &seen{}
	var mu sync.Mutex
	fresh := 0
	var done sync.WaitGroup
	for range 4 { // every worker meets every entry
		done.Go(func() {
			n := 0
			for _, h := range hashes {
				s.add(shardOf(h), []uint64{h}, func(int) { n++ })
			}
			mu.Lock()
			fresh += n
			mu.Unlock()
		})
	}
	done.Wait()
	if fresh != distinct {
		t.Errorf("%d of %d distinct entries were new", fresh, distinct)
	}
}

func TestCommonDir(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"a/b", "a/b/c", 3}, {"a/b/c", "a/b", 3}, {"a/bc", "a/b", 1}, {"a", "b", 0}, {"", "a", 0}, {"a/b", "a/b", 3}, {"ab/c", "abd", 0},
	}
	for _, test := range tests {
		if got := commonDir([]byte(test.a), []byte(test.b)); got != test.want {
			t.Errorf("commonDir(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func BenchmarkSeen(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	s := &seen{}
	hashes := make([]uint64, 16)
	b.ReportAllocs()
	for b.Loop() {
		for i := range hashes {
			hashes[i] = random.Uint64()
		}
		s.add(shardOf(hashes[0]), hashes, func(int) {})
	}
}
