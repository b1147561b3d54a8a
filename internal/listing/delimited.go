package listing

import (
	"bytes"
	"slices"
)

// delimited is the form of CSV and its kin, with or without a heading row.
var delimited = form{
	name:  "csv",
	about: "comma, semicolon, tab or bar separated columns: CSV, TSV, Everything EFU, WizTree, TreeSize, Export-Csv, find -printf, du",
	why:   "the lines have the same columns, one of them a path",
	lines: func(h *head) parser {
		if p := newTableParser(h); p != nil {
			return p
		}
		return nil
	},
	least:   0.8,
	generic: true,
}

const (
	maxColumns   = 256
	maxHeldLines = 64
)

// tableParser reads rows of columns parted by sep.
type tableParser struct {
	sep      byte
	columns  columns
	preamble int  // rows up to and with the heading row
	width    int  // cells of most rows
	quotes   bool // the row at hand has quotes
	row      int
	cells    [][]byte
	scratch  []byte // unquoted cells
	held     []byte // a row whose quotes are still open
	lines    int    // lines in held
	reading  rowReader
}

func newTableParser(h *head) *tableParser {
	var best *tableParser
	bestRows := 0
	for _, sep := range []byte{'\t', ';', ',', '|'} {
		p := &tableParser{sep: sep}
		rows := p.sample(h)
		c, n := chooseColumns(h, rows, sep)
		if n > bestRows {
			p.columns, p.preamble, bestRows, best = c, c.heading+1, n, p
			p.width = commonWidth(rows)
		}
	}
	if best != nil {
		best.reading = newRowReader(&best.columns)
	}
	return best
}

// sample returns the rows of h, their cells copied.
func (p *tableParser) sample(h *head) [][][]byte {
	var rows [][][]byte
	for _, line := range h.lines {
		cells, whole := p.split(line)
		if !whole {
			cells, whole = p.more(line)
		}
		if !whole {
			continue
		}
		row := make([][]byte, len(cells))
		for i, c := range cells {
			row[i] = bytes.Clone(c)
		}
		rows = append(rows, row)
		p.drop()
	}
	p.drop()
	return rows
}

func (p *tableParser) drop() { p.held, p.lines = p.held[:0], 0 }

// more adds a line to the row held back, or begins one, and splits it.
func (p *tableParser) more(line []byte) (cells [][]byte, whole bool) {
	if p.lines > 0 {
		p.held = append(p.held, '\n')
	}
	p.held = append(p.held, line...)
	p.lines++
	if p.lines == 1 {
		return nil, false
	}
	return p.split(p.held)
}

func (p *tableParser) read(line []byte, s *sink) outcome {
	if p.lines == 0 && len(line) == 0 {
		return blank
	}
	var cells [][]byte
	var whole bool
	if p.lines == 0 {
		cells, whole = p.split(line)
	}
	if !whole {
		cells, whole = p.more(line)
	}
	if !whole {
		if p.lines > maxHeldLines || len(p.held) > s.maxPath {
			p.drop()
			return badQuotes
		}
		return held
	}
	o := p.take(cells, s)
	p.drop()
	return o
}

func (p *tableParser) take(cells [][]byte, s *sink) outcome {
	p.row++
	if p.row <= p.preamble {
		return structural
	}
	if blankRow(cells) {
		return blank
	}
	return p.reading.take(p.rejoin(cells, s), s)
}

// rejoin undoes the split where a row has more cells than the others and no
// quotes: the path itself holds the separator.
func (p *tableParser) rejoin(cells [][]byte, s *sink) [][]byte {
	more := len(cells) - p.width
	at := max(p.columns.at[rolePath], p.columns.at[roleName])
	if more <= 0 || p.quotes || p.width < 2 || at < 0 || at >= p.width {
		return cells
	}
	s.doubting(moreCells)
	path := bytes.Join(cells[at:at+more+1], []byte{p.sep})
	return slices.Concat(cells[:at], [][]byte{path}, cells[at+more+1:])
}

func blankRow(cells [][]byte) bool {
	for _, c := range cells {
		if !isBlank(c) {
			return false
		}
	}
	return true
}

// split parts a row into cells. whole is false where a quote does not close.
func (p *tableParser) split(b []byte) (cells [][]byte, whole bool) {
	cells = p.cells[:0]
	p.scratch, p.quotes = p.scratch[:0], false
	for {
		if len(b) > 0 && b[0] == '"' {
			cell, rest, ok := p.quoted(b[1:])
			if !ok {
				return nil, false
			}
			cells, b, p.quotes = append(cells, cell), rest, true
		} else {
			end := bytes.IndexByte(b, p.sep)
			if end < 0 {
				p.cells = append(cells, b)
				return p.cells, true
			}
			cells, b = append(cells, b[:end]), b[end:]
		}
		if len(b) == 0 {
			p.cells = cells
			return cells, true
		}
		b = b[1:]
		if len(cells) >= maxColumns {
			p.cells = cells
			return cells, true
		}
	}
}

// quoted reads a cell behind its opening quote. What stands between the
// closing quote and the next separator belongs to the cell.
func (p *tableParser) quoted(b []byte) (cell, rest []byte, ok bool) {
	end := bytes.IndexByte(b, '"')
	if end < 0 {
		return nil, nil, false
	}
	if end+1 == len(b) || b[end+1] == p.sep {
		return b[:end], b[end+1:], true
	}
	start := len(p.scratch)
	for {
		p.scratch = append(p.scratch, b[:end]...)
		b = b[end+1:]
		if len(b) == 0 || b[0] == p.sep {
			return p.scratch[start:], b, true
		}
		if b[0] != '"' { // a quote inside, not doubled: keep what follows
			next := bytes.IndexByte(b, p.sep)
			if next < 0 {
				next = len(b)
			}
			p.scratch = append(append(p.scratch, '"'), b[:next]...)
			return p.scratch[start:], b[next:], true
		}
		p.scratch, b = append(p.scratch, '"'), b[1:]
		if end = bytes.IndexByte(b, '"'); end < 0 {
			p.scratch = p.scratch[:start]
			return nil, nil, false
		}
	}
}
