package quality_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/quality"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/triage"
)

// The flags make a measurement larger than the test of every day. docs/quality.md
// explains them.
var (
	seeds         = flag.Int("seeds", 1, "measure on this many invented worlds of each language")
	first         = flag.Uint64("first-seed", 5_000_000, "seed of the first world")
	paths         = flag.Int("paths", 20_000, "files in each world")
	organisations = flag.Int("organisations", 2_000, "organisations in each register")
	data          = flag.String("data", "", "directory with listing.txt, register.csv and truth.jsonl of published names")
	attributions  = flag.String("attributions", "", "what triage --attributions wrote of -data, instead of a triage here")
	dataPack      = flag.String("data-pack", "nl-health", "pack for -data and -real")
	real          = flag.String("real", "", "listing in which no organisation is right: every finding is a false alarm")
	institutions  = flag.String("institutions", "", "names for -real, one a line")
	mistakes      = flag.Int("mistakes", 0, "show this many wrong or missing attributions of each invented world")
	namesFile     = flag.String("names", "", "names for the registers instead of invented ones, one a line")
	flat          = flag.Bool("flat", false, "invent listings of bare file names")
	long          = flag.Bool("long", false, "invent long names, of chains and several organisation words")
	regional      = flag.Bool("regional", false, "invent suppliers whose clients are of one region")
	collection    = flag.Bool("collection", false, "invent listings of which nearly each file is an organisation's")
	bins          = flag.Bool("bins", false, "also show the calibration bin by bin")
)

