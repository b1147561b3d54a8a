package triage

import (
	"math/rand/v2"
	"slices"
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

func TestSampleMergesToOne(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	bound := newBound()
	whole, parts := newSample(newBound()), []*sample{newSample(bound), newSample(bound), newSample(bound)}
	const n = 3 * sampleSize
	for range n {
		key := random.Uint64()
		for _, s := range []*sample{whole, parts[random.IntN(3)], parts[0]} {
			if s.wants(key) {
				s.add(key, 0, []byte("x"), true)
			}
		}
	}
	whole.trim()
	for _, p := range parts[1:] {
		parts[0].merge(p)
	}
	same := slices.EqualFunc(whole.pairs, parts[0].pairs, func(a, b pair) bool { return a.key == b.key })
	if !same || len(whole.pairs) != sampleSize {
		t.Errorf("samples of %d and %d pairs differ", len(whole.pairs), len(parts[0].pairs))
	}
	if got := whole.total(); got < n*98/100 || got > n*102/100 {
		t.Errorf("total = %d, want about %d", got, n)
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
