package triage

import (
	"errors"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mention"
)

// TestFaultIsAnErrorWithoutValue holds that a panic over an entry becomes an
// error that says where, and quotes nothing.
func TestFaultIsAnErrorWithoutValue(t *testing.T) {
	w := &worker{stack: []dir{{}}} // without what an entry is read with
	b := &listing.Batch{Entries: []listing.Entry{{Path: listing.NewPath([]byte("Jansen/uitslag.pdf"))}}}
	err := w.guarded(0, b)
	if err == nil {
		t.Fatal("a panic gave no error")
	}
	if !strings.Contains(err.Error(), "triage.") || strings.Contains(err.Error(), "Jansen") {
		t.Errorf("got %v, want where it happened and nothing of the entry", err)
	}
	if len(w.stack) != 1 {
		t.Errorf("%d directories stay on the stack, want the root", len(w.stack))
	}
}

// TestFaultOfJudgingIsAnError holds that a panic over a group, on whatever
// processor it is judged, becomes an error too.
func TestFaultOfJudgingIsAnError(t *testing.T) {
	o := smallOptions(t)
	o.Listings = []Source{{Name: "list.txt", Reader: strings.NewReader("Aanvragers/Huisartsenpraktijk De Linde/uitslag.pdf\n")}}
	sh := newShared(&o)
	all, reports, err := sh.readAll(t.Context(), &o)
	if err != nil {
		t.Fatal(err)
	}
	*all.groups.add(99) = finding.Group{Key: 99, Naming: &finding.Naming{
		Hits: []mention.Hit{{Phrase: 1 << 30, Class: mention.Name}}, Around: make([]finding.Around, 1), Setting: &finding.Setting{},
	}}
	err = sh.tell(&o, all, reports, func(finding.Message) error { return nil })
	var fault *Fault
	if !errors.As(err, &fault) {
		t.Errorf("got %v, want a fault", err)
	}
}
