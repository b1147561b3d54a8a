package register

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Severity says what a Problem does to a triage.
type Severity string

// The severities, gravest first.
const (
	Error   Severity = "error"   // something of the row is not used
	Warning Severity = "warning" // used as it is; may find too little or too much
	Note    Severity = "note"    // nothing is lost
)

// Problem is something in a register that its keeper should know.
type Problem struct {
	Row      int    // line of the file on which the row starts; 0 for the file
	Column   string // heading; "" for the row
	Severity Severity
	What     string // one line, lower case; values quoted and escaped
	Hint     string // how to mend it
}

// checker collects the problems of one register.
type checker struct {
	row      int
	problems []Problem
	shapes   map[string]shape // by folded scheme
	generic  map[string]bool  // folded words that tell no organisation from another
	ids      map[string]int   // row of each id
	owners   map[Code]int     // row of each code
	known    map[string]shape // shapes by scheme as written, once looked up
	rows     []int            // row of each organisation
	schemes  map[string]bool  // unknown ones that were told
	titles   map[field]string // heading by field
}

type shape struct {
	scheme  string // as the pack writes it
	pattern *regexp.Regexp
}

// newChecker returns a checker with room for so many organisations.
func newChecker(p *pack.Pack, room int) *checker {
	c := &checker{
		shapes:  make(map[string]shape),
		generic: make(map[string]bool),
		ids:     make(map[string]int, room),
		owners:  make(map[Code]int, 2*room),
		rows:    make([]int, 0, room),
		known:   make(map[string]shape),
		schemes: make(map[string]bool),
		titles:  make(map[field]string),
	}
	if p == nil {
		return c
	}
	for _, s := range p.Codes {
		if re, err := regexp.Compile(s.Pattern); err == nil { // the pack's tests compile them
			c.shapes[token.Fold(s.Scheme)] = shape{s.Scheme, re}
		}
	}
	words := slices.Concat(p.LegalForms, p.Interfixes)
	for _, t := range p.Terms {
		if t.Class == pack.Organisation || t.Class == pack.Department || t.Class == pack.Neutral {
			words = append(words, t.Text)
		}
	}
	for _, text := range words {
		for w := range wordsOf(text) {
			c.generic[w] = true
		}
	}
	return c
}

