package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/leakwarden/leakwarden/internal/pack"
)

// MaxBytes is the largest register that Read takes unless told otherwise.
const MaxBytes = 256 << 20

// mostRoom bounds the organisations for which room is made before they are
// read: a line is not always one.
const mostRoom = 1 << 16

// ReadOptions says what a register is checked against. The zero value checks
// what needs no pack.
type ReadOptions struct {
	// Pack gives the shapes of codes and the words that make no name. May be nil.
	Pack *pack.Pack
	// MaxBytes bounds the file; 0 means MaxBytes.
	MaxBytes int64
}

// The errors of Read, for errors.Is. All of them wrap what mends them.
var (
	ErrEmpty    = errors.New("the register is empty")
	ErrTooLarge = errors.New("the register is too large")
	ErrWorkbook = errors.New("the register is a workbook of a spreadsheet, not CSV")
)

// NoNameError says that no column of a register holds names.
type NoNameError struct{ Columns []string }

func (e *NoNameError) Error() string {
	return "no column with names; the columns are " + strings.Join(e.Columns, ", ")
}

// Hint says how to mend the register.
func (e *NoNameError) Hint() string {
	return "the first row must give the columns, one of them name; for example: id,name,aliases,city"
}

// Read reads a register: rows of CSV under one row of headings.
//
// Headings count in any case, in singular or plural, in English or Dutch.
// Commas, semicolons and tabs separate; the bytes are UTF-8, UTF-16 or, line by
// line where they are not valid UTF-8, windows-1252. Organisations keep the
// order of the file. A bad row or value never stops reading: it comes back as a
// Problem, ordered by row, and what the row still says is kept. Only a row
// without any name, code or domain gives no organisation. Every organisation
// has an ID, and no two share one: see Problem.
//
// The error is ErrEmpty, ErrTooLarge, ErrWorkbook, a NoNameError or that of reading r.
func Read(r io.Reader, o ReadOptions) (*Register, []Problem, error) {
	raw, err := readAll(r, o.MaxBytes)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(raw)
	text, encoding := decode(raw)
	rows, err := newRows(text, o.Pack)
	if err != nil {
		return nil, nil, err
	}
	room := min(strings.Count(text, "\n"), mostRoom)
	c := newChecker(o.Pack, room)
	c.encoding(encoding)
	c.headings(rows.columns)
	orgs := make([]Organisation, 0, room)
	for rows.next() {
		c.row = rows.line
		c.fields(rows)
		orgs = c.take(orgs, rows.organisation())
	}
	return c.register(orgs, hex.EncodeToString(sum[:]))
}

func readAll(r io.Reader, limit int64) ([]byte, error) {
	if limit == 0 {
		limit = MaxBytes
	}
	var file bytes.Buffer
	if sized, ok := r.(interface{ Size() int64 }); ok {
		file.Grow(int(max(0, min(sized.Size(), limit))) + bytes.MinRead)
	}
	_, err := file.ReadFrom(io.LimitReader(r, limit+1))
	raw := file.Bytes()
	if err != nil {
		return nil, fmt.Errorf("reading the register: %w", err)
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("%w: over %d MiB", ErrTooLarge, limit>>20)
	}
	if len(strings.TrimSpace(string(raw[:min(len(raw), 4096)]))) == 0 && len(raw) <= 4096 {
		return nil, ErrEmpty
	}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")) {
		return nil, ErrWorkbook
	}
	return raw, nil
}

// rows walks the rows below the headings.
type rows struct {
	csv     *csv.Reader
	columns []column
	cells   []string
	line    int // on which the row starts, from 1
	skipped int // lines before the headings
}

// newRows reads the headings, with the separator under which most of them are
// known.
func newRows(text string, p *pack.Pack) (*rows, error) {
	text, skipped, told := excelSeparator(text)
	var best *rows
	most := -1
	for _, comma := range []rune{',', ';', '\t'} {
		if told != 0 && comma != told {
			continue
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
		head, err := r.Read()
		if err != nil {
			continue
		}
		columns := nameColumns(head, p)
		known := 0
		for _, c := range columns {
			if c.field != extra {
				known++
			}
		}
		if known > most || known == most && len(columns) > len(best.columns) {
			most, best = known, &rows{csv: r, columns: columns, skipped: skipped}
		}
	}
	if best == nil {
		return nil, ErrEmpty
	}
	named := false
	titles := make([]string, 0, len(best.columns))
	for i, c := range best.columns {
		named = named || c.field == name
		titles = append(titles, heading(i, c.title))
	}
	if !named {
		return nil, &NoNameError{titles}
	}
	return best, nil
}

// heading returns the title of a column for a message. What does not look like
// a heading is not repeated: a listing that is taken for a register has paths
// in its first row.
func heading(i int, title string) string {
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(" _-", r) }
	if len(title) > 30 || strings.ContainsFunc(title, odd) {
		return fmt.Sprintf("number %d (which is no heading)", i+1)
	}
	return quote(title)
}

// excelSeparator takes off the line "sep=;" that Excel reads and writes.
func excelSeparator(text string) (rest string, skipped int, comma rune) {
	first, rest, _ := strings.Cut(text, "\n")
	first = strings.TrimSuffix(first, "\r")
	if len(first) == 5 && strings.EqualFold(first[:4], "sep=") && strings.Contains(",;\t", first[4:]) {
		return rest, 1, rune(first[4])
	}
	return text, 0, 0
}

// next goes to the next row that holds anything.
func (r *rows) next() bool {
	for {
		cells, err := r.csv.Read()
		if err != nil { // io.EOF; lazy quotes leave no other error
			return false
		}
		r.cells = cells
		r.line, _ = r.csv.FieldPos(0)
		r.line += r.skipped
		for _, cell := range cells {
			if strings.TrimSpace(cell) != "" {
				return true
			}
		}
	}
}

// organisation takes the cells of the row to their fields.
func (r *rows) organisation() Organisation {
	var org Organisation
	for i, cell := range r.cells {
		cell = strings.TrimSpace(cell)
		if i >= len(r.columns) || cell == "" {
			continue
		}
		r.columns[i].set(&org, unguard(cell))
	}
	return org
}
