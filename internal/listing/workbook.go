package listing

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/xuri/excelize/v2"
)

// workbook reads an XLSX workbook: the first sheet that has a path's column.
var workbook = form{
	name:     "xlsx",
	about:    "Excel workbooks (XLSX): the first sheet with a column of paths, or of folders and names",
	why:      "the bytes are those of an Excel workbook",
	certain:  func(h *head) bool { return isZip(h) && isWorkbook(h) },
	document: readWorkbook,
}

// isWorkbook tells a workbook from other ZIP archives by the names at its
// root.
func isWorkbook(h *head) bool {
	if h.random == nil {
		return bytes.Contains(h.raw, []byte("[Content_Types].xml")) && bytes.Contains(h.raw, []byte("xl/"))
	}
	place, err := zipEnd(h.random)
	if err != nil {
		return false
	}
	z := &zipReader{in: bufio.NewReader(io.NewSectionReader(h.random, place.offset, place.size)), names: h.text}
	types, book := false, false
	for range 4096 {
		e, err := z.next()
		if err != nil {
			break
		}
		types = types || string(e.name) == "[Content_Types].xml"
		book = book || string(e.name) == "xl/workbook.xml"
	}
	return types && book
}

const (
	// expansion bounds what a workbook may unpack to, in units of what may be
	// buffered.
	expansion  = 4
	sampleRows = 200
)

func readWorkbook(d *document, s *sink) (err error) {
	defer recovered(&err)
	in := io.LimitReader(d.raw, d.opts.MaxBuffered+1)
	limit := expansion * d.opts.MaxBuffered
	// The two limits are the same so that the library never spills to disk.
	book, err := excelize.OpenReader(in, excelize.Options{UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit, RawCellValue: true})
	if err != nil {
		return workbookError(err)
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		c, ok := sheetColumns(d, book, sheet)
		if !ok {
			continue
		}
		d.report.Columns = c.String()
		return readSheet(book, sheet, c, s)
	}
	return &Error{What: "reading the workbook", Err: ErrColumns, Hint: "no sheet has a column of paths: " + columnsHint}
}

func workbookError(err error) error {
	if errors.Is(err, excelize.ErrWorkbookFileFormat) {
		return &Error{What: "reading the workbook", Err: ErrEncrypted, Hint: "save it without a password, or export the sheet as CSV"}
	}
	return &Error{What: "reading the workbook", Err: ErrBroken, Hint: "open it in a spreadsheet program and export the sheet as CSV"}
}

func sheetColumns(d *document, book *excelize.File, sheet string) (c columns, ok bool) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return c, false
	}
	defer rows.Close()
	var sample [][][]byte
	for len(sample) < sampleRows && rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			break
		}
		sample = append(sample, cellBytes(nil, cells))
	}
	c, n := chooseColumns(&head{opts: d.opts}, sample, '\t')
	return c, n > 0
}

func cellBytes(dst [][]byte, cells []string) [][]byte {
	for _, c := range cells[:min(len(cells), maxColumns)] {
		dst = append(dst, []byte(c))
	}
	return dst
}

func readSheet(book *excelize.File, sheet string, c columns, s *sink) error {
	rows, err := book.Rows(sheet)
	if err != nil {
		return broken("reading the workbook's sheet", err)
	}
	defer rows.Close()
	reading := newRowReader(&c)
	if workbookBackslashes(book, sheet, &c) {
		s.dialect = backslashes
	}
	var cells [][]byte
	for n := 0; rows.Next() && !s.stopped; n++ {
		row, err := rows.Columns()
		if err != nil {
			return broken("reading the workbook's sheet", err)
		}
		s.line++
		cells = cellBytes(cells[:0], row)
		switch {
		case n <= c.heading:
			s.done(structural)
		case blankRow(cells):
			s.done(blank)
		default:
			s.done(reading.take(cells, s))
		}
	}
	if err := rows.Error(); err != nil {
		return broken("reading the workbook's sheet", err)
	}
	return nil
}

// workbookBackslashes looks at the paths of the first rows.
func workbookBackslashes(book *excelize.File, sheet string, c *columns) bool {
	rows, err := book.Rows(sheet)
	if err != nil {
		return false
	}
	defer rows.Close()
	var g signs
	for n := 0; n < sampleRows && rows.Next(); n++ {
		cells, err := rows.Columns()
		for _, r := range []role{rolePath, roleFolder} {
			if at := c.at[r]; err == nil && n > c.heading && at >= 0 && at < len(cells) {
				g.see([]byte(cells[at]))
			}
		}
	}
	return g.dialect() == backslashes
}
