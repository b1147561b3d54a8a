package listing

import "bytes"

// word returns the first word of b, after any spaces and tabs, and what
// follows it.
func word(b []byte) (w, rest []byte) {
	i := 0
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	j := i
	for j < len(b) && b[j] != ' ' && b[j] != '\t' {
		j++
	}
	return b[i:j], b[j:]
}

// number reads b, all of it, as a decimal number.
func number(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	var v int64
	for _, c := range b {
		if !digit(c) {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	return v, true
}

// grouped reads b as a number whose thousands may be parted by a point, comma,
// apostrophe, space or no-break space.
func grouped(b []byte) (int64, bool) {
	if len(b) == 0 || !digit(b[0]) {
		return 0, false
	}
	var v int64
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case digit(c):
			if v > maxSize {
				return 0, false
			}
			v = v*10 + int64(c-'0')
		case c == '.' || c == ',' || c == '\'' || c == ' ' || c == 0xff:
		case c == 0xc2 && i+1 < len(b) && b[i+1] == 0xa0:
			i++
		case c == 0xe2 && i+2 < len(b) && b[i+1] == 0x80 && (b[i+2] == 0xaf || b[i+2] == 0x99 || b[i+2] == 0x89):
			i += 2
		default:
			return 0, false
		}
	}
	return v, true
}

// human reads 4096, 4.0K, 1,5M, 12 MiB, 3 kB and 17 bytes. Units are taken by
// 1024 as ls, du and Windows do.
func human(b []byte) (int64, bool) {
	i := 0
	var whole, frac, scale float64 = 0, 0, 1
	for i < len(b) && digit(b[i]) {
		whole = whole*10 + float64(b[i]-'0')
		i++
	}
	if i == 0 || i > 19 {
		return 0, false
	}
	if i+1 < len(b) && (b[i] == '.' || b[i] == ',') && digit(b[i+1]) {
		for i++; i < len(b) && digit(b[i]); i++ {
			frac = frac*10 + float64(b[i]-'0')
			scale *= 10
		}
	}
	unit := bytes.TrimLeft(b[i:], " ")
	factor, ok := unitFactor(unit)
	if !ok || len(unit) == 0 && scale > 1 {
		return 0, false
	}
	v := (whole + frac/scale) * factor
	if v > maxSize {
		return 0, false
	}
	return int64(v), true
}

func unitFactor(unit []byte) (float64, bool) {
	if len(unit) == 0 {
		return 1, true
	}
	power := bytes.IndexByte([]byte("bkmgtp"), unit[0]|0x20)
	if power < 0 {
		return 0, false
	}
	factor := float64(int64(1) << (10 * power))
	switch string(bytes.ToLower(unit[1:])) {
	case "":
		return factor, true
	case "b", "ib", "byte", "bytes", "o":
		return factor, power > 0
	case "ytes", "yte":
		return factor, power == 0
	}
	return 0, false
}

// sized reads the whole of b as a size, plain or human.
func sized(b []byte) (int64, bool) {
	if v, ok := number(b); ok {
		return v, true
	}
	return human(b)
}

// only reports whether b holds nothing but bytes of set.
func only(b []byte, set string) bool {
	for _, c := range b {
		if bytes.IndexByte([]byte(set), c) < 0 {
			return false
		}
	}
	return len(b) > 0
}

// isBlank reports whether b holds nothing but spaces and tabs.
func isBlank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '\t' {
			return false
		}
	}
	return true
}

// unescape appends b to dst with backslash escapes undone as C, find, ls, tar
// and git write them: \n, \t, a backslash or quote behind a backslash, \303.
// ok is false where an escape is none of these; it is kept as it is.
func unescape(dst, b []byte) (out []byte, ok bool) {
	ok = true
	for len(b) > 0 {
		i := bytes.IndexByte(b, '\\')
		if i < 0 || i+1 == len(b) {
			return append(dst, b...), ok && i < 0
		}
		dst = append(dst, b[:i]...)
		b = b[i+1:]
		if v, isOctal := octal(b); isOctal {
			dst, b = append(dst, v), b[3:]
			continue
		}
		if c := bytes.IndexByte([]byte("abtnvfrs"), b[0]); c >= 0 {
			dst = append(dst, "\a\b\t\n\v\f\r "[c])
		} else {
			if bytes.IndexByte([]byte(`\"' ?:#*[`), b[0]) < 0 {
				ok = false
				dst = append(dst, '\\')
			}
			dst = append(dst, b[0])
		}
		b = b[1:]
	}
	return dst, ok
}

func octal(b []byte) (byte, bool) {
	if len(b) < 3 || b[0] < '0' || b[0] > '3' || b[1] < '0' || b[1] > '7' || b[2] < '0' || b[2] > '7' {
		return 0, false
	}
	return (b[0]-'0')<<6 | (b[1]-'0')<<3 | (b[2] - '0'), true
}

// unescapeRsync undoes rsync's only escape, \#012.
func unescapeRsync(dst, b []byte) []byte {
	for {
		i := bytes.Index(b, []byte(`\#`))
		if i < 0 {
			return append(dst, b...)
		}
		if v, ok := octal(b[i+2:]); ok {
			dst, b = append(append(dst, b[:i]...), v), b[i+5:]
			continue
		}
		dst, b = append(dst, b[:i+2]...), b[i+2:]
	}
}
