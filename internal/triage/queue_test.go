package triage

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// TestQueueProposesNobody counts the proposals that are a name of a person of
// an invented listing, canaries included, and not of an organisation in it: at
// most one in a hundred.
func TestQueueProposesNobody(t *testing.T) {
	all, personal := 0, 0
	for _, spec := range []invent.Spec{
		{Seed: 31, Paths: 20_000},
		{Seed: 32, Paths: 20_000, Sector: "hospital-it"},
		{Seed: 33, Paths: 20_000, Sector: "hr"},
		{Seed: 34, Paths: 20_000, Language: "en"},
		{Seed: 35, Paths: 20_000},
		{Seed: 36, Paths: 20_000, Language: "en", Sector: "hospital-it"},
	} {
		w := invent.New(spec)
		names := make(map[string]bool)
		note := func(text string, persons bool) {
			var words token.Words
			token.NewDict().Scan([]byte(text), &words)
			for _, x := range words.List {
				names[token.Fold(text[x.Start:x.End])] = persons
			}
			names[token.Fold(strings.ReplaceAll(text, " ", ""))] = persons
		}
		for _, name := range w.Persons() {
			note(name, true)
		}
		for _, name := range w.Strangers() { // practices named after a doctor are among them
			note(name, false)
		}
		for _, c := range w.Canaries(1000) {
			note(c.Given, true)
			note(c.Surname, true)
		}
		for _, p := range proposed(t, w, spec.Language) {
			all++
			if names[p.Word] {
				personal++
				t.Logf("seed %d: a person's name: %s, %d names, cue %q", spec.Seed, p.Word, p.Count, p.Cue)
			}
		}
	}
	t.Logf("%d of %d proposals are names of persons", personal, all)
	if all < 40 || 100*personal > all {
		t.Errorf("%d of %d proposals are names of persons, want at most 1 %% of 40 or more", personal, all)
	}
}

// proposed returns what a triage of the world's first tranche proposes.
func proposed(t *testing.T, w *invent.World, language string) (out []mask.Proposal) {
	t.Helper()
	name := "nl-health"
	if language == "en" {
		name = "uk-health"
	}
	p, err := pack.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	var file, text bytes.Buffer
	if err := w.Register(&file); err != nil {
		t.Fatal(err)
	}
	reg, _, err := register.Read(&file, register.ReadOptions{Pack: p})
	if err != nil {
		t.Fatal(err)
	}
	tranche := w.Tranche(0)
	tranche.Form = invent.Plain
	if err := tranche.Write(&text, nil); err != nil {
		t.Fatal(err)
	}
	o := Options{
		Register: reg, Pack: p, Policy: mask.Default, Tool: "test", Workers: 1,
		Listings: []Source{{Name: "x.txt", Reader: &text}}, Proposed: func(words []mask.Proposal) { out = words },
	}
	if err := Run(context.Background(), o, func(finding.Message) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}
