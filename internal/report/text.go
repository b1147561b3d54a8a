package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// textHandler writes for the terminal of an analyst.
type textHandler struct {
	w       io.Writer
	options Options
	result  result
}

// Handle keeps m until Close.
func (h *textHandler) Handle(m finding.Message) error { return h.result.add(m) }

// Close writes the report.
func (h *textHandler) Close() error {
	p := newPage(h.options)
	t := textReport{page: p, result: &h.result, titles: h.options.Titles}
	t.headline()
	for _, tier := range tiers() {
		t.tier(tier)
	}
	t.unresolved()
	t.explained()
	t.natures()
	t.examined()
	t.notes()
	t.closing()
	if _, err := h.w.Write(p.out.Bytes()); err != nil {
		return fmt.Errorf("writing text: %w", err)
	}
	return nil
}

// textReport writes the sections of one report.
type textReport struct {
	page   *page
	result *result
	titles map[string]string
}

// page is text of a fixed width.
type page struct {
	out     bytes.Buffer
	columns int
	colour  bool
	stamp   string
}

func newPage(o Options) *page {
	p := &page{columns: 100, colour: o.Colour}
	if o.Width != 0 {
		p.columns = min(max(o.Width, 80), 140)
	}
	if !o.Now.IsZero() {
		p.stamp = o.Now.UTC().Format("2006-01-02 15:04 UTC")
	}
	return p
}

// style is a way to print a line.
type style string

// The styles.
const (
	bare   style = ""
	strong style = "1"    // bold
	quiet  style = "2"    // faint
	alarm  style = "1;31" // bold red
)

// line writes one line, cut at the width of the page.
func (p *page) line(st style, s string) {
	s = strings.TrimRight(cut(s, p.columns), " ")
	if p.colour && st != bare && s != "" {
		s = "\x1b[" + string(st) + "m" + s + "\x1b[0m"
	}
	p.out.WriteString(s)
	p.out.WriteByte('\n')
}

// blank writes an empty line.
func (p *page) blank() { p.out.WriteByte('\n') }

// heading writes a heading between lines.
func (p *page) heading(s, after string) {
	p.blank()
	p.line(strong, s)
	if after != "" {
		p.paragraph(quiet, "", after)
	}
	p.line(quiet, strings.Repeat("─", p.columns))
}

// paragraph writes s over as many lines as it needs. The first opens with
// lead, the others with as many spaces.
func (p *page) paragraph(st style, lead, s string) {
	for i, l := range wrap(s, p.columns-width(lead)) {
		if i > 0 {
			lead = strings.Repeat(" ", width(lead))
		}
		p.line(st, lead+l)
	}
}

// labelWidth is the width of the labels of the headline.
const labelWidth = 16

// fact writes a labelled line of the headline.
func (p *page) fact(st style, label, s string) {
	p.paragraph(st, pad(label, labelWidth), s)
}

// headline says what matters most.
func (t *textReport) headline() {
	c, s := t.result.config, t.result.summary
	head := []string{"Leakwarden triage", c.Tool, strings.TrimSpace(c.Pack + " " + c.PackVersion), c.Policy, t.page.stamp}
	t.page.paragraph(quiet, "", join(" · ", head...))
	t.page.blank()
	if !t.result.complete {
		t.page.paragraph(alarm, "", "NOT COMPLETE: the run broke off before its summary. What follows is what it had found by then.")
		t.page.blank()
	}
	t.page.line(strong, headline(t.result))
	t.page.blank()
	t.page.fact(alarm, "Severity", severityLine(s.Severity))
	t.page.fact(bare, "Examined", examinedLine(c, s))
	if line := notUnderstood(c, s); line != "" {
		t.page.fact(alarm, "Not understood", line)
	}
	if len(s.Flags) > 0 {
		t.page.fact(alarm, "Flags", t.titled(s.Flags))
	}
	t.page.fact(bare, "Identifiers", exposureLine(s.Exposure))
	if len(c.Suppliers) > 0 {
		t.page.fact(bare, "Supplier", visible(strings.Join(c.Suppliers, ", ")))
	}
}

