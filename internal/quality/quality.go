// Package quality measures a triage against the truth: of invented worlds,
// whose truth is known line by line, and of names that others published.
//
// It sees what a reader of the product sees: the claims of the stream, and the
// attributions of lines. It holds no raw text.
package quality

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// Claim is what a triage says of one organisation.
type Claim struct {
	ID         string
	Tier       finding.Tier
	Confidence float64
	Items      int64
}

// Attribution is what a triage says of one line.
type Attribution struct {
	Line       int64 // from 1
	ID         string
	Tier       finding.Tier
	Confidence float64
}

// Output is what a triage of one listing said.
type Output struct {
	Claims       []Claim
	Attributions []Attribution
	Unresolved   Unresolved
}

// Unresolved sums up the names that a triage left open.
type Unresolved struct{ Texts, Items int }

func (u *Unresolved) add(items int) {
	u.Texts++
	u.Items += items
}

// Handle adds a message of the stream.
func (o *Output) Handle(m finding.Message) error {
	switch {
	case m.Finding != nil:
		f := m.Finding
		o.Claims = append(o.Claims, Claim{f.Organisation.ID, f.Tier, f.Confidence, f.Items})
	case m.Unresolved != nil:
		o.Unresolved.add(int(m.Unresolved.Items))
	}
	return nil
}

// ReadStream adds the messages of a JSON stream, one object a line.
func (o *Output) ReadStream(r io.Reader) error {
	d := json.NewDecoder(r)
	for {
		var m struct {
			Finding    *streamed
			Unresolved *struct{ Items int }
		}
		err := d.Decode(&m)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("reading the stream: %w", err)
		case m.Finding != nil:
			f := m.Finding
			o.Claims = append(o.Claims, Claim{f.Organisation.ID, f.Tier, f.Confidence, f.Items})
		case m.Unresolved != nil:
			o.Unresolved.add(m.Unresolved.Items)
		}
	}
}

// streamed is what counts of a finding in the stream. Its masked texts are not
// read: mask.Text is made by masking only.
type streamed struct {
	Organisation struct{ ID string }
	Tier         finding.Tier
	Confidence   float64
	Items        int64
}

// ReadAttributions adds the lines that --attributions wrote: line number,
// organisation, tier and confidence between tabs.
func (o *Output) ReadAttributions(r io.Reader) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		f := strings.Split(lines.Text(), "\t")
		if len(f) != 4 {
			return fmt.Errorf("reading attributions: line %d has %d fields, want 4", n, len(f))
		}
		line, err := strconv.ParseInt(f[0], 10, 64)
		if err != nil {
			return fmt.Errorf("reading attributions: line %d does not begin with a number", n)
		}
		confidence, err := strconv.ParseFloat(f[3], 64)
		if err != nil {
			return fmt.Errorf("reading attributions: line %d has no confidence", n)
		}
		o.Attributions = append(o.Attributions, Attribution{line, f[1], finding.Tier(f[2]), confidence})
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading attributions: %w", err)
	}
	return nil
}

// Ratio is a number of right ones among all.
type Ratio struct{ Right, All int }

// Share returns the part that is right, and 1 where there is none at all.
func (r Ratio) Share() float64 {
	if r.All == 0 {
		return 1
	}
	return float64(r.Right) / float64(r.All)
}

// Wilson returns the bounds between which the true share lies with a
// probability of 95 %, by Wilson's score.
func (r Ratio) Wilson() (low, high float64) {
	if r.All == 0 {
		return 0, 1
	}
	const z = 1.959964
	n, p := float64(r.All), r.Share()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}

func (r *Ratio) add(right bool) {
	r.All++
	if right {
		r.Right++
	}
}

// rank numbers the tiers, surest first; -1 is no tier.
func rank(t finding.Tier) int {
	switch t {
	case finding.Strong:
		return 0
	case finding.Probable:
		return 1
	case finding.Possible:
		return 2
	}
	return -1
}

// Tiers holds precision and recall by tier.
type Tiers struct {
	Claimed [3]Ratio // right among those claimed with just this tier
	Reached [3]int   // of those wanted, claimed with this tier or a surer one
	Wanted  int
}

// Precision returns the share that is right of what is claimed with tier or a
// surer one.
func (t *Tiers) Precision(tier finding.Tier) Ratio {
	var r Ratio
	for i := range rank(tier) + 1 {
		r.Right += t.Claimed[i].Right
		r.All += t.Claimed[i].All
	}
	return r
}

// Recall returns the share claimed, with tier or a surer one, of what should be.
func (t *Tiers) Recall(tier finding.Tier) Ratio { return Ratio{t.Reached[rank(tier)], t.Wanted} }

// want counts one that should be claimed, and the surest tier with which it
// is; -1 when it is not.
func (t *Tiers) want(best int) {
	t.Wanted++
	if best < 0 {
		return
	}
	for i := best; i < len(t.Reached); i++ {
		t.Reached[i]++
	}
}

// Calibration compares confidences with how often they are right, in ten bins.
type Calibration struct {
	sum  [10]float64
	hits [10]Ratio
}

func (c *Calibration) add(confidence float64, right bool) {
	i := max(0, min(9, int(confidence*10)))
	c.sum[i] += confidence
	c.hits[i].add(right)
}

// Error returns the expected calibration error: the difference between the
// mean confidence of a bin and its share of right ones, weighted by size.
func (c *Calibration) Error() float64 {
	total, err := 0, 0.0
	for i := range c.hits {
		if n := c.hits[i].All; n > 0 {
			total += n
			err += math.Abs(c.sum[i] - float64(c.hits[i].Right))
		}
	}
	if total == 0 {
		return 0
	}
	return err / float64(total)
}
