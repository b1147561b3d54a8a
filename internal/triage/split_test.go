package triage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
)

// inventedOptions returns a triage of an invented leak, and its listing.
func inventedOptions(tb testing.TB, paths int) (Options, []byte) {
	tb.Helper()
	p, err := pack.Load("nl-health")
	if err != nil {
		tb.Fatal(err)
	}
	w := invent.Bench(3, paths, 500)
	var file, text bytes.Buffer
	if err := w.Register(&file); err != nil {
		tb.Fatal(err)
	}
	reg, _, err := register.Read(&file, register.ReadOptions{Pack: p})
	if err != nil {
		tb.Fatal(err)
	}
	tranche := w.Tranche(0)
	tranche.Form = invent.Plain
	if err := tranche.Write(&text, nil); err != nil {
		tb.Fatal(err)
	}
	return Options{Register: reg, Pack: p, Policy: mask.Default, Tool: "test"}, text.Bytes()
}

// collect returns a handler that writes messages to out.
func collect(out *bytes.Buffer) func(finding.Message) error {
	return func(m finding.Message) error { return json.NewEncoder(out).Encode(m) }
}

// entriesOf reads a listing whole.
func entriesOf(t *testing.T, text []byte) ([]listing.Entry, listing.Report) {
	t.Helper()
	r, err := listing.Open(bytes.NewReader(text), listing.Options{Name: "x.txt"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var all []listing.Entry
	for b := (&listing.Batch{}); err == nil; {
		err = r.Next(b)
		for _, e := range b.Entries {
			e.Path = e.Path.Clone()
			all = append(all, e)
		}
	}
	if !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return all, r.Report()
}

// TestAnySplitGivesTheSameBytes deals a listing in batches of random sizes to
// some workers and merges what they learned in random order.
func TestAnySplitGivesTheSameBytes(t *testing.T) {
	o, text := inventedOptions(t, 20_000)
	text = append(text, text[:len(text)/3]...) // repeated, so that which is first differs
	var want bytes.Buffer
	o.Workers, o.Listings = 1, []Source{{Name: "x.txt", Reader: bytes.NewReader(text)}}
	if err := Run(context.Background(), o, collect(&want)); err != nil {
		t.Fatal(err)
	}
	entries, report := entriesOf(t, text)
	random := rand.New(rand.NewPCG(1, 1))
	sh := newShared(&o)
	for workers := 1; workers <= 8; workers++ {
		var got bytes.Buffer
		all := analyse(sh, entries, workers, random)
		if err := sh.tell(&o, all, []listing.Report{report}, collect(&got)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("%d workers: %d bytes differ from the %d of one worker", workers, got.Len(), want.Len())
		}
	}
}

// analyse returns what workers learn of entries that are dealt at random.
func analyse(sh *shared, entries []listing.Entry, workers int, random *rand.Rand) *partial {
	sh.seen, sh.bound = &seen{}, newBound()
	pool := make([]*worker, workers)
	for i := range pool {
		pool[i] = sh.newWorker(1)
	}
	most := 1 + random.IntN(5000)
	for len(entries) > 0 {
		n := min(len(entries), 1+random.IntN(most))
		pool[random.IntN(workers)].batch(0, &listing.Batch{Entries: entries[:n]})
		entries = entries[n:]
	}
	random.Shuffle(workers, func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	for _, w := range pool {
		w.finish()
		if w != pool[0] {
			pool[0].partial.merge(w.partial)
		}
	}
	pool[0].partial.sample.trim()
	return pool[0].partial
}
