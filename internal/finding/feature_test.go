package finding

import (
	"slices"
	"testing"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// named returns a judge of a small register, and the group of a file with a
// name.
func named(t *testing.T, name string) (*judging, *Group) {
	t.Helper()
	p, err := pack.Load("uk-health")
	if err != nil {
		t.Fatal(err)
	}
	reg := &register.Register{Organisations: []register.Organisation{
		{ID: "odran", Name: "St Odran's Hospital", City: "Bartwick", Domains: []string{"zorblatt.example"}},
		{ID: "other", Name: "St Odran's Hospital", City: "Fargate"},
		{ID: "luke", Name: "Grantley Ridge Medical Centre", City: "Fargate", Aliases: []string{"GRMC"}},
	}}
	d := token.NewDict()
	ix := mention.NewIndex(reg, p, d)
	words := &token.Words{}
	d.Scan([]byte(name), words)
	hits := ix.Scanner().Segment([]byte(name), words, nil)
	g := &Group{Key: 2, Leaf: true, Naming: &Naming{Hits: hits, Around: make([]Around, len(hits)), Setting: &Setting{}}}
	g.Stats.Items = 1
	return &judging{Judge: &Judge{Index: ix, Register: reg}, Tree: NewTree(&Group{}, slices.Values([]*Group{g})), above: []int32{-1}}, g
}

func TestOfOthers(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		class    mention.Class
		org      int32
		holds    func(*vector) bool
	}{
		{"another name of it", "zorblatt_st-odrans-hospital", mention.Name, 0, func(v *vector) bool { return v[twice] == 1 && v[outdone] == 0 }},
		{"another name of a namesake", "zorblatt_st-odrans-hospital", mention.Name, 1, func(v *vector) bool { return v[twice] == 0 }},
		{"a whole name of another", "GRMC_st-odrans-hospital", mention.Alias, 2, func(v *vector) bool { return v[outdone] == 1 || v[givenAlias] == 1 }},
		{"nothing else", "st-odrans-hospital", mention.Name, 0, func(v *vector) bool { return v[twice]+v[outdone]+v[shared] == 0 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j, g := named(t, tt.in)
			for n, h := range g.Hits {
				if h.Class != tt.class {
					continue
				}
				i, can := slices.BinarySearch(j.Index.Phrase(h.Phrase).Candidates, tt.org)
				if !can {
					t.Fatalf("%s: %v cannot mean organisation %d", tt.in, h, tt.org)
				}
				v := j.vector(0, n, i)
				if !tt.holds(&v) {
					t.Errorf("%s: twice %v, shared %v, whole name of another %v", tt.in, v[twice], v[shared], v[outdone])
				}
				return
			}
			t.Errorf("%s: no hit of class %d", tt.in, tt.class)
		})
	}
}

func TestDensity(t *testing.T) {
	_, g := named(t, "st-odrans-hospital")
	for _, tt := range []struct {
		name         string
		named, other int64
		low, high    float64
	}{
		{"every file has a name", 1000, 0, 4, 5},
		{"every other", 1000, 1000, 2, 2.4},
		{"one in twenty", 100, 1900, 0, 0},
		{"few files", 1, 0, 0, 1.5},
	} {
		root := &Group{}
		root.Stats.Items, g.Stats.Items = tt.other, tt.named
		if got := densityOf(&Tree{Root: root, Groups: []*Group{g}}); got < tt.low || got > tt.high {
			t.Errorf("%s: got %.2f, want %.2f to %.2f", tt.name, got, tt.low, tt.high)
		}
	}
}

// TestCueMisplaced checks on which side of a core its organisation word is
// missed.
func TestCueMisplaced(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		side     Mark
		want     bool
	}{
		{"where the name has it", "grantley ridge", CueAfter, false},
		{"on the other side", "grantley ridge", CueBefore, true},
		{"on both", "grantley ridge", CueBefore | CueAfter, false},
		{"nowhere", "grantley ridge", 0, false},
		{"a whole name", "grantley ridge medical centre", CueBefore, false},
	} {
		j, g := named(t, tt.in)
		if len(g.Hits) != 1 {
			t.Fatalf("%s: got %v, want one hit", tt.in, g.Hits)
		}
		g.Around[0].Marks = tt.side
		c := slices.Index(j.Index.Phrase(g.Hits[0].Phrase).Candidates, 2)
		if v := j.vector(0, 0, c); v[cueMisplaced] != one(tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, v[cueMisplaced], tt.want)
		}
	}
}
