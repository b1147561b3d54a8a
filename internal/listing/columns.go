package listing

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

const columnsHint = `name the columns by number or heading, such as --columns "path=3,size=2" or "folder=1,name=2"`

// role is what a column holds.
type role int

const (
	rolePath role = iota
	roleFolder
	roleName
	roleSize
	roleModified
	roleDirectory
	roleAttributes
	roles
)

var roleNames = [roles]string{"path", "folder", "name", "size", "modified", "directory", "attributes"}

// headings lists what columns are called, in lower case, in the order of
// preference.
var headings = [roles][]string{
	rolePath: {
		"path", "full path", "fullpath", "full name", "fullname", "filepath", "file path", "file_path", "full_path", "pad",
		"bestandspad", "volledig pad", "volledige naam", "pfad", "dateipfad", "vollständiger pfad", "chemin", "chemin complet",
		"key", "object", "relative path", "relative_path", "relativepath", "file name", "filename", "bestandsnaam", "dateiname", "nom de fichier",
	},
	roleFolder: {
		"folder", "directory", "directoryname", "dir", "location", "parent", "map", "mapnaam", "locatie", "ordner", "verzeichnis",
		"dossier", "folder path", "folderpath", "parent path", "parent folder", "folder name",
	},
	roleName: {
		"name", "naam", "file name", "filename", "file", "bestandsnaam", "bestand", "dateiname", "datei", "nom", "fichier", "file_name", "basename", "object name", "title", "titel",
	},
	roleSize: {
		"size", "length", "bytes", "grootte", "größe", "taille", "size (bytes)", "filesize", "file size", "file_size", "size in bytes", "grootte (bytes)",
		"größe (bytes)", "omvang", "bestandsgrootte", "dateigröße", "logical size", "size_bytes", "contentlength",
	},
	roleModified: {
		"modified", "date modified", "last modified", "lastwritetime", "mtime", "last write time", "lastwritetimeutc", "modtime", "gewijzigd", "gewijzigd op",
		"laatst gewijzigd", "geändert", "änderungsdatum", "letzte änderung", "modifié", "modifié le", "date", "datum", "last change", "modification date", "last_modified", "modified_at", "date_modified", "wijzigingsdatum",
	},
	roleDirectory:  {"psiscontainer", "is_dir", "isdir", "is directory", "is_directory", "isdirectory", "isfolder"},
	roleAttributes: {"attributes", "attributen", "attribute", "attributs", "mode", "type", "soort", "typ"},
}

// columns says which column holds what; -1 for none.
type columns struct {
	at      [roles]int
	heading int // row of the headings; -1 for none
	order   order
	title   bool // headings named the path's column
}

func noColumns() columns {
	c := columns{heading: -1}
	for i := range c.at {
		c.at[i] = -1
	}
	return c
}

func (c *columns) String() string {
	var parts []string
	for r, at := range c.at {
		if at >= 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", roleNames[r], at+1))
		}
	}
	return strings.Join(parts, ",")
}

// rooted tells whether c can make a path.
func (c *columns) rooted() bool {
	return c.at[rolePath] >= 0 || c.at[roleName] >= 0
}

// given takes the columns that the options name, and reports whether the rows
// have them. The headings may be none that we know.
func (c *columns) given(spec string, rows [][][]byte) bool {
	if c.heading >= 0 && c.override(spec, rows[c.heading]) || c.heading < 0 && c.override(spec, nil) {
		return true
	}
	known := c.heading >= 0
	c.heading, c.title = 0, true
	return !known && c.override(spec, rows[0])
}

