package finding

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// weights.tsv holds a feature and its weight a line. It is written by
// fitting; docs/quality.md says how, and what the weights reach on seeds that
// took no part.
//
//go:embed weights.tsv
var weightsFile string

// DefaultWeights returns the weights that the product uses.
func DefaultWeights() Weights {
	w, err := ParseWeights(weightsFile)
	if err != nil {
		panic("finding: weights.tsv: " + err.Error()) // a test holds that it parses
	}
	return w
}

// ParseWeights reads a feature, a tab and its weight from each line of s. Every
// feature must be there once.
func ParseWeights(s string) (w Weights, err error) {
	index := make(map[string]int, len(featureNames))
	for i, name := range featureNames {
		index[name] = i
	}
	for n, line := range strings.Split(strings.TrimSpace(s), "\n") {
		name, number, _ := strings.Cut(line, "\t")
		i, known := index[name]
		if !known {
			return w, fmt.Errorf("line %d: no feature, or one given twice", n+1)
		}
		if w[i], err = strconv.ParseFloat(number, 64); err != nil {
			return w, fmt.Errorf("line %d: no number", n+1)
		}
		delete(index, name)
	}
	if len(index) > 0 {
		return w, fmt.Errorf("%d features have no weight", len(index))
	}
	return w, nil
}

// String returns w in the form that ParseWeights reads.
func (w Weights) String() string {
	var b strings.Builder
	for i, name := range featureNames {
		fmt.Fprintf(&b, "%s\t%.2f\n", name, w[i])
	}
	return b.String()
}
