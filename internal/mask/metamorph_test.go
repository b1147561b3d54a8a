package mask

import (
	"slices"
	"strings"
	"testing"
)

// visible returns what a reader can read of a Text, without the classes of
// what is hidden: the random words have other letters, not other lengths, but
// a repaired name may have another.
func visible(t Text) string {
	var b strings.Builder
	for c := range t.Cells() {
		c.Size = 0
		b.WriteString(c.String())
	}
	return b.String()
}

// TestMetamorphic changes all that is neither vocabulary nor the register's in
// a listing, learns and masks again: what shows must not change. It needs no
// labels, and so can run on any listing.
func TestMetamorphic(t *testing.T) {
	e := newExperiment(t, "metamorphic", append(slices.Clone(unseenTemplates), developed...), 60, 21, true)
	before := make([]string, len(e.paths))
	for i, p := range e.paths {
		before[i] = visible(e.view.Path([]byte(p.path)))
	}
	changed := slices.Clone(e.paths)
	for i := range changed {
		changed[i].path = string(e.masker.Metamorph([]byte(changed[i].path), 99))
	}
	sample := sampleOf(changed)
	e.masker.Learn(sample, int64(len(sample)))
	v := e.masker.View(1)
	differ, same := 0, 0
	for i, p := range changed {
		if p.path == e.paths[i].path {
			same++
		}
		if got := visible(v.Path([]byte(p.path))); got != before[i] {
			if differ++; differ <= 8 {
				t.Logf("%s -> %s\n%s -> %s", e.paths[i].path, before[i], p.path, got)
			}
		}
	}
	if same > len(changed)/2 {
		t.Errorf("%d of %d paths were not changed: the test proves little", same, len(changed))
	}
	if limit := len(changed) / 1000; differ > limit {
		t.Errorf("%d of %d paths look different, want at most %d", differ, len(changed), limit)
	}
}
