package identifier

import (
	"testing"

	"github.com/leakwarden/leakwarden/internal/token"
)

// FuzzRead holds that reading is repeatable, whatever was read before, and that
// spans lie in the segment and add up to what Read says.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"Uitslag_Jansen_19700203_HPV.pdf", "BSN 9999.90.019", "jansenj700203", "+31 70 123 45 67", "NL91 ABNA 0417 1643 00.pdf",
		"piet@lab.example", "C21-28552", "van den Berg, J.", "3 feb 1970", "Ayşe Öztürk", "\xff\x00@.", "jjansen.pst", "2513 AA", "0-0-0",
	} {
		f.Add(s)
	}
	r, other := newReader(f, "nl-health"), newReader(f, "nl-health")
	f.Fuzz(func(t *testing.T, s string) {
		got := r.read(s)
		if again := r.read(s); again != got {
			t.Errorf("read twice: %+v, then %+v", got, again)
		}
		if fresh := other.read(s); fresh != got {
			t.Errorf("another recogniser reads %+v, not %+v", fresh, got)
		}
		if got.Person != 0 && got.Kinds&PersonName == 0 {
			t.Error("a person without a name")
		}
		var kinds Kinds
		for _, span := range r.r.Spans([]byte(s), &r.w, nil) {
			if span.Start >= span.End || int(span.End) > len(s) {
				t.Errorf("span from %d to %d of %d bytes", span.Start, span.End, len(s))
			}
			kinds |= span.Kinds
		}
		if kinds&^OtherDate != got.Kinds {
			t.Errorf("spans of kinds %b, Read says %b", kinds, got.Kinds)
		}
	})
}

// FuzzValidators holds that no validator takes what is not of its length, and
// that all but one of the last digits fail where that digit is the check.
func FuzzValidators(f *testing.F) {
	f.Add([]byte("999990019"))
	f.Add([]byte("NL91ABNA0417164300"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		if ValidBSN(b) {
			for c := byte('0'); c <= '9'; c++ {
				changed := append(append([]byte(nil), b[:len(b)-1]...), c)
				if c != b[len(b)-1] && ValidBSN(changed) {
					t.Errorf("two last digits pass: %c and %c", c, b[len(b)-1])
				}
			}
		}
		for _, valid := range []func([]byte) bool{ValidNHS, ValidRijksregister, ValidKVNR, ValidIK, ValidLANR, ValidSSN, ValidNPI, ValidNINO, ValidIBAN} {
			if valid(b) && (len(b) < 9 || len(b) > 34) {
				t.Errorf("%d bytes pass", len(b))
			}
		}
	})
}

func TestReadDoesNotAllocate(t *testing.T) {
	r := newReader(t, "nl-health")
	segments := [][]byte{}
	for _, s := range []string{"Uitslag_Jansen_19700203_HPV.pdf", "06-12345678 mw van den Berg", "BSN 9999.90.019 NL91ABNA0417164300", "Vermeulenstra_Klaasje.docx"} {
		segments = append(segments, []byte(s))
	}
	allocs := testing.AllocsPerRun(100, func() {
		for _, s := range segments {
			r.d.Scan(s, &r.w)
			r.r.Read(s, &r.w)
		}
	})
	if allocs > 0 {
		t.Errorf("%v allocations a run", allocs)
	}
}

// TestCloneAgrees holds that a clone reads as its original does, at once.
func TestCloneAgrees(t *testing.T) {
	r := newReader(t, "nl-health")
	clone := r.r.Clone()
	done := make(chan Reading)
	const name = "Uitslag_Jansen_19700203_HPV.pdf"
	go func() {
		var w token.Words
		r.d.Scan([]byte(name), &w)
		done <- clone.Read([]byte(name), &w)
	}()
	if got, want := r.read(name), <-done; got != want {
		t.Errorf("the original reads %+v, the clone %+v", got, want)
	}
}
