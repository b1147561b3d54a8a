package fit

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/triage"
)

var (
	seeds  = flag.Int("seeds", 0, "fit on this many invented worlds")
	rounds = flag.Int("rounds", 30, "passes over the examples")
	paths  = flag.Int("paths", 30_000, "files in each world")
	out    = flag.String("out", "", "file to write the weights to: ../finding/weights.tsv")
	silent = flag.String("silent", "", "real listing that names no organisation of -register, to learn silence from")
	reg    = flag.String("register", "", "register of -silent")
	only   = flag.String("only", "", "features to fit, separated by semicolons; all where there is none")
	orgs   = flag.Int("organisations", 5_000, "organisations in each register")
)

// TestFit fits weights on invented worlds whose seeds no measurement uses:
//
//	go test ./internal/fit -run TestFit -seeds 12 -out ../finding/weights.tsv
//
// With -silent and -register a real listing is added, in which every hit is a
// false alarm.
//
// Without -seeds it holds that fitting on one small world makes its truth
// likelier.
func TestFit(t *testing.T) {
	if *seeds == 0 {
		*seeds, *rounds, *paths, *orgs = 1, 3, 3_000, 500
	}
	var all []Example
	for seed := range *seeds {
		world := examples(t, specOf(seed))
		for i := range world {
			world[i].Weight = usualExamples / float64(len(world))
		}
		all = append(all, world...)
	}
	if *silent != "" {
		all = append(all, silence(t)...)
	}
	from := finding.DefaultWeights()
	before := loss(from, all)
	var these []string
	if *only != "" {
		these = strings.Split(*only, ";")
	}
	w := Weights(from, all, *rounds, these...)
	after := loss(w, all)
	t.Logf("%d examples; loss %.4f before, %.4f after", len(all), before, after)
	if after > before {
		t.Errorf("fitting made the examples less likely: loss %.4f, was %.4f", after, before)
	}
	if *out == "" {
		return
	}
	if err := os.WriteFile(*out, []byte(w.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// usualExamples is how many examples a world has, or so. Each world counts as
// much as if it had so many.
const usualExamples = 3000

// specOf returns the spec of a world to fit on: two Dutch ones to each
// English one, of each all kinds.
func specOf(seed int) invent.Spec {
	spec := invent.Spec{Seed: uint64(1_000_000 + seed), Paths: *paths, Organisations: *orgs, Affected: *orgs / 12}
	if seed%3 == 2 {
		spec.Language = "en"
	}
	spec.Regional = seed/3%3 == 1
	switch seed / 3 % 5 {
	case 1:
		spec.Flat = true
	case 3: // a collection of papers, of which nearly each is one organisation's
		spec.Flat, spec.Long, spec.OwnShare, spec.Paths, spec.Affected = true, true, 0.1, *paths/10, *orgs/3
	case 4:
		spec.Long = true
	}
	return spec
}

// examples triages the world of a spec and labels what was judged.
func examples(t *testing.T, spec invent.Spec) []Example {
	t.Helper()
	w := invent.New(spec)
	var rows, listing bytes.Buffer
	if err := w.Register(&rows); err != nil {
		t.Fatal(err)
	}
	truth, err := w.Tranche(0).Listing(&listing)
	if err != nil {
		t.Fatal(err)
	}
	name := "nl-health"
	if spec.Language == "en" {
		name = "uk-health"
	}
	p, err := pack.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	reg, _, err := register.Read(&rows, register.ReadOptions{Pack: p})
	if err != nil {
		t.Fatal(err)
	}
	var out []Example
	o := triage.Options{
		Listings: []triage.Source{{Name: "tranche", Reader: &listing}}, Register: reg, Pack: p, Policy: mask.Default,
		Suppliers: []string{w.Supplier},
		Judged: func(_ *finding.Tree, v *finding.Verdict) {
			v.Vectors(func(c finding.Candidates) { out = append(out, label(truth, c, supplierOf(w))...) })
		},
	}
	if err := triage.Run(t.Context(), o, func(finding.Message) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// silence triages the listing of -silent against the register of -register and
// takes every hit for false.
func silence(t *testing.T) []Example {
	t.Helper()
	p, err := pack.Load("nl-health")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := os.Open(*reg)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	organisations, _, err := register.Read(rows, register.ReadOptions{Pack: p})
	if err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(*silent)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out []Example
	o := triage.Options{
		Listings: []triage.Source{{Name: "silent", Reader: in}}, Register: organisations, Pack: p, Policy: mask.Default,
		Judged: func(_ *finding.Tree, v *finding.Verdict) {
			v.Vectors(func(c finding.Candidates) {
				out = append(out, Example{Vectors: c.Vectors, True: make([]bool, len(c.Vectors)), Weight: 1})
			})
		},
	}
	if err := triage.Run(t.Context(), o, func(finding.Message) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// supplierOf returns the index of the supplier in the register of a triage that
// was told its name: the world's own, or the one added.
func supplierOf(w *invent.World) int32 {
	if id, watched := w.WatchedSupplier(); watched {
		return id
	}
	return int32(len(w.Organisations))
}

// label returns c as an example, none where the truth cannot be decided or is
// tolerant, or where it is the supplier that is named.
func label(truth *invent.Truth, c finding.Candidates, supplier int32) []Example {
	e := Example{Vectors: c.Vectors, True: make([]bool, len(c.Vectors)), Weight: 1}
	first, ok := c.Group.First()
	if !ok || slices.Contains(c.Organisations, supplier) {
		return nil
	}
	at := first.Line
	i, found := slices.BinarySearchFunc(truth.Lines, at, func(l invent.Line, n int64) int { return int(l.Number - n) })
	if found {
		l := truth.Lines[i]
		if !l.Decidable {
			return nil
		}
		for k, org := range c.Organisations {
			if slices.Contains(l.Tolerated, org) {
				return nil
			}
			e.True[k] = slices.Contains(l.Affected, org)
		}
	}
	return []Example{e}
}

// loss returns the mean surprise at the examples.
func loss(w finding.Weights, examples []Example) float64 {
	sum, n := 0.0, 0
	for _, e := range examples {
		sum += e.loss(w[:])
		n += len(e.Vectors)
	}
	return sum / float64(max(n, 1))
}
