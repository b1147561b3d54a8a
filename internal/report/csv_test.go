package report_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/report"
)

// Whatever a name holds, the file is RFC 4180 in UTF-8, and no cell starts a
// formula, neither as a reader of commas splits it nor as a spreadsheet set to
// semicolons or tabs does.
func TestCSVHoldsNoFormula(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		got := render(t, "csv", report.Options{}, []finding.Message{hostile()[0], {Finding: anyFinding(r)}, {Finding: anyFinding(r)}})
		if !utf8.Valid(got) {
			r.Fatal("not UTF-8")
		}
		records, err := csv.NewReader(bytes.NewReader(got)).ReadAll()
		if err != nil {
			r.Fatal(err)
		}
		if len(records) != 3 {
			r.Fatalf("%d records, want a header and 2", len(records))
		}
		var cells []string
		for _, record := range records {
			cells = append(cells, record...)
		}
		for line := range strings.SplitSeq(string(got), "\r\n") {
			cells = append(cells, strings.FieldsFunc(line, func(c rune) bool { return strings.ContainsRune(",;|\t", c) })...)
		}
		for _, cell := range cells {
			cell = strings.TrimLeft(cell, ` "`)
			if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
				r.Fatalf("a cell starts a formula: %q", cell)
			}
		}
	})
}

func TestCSVWithoutFindingsHasItsHeader(t *testing.T) {
	got := string(render(t, "csv", report.Options{}, nil))
	if !strings.HasPrefix(got, "organisation_id,name,") || strings.Count(got, "\r\n") != 1 {
		t.Errorf("got %q", got)
	}
}
