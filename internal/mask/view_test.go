package mask

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// TestViewForgets masks paths in any order, as paths and as lines, with a
// judge's word and without: what a View keeps of the path before changes
// nothing but numbers.
func TestViewForgets(t *testing.T) {
	e := newExperiment(t, "order", developed, 10, 91, true)
	rnd := rand.New(rand.NewPCG(9, 9))
	kept := e.masker.View(1)
	for i, g := range e.paths {
		path := g.path
		switch rnd.IntN(4) {
		case 0: // in the directory of another
			before := e.paths[max(0, i-1)].path
			path = before[:strings.LastIndexByte(before, '/')+1] + path[strings.LastIndexByte(path, '/')+1:]
		case 1:
			path = path[:rnd.IntN(len(path)+1)]
		case 2:
			path = strings.ReplaceAll(path, "/", "//")
		}
		fresh := e.masker.View(1)
		var got, want Text
		switch rnd.IntN(3) {
		case 0:
			got, want = kept.Path([]byte(path)), fresh.Path([]byte(path))
		case 1:
			path = strings.Replace(path, "/", `\`, 1)
			got, want = kept.Line([]byte(path)), fresh.Line([]byte(path))
		default:
			judged := []mention.PhraseID{mention.PhraseID(rnd.IntN(200))}
			got, want = kept.PathWith([]byte(path), judged), fresh.PathWith([]byte(path), judged)
		}
		if got.String() != want.String() {
			t.Errorf("%q shows as %q after another path, as %q alone", path, got, want)
		}
	}
}

// TestRenew masks a few paths at a time: what a View that was renewed makes of
// them, numbers too, is what a new one does.
func TestRenew(t *testing.T) {
	e := newExperiment(t, "renewed", developed, 10, 92, true)
	renewed := e.masker.View(7)
	for i := 0; i+3 < len(e.paths); i += 3 {
		renewed.Renew()
		fresh := e.masker.View(7)
		for _, p := range e.paths[i : i+3] {
			got, want := renewed.Path([]byte(p.path)), fresh.Path([]byte(p.path))
			if !slices.Equal(slices.Collect(got.Cells()), slices.Collect(want.Cells())) {
				t.Fatalf("%q shows as %q in a renewed view, as %q in a new one, or numbered otherwise", p.path, got, want)
			}
		}
	}
}
