package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// headline says how many organisations are indicated, and how surely.
func headline(r *result) string {
	if len(r.findings) == 0 {
		return title(r)
	}
	return fmt.Sprintf("%s: %d strong, %d probable, %d possible", title(r),
		len(r.tier(finding.Strong)), len(r.tier(finding.Probable)), len(r.tier(finding.Possible)))
}

// title says how many organisations are indicated.
func title(r *result) string {
	switch n := len(r.findings); n {
	case 0:
		return "No organisation of the register was found in what was examined"
	case 1:
		return "1 organisation is indicated"
	default:
		return organisations(n) + " are indicated"
	}
}

// severityLine says the interval, its upper end first.
func severityLine(s finding.Severity) string {
	switch {
	case s.Band == "":
		return "not assessed"
	case s.Low == s.High:
		return fmt.Sprintf("%s, %s (ENISA 2013)", score(s.High), visible(s.Band))
	}
	return fmt.Sprintf("up to %s, at least %s: %s (ENISA 2013)", score(s.High), score(s.Low), visible(s.Band))
}

// score returns a severity with the decimals it needs, at least one.
func score(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	return strings.TrimSuffix(s, "0")
}

// examinedLine says where the items went.
func examinedLine(c finding.Config, s finding.Summary) string {
	line := fmt.Sprintf("%s in %s: %s attributed to an organisation, %s the supplier's own, %s to none", counted(s.Items, "item", "items"),
		counted(int64(len(c.Listings)), "listing", "listings"), grouped(s.Attributed), grouped(s.SupplierOwn), grouped(s.Unattributed))
	if s.Duplicates > 0 {
		line += fmt.Sprintf("; %s left out", counted(s.Duplicates, "duplicate", "duplicates"))
	}
	return line
}

// notUnderstood says what was not read; it is empty where all was.
func notUnderstood(c finding.Config, s finding.Summary) string {
	var parts []string
	if s.SkippedLines > 0 {
		parts = append(parts, counted(s.SkippedLines, "line", "lines")+" skipped")
	}
	broken := int64(0)
	for _, l := range c.Listings {
		if l.Incomplete != "" {
			broken++
		}
	}
	if broken > 0 {
		parts = append(parts, counted(broken, "listing", "listings")+" not read to the end")
	}
	return strings.Join(parts, ", ")
}

// exposureLine says what the listing holds of persons, and what is shown.
func exposureLine(e finding.Exposure) string {
	return fmt.Sprintf("%s of persons in the names; %s shown here", counted(e.Held, "identifier", "identifiers"), grouped(e.Shown))
}

// unseenLine says how many organisations are still to come.
func unseenLine(u finding.Unseen) string {
	return fmt.Sprintf("About %s more may be affected than this part shows (between %s and %s, 95 %% interval).",
		organisations(u.Organisations), grouped(int64(u.Low)), grouped(int64(u.High)))
}

// countLine says what is known of persons and of bulk items; it is empty where
// nothing is.
func countLine(f finding.Finding) string {
	var parts []string
	id := f.Identifiers
	if f.Inherited > 0 {
		parts = append(parts, grouped(f.Inherited)+" by their folder alone")
	}
	if f.Bulk > 0 {
		parts = append(parts, counted(f.Bulk, "export or database", "exports or databases"))
	}
	if id.NameItems > 0 {
		parts = append(parts, grouped(id.NameItems)+" with a person's name")
	}
	if id.BirthDateItems > 0 {
		parts = append(parts, grouped(id.BirthDateItems)+" with a birth date")
	}
	if id.BSNItems > 0 {
		parts = append(parts, grouped(id.BSNItems)+" with a BSN")
	}
	if len(parts) == 0 && id.Persons == 0 {
		return ""
	}
	line := "Of the items: " + strings.Join(parts, ", ") + "."
	if len(parts) == 0 {
		line = ""
	}
	if id.Persons > 0 {
		line = strings.TrimSpace(line + " " + fmt.Sprintf("At least %s.", counted(id.Persons, "person", "different persons")))
	}
	return line
}

