package pack

import (
	"slices"
	"testing"

	"github.com/leakwarden/leakwarden/internal/token"
)

func TestWordSet(t *testing.T) {
	words := []string{"Jansen", "yılmaz", "de", "jansen"}
	s := NewWordSet(words)
	if s.Len() != 3 {
		t.Errorf("%d words, want 3: one is given in two cases", s.Len())
	}
	for _, w := range append(words, "JANSEN", "Yilmaz") {
		if !s.HasWord(w) {
			t.Errorf("%s is not in the set", w)
		}
	}
	if s.HasWord("janssen") || (WordSet{}).HasWord("jansen") {
		t.Error("a word that was not put in is in the set")
	}
	if (WordSet{}).Len() != 0 || len(slices.Collect((WordSet{}).Marks())) != 0 {
		t.Error("the zero value is not empty")
	}
	if !slices.IsSorted(slices.Collect(s.Marks())) {
		t.Error("marks are not ascending")
	}
}

// TestHasAgreesWithMarks holds that a set has no mark but its own, whatever its
// sieve lets through.
func TestHasAgreesWithMarks(t *testing.T) {
	p, err := Load("nl-health")
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]WordSet{"first names": p.FirstNames, "surnames": p.Surnames, "common": p.Common, "places": p.Places} {
		own := make(map[uint32]bool)
		for m := range s.Marks() {
			own[m] = true
		}
		for m := range s.Marks() {
			for _, x := range []uint32{m, m + 1, m ^ 1<<31, m ^ 1<<14, m * 0x9e3779b9} {
				if got := s.Has(uint64(x) << 32); got != own[x] {
					t.Fatalf("%s: has mark %x is %v, want %v", name, x, got, own[x])
				}
			}
		}
	}
}

// FuzzReadWordSet holds that what is read is written as it was, and that
// nothing else is read.
func FuzzReadWordSet(f *testing.F) {
	f.Add(NewWordSet([]string{"a", "b", "c"}).stored())
	f.Add([]byte{3, 1, 0, 1})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := readWordSet(b)
		if err != nil {
			return
		}
		again, err := readWordSet(s.stored())
		if err != nil || !slices.Equal(again.marks, s.marks) {
			t.Errorf("writing and reading %d marks gives %d, %v", s.Len(), again.Len(), err)
		}
		for m := range s.Marks() {
			if !s.Has(uint64(m) << 32) {
				t.Errorf("mark %d is not found", m)
			}
		}
	})
}

func BenchmarkWordSetHas(b *testing.B) {
	p, err := Load("nl-health")
	if err != nil {
		b.Fatal(err)
	}
	hash := token.Hash("vermeulen")
	b.ReportAllocs()
	for b.Loop() {
		p.Surnames.Has(hash)
		hash = hash*0x9e3779b97f4a7c15 + 1
	}
}
