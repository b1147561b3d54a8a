package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/report"
)

// TestDemoStream triages the demo's three tranches, twice, and holds the stream
// to its schema, to the same bytes, and to the demo's truth.
func TestDemoStream(t *testing.T) {
	w := invent.Demo(1)
	args, truth := writeDemo(t, w)
	first := runProgram(t, append(args, "--workers", "1")...)
	if second := runProgram(t, append(args, "--workers", "2")...); !bytes.Equal(first, second) {
		t.Error("two runs give different bytes")
	}
	schema := streamSchema(t)
	found := make(map[string]finding.Tier)
	for n, line := range bytes.Split(bytes.TrimSpace(first), []byte("\n")) {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatalf("message %d: %v", n+1, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Fatalf("message %d: %v", n+1, err)
		}
		var m finding.Message
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatalf("message %d: %v", n+1, err)
		}
		if m.Finding != nil {
			found[m.Finding.Organisation.ID] = m.Finding.Tier
		}
	}
	judgeDemo(t, w, truth, found)
}

// demoTruth says which organisations a line of the demo decides, and which a
// finding may name without being wrong.
type demoTruth struct{ affected, tolerated map[int32]bool }

// writeDemo writes the register and the tranches of w to files, and returns the
// arguments of a triage of them.
func writeDemo(t *testing.T, w *invent.World) (args []string, truth demoTruth) {
	t.Helper()
	dir := t.TempDir()
	truth = demoTruth{make(map[int32]bool), make(map[int32]bool)}
	rows := filepath.Join(dir, "register.csv")
	args = []string{"triage", "--register", rows, "--supplier", w.Supplier, "--format", "json"}
	var buf bytes.Buffer
	if err := w.Register(&buf); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(rows, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range w.Tranches() {
		buf.Reset()
		tranche := w.Tranche(i)
		told, err := tranche.Listing(&buf)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, tranche.Name())
		if err := os.WriteFile(file, buf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
		for _, l := range told.Lines {
			for _, org := range l.Affected {
				truth.affected[org] = truth.affected[org] || l.Decidable
			}
			for _, org := range slices.Concat(l.Affected, l.Tolerated, l.Candidates) {
				truth.tolerated[org] = true
			}
		}
	}
	return args, truth
}

// judgeDemo holds findings to what the demo promises.
func judgeDemo(t *testing.T, w *invent.World, truth demoTruth, found map[string]finding.Tier) {
	t.Helper()
	var strong, wrong, decidable, recalled int
	for i := range w.Organisations {
		org, tier := int32(i), found[w.Organisations[i].ID]
		if truth.affected[org] {
			decidable++
			if tier == finding.Strong || tier == finding.Probable {
				recalled++
			}
		}
		if tier == finding.Strong {
			strong++
			if !truth.tolerated[org] {
				wrong++
			}
		}
	}
	t.Logf("%d strong, %d of them wrong; %d of %d recalled as probable or better", strong, wrong, recalled, decidable)
	if strong < 200 || float64(wrong) > 0.01*float64(strong) {
		t.Errorf("%d of %d strong findings are wrong, want at most 1 in 100 of some 300", wrong, strong)
	}
	if float64(recalled) < 0.8*float64(decidable) {
		t.Errorf("%d of %d affected organisations are probable or better, want 8 in 10", recalled, decidable)
	}
}

func streamSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("stream.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("stream.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// runProgram runs one command line that must succeed, and returns its output.
func runProgram(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, problems bytes.Buffer
	p := &program{stdout: &out, stderr: &problems, now: time.Now, getenv: func(string) string { return "" }}
	if code := p.run(t.Context(), args); code != codeDone {
		t.Fatalf("exit code %d: %s", code, problems.String())
	}
	return out.Bytes()
}
