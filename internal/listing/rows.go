package listing

import (
	"bytes"
	"math"
	"strconv"
)

// rowReader makes entries of the rows of a table.
type rowReader struct {
	c      *columns
	folder []byte // the last row's folder in normal form …
	raw    []byte // … and as written
}

func newRowReader(c *columns) rowReader { return rowReader{c: c} }

func (r *rowReader) cell(cells [][]byte, role role) []byte {
	if at := r.c.at[role]; at >= 0 && at < len(cells) {
		return cells[at]
	}
	return nil
}

func (r *rowReader) take(cells [][]byte, s *sink) outcome {
	m := unknown
	if size := bytes.TrimSpace(r.cell(cells, roleSize)); len(size) > 0 {
		if v, ok := cellSize(size); ok {
			m.size = v
		} else if digit(size[0]) {
			s.doubting(absurdSize)
		}
	}
	if when := bytes.TrimSpace(r.cell(cells, roleModified)); len(when) > 0 {
		if v, ok := cellTime(when, r.c.order); ok {
			m.modified = v
		} else if digit(when[0]) {
			s.doubting(noSuchDate)
		}
	}
	m.directory = yes(r.cell(cells, roleDirectory)) || directoryAttribute(r.cell(cells, roleAttributes))
	name := r.cell(cells, rolePath)
	if name == nil {
		name = r.cell(cells, roleName)
	}
	if isBlank(name) {
		return badRow
	}
	if r.c.at[roleFolder] < 0 {
		return s.add(nil, anyRoot(name, s.dialect), m)
	}
	folder := r.cell(cells, roleFolder)
	if !bytes.Equal(folder, r.raw) || len(r.folder) == 0 {
		if len(folder) > s.maxPath {
			return pathTooLong
		}
		r.raw = append(r.raw[:0], folder...)
		r.folder, _ = normal(r.folder[:0], folder, s.dialect)
	}
	return s.add(r.folder, name, m)
}

// anyRoot is trimRoot; a backslash at the end marks a folder too.
func anyRoot(b []byte, d dialect) []byte {
	if d == slashes {
		return trimRoot(b)
	}
	return b
}

func yes(b []byte) bool {
	switch string(bytes.ToLower(bytes.TrimSpace(b))) {
	case "true", "1", "yes", "ja", "waar", "wahr", "oui", "dir":
		return true
	}
	return false
}

// directoryAttribute reads attributes as Windows tools write them: a number
// with the bit 16, letters with a D at the start, words, or a mode.
func directoryAttribute(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	if v, ok := number(b); ok {
		return v&16 != 0
	}
	switch string(bytes.ToLower(b)) {
	case "d", "folder", "directory", "dir", "map", "bestandsmap", "file folder", "ordner", "dateiordner", "dossier", "tree":
		return true
	}
	return bytes.HasPrefix(b, []byte("d-")) || bytes.HasPrefix(b, []byte("drwx")) || bytes.HasPrefix(b, []byte("dr-")) ||
		bytes.Contains(b, []byte("Directory"))
}

// cellSize reads a size as spreadsheets and tools write it: 1234, 1.234,
// "1,2 MB", 1234.0.
func cellSize(b []byte) (int64, bool) {
	if v, ok := number(b); ok {
		return v, true
	}
	if len(b) == 0 {
		return 0, false
	}
	if string(b) == "-1" {
		return -1, true
	}
	if n := len(b); n > 2 && b[n-2] == '.' && b[n-1] == '0' {
		if v, ok := number(b[:n-2]); ok {
			return v, true
		}
	}
	if last := b[len(b)-1]; !digit(last) {
		i := bytes.IndexAny(b, "bBkKmMgGtTpP")
		if i <= 0 {
			return 0, false
		}
		count := bytes.TrimSpace(b[:i])
		factor, isUnit := unitFactor(b[i:])
		// Explorer writes thousands of KB; programs that write MB and GB write
		// decimals.
		if v, ok := grouped(count); ok && isUnit && groupedWell(count) && factor <= 1024 && float64(v)*factor < maxSize {
			return v * int64(factor), true
		}
		return human(b)
	}
	if groupedWell(b) {
		return grouped(b)
	}
	return 0, false
}

// groupedWell tells whether b is digits in groups of three behind the first.
func groupedWell(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	run, groups := 0, 0
	for i, c := range b {
		if digit(c) {
			run++
			continue
		}
		if i == 0 || run > 3 || groups > 0 && run != 3 {
			return run == 0 && i > 0 && c >= 0x80
		}
		if c < 0x80 {
			groups++
		}
		if c != '.' && c != ',' && c != ' ' && c != '\'' && c < 0x80 {
			return false
		}
		run = 0
	}
	return run == 3
}

const (
	// fileTimeEpoch is 1601 in Unix seconds, from where Windows counts.
	fileTimeEpoch = -11644473600
	// serialEpoch is the day before 1900, from where spreadsheets count days.
	serialEpoch = -2209161600
)

// cellTime reads a time as spreadsheets and tools write it.
func cellTime(b []byte, o order) (int64, bool) {
	if unix, _, ok := isoTime(b); ok {
		return unix, true
	}
	if y, m, d, rest, ok := isoDate(b); ok && len(rest) == 0 {
		return civil(y, m, d, 0)
	}
	if v, ok := number(b); ok {
		return countedTime(v)
	}
	if p, rest, ok := numericDate(b); ok {
		y, m, d := o.date(p)
		if rest = bytes.TrimLeft(rest, ", "); len(rest) == 0 {
			return civil(y, m, d, 0)
		}
		seconds, rest, ok := clock12(rest)
		if !ok || len(rest) > 0 {
			return 0, false
		}
		return civil(y, m, d, seconds)
	}
	return fractionTime(b)
}

// countedTime reads Windows file times, and Unix times down to nanoseconds.
func countedTime(v int64) (int64, bool) {
	switch {
	case v == 0:
		return 0, true
	case v > 1e17 && v < 2e17:
		return v/1e7 + fileTimeEpoch, true
	case v > 1e18 || v < 1e8:
		return 0, false
	case v > 1e15:
		return v / 1e6, true
	case v > 1e11:
		return v / 1e3, true
	}
	return v, true
}

// fractionTime reads Unix times with a fraction, and days since 1900 with one.
func fractionTime(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 32 || !digit(b[0]) || bytes.IndexByte(b, '.') < 0 {
		return 0, false
	}
	v, err := strconv.ParseFloat(string(b), 64)
	switch {
	case err != nil:
		return 0, false
	case v > 1e8 && v < 1e11:
		return int64(v), true
	case v > 10000 && v < 110000:
		return int64(math.Round(v*86400)) + serialEpoch, true
	}
	return 0, false
}
