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

// TestSamplesShareABound deals distinct pairs to two samples: each holds little
// more than its half of what both are to hold, and they merge to the sample of
// all.
func TestSamplesShareABound(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	shared := newBound()
	whole, parts := newSample(newBound()), []*sample{newSample(shared), newSample(shared)}
	for range 10 * sampleSize {
		key := random.Uint64()
		for _, s := range []*sample{whole, parts[key&1]} {
			if s.wants(key) {
				s.bound.count(key)
				s.add(key, mask.Directory{}, nil, true)
			}
		}
	}
	whole.trim()
	for _, p := range parts {
		if p.trim(); len(p.pairs) > sampleSize*3/4 {
			t.Errorf("one of two holds %d pairs, want little more than half of %d", len(p.pairs), sampleSize)
		}
	}
	parts[0].merge(parts[1])
	if len(whole.pairs) != sampleSize || len(parts[0].pairs) != sampleSize {
		t.Fatalf("samples of %d and %d pairs, want %d", len(whole.pairs), len(parts[0].pairs), sampleSize)
	}
	for i := range whole.pairs {
		if whole.pairs[i].key != parts[0].pairs[i].key {
			t.Fatalf("pair %d is another one", i)
		}
	}
}
