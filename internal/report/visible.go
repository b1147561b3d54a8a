package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/leakwarden/leakwarden/internal/mask"
)

// maxMarks is the number of combining marks that one letter may carry. No
// language needs more than a few; a tower of them overprints other lines.
const maxMarks = 3

// visible returns s with everything that does not show as itself written as an
// escape: control characters, line breaks, bidirectional and other invisible
// formatting, private and unassigned code points, and towers of combining marks.
// A byte that is not UTF-8 becomes U+FFFD, as it does in a stored stream. What
// it returns is one line and can change
// neither the terminal nor the order of the text beside it.
func visible(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	marks := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		marks++
		if !unicode.Is(unicode.M, r) {
			marks = 0
		}
		switch {
		case r == utf8.RuneError && n == 1:
			b.WriteRune(utf8.RuneError)
		case marks > maxMarks || !shows(r) || i == 0 && marks > 0:
			b.WriteString(escaped(r))
		case unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// plain reports whether s is printable ASCII, which most names are.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// shows reports whether r is visible as itself.
func shows(r rune) bool {
	return unicode.IsGraphic(r) && !blank(r)
}

// blank reports whether r, though counted among letters or marks, shows as
// nothing: the Hangul and Khmer fillers, the variation selectors, and the
// blank Braille cell.
func blank(r rune) bool {
	switch {
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x2800, r == 0x3164, r == 0xffa0:
		return true
	}
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef || r >= 0x180b && r <= 0x180f
}

// escaped returns r as an escape in ASCII.
func escaped(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// shown returns t as a line for readers.
func shown(t mask.Text) string { return visible(t.String()) }

// width returns the columns that s, which is visible, takes in a terminal.
func width(s string) int { return displaywidth.String(s) }

// cut returns s, or its beginning and an ellipsis where s is wider than n
// columns.
func cut(s string, n int) string { return displaywidth.TruncateString(s, n, "…") }

// cutMiddle returns s, or its two ends with an ellipsis between them where s is
// wider than n columns: of a path both ends matter.
func cutMiddle(s string, n int) string {
	if width(s) <= n {
		return s
	}
	head := displaywidth.TruncateString(s, n/2, "")
	tail, room := "", n-width(head)-1
	var parts []string
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		parts = append(parts, g.Value())
	}
	for i := len(parts) - 1; i >= 0 && width(parts[i]) <= room; i-- {
		room -= width(parts[i])
		tail = parts[i] + tail
	}
	return head + "…" + tail
}

// pad returns s, cut or filled with spaces to n columns.
func pad(s string, n int) string {
	s = cut(s, n)
	return s + strings.Repeat(" ", max(0, n-width(s)))
}

// padLeft returns s, cut or filled with spaces before it to n columns.
func padLeft(s string, n int) string {
	s = cut(s, n)
	return strings.Repeat(" ", max(0, n-width(s))) + s
}

// wrap breaks s at its spaces into lines of at most n columns. A word that is
// wider is broken where the line ends.
func wrap(s string, n int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && width(line)+1+width(word) <= n {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for width(word) > n {
			head := displaywidth.TruncateString(word, n, "")
			if head == "" {
				break
			}
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
