package quality

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
)

// Table writes the score as a table. It always has the same rows, so that two
// tables can be laid side by side.
func (s *Score) Table(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 8, 2, ' ', tabwriter.AlignRight)
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // Flush tells
	p("worlds\t%d\t\t\t\t\n", s.Worlds)
	p("entries\t%d\t\t\t\t\n", s.Entries)
	p("\t\t\t\t\t\n")
	p("\tprecision\t95 %%\trecall\t95 %%\tclaims\t\n")
	for _, level := range []struct {
		name  string
		tiers *Tiers
	}{{"organisations", &s.Organisations}, {"lines", &s.Lines}} {
		for _, t := range []finding.Tier{finding.Strong, finding.Probable, finding.Possible} {
			precision, recall := level.tiers.Precision(t), level.tiers.Recall(t)
			p("%s, %s\t%s\t%s\t%s\t%s\t%d\t\n", level.name, orBetter(t), share(precision), interval(precision), share(recall), interval(recall), precision.All)
		}
		for i, t := range []finding.Tier{finding.Probable, finding.Possible} {
			alone := level.tiers.Claimed[i+1]
			p("%s, %s alone\t%s\t%s\t\t\t%d\t\n", level.name, t, share(alone), interval(alone), alone.All)
		}
	}
	p("\t\t\t\t\t\n\tprobable\t95 %%\tpossible\t\twritings\t\n")
	for _, way := range invent.Ways() {
		r := s.Ways[way]
		if r == nil {
			r = &Reach{}
		}
		p("recall by %s\t%s\t%s\t%s\t\t%d\t\n", way, share(r.Probable), interval(r.Probable), share(r.Possible), r.Probable.All)
	}
	p("recall by folder\t%s\t%s\t%s\t\t%d\t\n", share(s.Inherited.Probable), interval(s.Inherited.Probable), share(s.Inherited.Possible), s.Inherited.Probable.All)
	p("\t\t\t\t\t\n")
	p("calibration error\t%.3f\t\t\t\t\n", s.Calibration.Error())
	p("items, median error\t%.3f\t\t\t%d\t\n", s.MedianItemError(), len(s.ItemErrors))
	p("namesakes told apart\t%s\t%s\t\t%d\t\n", share(s.Separated), interval(s.Separated), s.Separated.All)
	p("left undecided rightly\t%s\t%s\t\t%d\t\n", share(s.LeftUndecided), interval(s.LeftUndecided), s.LeftUndecided.All)
	p("left open\t%d texts\t%d items\tof %d\t\t\n", s.Unresolved.Texts, s.Unresolved.Items, s.Open)
	p("supplier not named\t%s\t\t\t%d\t\n", share(s.Supplier), s.Supplier.All)
	p("\t\t\t\t\t\n\tstrong\tprobable\tpossible\tper million\tlines\t\n")
	for _, trap := range invent.Traps() {
		a := s.Traps[trap]
		if a == nil {
			a = &Alarm{}
		}
		p("false alarms, %s\t%d\t%d\t%d\t%.0f\t%d\t\n", trap, a.False[0], a.False[1], a.False[2], a.PerMillion(1), a.Lines)
	}
	return w.Flush()
}

// Bins writes for each tenth of confidence what was claimed and what was right.
func (c *Calibration) Bins(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 8, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprint(w, "confidence\tclaimed\tright\tclaims\t\n") // Flush tells
	for i, hits := range c.hits {
		if hits.All > 0 {
			_, _ = fmt.Fprintf(w, "%.1f–%.1f\t%.3f\t%.3f\t%d\t\n", float64(i)/10, float64(i+1)/10, c.sum[i]/float64(hits.All), hits.Share(), hits.All)
		}
	}
	return w.Flush()
}

// MedianItemError returns the median relative error of the items counted of an
// organisation that is found with tier probable or strong.
func (s *Score) MedianItemError() float64 {
	if len(s.ItemErrors) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s.ItemErrors))
	return sorted[len(sorted)/2]
}

func orBetter(t finding.Tier) string {
	if t == finding.Strong {
		return string(t)
	}
	return string(t) + " or better"
}

func share(r Ratio) string {
	if r.All == 0 {
		return "–"
	}
	return fmt.Sprintf("%.4f", r.Share())
}

func interval(r Ratio) string {
	if r.All == 0 {
		return ""
	}
	low, high := r.Wilson()
	return fmt.Sprintf("%.3f–%.3f", low, high)
}
