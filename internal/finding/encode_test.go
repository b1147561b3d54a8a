package finding

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mention"
)

// written returns what code writes.
func written(code func(*Coder)) []byte {
	var c Coder
	code(&c)
	return c.Buf
}

// someEntries are entries of all kinds.
var someEntries = []Entry{
	{Natures: 1, Bytes: 12, Modified: 1_500_000_000, Person: 7, Kinds: identifier.PersonName},
	{Natures: 1 | 1<<9, Groups: 4, Bytes: -1, From: 24_000, To: 24_011, Kinds: identifier.BirthDate | identifier.BSN, Bulk: true},
	{House: true, Natures: 2, Modified: -5, Person: 1<<63 + 1, Kinds: identifier.PersonName | identifier.NineDigits},
	{},
}

func TestAGroupIsReadAsWritten(t *testing.T) {
	for n := range len(someEntries) + 1 {
		g := &Group{Key: 3, Parent: 1 << 60, Siblings: 5, Shape: 6, Leaf: n%2 == 0}
		for i := range someEntries[:n] {
			g.Stats.Count(&someEntries[i])
		}
		text := written(g.Code)
		var got Group
		c := Coder{Buf: text, Reading: true}
		got.Code(&c)
		if c.Broken || len(c.Buf) > 0 {
			t.Fatalf("%d entries: broken %v, %d bytes left", n, c.Broken, len(c.Buf))
		}
		if again := written(got.Code); !bytes.Equal(again, text) {
			t.Errorf("%d entries: written again, it differs", n)
		}
		if (got.Stats.Counts == nil) != (g.Stats.Counts == nil) && n > 0 {
			t.Errorf("%d entries: read into more or less memory than written from", n)
		}
		if !got.Stats.Fits(Bounds{Natures: 10, Flags: 3}) {
			t.Errorf("%d entries: what was written does not fit", n)
		}
		if n > 1 && got.Stats.Fits(Bounds{Natures: 9, Flags: 3}) {
			t.Errorf("%d entries: a nature that is not there fits", n)
		}
	}
}

// TestStatsOfTheSameAreWrittenAlike holds whatever was merged from what.
func TestStatsOfTheSameAreWrittenAlike(t *testing.T) {
	var at1, a, b, all Stats
	at1.Count(&someEntries[0])
	all.Merge(&at1)
	if !bytes.Equal(written(at1.Code), written(all.Code)) {
		t.Error("one entry is written in two ways")
	}
	a.Count(&someEntries[1])
	b.Count(&someEntries[0])
	b.Count(&someEntries[2])
	a.Merge(&b)
	at1.Count(&someEntries[2])
	at1.Count(&someEntries[1])
	if !bytes.Equal(written(at1.Code), written(a.Code)) {
		t.Error("three entries are written in two ways")
	}
}

func TestANamingIsReadAsWritten(t *testing.T) {
	n := &Naming{
		Hits: []mention.Hit{
			{Phrase: 70_000, Class: mention.Code, First: 1, Last: 300, Weak: 5, Prefixed: true, Alone: true},
			{Phrase: 1, Class: mention.Spelling, Cost: 7, Full: true, Cue: true, Cut: true, Coverage: 80},
		},
		Around:  []Around{{Slot: 1 << 63, Marks: Titled | AmongPersons, Beside: 3}, {}},
		Setting: &Setting{Cues: 1 << 31, CuesAbove: 9, Places: []int32{0, 4}, Inside: []int32{3}, PlacesAbove: []int32{2}},
	}
	var got Naming
	c := Coder{Buf: written(n.Code), Reading: true}
	got.Code(&c)
	if c.Broken || len(c.Buf) > 0 || !reflect.DeepEqual(&got, n) {
		t.Errorf("read %+v, want %+v", got, n)
	}
	if !got.Fits(Bounds{Phrases: 70_001, Places: 5}) {
		t.Error("what is there does not fit")
	}
	for _, b := range []Bounds{{Phrases: 70_000, Places: 5}, {Phrases: 70_001, Places: 4}} {
		if got.Fits(b) {
			t.Errorf("%+v: what is not there fits", b)
		}
	}
}

// TestMergingKeepsTheNamingOfTheFirst holds in whatever order groups are merged.
func TestMergingKeepsTheNamingOfTheFirst(t *testing.T) {
	at := func(line int64) *Group {
		g := &Group{Key: 1, Naming: &Naming{Setting: &Setting{Cues: uint32(line)}}}
		g.Keep(Line{Line: line, Path: listing.NewPath([]byte("a"))})
		return g
	}
	early, late := at(3), at(8)
	early.Merge(late)
	if early.Cues != 3 {
		t.Errorf("naming of line %d, want that of 3", early.Cues)
	}
	early, late = at(3), at(8)
	late.Merge(early)
	if late.Cues != 3 {
		t.Errorf("naming of line %d, want that of 3", late.Cues)
	}
}

// FuzzCoder reads groups and namings from anything: nothing panics, and what fits
// is written as it can be read again.
func FuzzCoder(f *testing.F) {
	g := &Group{Key: 3}
	g.Stats.Count(&someEntries[1])
	f.Add(append(written(g.Code), written((&Naming{Hits: make([]mention.Hit, 1), Around: make([]Around, 1), Setting: &Setting{}}).Code)...))
	f.Fuzz(func(t *testing.T, text []byte) {
		var g Group
		var n Naming
		b := Bounds{Phrases: 1, Places: 1, Natures: 64, Flags: 64}
		c := Coder{Buf: text, Reading: true}
		g.Code(&c)
		n.Code(&c)
		if c.Broken || !g.Stats.Fits(b) || !n.Fits(b) {
			return
		}
		once := append(written(g.Code), written(n.Code)...)
		c = Coder{Buf: once, Reading: true}
		var g2 Group
		var n2 Naming
		g2.Code(&c)
		n2.Code(&c)
		if again := append(written(g2.Code), written(n2.Code)...); c.Broken || !bytes.Equal(again, once) {
			t.Errorf("written %x, and then %x", once, again)
		}
	})
}
