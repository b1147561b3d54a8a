package finding

import (
	"math/rand/v2"
	"testing"
)

func TestPersonsAtLeast(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 63, 64, 1_000, 100_000} {
		var p, other Persons
		for range n {
			h := PersonOf(random.Uint64()|4, true)
			p.Add(h)
			p.Add(h) // the same person again
			other.Add(h)
		}
		p.Add(0)
		got := p.AtLeast()
		if got > int64(n) || n <= sketchSize-1 && got != int64(n) || float64(got) < 0.5*float64(n) {
			t.Errorf("of %d persons at least %d", n, got)
		}
		for _, h := range other.least {
			p.Add(h)
		}
		if again := p.AtLeast(); again != got {
			t.Errorf("adding the same persons again changes the bound from %d to %d", got, again)
		}
	}
}

// TestPersonsNamedTwice holds that a person named with and without a birth date
// is one.
func TestPersonsNamedTwice(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 3))
	for _, n := range []int{20, 10_000} {
		var p Persons
		for range n {
			p.Add(PersonOf(random.Uint64()|4, true))
			p.Add(PersonOf(random.Uint64()|4, false))
		}
		if got := p.AtLeast(); got > int64(n) || float64(got) < 0.4*float64(n) {
			t.Errorf("of %d persons named twice at least %d", n, got)
		}
	}
}