// run triages one listing and returns what it said.
func run(t *testing.T, listing io.Reader, name string, rows []byte, packName string, suppliers ...string) (*quality.Output, *finding.Summary) {
	t.Helper()
	p, err := pack.Load(packName)
	if err != nil {
		t.Fatal(err)
	}
	reg, _, err := register.Read(bytes.NewReader(rows), register.ReadOptions{Pack: p})
	if err != nil {
		t.Fatal(err)
	}
	var attributions bytes.Buffer
	out := &quality.Output{}
	var summary *finding.Summary
	options := triage.Options{
		Listings: []triage.Source{{Name: name, Reader: listing}}, Register: reg, Pack: p, Policy: mask.Default,
		Suppliers: suppliers, Attributions: &attributions,
	}
	err = triage.Run(t.Context(), options, func(m finding.Message) error {
		if m.Summary != nil {
			summary = m.Summary
		}
		return out.Handle(m)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := out.ReadAttributions(&attributions); err != nil {
		t.Fatal(err)
	}
	return out, summary
}

// TestQuality measures triage on invented worlds that no weight was fitted on.
// Its floors are what the product promises at the least; the table, which -v
// shows, says what it reaches.
func TestQuality(t *testing.T) {
	for _, language := range []string{"nl", "en"} {
		t.Run(language, func(t *testing.T) {
			var s quality.Score
			var took time.Duration
			for i := range *seeds {
				w, truth, listing := measured(t, language, i)
				packName := map[string]string{"nl": "nl-health", "en": "uk-health"}[language]
				var rows bytes.Buffer
				if err := w.Register(&rows); err != nil {
					t.Fatal(err)
				}
				var suppliers []string
				if i%3 != 2 {
					suppliers = []string{w.Supplier}
				}
				lines := bytes.Clone(listing.Bytes())
				start := time.Now()
				out, _ := run(t, listing, w.Tranche(0).Name(), rows.Bytes(), packName, suppliers...)
				took += time.Since(start)
				s.Add(w, truth, out)
				showMistakes(t, w, truth, out, lines)
			}
			show(t, "invented listings, "+language, s.Table)
			if *bins {
				show(t, "calibration", s.Calibration.Bins)
			}
			t.Logf("%.0f entries a second, start included", float64(s.Entries)/took.Seconds())
			floor(t, "precision of strong", s.Organisations.Precision(finding.Strong), 0.97)
			floor(t, "precision of probable or better", s.Organisations.Precision(finding.Probable), 0.9)
			floor(t, "recall of probable or better", s.Organisations.Recall(finding.Probable), 0.7)
		})
	}
}

// measured invents world i of a language, and its listing in one of the forms.
func measured(t *testing.T, language string, i int) (*invent.World, *invent.Truth, *bytes.Buffer) {
	t.Helper()
	sectors := []string{"lab", "lab", "hospital-it", "lab", "hr"}
	var names []string
	if *namesFile != "" {
		raw, err := os.ReadFile(*namesFile)
		if err != nil {
			t.Fatal(err)
		}
		names = strings.Split(strings.TrimSpace(string(raw)), "\n")
		r := rand.New(rand.NewPCG(*first, uint64(i)))
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	spec := invent.Spec{
		Seed: *first + uint64(i), Paths: *paths, Organisations: *organisations, Affected: *organisations / []int{12, 20, 40}[i%3],
		Names: names, Flat: *flat, Language: language, Sector: sectors[i%len(sectors)],
		Long: *long, Regional: *regional,
	}
	if *collection {
		spec.Flat, spec.OwnShare, spec.Paths, spec.Affected = true, 0.1, *paths/10, *organisations/3
	}
	w := invent.New(spec)
	tr := w.Tranche(0)
	tr.Form = []invent.Form{invent.Plain, invent.Find, invent.CSV, invent.LS, invent.Dir}[i%5]
	var listing bytes.Buffer
	truth, err := tr.Listing(&listing)
	if err != nil {
		t.Fatal(err)
	}
	return w, truth, &listing
}

// showMistakes logs lines that are attributed wrongly, or not. The lines are
// invented; no other listing may be shown so.
func showMistakes(t *testing.T, w *invent.World, truth *invent.Truth, out *quality.Output, listing []byte) {
	t.Helper()
	lines := bytes.Split(listing, []byte("\n"))
	names := make(map[string]string)
	for i := range w.Organisations {
		o := &w.Organisations[i]
		names[o.ID] = o.Name + ", " + o.City
	}
	seen := make(map[string]int) // of each kind and organisation, one
	for _, m := range quality.Mistakes(w, truth, out) {
		kind := fmt.Sprint(m.Missed, m.Tier, m.ID)
		if seen[kind]++; seen[kind] > 1 || len(seen) > *mistakes {
			continue
		}
		t.Logf("%s: %s", m, names[m.ID])
		t.Logf("    %s", lines[m.Line-1])
	}
}

func floor(t *testing.T, what string, got quality.Ratio, want float64) {
	t.Helper()
	if got.Share() < want {
		t.Errorf("%s: got %.4f (%d of %d), want at least %.2f", what, got.Share(), got.Right, got.All, want)
	}
}

func show(t *testing.T, title string, table func(io.Writer) error) {
	t.Helper()
	var b strings.Builder
	if err := table(&b); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s\n%s", title, b.String())
}

// TestQualityOfNames measures on published names whose organisations are
// known, from the directory that -data names.
func TestQualityOfNames(t *testing.T) {
	if *data == "" {
		return
	}
	file := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(*data, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	names, err := quality.ReadNames(bytes.NewReader(file("truth.jsonl")))
	if err != nil {
		t.Fatal(err)
	}
	out := &quality.Output{}
	if *attributions == "" {
		out, _ = run(t, bytes.NewReader(file("listing.txt")), "listing.txt", file("register.csv"), *dataPack)
	} else {
		said, err := os.Open(*attributions)
		if err != nil {
			t.Fatal(err)
		}
		if err := out.ReadAttributions(said); err != nil {
			t.Fatal(err)
		}
	}
	tiers, calibration := names.Score(out.Attributions)
	show(t, fmt.Sprintf("%d published names", len(names)), tiers.Table)
	if *bins {
		show(t, "calibration", calibration.Bins)
	}
}

// TestQualityOfSilence counts the false alarms on a real listing, -real, that
// has nothing to do with the names of -institutions.
func TestQualityOfSilence(t *testing.T) {
	if *real == "" {
		return
	}
	raw, err := os.ReadFile(*institutions)
	if err != nil {
		t.Fatal(err)
	}
	var rows bytes.Buffer
	rows.WriteString("id,name\n")
	names := strings.Split(strings.TrimSpace(string(raw)), "\n")
	for i, name := range names {
		fmt.Fprintf(&rows, "%d,%q\n", i, strings.ReplaceAll(strings.TrimSpace(name), `"`, ""))
	}
	listing, err := os.Open(*real)
	if err != nil {
		t.Fatal(err)
	}
	out, summary := run(t, listing, "listing.txt", rows.Bytes(), *dataPack)
	count := make(map[finding.Tier]int)
	for _, c := range out.Claims {
		count[c.Tier]++
		if c.Tier != finding.Possible {
			var i int
			_, _ = fmt.Sscan(c.ID, &i) // the first where it is no number
			t.Logf("%s, %.2f, %d items: %s", c.Tier, c.Confidence, c.Items, names[i])
		}
	}
	millions := float64(summary.Items) / 1e6
	for _, tier := range []finding.Tier{finding.Strong, finding.Probable, finding.Possible} {
		t.Logf("%s: %d findings in %d entries, %.2f per million", tier, count[tier], summary.Items, float64(count[tier])/millions)
	}
}