// tier writes the table of one tier.
func (t *textReport) tier(tier tierOf) {
	all := t.result.tier(tier.tier)
	if len(all) == 0 {
		return
	}
	t.page.heading(fmt.Sprintf("%s: %s", strings.ToUpper(tier.name), organisations(len(all))), tier.promise)
	col := t.page.findingColumns()
	t.page.line(quiet, col.row("Organisation", "Items", "Sure", "Period"))
	for i, f := range all {
		if i > 0 {
			t.page.blank()
		}
		t.finding(col, f)
	}
}

// columns are the widths of the table of findings.
type columns struct{ name, items, sure, period int }

func (p *page) findingColumns() columns {
	c := columns{items: 12, sure: 7, period: 17}
	c.name = p.columns - c.items - c.sure - c.period - 2
	return c
}

// row returns a row of the table.
func (c columns) row(name, items, sure, period string) string {
	return pad(name, c.name) + padLeft(items, c.items) + padLeft(sure, c.sure) + "  " + pad(period, c.period)
}

// finding writes one organisation.
func (t *textReport) finding(col columns, f finding.Finding) {
	o := f.Organisation
	names := wrap(visible(o.Name), col.name)
	for i, part := range names {
		row := part
		if i == 0 {
			row = col.row(part, grouped(f.Items), percent(f.Confidence), period(f.Period))
		}
		t.page.line(strong, row)
	}
	const in = "  "
	t.page.line(bare, in+join(" · ", visible(o.ID), t.title(o.Type), visible(o.City), belongs(o)))
	if len(f.Natures) > 0 {
		lead := in + "Kinds: "
		t.page.line(bare, lead+t.natureList(f.Natures, t.page.columns-width(lead)))
	}
	if len(f.Flags) > 0 {
		t.page.paragraph(alarm, in+"Flags: ", t.titled(f.Flags))
	}
	t.page.paragraph(bare, in, visible(f.Reason))
	if counts := countLine(f); counts != "" {
		t.page.paragraph(bare, in, counts)
	}
	if e, ok := strongest(f.Evidence); ok {
		lead := in + place(t.result.config, e) + "  "
		t.page.line(quiet, lead+cutMiddle(shown(e.Text), t.page.columns-width(lead)))
	}
}

// maxUnresolved is the number of unresolved texts that text shows.
const maxUnresolved = 30

// unresolved writes the texts that name an organisation, but none for sure.
func (t *textReport) unresolved() {
	all := t.result.unresolved
	if len(all) == 0 {
		return
	}
	t.page.heading(fmt.Sprintf("UNRESOLVED: %s", counted(int64(len(all)), "text", "texts")),
		"These read as organisations, but not as one of the register, or as several. They need an analyst.")
	for _, u := range all[:min(len(all), maxUnresolved)] {
		lead := padLeft(grouped(u.Items), 9) + "  "
		room := t.page.columns - width(lead)
		text := room * 11 / 20
		t.page.line(bare, lead+pad(cutMiddle(shown(u.Text), text-2), text)+cut(visible(u.Why), room-text))
	}
	if n := len(all) - maxUnresolved; n > 0 {
		t.page.line(quiet, fmt.Sprintf("           and %s: --format json or html shows all", counted(int64(n), "more text", "more texts")))
	}
}

// explained writes the signs of organisations that an explanation was asked
// for, with the numbers of each.
func (t *textReport) explained() {
	for _, e := range t.result.explained {
		t.page.heading("WHY "+strings.ToUpper(visible(e.Organisation.ID))+": "+visible(e.Organisation.Name),
			fmt.Sprintf("Confidence %.2f. Each sign adds its parts (value × weight) to log-odds, which give its probability.", e.Confidence))
		for _, s := range e.Signs {
			lead := place(t.result.config, finding.Evidence{Listing: s.Listing, Line: s.Line}) + "  "
			t.page.line(strong, lead+cutMiddle(shown(s.Text), t.page.columns-width(lead)))
			t.page.paragraph(bare, "  ", signLine(s))
			for _, c := range s.Contributions {
				t.page.line(bare, "  "+pad(visible(c.Feature), 32)+padLeft(fmt.Sprintf("%.3f", c.Value), 10)+" × "+
					padLeft(fmt.Sprintf("%.3f", c.Weight), 8)+" = "+padLeft(fmt.Sprintf("%.3f", c.Value*c.Weight), 8))
			}
		}
		if e.More > 0 {
			t.page.line(quiet, fmt.Sprintf("and %s", counted(int64(e.More), "weaker sign", "weaker signs")))
		}
		if len(e.Signs) == 0 {
			t.page.line(bare, "No sign of it was found in what was examined.")
		}
	}
}

