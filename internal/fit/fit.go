// Package fit finds the weights of a finding's features on invented listings.
package fit

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// Example is one hit with the candidates of its phrase, and which of them the
// entries of its group really are of.
type Example struct {
	Vectors [][]float64 // of features, one for each candidate
	True    []bool      // by candidate
	Weight  float64     // how often it counts
}

// Weights returns the weights that make the examples likeliest, starting from
// those given, with a pull towards them that a few examples cannot overcome.
// Where only names features, those of others stay as they are. The same examples
// in the same order give the same weights.
func Weights(from finding.Weights, examples []Example, rounds int, only ...string) finding.Weights {
	n := len(from)
	w := append([]float64(nil), from[:]...)
	m, v := make([]float64, n), make([]float64, n)
	random := rand.New(rand.NewPCG(1, 2))
	telling := finding.Telling()
	pinned := make([]bool, n)
	for i, name := range finding.Features() {
		pinned[i] = slices.Contains(unfitted, name) || len(only) > 0 && !slices.Contains(only, name)
	}
	const batch, rate = 256, 0.02
	step := 0
	for range rounds {
		random.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for start := 0; start < len(examples); start += batch {
			grad := make([]float64, n)
			for _, e := range examples[start:min(start+batch, len(examples))] {
				e.gradient(w, grad, telling)
			}
			step++
			for i := range w {
				if pinned[i] {
					continue
				}
				g := grad[i]/batch + pull*(w[i]-from[i])
				m[i] = 0.9*m[i] + 0.1*g
				v[i] = 0.999*v[i] + 0.001*g*g
				w[i] -= rate * (m[i] / (1 - math.Pow(0.9, float64(step)))) / (math.Sqrt(v[i]/(1-math.Pow(0.999, float64(step)))) + 1e-8)
			}
		}
	}
	return finding.Weights(w)
}

// unfitted are features of which invented worlds hold too little to learn from:
// what analysts say, registers whose organisations are named like places, names
// of three letters; persons and strangers of invented worlds are in no list of
// names and in all folders. What the region of the others says is a ratio of
// likelihoods as it is.
var unfitted = []string{"one word is the full name", "named like a place", "place of names like places", "analyst", "analyst unsure", "listing of few names", "short", "distinctive word", "in a folder of organisations", "region"}

// pull is the strength of the pull towards the first weights.
const pull = 2e-4

// gradient adds to grad that of the loss of e: the surprise at what is true of
// each candidate, whose probability is a logistic function times its share.
func (e *Example) gradient(w, grad []float64, telling []int) {
	k := len(e.Vectors)
	sigma, share := make([]float64, k), make([]float64, k)
	total := 0.0
	for c, x := range e.Vectors {
		sigma[c] = 1 / (1 + math.Exp(-dot(w, x)))
		for _, f := range telling {
			share[c] += w[f] * x[f]
		}
		share[c] = math.Exp(share[c])
		total += share[c]
	}
	mean := make([]float64, len(w))
	for c, x := range e.Vectors {
		share[c] /= total
		for _, f := range telling {
			mean[f] += share[c] * x[f]
		}
	}
	for c, x := range e.Vectors {
		p := min(max(sigma[c]*share[c], 1e-9), 1-1e-9)
		d := e.Weight * (p - one(e.True[c])) / (1 - p) // loss by log p
		for f := range w {
			grad[f] += d * (1 - sigma[c]) * x[f]
		}
		for _, f := range telling {
			grad[f] += d * (x[f] - mean[f])
		}
	}
}

// loss returns the surprise at what is true of the candidates of e.
func (e *Example) loss(w []float64) float64 {
	telling := finding.Telling()
	share, total := make([]float64, len(e.Vectors)), 0.0
	for c, x := range e.Vectors {
		for _, f := range telling {
			share[c] += w[f] * x[f]
		}
		share[c] = math.Exp(share[c])
		total += share[c]
	}
	sum := 0.0
	for c, x := range e.Vectors {
		p := share[c] / total / (1 + math.Exp(-dot(w, x)))
		p = min(max(p, 1e-9), 1-1e-9)
		if e.True[c] {
			sum -= math.Log(p)
		} else {
			sum -= math.Log(1 - p)
		}
	}
	return sum
}

func dot(a, b []float64) (s float64) {
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