// chooseColumns finds the columns of rows that are parted by sep, and how many
// rows have them; 0 where this is no table.
func chooseColumns(h *head, rows [][][]byte, sep byte) (columns, int) {
	c := noColumns()
	if len(rows) == 0 {
		return c, 0
	}
	c.fromHeadings(rows)
	body := rows[c.heading+1:]
	switch {
	case h.opts.Columns != "":
		if !c.given(h.opts.Columns, rows) {
			return c, 0
		}
	case !c.title && !c.fromContent(body, sep) && !c.belowHeadings(body, sep):
		return c, 0
	}
	body = rows[c.heading+1:]
	c.settle(body)
	if c.at[rolePath] >= 0 {
		c.at[roleFolder] = -1
	}
	need := max(c.at[rolePath], c.at[roleName])
	if need < 0 {
		return c, 0
	}
	n := 0
	for _, row := range body {
		if len(row) > need && len(bytes.TrimSpace(row[need])) > 0 {
			n += 2
			if len(row) > 1 {
				n++
			}
		}
		if m := c.at[roleModified]; m >= 0 && m < len(row) {
			if p, _, ok := numericDate(row[m]); ok {
				c.order.learn(p)
			}
		}
	}
	if n == 0 && c.title {
		n = 1
	}
	return c, n
}

// fromHeadings looks for a heading row among the first rows.
func (c *columns) fromHeadings(rows [][][]byte) {
	for i, row := range rows[:min(len(rows), 12)] {
		found := noColumns()
		known := 0
		for r := range roles {
			if at := headingFor(row, r); at >= 0 {
				found.at[r] = at
				known++
			}
		}
		if found.at[roleName] == found.at[rolePath] {
			if found.at[roleFolder] >= 0 {
				found.at[rolePath] = -1
			} else {
				found.at[roleName] = -1
			}
		}
		if found.rooted() && (known >= 2 || len(row) == 1) {
			found.heading, found.title = i, true
			*c = found
			return
		}
	}
}

// headingFor returns the column of row that is called like r, by preference.
func headingFor(row [][]byte, r role) int {
	for _, want := range headings[r] {
		for i, cell := range row {
			if strings.EqualFold(string(bytes.TrimSpace(cell)), want) {
				return i
			}
		}
	}
	return -1
}

// override takes the columns that the user named.
func (c *columns) override(spec string, heading [][]byte) bool {
	named := noColumns()
	named.heading, named.title = c.heading, c.title
	for part := range strings.SplitSeq(spec, ",") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		r := role(-1)
		for i, name := range roleNames {
			if strings.EqualFold(name, strings.TrimSpace(key)) {
				r = role(i)
			}
		}
		if !ok || r < 0 {
			return false
		}
		at, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			at = 0
			for i, cell := range heading {
				if strings.EqualFold(string(bytes.TrimSpace(cell)), strings.TrimSpace(value)) {
					at = i + 1
				}
			}
		}
		if at < 1 || at > maxColumns {
			return false
		}
		named.at[r] = at - 1
	}
	*c = named
	return named.rooted()
}

// shape counts what the cells of one column look like.
type shape struct{ filled, numbers, dates, paths, files, length int }

func shapeOf(rows [][][]byte, column int) shape {
	var s shape
	for _, row := range rows {
		if column >= len(row) {
			continue
		}
		cell := bytes.TrimSpace(row[column])
		if len(cell) == 0 {
			continue
		}
		s.filled++
		s.length += len(cell)
		if _, ok := cellSize(cell); ok {
			s.numbers++
			continue
		}
		if _, ok := cellTime(cell, order{}); ok {
			s.dates++
			continue
		}
		if bytes.IndexByte(cell, '/') >= 0 || bytes.IndexByte(cell, '\\') >= 0 {
			s.paths++
		}
		if dot := bytes.LastIndexByte(cell, '.'); dot > 0 && len(cell)-dot <= 6 {
			s.files++
		}
	}
	return s
}

// commonWidth returns how many cells most rows have; of equals the wider.
func commonWidth(rows [][][]byte) int {
	width, same := 0, map[int]int{}
	for _, row := range rows {
		n := len(row)
		same[n]++
		if same[n] > same[width] || same[n] == same[width] && n > width {
			width = n
		}
	}
	return width
}

