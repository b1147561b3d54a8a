package triage

import (
	"bytes"
	"context"
	"testing"

	"github.com/leakwarden/leakwarden/internal/flat"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
)

// streamOf returns the stream and the attributions of a triage.
func streamOf(t *testing.T, o Options, text []byte, c *Compiled) []byte {
	t.Helper()
	var out, lines bytes.Buffer
	o.Listings, o.Attributions, o.Compiled = []Source{{Name: "x.txt", Reader: bytes.NewReader(text)}}, &lines, c
	if err := Run(context.Background(), o, collect(&out)); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), lines.Bytes()...)
}

// keeper returns a Compiled that keeps what it is given in data, and counts how
// often.
func keeper(t *testing.T, from, data *bytes.Buffer, kept *int) *Compiled {
	t.Helper()
	return &Compiled{From: flat.Open(from.Bytes(), flat.Key{}), Keep: func(store func(*flat.Codec)) {
		*kept++
		data.Reset()
		c := flat.Create(data, flat.Key{})
		store(c)
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}}
}

func TestACompiledIndexFindsTheSame(t *testing.T) {
	o, text := inventedOptions(t, 5_000)
	o.Suppliers = []string{"Laboratorium Orsal"}
	for _, workers := range []int{1, 3} {
		o.Workers = workers
		var data, damaged bytes.Buffer
		kept := 0
		want := streamOf(t, o, text, nil)
		for _, s := range []struct {
			name string
			from *bytes.Buffer
			kept int
		}{{"built and kept", &data, 1}, {"loaded", &data, 0}, {"loaded again", &data, 0}, {"damaged", &damaged, 1}} {
			kept = 0
			if got := streamOf(t, o, text, keeper(t, s.from, &data, &kept)); !bytes.Equal(got, want) {
				t.Errorf("%s, %d workers: another stream", s.name, workers)
			}
			if kept != s.kept {
				t.Errorf("%s, %d workers: kept %d times", s.name, workers, kept)
			}
			damaged.Reset()
			damaged.Write(data.Bytes()[:data.Len()/2])
		}
	}
}

// BenchmarkStart compares what a triage does before it reads, of a register
// that is read and indexed, and of one that is loaded.
func BenchmarkStart(b *testing.B) {
	var file, data bytes.Buffer
	if err := invent.Bench(5, 1000, 20_000).Register(&file); err != nil {
		b.Fatal(err)
	}
	p, err := pack.Load("nl-health")
	if err != nil {
		b.Fatal(err)
	}
	read := func() (*register.Register, []register.Problem) {
		reg, problems, err := register.Read(bytes.NewReader(file.Bytes()), register.ReadOptions{Pack: p})
		if err != nil {
			b.Fatal(err)
		}
		return reg, problems
	}
	reg, problems := read()
	keep := func(store func(*flat.Codec)) {
		to := flat.Create(&data, flat.Key{})
		register.Fields(to, reg, &problems)
		store(to)
		if err := to.Close(); err != nil {
			b.Fatal(err)
		}
	}
	newShared(&Options{Register: reg, Pack: p, Policy: mask.Default, Compiled: &Compiled{Keep: keep}})
	b.Run("built", func(b *testing.B) {
		for b.Loop() {
			reg, _ := read()
			newShared(&Options{Register: reg, Pack: p, Policy: mask.Default})
		}
	})
	unwanted := func(func(*flat.Codec)) { b.Error("built, not loaded") }
	b.Run("loaded", func(b *testing.B) {
		b.ReportMetric(float64(data.Len())/(1<<20), "MiB")
		for b.Loop() {
			from := flat.Open(data.Bytes(), flat.Key{})
			loaded, problems := &register.Register{}, []register.Problem(nil)
			register.Fields(from, loaded, &problems)
			newShared(&Options{Register: loaded, Pack: p, Policy: mask.Default, Compiled: &Compiled{From: from, Keep: unwanted}})
		}
	})
}
