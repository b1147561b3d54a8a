package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/triage"
)

// written returns what a triage writes, in so many shards or, where of is 0, in
// one pass, and what it says meanwhile.
func written(t *testing.T, f *triageFlags, listings []string, of int) (report, attributions []byte, told string) {
	t.Helper()
	dir := t.TempDir()
	f.out, f.attributions, f.format = filepath.Join(dir, "report"), filepath.Join(dir, "attributions"), "json"
	var stderr bytes.Buffer
	p := &program{stdout: io.Discard, stderr: &stderr, getenv: func(string) string { return "" }}
	o, err := p.options(f)
	if err != nil {
		t.Fatal(err)
	}
	how := func(ctx context.Context, o triage.Options, _ func(), handle func(finding.Message) error) error {
		return triage.Run(ctx, o, handle)
	}
	if of > 0 {
		how = func(_ context.Context, o triage.Options, _ func(), handle func(finding.Message) error) error {
			x := &passes{program: p, listings: listings, flags: f, of: of}
			return x.inShards(t.Context(), o, handle)
		}
	}
	if err := p.reported(t.Context(), o, listings, f, how); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]*[]byte{f.out: &report, f.attributions: &attributions} {
		if *to, err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return report, attributions, stderr.String()
}

// leaked writes an invented leak in two listings, and its register.
func leaked(t *testing.T) (register string, listings []string) {
	t.Helper()
	dir := t.TempDir()
	w := invent.New(invent.Spec{Seed: 3, Paths: 6_000, Organisations: 3_000, Tranches: 2})
	register = filepath.Join(dir, "register.csv")
	listings = []string{filepath.Join(dir, "1.txt"), filepath.Join(dir, "2.txt")}
	for i, name := range append([]string{register}, listings...) {
		file, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			err = w.Register(file)
		} else {
			tranche := w.Tranche(i - 1)
			tranche.Form = invent.Plain
			err = tranche.Write(file, nil)
		}
		if err := errors.Join(err, file.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return register, listings
}

func TestSeveralPassesWriteWhatOneDoes(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	register, listings := leaked(t)
	flags := func() *triageFlags { return &triageFlags{register: register, pack: "nl-health", form: "auto"} }
	report, attributions, _ := written(t, flags(), listings, 0)
	if len(attributions) == 0 {
		t.Fatal("no attributions to compare")
	}
	for _, of := range []int{2, 5} {
		got, lines, told := written(t, flags(), listings, of)
		if !bytes.Equal(got, report) || !bytes.Equal(lines, attributions) {
			t.Errorf("%d passes write something else than one", of+1)
		}
		if told == "" {
			t.Errorf("nothing says that there are %d passes", of+1)
		}
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, error %v; want none", len(left), err)
	}
}

func TestPassesEndWhereMoreShardsDoNotHelp(t *testing.T) {
	ballast := make([]byte, 80<<20) // of which no pass has less
	defer runtime.KeepAlive(ballast)
	runtime.GC()
	register, listings := leaked(t)
	f := &triageFlags{register: register, pack: "nl-health", form: "auto", format: "json", memory: "64MiB"}
	var stderr bytes.Buffer
	p := &program{stdout: io.Discard, stderr: &stderr, getenv: func(string) string { return "" }}
	o, err := p.options(f)
	if err != nil {
		t.Fatal(err)
	}
	handle := func(finding.Message) error {
		t.Error("a report is begun that cannot end")
		return nil
	}
	err = (&passes{program: p, listings: listings, flags: f, of: 2}).inShards(t.Context(), o, handle)
	if !errors.Is(err, errMemory) {
		t.Errorf("it ends with %v, want %v", err, errMemory)
	}
	if got := strings.Count(stderr.String(), "going over the listings"); got != 2 {
		t.Errorf("%d attempts, want 2: with two shards, and with four that get no further", got)
	}
}

func TestShardsFor(t *testing.T) {
	tests := []struct {
		read, size int64
		want       int
	}{
		{99, 100, 2},
		{75, 100, 2},
		{50, 100, 3},
		{10, 100, 15},
		{1, 1000, maxShards},
		{0, 100, 4},
		{50, 0, 4},
	}
	for _, test := range tests {
		if got := shardsFor(triage.Progress{Read: test.read, Size: test.size}); got != test.want {
			t.Errorf("ended at %d of %d bytes: %d shards, want %d", test.read, test.size, got, test.want)
		}
	}
}
