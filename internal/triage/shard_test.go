package triage

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
)

// texts are listings by name.
type texts struct{ names, all []string }

func (l texts) sources() (out []Source) {
	for i, text := range l.all {
		out = append(out, Source{Name: l.names[i], Reader: strings.NewReader(text)})
	}
	return out
}

func (l texts) key() PartKey {
	var readers []io.Reader
	for _, text := range l.all {
		readers = append(readers, strings.NewReader(text))
	}
	return NewPartKey(readers)
}

// listed names listings.
func listed(all ...string) texts {
	l := texts{all: all}
	for i := range all {
		l.names = append(l.names, fmt.Sprintf("%d.txt", i))
	}
	return l
}

// wholeOf runs a triage at once and returns its messages and attributions.
func wholeOf(tb testing.TB, o Options, l texts) (messages, lines string) {
	tb.Helper()
	var out, attributions bytes.Buffer
	o.Listings, o.Attributions = l.sources(), &attributions
	if err := Run(tb.Context(), o, collect(&out)); err != nil {
		tb.Fatal(err)
	}
	return out.String(), attributions.String()
}

// partsOf runs the shards of a triage.
func partsOf(tb testing.TB, o Options, l texts, of int) (parts [][]byte) {
	tb.Helper()
	for i := 1; i <= of; i++ {
		var out bytes.Buffer
		o.Listings, o.Attributions = l.sources(), io.Discard
		if _, err := RunShard(tb.Context(), o, Shard{i, of}, &out); err != nil {
			tb.Fatal(err)
		}
		parts = append(parts, out.Bytes())
	}
	return parts
}

// merged merges parts.
func merged(tb testing.TB, o Options, l texts, parts [][]byte) (messages, lines string, err error) {
	tb.Helper()
	var out, attributions bytes.Buffer
	var all []Part
	for i, p := range parts {
		all = append(all, Part{fmt.Sprintf("%d.part", i+1), bytes.NewReader(p)})
	}
	o.Listings, o.Attributions = l.sources(), &attributions
	err = Merge(tb.Context(), o, func() (PartKey, error) { return l.key(), nil }, all, collect(&out))
	return out.String(), attributions.String(), err
}

