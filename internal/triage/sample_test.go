package triage

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/leakwarden/leakwarden/internal/mask"
)

// TestSampleMergesToOne deals pairs to samples at random, some twice: merged,
// they are the sample of all, whatever each one held.
func TestSampleMergesToOne(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	bound := newBound()
	whole, parts := newSample(newBound()), []*sample{newSample(bound), newSample(bound), newSample(bound)}
	const n = 3 * sampleSize
	for range n {
		key := random.Uint64()
		name := fmt.Appendf(nil, "map-%02d/naam %d", key%100, key)
		parent, own := mask.Parent(name[:6]), name[7:]
		for _, s := range []*sample{whole, parts[random.IntN(3)], parts[0]} {
			if s.wants(key) {
				s.add(key, parent, own, true)
			}
		}
	}
	whole.trim()
	for _, p := range parts[1:] {
		parts[0].merge(p)
	}
	merged := parts[0]
	if len(whole.pairs) != sampleSize || len(merged.pairs) != sampleSize {
		t.Fatalf("samples of %d and %d pairs, want %d", len(whole.pairs), len(merged.pairs), sampleSize)
	}
	for i := range whole.pairs {
		p, q := &whole.pairs[i], &merged.pairs[i]
		a := fmt.Sprintf("%x %q %q", p.key, whole.directory(p).Name, whole.name(p))
		b := fmt.Sprintf("%x %q %q", q.key, merged.directory(q).Name, merged.name(q))
		if a != b {
			t.Fatalf("pair %d is %s in one, %s in the other", i, a, b)
		}
	}
	if got := whole.total(); got < n*98/100 || got > n*102/100 {
		t.Errorf("total = %d, want about %d", got, n)
	}
}
