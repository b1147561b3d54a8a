// Package mask turns a raw path into the only text that travels on. What is
// not known to be safe is hidden.
//
// Two things may show: a phrase or code of the register, in the register's own
// words, and a word of the pack's vocabulary where words of that place in a
// name are safe. Everything else (lexicons, shapes, cues) can only hide, so
// that nothing added later can show more.
package mask

import (
	"bytes"
	"encoding/json"
	"html/template"
	"iter"
	"strings"
	"unicode"
)

// CellKind says what a cell holds.
type CellKind uint8

// The kinds of cells.
const (
	Shown  CellKind = iota + 1 // text that may be read
	Date                       // a date; Text is its year where that is safe, else empty
	Number                     // digits; only their class shows
	Hidden                     // letters; only their class shows, or not even that
)

// Why is the reason for which a cell is as it is, 0 where there is none to give.
type Why uint8

// The reasons. A cell is shown for one of the first six.
const (
	WhyRegister   Why = iota + 1 // words of an organisation of the register
	WhyCode                      // a code of an organisation of the register
	WhyVocabulary                // a word of the pack
	WhyPlace                     // a name of a place, in a slot of places
	WhySeparator                 // what stands between
	WhyCounter                   // one or two digits
	WhyYear                      // of a Date: a year that stands alone
	WhyBirth                     // of a Date: a date of birth
	WhyBSN                       // of a Number: has the shape and proof of a BSN
	WhyPhone                     // of a Number: has the shape of a phone number
	WhyReplayed                  // a Text that was masked and stored before
)

// Cell is one part of a Text.
type Cell struct {
	Text string // of Shown and Date only
	Ref  uint32 // same hidden value in one view → same number; 0 where not numbered
	Kind CellKind
	Why  Why
	Size uint8 // Number and Hidden: class of length 1 to 4, 0 where that is withheld
}

// Text is a masked path. Only this package makes one.
type Text struct {
	text  string // of all cells
	cells []cell
}

// cell is a Cell as a Text holds it: its text ends at end in that of all.
type cell struct {
	end, ref uint32
	kind     CellKind
	why      Why
	size     uint8
}

// Cells returns the cells in order.
func (t Text) Cells() iter.Seq[Cell] {
	return func(yield func(Cell) bool) {
		at := uint32(0)
		for i := range t.cells {
			c := &t.cells[i]
			if !yield(Cell{Text: t.text[at:c.end], Ref: c.ref, Kind: c.kind, Why: c.why, Size: c.size}) {
				return
			}
			at = c.end
		}
	}
}

var (
	hiddenSizes = [5]string{"▒▒▒", "▒S", "▒M", "▒L", "▒XL"}
	numberSizes = [5]string{"‹n›", "‹n3›", "‹n5›", "‹n7›", "‹n9›"}
)

// String returns t for a reader: hidden letters as ▒ with their class of
// length (S to 3, M to 6, L to 10, XL), numbers as ‹n3› (3 or 4 digits), ‹n5›,
// ‹n7› or ‹n9› (9 or more), dates as ‹date› or, where the year may show, ‹2024›.
func (t Text) String() string {
	var b strings.Builder
	for c := range t.Cells() {
		b.WriteString(c.String())
	}
	return b.String()
}

// String returns the cell as Text.String writes it.
func (c Cell) String() string {
	switch c.Kind {
	case Shown:
		return c.Text
	case Date:
		switch {
		case c.Text == "":
			return "‹date›"
		case c.Why == WhyYear:
			return c.Text
		}
		return "‹" + c.Text + "›"
	case Number:
		return numberSizes[min(c.Size, 4)]
	}
	return hiddenSizes[min(c.Size, 4)]
}

// MarshalJSON returns String as a JSON string.
func (t Text) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(t.String()); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// UnmarshalJSON reads what MarshalJSON wrote, as one cell: for results that
// this program stored. It cannot tell whether they were masked; it only takes
// out control and direction characters.
func (t *Text) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '·'
		}
		return r
	}, s)
	*t = Text{text: s, cells: []cell{{end: uint32(len(s)), kind: Shown, why: WhyReplayed}}}
	return nil
}

var hiddenTitles = [5]string{
	"hidden text", "hidden text, up to 3 letters", "hidden text, 4 to 6 letters",
	"hidden text, 7 to 10 letters", "hidden text, 11 letters or more",
}

var numberTitles = [5]string{
	"hidden number", "hidden number, 3 or 4 digits", "hidden number, 5 or 6 digits",
	"hidden number, 7 or 8 digits", "hidden number, 9 digits or more",
}

// HTML returns t with each run of cells of one kind in a span of class shown,
// hidden, date or num. What is hidden has a title in words, for readers who
// hear the page.
func (t Text) HTML() template.HTML {
	var b strings.Builder
	open := false // a span of shown text
	for c := range t.Cells() {
		if c.Kind == Shown {
			if !open {
				b.WriteString(`<span class="shown">`)
			}
			open = true
			template.HTMLEscape(&b, []byte(c.Text))
			continue
		}
		if open {
			b.WriteString("</span>")
		}
		open = false
		switch c.Kind {
		case Date:
			span(&b, "date", dateTitle(c), c.String())
		case Number:
			span(&b, "num", numberTitles[min(c.Size, 4)], c.String())
		default:
			span(&b, "hidden", hiddenTitles[min(c.Size, 4)], c.String())
		}
	}
	if open {
		b.WriteString("</span>")
	}
	return template.HTML(b.String()) // every part is escaped or ours
}

func dateTitle(c Cell) string {
	switch {
	case c.Why == WhyBirth:
		return "hidden date of birth"
	case c.Why == WhyYear:
		return "year"
	case c.Text != "":
		return "date of which the year shows"
	}
	return "hidden date"
}

func span(b *strings.Builder, class, title, text string) {
	b.WriteString(`<span class="` + class + `" title="` + title + `">`)
	template.HTMLEscape(b, []byte(text))
	b.WriteString("</span>")
}