// sameSharded checks that any number of shards, merged in any order, tell what
// the whole tells.
func sameSharded(t *testing.T, o Options, l texts, random *rand.Rand, shards ...int) {
	t.Helper()
	o.Workers = 1
	want, wantLines := wholeOf(t, o, l)
	for _, of := range shards {
		o.Workers = 1 + of%2
		parts := partsOf(t, o, l, of)
		random.Shuffle(of, func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		got, gotLines, err := merged(t, o, l, parts)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%d shards: %s", of, firstDifference(got, want))
		}
		if gotLines != wantLines {
			t.Errorf("%d shards: attributions: %s", of, firstDifference(gotLines, wantLines))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\ngot  %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// TestShardsOfRandomListings triages listings of other leaks in shards, with the
// lines of each dealt anew, so that folders lie torn apart.
func TestShardsOfRandomListings(t *testing.T) {
	o, _ := inventedOptions(t, 100)
	random := rand.New(rand.NewPCG(7, 7))
	for of := 1; of <= 5; of++ {
		var text bytes.Buffer
		tranche := invent.Bench(random.Uint64(), 1000+random.IntN(2000), 500).Tranche(0)
		tranche.Form = invent.Plain
		if err := tranche.Write(&text, nil); err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(text.String(), "\n")
		random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		cut, again := random.IntN(len(lines)), random.IntN(len(lines))
		sameSharded(t, o, listed("x\n"+strings.Join(lines[:cut], ""), "y\n"+strings.Join(lines[again:], "")+strings.Join(lines[:cut/2], "")), random, of)
	}
}

func TestShardsTellWhatTheWholeTells(t *testing.T) {
	o, text := inventedOptions(t, 6_000)
	random := rand.New(rand.NewPCG(2, 2))
	lines := strings.SplitAfter(string(text), "\n")
	o.Explain = o.Register.Organisations[0].ID
	t.Run("one listing, some lines twice", func(t *testing.T) {
		sameSharded(t, o, listed(string(text)+strings.Join(lines[:len(lines)/3], "")), random, 1, 2, 3, 4, 5)
	})
	t.Run("tranches", func(t *testing.T) {
		half := len(lines) / 2
		sameSharded(t, o, listed(strings.Join(lines[:half+500], ""), strings.Join(lines[half-500:], "")), random, 2, 3, 5)
	})
	t.Run("suppliers and judgements", func(t *testing.T) {
		o := o
		o.Suppliers = []string{"Laboratorium Orsal", o.Register.Organisations[3].Name}
		said := "opinion,organisation,text\nsame," + o.Register.Organisations[1].ID + ",De Zwarte Kip\n"
		var err error
		if o.Judgements, err = finding.ReadJudgements(strings.NewReader(said)); err != nil {
			t.Fatal(err)
		}
		sameSharded(t, o, listed("Post/De Zwarte Kip/brief.pdf\n"+string(text)), random, 4)
	})
}

// TestShardsOfTranchesWithOtherRoots holds also where the roots themselves are
// listed: they have other names, and fall to other shards.
func TestShardsOfTranchesWithOtherRoots(t *testing.T) {
	o := smallOptions(t)
	random := rand.New(rand.NewPCG(3, 3))
	for i, roots := range [][]string{
		{"export/", "dump/"}, {"export/data/", "x/y/z/"}, {"", "dump/"}, {"a/export/", "dump/"}, {"export/", "dump/", "last/"}, {"export/", "dump/", "export/"},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			var all []string
			for n, root := range roots {
				text := tree(root, 600*n, 1200, sized)
				if root = strings.TrimSuffix(root, "/"); root != "" {
					line := "4096    " + root + "\n"
					text = line + text + line // met again once it is known to be the root
				}
				all = append(all, csvOf(text, true))
			}
			sameSharded(t, o, listed(all...), random, 2, 5)
		})
	}
}

// TestShardsOfEveryForm triages the samples of all forms in shards.
func TestShardsOfEveryForm(t *testing.T) {
	o := smallOptions(t)
	files, err := filepath.Glob("../listing/testdata/samples/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, ".golden") {
			t.Run(filepath.Base(name), func(t *testing.T) {
				sameSharded(t, o, texts{[]string{filepath.Base(name)}, []string{string(text)}}, rand.New(rand.NewPCG(4, 4)), 2)
			})
		}
	}
	t.Run("zip", func(t *testing.T) {
		var archive bytes.Buffer
		w := zip.NewWriter(&archive)
		for _, name := range filesBelow("Klanten/Ziekenhuis Merelborg", 20) {
			if _, err := w.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		sameSharded(t, o, listed(archive.String()), rand.New(rand.NewPCG(5, 5)), 3)
	})
}

// smallOptions returns a triage with the small register.
func smallOptions(tb testing.TB) Options {
	tb.Helper()
	p, err := pack.Load("nl-health")
	if err != nil {
		tb.Fatal(err)
	}
	reg, _, err := register.Read(strings.NewReader(smallRegister), register.ReadOptions{Pack: p})
	if err != nil {
		tb.Fatal(err)
	}
	return Options{Register: reg, Pack: p, Policy: mask.Default, Tool: "test"}
}

// TestShardsOfMoreThanASample triages more names than a sample holds.
func TestShardsOfMoreThanASample(t *testing.T) {
	o := smallOptions(t)
	var text strings.Builder
	for i := range sampleSize * 5 / 4 {
		fmt.Fprintf(&text, "Klanten/Ziekenhuis Merelborg/%d/%d.txt\n", i%1000, i)
	}
	l := listed(text.String())
	sameSharded(t, o, l, rand.New(rand.NewPCG(6, 6)), 3)
	o.Workers, o.Listings = 1, l.sources()
	whole, _, err := newShared(&o).readAll(t.Context(), &o)
	if err != nil {
		t.Fatal(err)
	}
	part := partsOf(t, o, l, 1)[0]
	read := []Part{{"1.part", bytes.NewReader(part)}}
	heads, err := readHeads(read)
	if err != nil {
		t.Fatal(err)
	}
	x, err := newShared(&o).readParts(t.Context(), &o, l.key(), read, heads)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := x.partial.sample.total(), whole.sample.total(); got != want {
		t.Errorf("the sample is one of %d, want %d", got, want)
	}
	o.Workers = 3
	if again := partsOf(t, o, l, 1)[0]; !bytes.Equal(again, part) {
		t.Error("another number of workers gives another part")
	}
}

// TestPartsAreTheSameAgain holds that a shard that is triaged again can be
// compared byte by byte.
func TestPartsAreTheSameAgain(t *testing.T) {
	o, text := inventedOptions(t, 6_000)
	o.Workers = 1
	want := partsOf(t, o, listed(string(text)), 2)
	o.Workers = 3
	if got := partsOf(t, o, listed(string(text)), 2); !slices.EqualFunc(got, want, bytes.Equal) {
		t.Error("another number of workers gives other parts")
	}
}

// TestABrokenListingIsSharded holds that a listing that ends in the middle gives
// the errors and the messages of the whole.
func TestABrokenListingIsSharded(t *testing.T) {
	o := smallOptions(t)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for _, line := range filesBelow("Klanten/Ziekenhuis Merelborg", 40_000) {
		if _, err := fmt.Fprintln(z, line); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	l := listed(packed.String()[:packed.Len()*2/3])
	var want bytes.Buffer
	o.Listings = l.sources()
	broken := Run(t.Context(), o, collect(&want))
	if broken == nil {
		t.Fatal("the listing is whole")
	}
	var parts [][]byte
	for i := 1; i <= 2; i++ {
		var out bytes.Buffer
		o.Listings, o.Attributions = l.sources(), io.Discard
		if written, err := RunShard(t.Context(), o, Shard{i, 2}, &out); !written || err == nil || err.Error() != broken.Error() {
			t.Errorf("shard %d: error %v, want %v", i, err, broken)
		}
		parts = append(parts, out.Bytes())
	}
	got, _, err := merged(t, o, l, parts)
	if err == nil || err.Error() != broken.Error() {
		t.Errorf("error %v, want %v", err, broken)
	}
	if got != want.String() {
		t.Error(firstDifference(got, want.String()))
	}
}

// TestMergingEndsWhenItIsToldTo ends a merge while the first part is read, as
// happens where that would take more memory than it may.
func TestMergingEndsWhenItIsToldTo(t *testing.T) {
	o, l := smallOptions(t), listed("Klanten/Ziekenhuis Merelborg/uitslag.pdf\n")
	part := partsOf(t, o, l, 1)[0]
	why := errors.New("no more memory")
	ctx, end := context.WithCancelCause(t.Context())
	o.Listings, o.Progress = l.sources(), func(Progress) { end(why) }
	handle := func(finding.Message) error {
		t.Error("it tells of what it has not read")
		return nil
	}
	err := Merge(ctx, o, func() (PartKey, error) { return l.key(), nil }, []Part{{"1.part", bytes.NewReader(part)}}, handle)
	if !errors.Is(err, why) {
		t.Errorf("it ends with %v, want %v", err, why)
	}
}
