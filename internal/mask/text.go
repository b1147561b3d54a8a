// Package mask turns a raw path into the only text that travels on. What is
// not known to be safe is hidden.
package mask

// CellKind says what a cell holds.
type CellKind uint8

// The kinds of cells.
const (
	Shown  CellKind = iota + 1 // text that may be read
	Date                       // a date; Text is its year where that is safe, else empty
	Number                     // digits; only their class shows
	Hidden                     // letters; only their class shows, or not even that
)

// Cell is one part of a Text.
type Cell struct {
	Kind CellKind
	Text string // of Shown and Date only
	Why  string // Shown: "register", "vocabulary", "separator"; Number: "bsn?", "phone", …
	Size uint8  // Number and Hidden: class of length 1 to 4, 0 where that is withheld
	Ref  uint32 // same hidden value in one view → same number; 0 where not numbered
}

// Text is a masked path. Only this package makes one.
type Text struct{ cells []Cell }

// Cells returns the cells in order. They must not be changed.
func (t Text) Cells() []Cell { return t.cells }
