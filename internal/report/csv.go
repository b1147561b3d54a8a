package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// csvHandler writes one record for each finding, as of RFC 4180.
type csvHandler struct {
	w      *csv.Writer
	header bool
}

func newCSV(w io.Writer) *csvHandler {
	h := &csvHandler{w: csv.NewWriter(w)}
	h.w.UseCRLF = true
	return h
}

// csvColumns returns the headings. New columns are added at the end.
func csvColumns() []string {
	return []string{
		"organisation_id", "name", "type", "city", "participant", "umbrella",
		"status", "tier", "confidence", "reason",
		"items", "inherited_items", "bulk_items", "bytes", "period_from", "period_to",
		"natures", "flags", "signals",
		"name_items", "birth_date_items", "bsn_items", "distinct_persons_at_least",
		"evidence_listing", "evidence_line", "evidence_text", "evidence_class", "evidence_strength",
	}
}

// Handle writes a finding; the other messages of a stream have no place in a
// table of organisations and are left out.
func (h *csvHandler) Handle(m finding.Message) error {
	if err := check(m); err != nil {
		return err
	}
	if err := h.writeHeader(); err != nil {
		return err
	}
	if m.Finding == nil {
		return nil
	}
	record := csvRecord(*m.Finding)
	for i, v := range record {
		record[i] = csvSafe(v)
	}
	if err := h.w.Write(record); err != nil {
		return fmt.Errorf("writing finding as CSV: %w", err)
	}
	return nil
}

// Close writes what is buffered, and the header where nothing was found.
func (h *csvHandler) Close() error {
	if err := h.writeHeader(); err != nil {
		return err
	}
	h.w.Flush()
	if err := h.w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

func (h *csvHandler) writeHeader() error {
	if h.header {
		return nil
	}
	h.header = true
	if err := h.w.Write(csvColumns()); err != nil {
		return fmt.Errorf("writing CSV header: %w", err)
	}
	return nil
}

// csvRecord returns the values of f in the order of csvColumns.
func csvRecord(f finding.Finding) []string {
	o := f.Organisation
	record := []string{
		o.ID, o.Name, o.Type, o.City, strconv.FormatBool(o.Participant), o.Umbrella,
		f.Status, string(f.Tier), decimal(f.Confidence), f.Reason,
		number(f.Items), number(f.Inherited), number(f.Bulk), number(f.Bytes),
	}
	if p := f.Period; p != nil {
		record = append(record, p.From, p.To)
	} else {
		record = append(record, "", "")
	}
	var natures, signals []string
	for _, n := range f.Natures {
		natures = append(natures, n.Nature+":"+number(n.Items))
	}
	for _, s := range f.Signals {
		signals = append(signals, s.Class+":"+number(s.Items))
	}
	id := f.Identifiers
	record = append(record, strings.Join(natures, "|"), strings.Join(f.Flags, "|"), strings.Join(signals, "|"),
		number(id.NameItems), number(id.BirthDateItems), number(id.BSNItems), number(id.Persons))
	e, ok := strongest(f.Evidence)
	if !ok {
		return append(record, "", "", "", "", "")
	}
	return append(record, strconv.Itoa(e.Listing), number(e.Line), e.Text.String(), e.Class, decimal(e.Strength))
}

// strongest returns the evidence of most strength, of several the first.
func strongest(all []finding.Evidence) (finding.Evidence, bool) {
	if len(all) == 0 {
		return finding.Evidence{}, false
	}
	best := all[0]
	for _, e := range all[1:] {
		if e.Strength > best.Strength {
			best = e
		}
	}
	return best, true
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// csvSafe returns v such that no spreadsheet takes it, or a part of it, for a
// formula: what does not show is escaped, and an apostrophe stands before each
// sign that would start a formula, at the beginning and after each character
// that some spreadsheet in some country takes for the end of a cell.
func csvSafe(v string) string {
	v = visible(v)
	if !strings.ContainsAny(v, formulaSigns) {
		return v
	}
	var b strings.Builder
	start := true
	for _, r := range v {
		if start && strings.ContainsRune(formulaSigns, r) {
			b.WriteByte('\'')
		}
		start = strings.ContainsRune(",;|", r) || start && strings.ContainsRune(` "'`, r)
		b.WriteRune(r)
	}
	return b.String()
}

// formulaSigns are the signs that start a formula, the wide ones as well.
const formulaSigns = "=+-@＝＋－＠"