// wordsOf yields the folded words of a name.
func wordsOf(s string) func(yield func(string) bool) {
	return strings.FieldsFuncSeq(token.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func (c *checker) add(s Severity, column field, hint, format string, args ...any) {
	c.problems = append(c.problems, Problem{c.row, c.titles[column], s, fmt.Sprintf(format, args...), hint})
}

func (c *checker) encoding(d decoding) {
	if d.other > 0 {
		c.add(Note, extra, "save the register as UTF-8 to be sure",
			"%d lines are not UTF-8 and were read as windows-1252, the first is line %d", d.other, d.first)
	}
}

func (c *checker) headings(columns []column) {
	found := make(map[field]bool)
	for i, col := range columns {
		found[col.field] = true
		if _, ok := c.titles[codes]; !ok && col.field == schemeCode {
			c.titles[codes] = col.title
		}
		if _, ok := c.titles[col.field]; !ok && col.field != extra {
			c.titles[col.field] = col.title
		}
		if col.field == extra && col.title != "" {
			c.problems = append(c.problems, Problem{
				1, "", Note,
				"unknown column " + heading(i, col.title) + " is kept and not used",
				"known columns: id, name, aliases, type, city, postcode, address, domains, codes, phone, email, contact, participant, umbrella",
			})
		}
	}
	if !found[id] {
		c.add(Warning, extra, "add a column id, so that findings can be compared from one register to the next",
			"no column id; organisations are numbered by row")
	}
}

// fields reports what the shape of the row says.
func (c *checker) fields(r *rows) {
	if n := len(r.cells) - len(r.columns); n > 0 && strings.TrimSpace(strings.Join(r.cells[len(r.columns):], "")) != "" {
		c.add(Error, extra, "put quotes around a value that holds the separator; split several values by |",
			"%d cells more than there are headings; they are not used", n)
	}
	for i, cell := range r.cells {
		if strings.Count(cell, "\n") > 20 && i < len(r.columns) {
			c.problems = append(c.problems, Problem{
				c.row, "", Error,
				fmt.Sprintf("a quote opens in column %d and closes many lines below; the rows between are lost", i+1),
				`close the quote; write a quote inside a value twice ("")`,
			})
		}
		if i < len(r.columns) && r.columns[i].field == participant {
			c.participant(r.columns[i], strings.TrimSpace(cell))
		}
	}
}

func (c *checker) participant(col column, cell string) {
	var org Organisation
	if cell != "" {
		col.setParticipant(&org, cell)
	}
	if len(org.Extra) > 0 {
		c.add(Warning, participant, "write yes or no", "%s is neither yes nor no; taken as no", quote(cell))
	}
}

// take appends org, cleaned and checked, to orgs, unless nothing is left by
// which it could be found.
func (c *checker) take(orgs []Organisation, org Organisation) []Organisation {
	c.clean(&org)
	if !c.organisation(&org) {
		return orgs
	}
	c.rows = append(c.rows, c.row)
	return append(orgs, org)
}

// register closes the reading of orgs.
func (c *checker) register(orgs []Organisation, sum string) (*Register, []Problem, error) {
	if len(orgs) == 0 {
		return nil, nil, fmt.Errorf("%w: it has no organisation", ErrEmpty)
	}
	c.uniqueIDs(orgs)
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return cmp.Compare(a.Row, b.Row) })
	return &Register{Organisations: orgs, SHA256: sum}, c.problems, nil
}

// clean takes out of the text of org what nobody can see, in NFC, and values
// that are given twice.
func (c *checker) clean(org *Organisation) {
	dirty := false
	clean := func(s *string) {
		if tidy(*s) {
			return
		}
		dirty = dirty || strings.ContainsFunc(*s, func(r rune) bool { return visible(r) < 0 })
		*s = scrub(*s)
	}
	for _, s := range []*string{&org.ID, &org.Name, &org.Type, &org.City, &org.Postcode, &org.Address, &org.Umbrella} {
		clean(s)
	}
	for _, list := range []*[]string{&org.Aliases, &org.Domains, &org.Phones, &org.Emails} {
		for i := range *list {
			clean(&(*list)[i])
		}
		*list = distinct(*list)
	}
	for i := range org.Codes {
		clean(&org.Codes[i].Scheme)
		clean(&org.Codes[i].Value)
	}
	for title, cell := range org.Extra {
		if clean(&cell); cell == "" {
			delete(org.Extra, title)
			continue
		}
		org.Extra[title] = cell
	}
	if len(org.Extra) == 0 {
		org.Extra = nil
	}
	if dirty {
		c.add(Warning, extra, "retype the value", "invisible characters were taken out")
	}
}

// distinct returns the values that are not empty, each once, nil for none.
func distinct(values []string) []string {
	kept := values[:0]
	for _, v := range values {
		if v != "" && !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// scrub returns s in NFC with single spaces and nothing invisible.
func scrub(s string) string {
	if tidy(s) {
		return s
	}
	return strings.Join(strings.Fields(norm.NFC.String(strings.Map(visible, s))), " ")
}

// tidy reports whether s is plainly what scrub makes of it: ASCII that can be
// seen, with single spaces inside. Most texts of a register are.
func tidy(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = s[i]
	}
	return last != ' ' || s == ""
}

// visible drops controls, direction marks and other characters without shape,
// which could make two names look the same.
func visible(r rune) rune {
	switch {
	case ' ' <= r && r <= '~':
		return r
	case r == '\n' || r == '\r' || r == '\t':
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
		return -1
	}
	return r
}

// quote returns s as a quoted, escaped and bounded text for messages.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
