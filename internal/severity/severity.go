// Package severity scores a leak by ENISA's method for the severity of personal
// data breaches (2013), as an interval: a listing of names leaves open what the
// files hold, and what is not known must never make a leak look smaller. It
// also estimates how many affected organisations are not seen yet.
//
// The score is DPC × EI + CB: the context of the data from 1 to 4, the ease of
// identification from 0.25 to 1, and the circumstances of the breach.
package severity

import (
	"fmt"
	"math"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
)

// Facts are what is known of a leak. A nature beside others and more
// identifiers never lower either end of the interval. While no nature is known
// the upper end is that of the gravest.
type Facts struct {
	// Natures are the kinds of data that names speak of.
	Natures []pack.Nature
	// Names, BirthDates and BSN count the items whose name holds such an
	// identifier of a person.
	Names, BirthDates, BSN int64
	// Persons is a lower bound of the number of persons named.
	Persons int64
	// Items counts all items, Classified those whose name says a kind of
	// data. While Classified is less than Items, also where it is not known
	// and 0, the others are taken to be able to hold anything.
	Items, Classified int64
	// Malicious says that the data was taken with ill intent, Published that
	// an unknown number of people can have it. They are false only where that
	// is known: what is not known counts as true.
	Malicious, Published bool
}

// Interval is a severity with what each end assumes.
type Interval struct {
	Low, High float64 // 0 to 6; Low ≤ High
	// Band names the band of both ends: "very high", or "high to very high"
	// where they differ.
	Band string
	// Assumptions are full sentences: of the upper end, of the lower end, of
	// what is left out, and the one fact that would narrow the interval most.
	Assumptions []string
}

// span is the range of one factor, and why it has its ends.
type span struct {
	low, high       float64
	lowWhy, highWhy string
}

// Assess scores f.
func Assess(f Facts) Interval {
	dpc, ei, cb := context(f), identification(f), circumstances(f)
	i := Interval{
		Low:  round(dpc.low*ei.low + cb.low),
		High: round(dpc.high*ei.high + cb.high),
	}
	i.Band = band(i.Low)
	if top := band(i.High); top != i.Band {
		i.Band += " to " + top
	}
	end := func(name string, score float64, parts ...string) string {
		return fmt.Sprintf("%s end %s: %s.", name, points(score), strings.Join(parts, "; "))
	}
	if i.Low == i.High {
		i.Assumptions = append(i.Assumptions, end("Either", i.High, dpc.highWhy, ei.highWhy, cb.highWhy))
	} else {
		i.Assumptions = append(i.Assumptions,
			end("Upper", i.High, dpc.highWhy, ei.highWhy, cb.highWhy),
			end("Lower", i.Low, dpc.lowWhy, ei.lowWhy, cb.lowWhy))
	}
	i.Assumptions = append(i.Assumptions, "Damaged or lost data is not counted: a listing says nothing of it, and it could only raise the score.")
	if f.Persons > 100 {
		i.Assumptions = append(i.Assumptions, fmt.Sprintf(
			"At least %d persons are named, more than the 100 from which ENISA asks for special attention whatever the score.", f.Persons))
	}
	return narrow(i, dpc, ei)
}

// context scores the kinds of data: each end is that of the gravest kind.
func context(f Facts) span {
	s := span{low: 1, lowWhy: "the data is simple, as no name says more (1 of 4)"}
	var top string
	for _, n := range f.Natures {
		low, high := clamp(n.Score[0]), clamp(n.Score[1])
		if n.Score[1] == 0 {
			low, high = 1, 4
		}
		if low > s.low {
			s.low = low
			s.lowWhy = fmt.Sprintf("the gravest kind of data named, “%s”, means no more than it must (%s of 4)", title(n), points(low))
		}
		if high = max(low, high); high > s.high {
			s.high, top = high, title(n)
		}
	}
	s.highWhy = fmt.Sprintf("the gravest kind of data named, “%s”, means as much as it can (%s of 4)", top, points(s.high))
	if s.high < 4 && (f.Classified < f.Items || len(f.Natures) == 0) {
		s.high, s.highWhy = 4, "files whose names say no kind of data hold data of the gravest kind (4 of 4)"
	}
	return s
}

// title returns a nature's name in English, or else its name in the stream.
func title(n pack.Nature) string {
	if t := n.Title["en"]; t != "" {
		return t
	}
	return n.Name
}

// identification scores how easily a person is identified. The upper end is
// always certainty: the files can hold what their names do not.
func identification(f Facts) span {
	s := span{high: 1, highWhy: "the files identify each person beyond doubt (1)"}
	switch named := f.Names > 0 || f.BirthDates > 0; {
	case f.BSN > 0 && named:
		s.low, s.lowWhy = 1, "names hold citizen service numbers beside other identifiers, which identify a person beyond doubt (1)"
	case f.BSN > 0:
		s.low, s.lowWhy = 0.75, "names hold citizen service numbers alone, which identify whoever can look them up (0.75)"
	case f.Names > 0 && f.BirthDates > 0:
		s.low, s.lowWhy = 0.75, "names of persons with dates of birth identify most of them (0.75)"
	case f.Names > 0:
		s.low, s.lowWhy = 0.75, "names of persons beside the organisation that serves them identify most of them (0.75)"
	case f.BirthDates > 0:
		s.low, s.lowWhy = 0.5, "dates of birth alone identify few persons (0.5)"
	default:
		s.low, s.lowWhy = 0.25, "no name identifies a person, and no file does (0.25)"
	}
	if s.low == s.high {
		s.highWhy = s.lowWhy
	}
	return s
}

// circumstances scores who can have the data, and why they took it.
func circumstances(f Facts) span {
	x, why := 0.5, "an unknown number of people can have the data (+0.5)"
	if !f.Published {
		x, why = 0.25, "a known group has the data (+0.25)"
	}
	if f.Malicious {
		x += 0.5
		why += ", taken with ill intent (+0.5)"
	}
	return span{low: x, high: x, lowWhy: why, highWhy: why}
}

// narrow adds the one fact that would narrow i most.
func narrow(i Interval, dpc, ei span) Interval {
	byData, byPerson := (dpc.high-dpc.low)*ei.high, (ei.high-ei.low)*dpc.high
	switch {
	case i.Low == i.High:
		return i
	case byData >= byPerson:
		i.Assumptions = append(i.Assumptions, "One fact would narrow this most: whether the files of the gravest kind hold outcomes and details of persons, or only say that something was asked for. The supplier can tell.")
	default:
		i.Assumptions = append(i.Assumptions, "One fact would narrow this most: which identifiers of persons the files hold beside those in their names. The supplier can tell.")
	}
	return i
}

// band returns the band of a score.
func band(x float64) string {
	switch {
	case x < 2:
		return "low"
	case x < 3:
		return "medium"
	case x < 4:
		return "high"
	}
	return "very high"
}

// clamp keeps a score of the context of data within the method's bounds.
func clamp(x float64) float64 { return min(max(x, 1), 4) }

// round rounds to hundredths, so that equal facts give equal bytes.
func round(x float64) float64 { return math.Round(100*x) / 100 }

// points writes a score with the decimals it needs.
func points(x float64) string {
	if x == math.Trunc(x) {
		return fmt.Sprintf("%.0f", x)
	}
	return strings.TrimRight(fmt.Sprintf("%.2f", x), "0")
}
