package register

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// header is the row of headings that Write writes, before the extra columns.
var header = []string{
	"id", "name", "aliases", "type", "city", "postcode", "address", "domains", "codes", "phone", "email", "participant", "umbrella",
}

// Write writes r as a register that Read reads to the same organisations: UTF-8
// with commas, extra columns last in the order of their headings. A value that
// a spreadsheet would take for a formula gets a ' before it, which Read takes
// off again.
func Write(w io.Writer, r *Register) error {
	titles := make(map[string]bool)
	for _, org := range r.Organisations {
		for t := range org.Extra {
			titles[t] = true
		}
	}
	more := slices.Sorted(maps.Keys(titles))
	out := csv.NewWriter(w)
	row := slices.Concat(header, more)
	for i := range row[len(header):] {
		row[len(header)+i] = guard(row[len(header)+i])
	}
	if err := out.Write(row); err != nil {
		return fmt.Errorf("writing the register: %w", err)
	}
	for _, org := range r.Organisations {
		row = append(row[:0], org.cells()...)
		for _, t := range more {
			row = append(row, org.Extra[t])
		}
		for i := range row {
			row[i] = guard(row[i])
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("writing the register: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the register: %w", err)
	}
	return nil
}

func (org Organisation) cells() []string {
	codes := make([]string, len(org.Codes))
	for i, c := range org.Codes {
		codes[i] = c.String()
	}
	participant := "no"
	if org.Participant {
		participant = "yes"
	}
	join := func(values []string) string { return strings.Join(values, "|") }
	return []string{
		org.ID, org.Name, join(org.Aliases), org.Type, org.City, org.Postcode, org.Address, join(org.Domains), join(codes),
		join(org.Phones), join(org.Emails), participant, org.Umbrella,
	}
}

// String returns the code as registers write it: "AGB:01012345".
func (c Code) String() string {
	if c.Scheme == "" {
		return c.Value
	}
	return c.Scheme + ":" + c.Value
}

// formula are the signs with which a spreadsheet lets a formula begin. A
// telephone number begins with one of them too: its sign is guarded as well.
const formula = "=+-@\t\r"

func guard(cell string) string {
	if cell != "" && strings.ContainsRune(formula+"'", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formula+"'", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}
