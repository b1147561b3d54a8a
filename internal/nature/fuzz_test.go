package nature

import (
	"strings"
	"testing"
)

// FuzzRead holds that reading is repeatable, whatever was read before, that
// what it finds exists in the pack, and that a period is in order and has
// plausible years.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"Uitslag_Jansen_19700203_HPV.pdf", "bloeduitslagenoverzicht", "PI Vught", "2019-13-40 Q3 2024", "Röntgenfoto’s", "…", "UITSLAGEN.SQL", "aaaaaaaaaaaaaaaaaaaa\xff\x00"} {
		f.Add(s)
	}
	r, again := newReader(f, "nl-health"), newReader(f, "nl-health")
	f.Fuzz(func(t *testing.T, s string) {
		got := r.read(s)
		if repeated := r.read(s); repeated != got {
			t.Errorf("read twice: %+v, then %+v", got, repeated)
		}
		if fresh := again.read(s); fresh != got {
			t.Errorf("another recogniser reads %+v, not %+v", fresh, got)
		}
		if len(Names(r.p, got.Natures)) > len(r.p.Natures) || got.Natures>>len(r.p.Natures) != 0 || got.Groups>>len(r.p.Groups) != 0 {
			t.Errorf("natures %b, groups %b are not of the pack", got.Natures, got.Groups)
		}
		if got.From > got.To || got.From != 0 && (got.From < 12*firstYear || got.To >= 12*(lastYear+1)) {
			t.Errorf("period from %d to %d", got.From, got.To)
		}
		if Merge(Reading{}, got) != got {
			t.Errorf("merged with nothing: %+v, not %+v", Merge(Reading{}, got), got)
		}
	})
}

// TestReadLong holds that names far longer than any file system allows are read
// as far as they can be.
func TestReadLong(t *testing.T) {
	r := newReader(t, "nl-health")
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"many words", strings.Repeat("bloed ", 9000), true},
		{"one long compound", strings.Repeat("bloed", 2000), false},
		{"only links", strings.Repeat("s en e n ", 5000), false},
		{"many years", strings.Repeat("2024-", 9000), false},
	} {
		if got := r.read(c.text).Natures != 0; got != c.want {
			t.Errorf("%s: natures found: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestReadDoesNotAllocate(t *testing.T) {
	r := newReader(t, "nl-health")
	segments := []string{"Uitslag_Jansen_19700203_HPV.pdf", "cytologieuitslagen 2024", "Huisartsenpraktijk De Linde", "dump_lis.sql"}
	allocs := testing.AllocsPerRun(100, func() {
		for _, s := range segments {
			r.read(s)
		}
	})
	if allocs > 0 {
		t.Errorf("%v allocations a run", allocs)
	}
}
