package triage

import (
	"bytes"
	"context"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/late"
)

// TestIndexIsTheSameForAnyWorkers also holds that the index counts entries as
// the summary does.
func TestIndexIsTheSameForAnyWorkers(t *testing.T) {
	o, text := inventedOptions(t, 20_000)
	text = append(text, text[:len(text)/3]...) // repeated
	var want []byte
	for workers := 1; workers <= 3; workers++ {
		var index bytes.Buffer
		var summary *finding.Summary
		o.Workers, o.Index = workers, &Index{Key: late.Key{1}, To: &index}
		o.Listings = []Source{{Name: "x.txt", Reader: bytes.NewReader(text)}}
		err := Run(context.Background(), o, func(m finding.Message) error {
			if m.Summary != nil {
				summary = m.Summary
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = index.Bytes()
		}
		if !bytes.Equal(index.Bytes(), want) {
			t.Fatalf("%d workers give another index", workers)
		}
		a, err := late.Search(&index, late.Key{1}, []string{"x"})
		if err != nil {
			t.Fatal(err)
		}
		if a.Items != summary.Items {
			t.Errorf("the index holds %d items, the summary %d", a.Items, summary.Items)
		}
	}
}
