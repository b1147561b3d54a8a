package report

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// The charts are laid out here and written by the page's template, which
// escapes their labels. Lengths are in pixels downwards and in percent across,
// so that a chart fits any width without scaling its text.

// datum is one value of a bar chart.
type datum struct {
	Label string // visible
	Note  string // beside the label, faint
	Value int64
	Class string // of style
}

// bar is a datum as drawn.
type bar struct {
	datum
	Short string // Label, cut
	Count string
	Width string // percent
	Text  int    // baseline of the text
	Top   int    // of the bar
}

// bars is a bar chart, the longest bar first.
type bars struct {
	ID     string
	Height int
	Bars   []bar
	// Rest counts the data that had no room, and Sum their values.
	Rest int
	Sum  int64
}

// The size of a bar chart's rows.
const (
	rowHeight = 34
	textBase  = 13
	barTop    = 19
	labelCut  = 46
)

// barsOf lays out the largest n of all. Equal values keep their order.
func barsOf(all []datum, n int, id string) bars {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b datum) int { return cmp.Compare(b.Value, a.Value) })
	c := bars{ID: id}
	for i, d := range all {
		if i >= n {
			c.Rest++
			c.Sum += d.Value
			continue
		}
		c.Bars = append(c.Bars, bar{
			datum: d, Short: cut(d.Label, labelCut), Count: grouped(d.Value),
			Width: share(d.Value, all[0].Value), Text: i*rowHeight + textBase, Top: i*rowHeight + barTop,
		})
	}
	c.Height = len(c.Bars) * rowHeight
	return c
}

// share returns part of whole in percent, at least what can be seen and at
// most all.
func share(part, whole int64) string {
	if part <= 0 || whole <= 0 {
		return percentOf(0)
	}
	return percentOf(max(0.4, 100*min(1, float64(part)/float64(whole))))
}

// percentOf writes a length across.
func percentOf(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

// part is a piece of a whole.
type part struct {
	Label, Class, Count, Share string
	X, Width                   string
}

// flow says where the items of a listing went.
type flow struct {
	Parts []part
	Text  string
}

// flowOf lays out the items of a stream as one bar.
func flowOf(s finding.Summary) flow {
	var f flow
	total := max(0, s.Attributed) + max(0, s.SupplierOwn) + max(0, s.Unattributed)
	if total == 0 {
		return f
	}
	x := 0.0
	for _, p := range []struct {
		label, class string
		items        int64
	}{
		{"attributed to an organisation", "flow-attributed", s.Attributed},
		{"the supplier’s own", "flow-own", s.SupplierOwn},
		{"attributed to none", "flow-none", s.Unattributed},
	} {
		w := 100 * float64(max(0, p.items)) / float64(total)
		f.Parts = append(f.Parts, part{
			Label: p.label, Class: p.class, Count: grouped(p.items),
			Share: strconv.FormatFloat(w, 'f', 0, 64) + "%", X: percentOf(x), Width: percentOf(w),
		})
		x += w
	}
	f.Text = counted(s.Attributed, "item", "items") + " attributed to an organisation, " + grouped(s.SupplierOwn) +
		" the supplier’s own, " + grouped(s.Unattributed) + " attributed to none"
	return f
}

// scaleTop is the highest score of ENISA's method: 4 × 1 for the data, and a
// half each for confidentiality, integrity, availability and malice.
const scaleTop = 6.0

// scale draws a severity interval on the bands of the method.
type scale struct {
	Bands     []part
	X, Width  string // of the interval
	Low, High string // positions of its ends
	Point     bool   // both ends are the same
	Known     bool
}

// scaleOf lays out the interval of s.
func scaleOf(s finding.Severity) scale {
	pos := func(x float64) float64 { return 100 * min(max(x, 0), scaleTop) / scaleTop }
	var sc scale
	for _, b := range []struct {
		label, class string
		from, to     float64
	}{
		{"low", "band-low", 0, 2}, {"medium", "band-medium", 2, 3}, {"high", "band-high", 3, 4}, {"very high", "band-very-high", 4, scaleTop},
	} {
		sc.Bands = append(sc.Bands, part{
			Label: b.label, Class: b.class, Count: score(b.from),
			X: percentOf(pos(b.from)), Width: percentOf(pos(b.to) - pos(b.from)),
		})
	}
	sc.Known = s.Band != ""
	sc.Point = s.Low == s.High
	sc.Low, sc.High = percentOf(pos(s.Low)), percentOf(pos(s.High))
	sc.X, sc.Width = sc.Low, percentOf(max(0.8, pos(s.High)-pos(s.Low)))
	return sc
}
