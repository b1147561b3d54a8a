package listing

import (
	"fmt"
	"strings"
	"testing"
)

// TestNamesNotTakenApart keeps names whole whose first words look like the
// columns of some form. A citizen's number taken for a size would be lost.
func TestNamesNotTakenApart(t *testing.T) {
	for _, pattern := range []string{
		"99999%04d Jansen uitslag.pdf",
		"99999%04d,Jansen,2024.pdf",
		"99999%04d;Jansen;x.pdf",
		"2024%04d  verslag.pdf",
		"%04d - 12 KB    uitslag.pdf",
		"map/99999%04d, P. (2024-01-02).pdf",
		"2024-01-02 99999%04d.pdf",
		"-rw %04d x.pdf",
		"%04d: uitslag.pdf",
		"a -> 99999%04d.pdf",
		"[99999%04d]  uitslag.pdf",
		"<99999%04d> brief.pdf",
		"Path = 99999%04d.pdf",
		"Map van 99999%04d",
	} {
		var in strings.Builder
		for n := range 300 {
			fmt.Fprintf(&in, pattern+"\n", 1000+n)
		}
		all, rep, err := entries(t, strings.NewReader(in.String()), Options{})
		if err != nil || len(all) != 300 {
			t.Errorf("%q: recognised as %s, got %d entries, error %v", pattern, rep.Format, len(all), err)
			continue
		}
		if want := fmt.Sprintf(pattern, 1000); all[0].path != want {
			t.Errorf("%q: recognised as %s, first path %q", pattern, rep.Format, all[0].path)
		}
	}
}
