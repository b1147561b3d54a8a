package quality

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// Names is a set of published names whose organisations are known: for each
// line of a listing, those it belongs to. Whether the name shows it is not
// known, so no triage reaches all.
type Names [][]string

// ReadNames reads the truth of a set: a JSON object for each line of the
// listing, in its order, with "org" or "orgs".
func ReadNames(r io.Reader) (Names, error) {
	var names Names
	d := json.NewDecoder(r)
	for {
		var line struct {
			Org  string
			Orgs []string
		}
		err := d.Decode(&line)
		if errors.Is(err, io.EOF) {
			return names, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the truth of names, line %d: %w", len(names)+1, err)
		}
		if line.Org != "" {
			line.Orgs = append(line.Orgs, line.Org)
		}
		names = append(names, line.Orgs)
	}
}

// Score judges the attributions of the listing that the names make. Precision
// is of attributions; recall of lines, all of them.
func (n Names) Score(said []Attribution) (Tiers, Calibration) {
	var t Tiers
	var c Calibration
	best := make([]int, len(n))
	for _, a := range said {
		i := a.Line - 1
		if i < 0 || i >= int64(len(n)) || rank(a.Tier) < 0 {
			continue
		}
		right := false
		for _, id := range n[i] {
			right = right || id == a.ID
		}
		t.Claimed[rank(a.Tier)].add(right)
		c.add(a.Confidence, right)
		if right && (best[i] == 0 || rank(a.Tier)+1 < best[i]) {
			best[i] = rank(a.Tier) + 1
		}
	}
	for _, b := range best {
		t.want(b - 1)
	}
	return t, c
}

// Table writes precision and recall by tier.
func (t *Tiers) Table(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 8, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprint(w, "\tprecision\t95 %\trecall\t95 %\tclaims\t\n") // Flush tells
	for _, tier := range []finding.Tier{finding.Strong, finding.Probable, finding.Possible} {
		precision, recall := t.Precision(tier), t.Recall(tier)
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t\n", orBetter(tier), share(precision), interval(precision), share(recall), interval(recall), precision.All)
	}
	return w.Flush()
}