// signLine says what one sign amounts to.
func signLine(s finding.Sign) string {
	return fmt.Sprintf("%s, %s: log-odds %.3f; %s of its phrase, share %.3f; probability %.3f, attributed with %.3f",
		visible(s.Class), counted(s.Items, "item", "items"), s.LogOdds,
		counted(int64(s.Candidates), "candidate", "candidates"), s.Share, s.Probability, s.P)
}

// standing returns the notes of a report beside those of its stream. A stream
// that broke off has none of its own.
func standing(notes []string) []string {
	masked := "What a reader may not see is hidden as ▒ or between ‹ and ›. Nothing was opened but the list of names."
	if len(notes) > 0 {
		return []string{masked}
	}
	return []string{
		"An organisation that is not named here was not found in what was examined. That does not say that it is unaffected: " +
			"names can be missing, written in a way not known, or in a part not published.",
		"Items are files and folders named in the listing, not persons. One file can hold data of many persons, and one person can have many files.",
		masked,
	}
}

// belongs says through whom an organisation is reached.
func belongs(o finding.Organisation) string {
	who := "not a participant"
	if o.Participant {
		who = "participant"
	}
	if o.Umbrella != "" {
		who += ", umbrella " + visible(o.Umbrella)
	}
	return who
}

// place names the line of e.
func place(c finding.Config, e finding.Evidence) string {
	if len(c.Listings) > 1 {
		return fmt.Sprintf("[%d] line %d", e.Listing+1, e.Line)
	}
	return fmt.Sprintf("line %d", e.Line)
}

// period returns the months of p, empty where none are known.
func period(p *finding.Period) string {
	switch {
	case p == nil:
		return ""
	case p.From == p.To:
		return visible(p.From)
	}
	return visible(p.From) + " – " + visible(p.To)
}

// skippedLine says why lines were skipped, and where they are.
func skippedLine(s finding.Skipped) string {
	line := counted(s.Lines, "line", "lines") + ": " + visible(s.Reason)
	if len(s.First) == 0 {
		return line
	}
	var at []string
	for _, n := range s.First {
		at = append(at, number(n))
	}
	line += " (line " + strings.Join(at, ", ")
	if int64(len(s.First)) < s.Lines {
		line += ", …"
	}
	return line + ")"
}

// titleOf returns the name for readers of key.
func titleOf(titles map[string]string, key string) string {
	if t, ok := titles[key]; ok {
		return visible(t)
	}
	return visible(key)
}

// organisations counts organisations.
func organisations(n int) string { return counted(int64(n), "organisation", "organisations") }

// counted returns n with the noun in its number.
func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// grouped returns n with a comma before each three digits.
func grouped(n int64) string {
	s := number(n)
	start := len(s) % 3
	if n < 0 {
		start = 1 + (len(s)-1)%3
	}
	var b strings.Builder
	b.WriteString(s[:start])
	for i := start; i < len(s); i += 3 {
		if i > 0 && s[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteString(s[i : i+3])
	}
	return b.String()
}

// percent returns a probability for readers. It never says that something is
// certain.
func percent(x float64) string {
	switch {
	case x > 0.99:
		return ">99%"
	case x < 0.01:
		return "<1%"
	}
	return strconv.FormatFloat(100*x, 'f', 0, 64) + "%"
}

// bytesOf returns a number of bytes for readers, in powers of ten.
func bytesOf(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}
	x, i := float64(n), 0
	for x >= 1000 && i < len(units)-1 {
		x /= 1000
		i++
	}
	if i == 0 || x >= 100 {
		return strconv.FormatFloat(x, 'f', 0, 64) + " " + units[i]
	}
	return strconv.FormatFloat(x, 'f', 1, 64) + " " + units[i]
}

// join joins the parts that are not empty.
func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
