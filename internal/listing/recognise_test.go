package listing

import (
	"bytes"
	"slices"
	"testing"
)

// TestRecogniseMiddle recognises every rendering made of lines also after its
// first 1,000 and its last 100 lines were cut off, and out of its middle.
func TestRecogniseMiddle(t *testing.T) {
	// One line is enough of an archive or a nested document to make it another
	// thing: these need their beginning.
	whole := []string{"tar", "zip", "7z"}
	for _, r := range renderings() {
		if slices.Contains(whole, r.format) {
			continue
		}
		data := rendered(t, r.name)
		end := byte('\n')
		if r.format == "print0" {
			end = 0
		}
		lines := bytes.SplitAfter(data, []byte{end})
		n := len(lines)
		for _, cut := range []struct {
			name     string
			from, to int
		}{
			{"without the first 1,000 lines", 1000, n},
			{"without the last 100 lines", 0, n - 100},
			{"without either", 1000, n - 100},
			{"the middle", n / 2, n/2 + 500},
		} {
			part := bytes.Join(lines[cut.from:cut.to], nil)
			_, rep, err := entries(t, bytes.NewReader(part), Options{})
			if err != nil {
				t.Errorf("%s, %s: %v", r.name, cut.name, err)
				continue
			}
			if rep.Format != r.format {
				t.Errorf("%s, %s: recognised as %s, want %s", r.name, cut.name, rep.Format, r.format)
			}
			if skipped := rep.Lines - rep.Understood - rep.Blank - rep.Structural; skipped*20 > rep.Lines {
				t.Errorf("%s, %s: skipped %d of %d lines: %v", r.name, cut.name, skipped, rep.Lines, rep.Skipped)
			}
		}
	}
}