// fromContent finds the columns of a table without headings.
func (c *columns) fromContent(rows [][][]byte, sep byte) bool {
	width := commonWidth(rows)
	same := 0
	for _, row := range rows {
		if len(row) == width {
			same++
		}
	}
	if width < 2 || same*10 < len(rows)*8 || width > maxColumns {
		return false
	}
	best, bestWorth, measured := -1, 0, false
	for i := range width {
		s := shapeOf(rows, i)
		switch {
		case s.filled == 0:
			continue
		case s.numbers*10 >= s.filled*9 && s.filled*2 >= len(rows):
			measured = true
			if c.at[roleSize] < 0 && !counting(rows, i) {
				c.at[roleSize] = i
			}
			continue
		case s.dates*10 >= s.filled*9 && s.filled*2 >= len(rows):
			measured = true
			if c.at[roleModified] < 0 {
				c.at[roleModified] = i
			}
			continue
		}
		worth := s.paths*100 + s.files*50 + s.length/s.filled
		if worth > bestWorth && s.filled*2 >= len(rows) {
			best, bestWorth = i, worth
		}
	}
	c.at[rolePath] = best
	if best < 0 {
		return false
	}
	if c.ownHeadings(rows) {
		rows = rows[1:]
	}
	s := shapeOf(rows, best)
	c.parted(rows, s, width)
	if sep == '\t' {
		return (s.paths+s.files)*2 >= s.filled
	}
	// A comma may stand in names: only paths beside numbers or dates are columns.
	return measured && s.paths*2 >= s.filled
}

// parted takes the column of paths, of the shape s, for one of folders where
// they end in no file and another column has files.
func (c *columns) parted(rows [][][]byte, s shape, width int) {
	if s.files*4 > s.filled || s.paths*2 < s.filled {
		return
	}
	for i := range width {
		if n := shapeOf(rows, i); i != c.at[rolePath] && n.files*2 >= n.filled && n.filled*2 >= len(rows) && n.paths == 0 {
			c.at[roleFolder], c.at[roleName], c.at[rolePath] = c.at[rolePath], i, -1
			return
		}
	}
}

// counting reports whether a column numbers the rows.
func counting(rows [][][]byte, column int) bool {
	const few = 3 // steps, where the first number is not one to begin with
	steps, all := 0, 0
	first, before := int64(-1), int64(-1)
	for _, row := range rows {
		if column >= len(row) {
			continue
		}
		v, ok := cellSize(bytes.TrimSpace(row[column]))
		if !ok {
			continue
		}
		if first < 0 {
			first, before = v, v
			continue
		}
		all++
		if v == before+1 {
			steps++
		}
		before = v
	}
	return (all >= few || all > 0 && first <= 1) && steps*10 >= all*9
}

// ownHeadings takes the first row for headings that we do not know where it has
// words above the numbers or dates, and no path.
func (c *columns) ownHeadings(rows [][][]byte) bool {
	words := false
	for i := range rows[0] {
		s, top := shapeOf(rows[1:], i), shapeOf(rows[:1], i)
		switch {
		case i == c.at[rolePath] && top.paths > 0, top.numbers+top.dates > 0:
			return false
		case top.filled > 0 && (s.numbers+s.dates)*10 >= s.filled*9:
			words = true
		}
	}
	if words {
		c.heading, c.title = 0, true
	}
	return words
}

// belowHeadings is fromContent for few rows, of which the first may be headings
// that we do not know.
func (c *columns) belowHeadings(rows [][][]byte, sep byte) bool {
	const few, many = 3, 12
	if len(rows) < few || len(rows) > many {
		return false
	}
	*c = noColumns()
	return c.fromContent(rows[1:], sep) && c.heading < 0 && c.ownHeadings(rows)
}

// settle makes a column called "path" the folder where it does not end in the
// name, and drops the name where it does.
func (c *columns) settle(rows [][][]byte) {
	path, name := c.at[rolePath], c.at[roleName]
	if path < 0 || name < 0 {
		return
	}
	ends, all := 0, 0
	for _, row := range rows {
		if path < len(row) && name < len(row) && len(row[name]) > 0 {
			all++
			if bytes.HasSuffix(bytes.TrimRight(row[path], `/\`), bytes.TrimRight(row[name], `/\`)) {
				ends++
			}
		}
	}
	if ends*2 >= all {
		c.at[roleName] = -1
		return
	}
	c.at[roleFolder], c.at[rolePath] = path, -1
}
