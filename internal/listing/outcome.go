package listing

import (
	"cmp"
	"slices"
)

// outcome says where a line went. From notInForm on it is a reason to skip
// it, or to doubt it.
type outcome uint8

const (
	understood outcome = iota
	blank
	structural // headings, rules, totals, the listing's own root
	notInForm
	tooLong
	pathTooLong
	tooDeep
	noName
	cutOff
	badQuotes
	badRow
	badEscape
	onlyContainer
	noFolderYet
	parentsCut
	noSuchDate
	absurdSize
	nulByte
	controlBytes
	undecodable
	yearLeftOut
	traversal
	linkedOnly
	overlapping
	arrowInName
	moreCells
	outcomes
	held // not decided yet: the line belongs to one that is still to come
)

// reasons are the words for each outcome; they never depend on the input.
var reasons = [outcomes]string{
	notInForm:     "not in the form of the rest",
	tooLong:       "line too long",
	pathTooLong:   "path too long",
	tooDeep:       "nested too deeply",
	noName:        "no name",
	cutOff:        "cut off where the source breaks off",
	badQuotes:     "quotes do not close",
	badRow:        "row without the path's column",
	badEscape:     "escape not understood",
	onlyContainer: "container without a path",
	noFolderYet:   "before the first folder's heading: folder unknown",
	parentsCut:    "parents cut off: upper folders unknown",
	noSuchDate:    "no such date",
	absurdSize:    "absurd size",
	nulByte:       "holds a NUL byte",
	controlBytes:  "holds control characters",
	undecodable:   "bytes that no known encoding explains",
	yearLeftOut:   "date without a year",
	traversal:     "climbs above its root",
	linkedOnly:    "points outside the listing",
	moreCells:     "more cells than other rows: joined into the path",
	arrowInName:   "arrow in a name: may be a link",
	overlapping:   "overlaps another item",
}

// tally counts lines by outcome.
type tally struct {
	lines, repaired, encrypted int64
	taken                      [outcomes]int64
	doubts                     [outcomes]int64
	firstTaken, firstDoubts    [outcomes][]int64
}

const firstLines = 5

// count books n lines, the first of them numbered line.
func (t *tally) count(o outcome, line, n int64) {
	t.lines += n
	t.taken[o] += n
	if o >= notInForm && len(t.firstTaken[o]) < firstLines {
		t.firstTaken[o] = append(t.firstTaken[o], line)
	}
}

func (t *tally) doubt(o outcome, line int64) {
	t.doubts[o]++
	if f := t.firstDoubts[o]; len(f) < firstLines && (len(f) == 0 || f[len(f)-1] != line) {
		t.firstDoubts[o] = append(f, line)
	}
}

func list(counts *[outcomes]int64, first *[outcomes][]int64) []Reason {
	var all []Reason
	for o := notInForm; o < outcomes; o++ {
		if counts[o] > 0 {
			all = append(all, Reason{reasons[o], counts[o], slices.Clone(first[o])})
		}
	}
	slices.SortStableFunc(all, func(a, b Reason) int { return cmp.Compare(b.Lines, a.Lines) })
	return all
}

func (t *tally) fill(r *Report) {
	r.Lines = t.lines
	r.Understood, r.Blank, r.Structural = t.taken[understood], t.taken[blank], t.taken[structural]
	r.Skipped, r.Doubtful = list(&t.taken, &t.firstTaken), list(&t.doubts, &t.firstDoubts)
	r.Repaired, r.Encrypted = t.repaired, t.encrypted
}
