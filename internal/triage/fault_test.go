package triage

import (
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/listing"
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