// natures writes the kinds of data as bars.
func (t *textReport) natures() {
	all := t.result.natures
	if len(all) == 0 {
		return
	}
	t.page.heading("KINDS OF DATA", "By what names say; an item may be of several kinds. Files were not opened.")
	most := int64(1)
	for _, n := range all {
		most = max(most, n.Items)
	}
	const label, law = 26, 26
	room := t.page.columns - label - law - 14
	for _, n := range all {
		bar := strings.Repeat("█", max(1, int(float64(room)*float64(max(0, n.Items))/float64(most))))
		t.page.line(bare, pad(t.title(n.Nature), label-1)+" "+pad(join(", ", visible(n.Category), visible(n.Article)), law)+
			padLeft(grouped(n.Items), 12)+"  "+bar)
	}
}

// examined writes what was read and what was not.
func (t *textReport) examined() {
	c := t.result.config
	if len(c.Listings) == 0 {
		return
	}
	t.page.heading("WHAT WAS EXAMINED", "")
	for i, l := range c.Listings {
		t.page.paragraph(bare, fmt.Sprintf("[%d] ", i+1), join(", ", visible(l.Name), visible(l.Format), visible(l.Encoding),
			bytesOf(l.Bytes), counted(l.Lines, "line", "lines"), counted(l.Entries, "item", "items")))
		for _, s := range l.Skipped {
			t.page.paragraph(bare, "    skipped ", skippedLine(s))
		}
		if l.Incomplete != "" {
			t.page.paragraph(alarm, "    INCOMPLETE: ", visible(l.Incomplete))
		}
		t.page.line(quiet, "    sha256 "+visible(l.SHA256))
	}
	t.page.line(bare, "Register: "+organisations(c.Register.Organisations))
	t.page.line(quiet, "    sha256 "+visible(c.Register.SHA256))
}

// notes writes what a reader must know.
func (t *textReport) notes() {
	s := t.result.summary
	t.page.heading("HOW TO READ THIS", "")
	var notes []string
	notes = append(notes, s.Notes...)
	if s.Unseen != nil {
		notes = append(notes, unseenLine(*s.Unseen), s.Unseen.Assumption)
	}
	for _, n := range append(notes, standing(s.Notes)...) {
		t.page.paragraph(bare, "- ", visible(n))
	}
	for _, a := range s.Severity.Assumptions {
		t.page.paragraph(bare, "- ", visible(a))
	}
}

// long is the number of findings from which the headline is repeated at the
// end, as it will have left the screen.
const long = 8

// closing repeats what a reader at the end of a long report needs first.
func (t *textReport) closing() {
	if len(t.result.findings) < long {
		return
	}
	t.page.blank()
	t.page.line(strong, headline(t.result))
	if !t.result.complete {
		t.page.line(alarm, "NOT COMPLETE: see above.")
	}
}

// title returns the name for readers of a nature, flag or type.
func (t *textReport) title(key string) string { return titleOf(t.titles, key) }

// titled returns titles in a row.
func (t *textReport) titled(keys []string) string {
	var out []string
	for _, k := range keys {
		out = append(out, t.title(k))
	}
	return strings.Join(out, ", ")
}

// natureList returns natures with their counts in a row of n columns, and the
// number of those that found no room.
func (t *textReport) natureList(all []finding.Nature, n int) string {
	line := ""
	for i, nature := range all {
		next := join(", ", line, t.title(nature.Nature)+" "+grouped(nature.Items))
		rest := fmt.Sprintf(", +%d", len(all)-i-1)
		if i < len(all)-1 && width(next+rest) > n && i > 0 || width(next) > n && i > 0 {
			return line + fmt.Sprintf(", +%d", len(all)-i)
		}
		line = next
	}
	return line
}
