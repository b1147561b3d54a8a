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

// However much of a listing is said to be read, what has room for its entries has
// not much more.
func TestSeenTakesWhatItNeeds(t *testing.T) {
	const entries = 3_000_000
	tests := map[string]func(s *seen, n int){
		"the share is told":    func(s *seen, n int) { s.follow(int64(n), entries) },
		"the size is unknown":  func(s *seen, n int) { s.follow(int64(n), 0) },
		"hardly any is read":   func(s *seen, n int) { s.follow(1, 1<<60) },
		"more is read than is": func(s *seen, n int) { s.follow(int64(n), 1) },
	}
	for name, told := range tests {
		random, s, fresh := rand.New(rand.NewPCG(2, 1)), &seen{}, 0
		for n := range entries {
			if n%10_000 == 0 {
				told(s, n)
			}
			h := random.Uint64()
			s.add(shardOf(h), []uint64{h}, func(int) { fresh++ })
		}
		places := 0
		for i := range s.shards {
			for k := range s.shards[i].tables {
				places += cap(s.shards[i].tables[k].values)
			}
		}
		if fresh != entries || places > 2*entries {
			t.Errorf("%s: %d entries of %d are new, and have %d places; want all, and at most two places each", name, fresh, entries, places)
		}
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
