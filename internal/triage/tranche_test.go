package triage

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// tree returns n files below root, a line each with its size, from the first
// on. In every folder are files with names that other folders have too.
func tree(root string, first, n int, size func(i int) int) string {
	var out strings.Builder
	for i := first; i < first+n; i++ {
		name := fmt.Sprintf("dossier_%05d.pdf", i)
		if i%4 == 0 {
			name = fmt.Sprintf("index_%d.html", i%8)
		}
		fmt.Fprintf(&out, "%d    %smap%d/jaar/%s\n", size(i), root, i/8, name)
	}
	return out.String()
}

func sized(i int) int { return 1000 + 7*i }

// csvOf turns lines of size and path into a table, or without sizes into paths.
func csvOf(lines string, sizes bool) string {
	var out strings.Builder
	if sizes {
		out.WriteString("size;path\n")
	}
	for line := range strings.Lines(lines) {
		size, path, _ := strings.Cut(line, "    ")
		if sizes {
			out.WriteString(size + ";")
		}
		out.WriteString(path)
	}
	return out.String()
}

// counts triages listings and returns the duplicates and items of the summary,
// and all messages.
func counts(t *testing.T, o Options, workers int, listings ...string) (duplicates, items int64, messages string) {
	t.Helper()
	var out bytes.Buffer
	o.Workers, o.Listings = workers, nil
	for i, l := range listings {
		o.Listings = append(o.Listings, Source{Name: fmt.Sprintf("%d.txt", i), Reader: strings.NewReader(l)})
	}
	var s finding.Summary
	show := collect(&out)
	err := Run(context.Background(), o, func(m finding.Message) error {
		if m.Summary != nil {
			s = *m.Summary
		}
		return show(m)
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Duplicates, s.Items, out.String()
}

func TestTranchesWithOtherRoots(t *testing.T) {
	o, _ := inventedOptions(t, 100)
	const n = 1200
	tests := []struct {
		name   string
		roots  [2]string
		sizes  bool
		sizeOf func(int) int // of the second tranche
		first  int           // where the second tranche begins
		same   bool
	}{
		{name: "same root", roots: [2]string{"export/", "export/"}, sizes: true, sizeOf: sized, first: n / 2, same: true},
		{name: "folder", roots: [2]string{"export/", "dump/"}, sizes: true, sizeOf: sized, first: n / 2, same: true},
		{name: "none at first", roots: [2]string{"", "dump/"}, sizes: true, sizeOf: sized, first: n / 2, same: true},
		{name: "none in the second", roots: [2]string{"export/data/", ""}, sizes: true, sizeOf: sized, first: n / 2, same: true},
		{name: "dot", roots: [2]string{"./", "dump/"}, sizes: true, sizeOf: sized, first: n / 2, same: true},
		{name: "drive", roots: [2]string{`C:\Data\`, "export/"}, sizes: true, sizeOf: sized, first: n / 2, same: true},
		{name: "network", roots: [2]string{`\\srv\share\`, `D:\`}, sizes: true, sizeOf: sized, first: n / 2, same: true},
		{name: "little overlap", roots: [2]string{"export/", "dump/"}, sizes: true, sizeOf: sized, first: n * 19 / 20, same: true},
		{name: "plain", roots: [2]string{"export/", "dump/"}, sizeOf: sized, first: n / 4, same: true},
		{name: "plain, little overlap", roots: [2]string{"export/", "dump/"}, sizeOf: sized, first: n * 19 / 20},
		{name: "other sizes", roots: [2]string{"export/", "dump/"}, sizes: true, sizeOf: func(i int) int { return sized(i) + i%3 }, first: n / 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := csvOf(tree(test.roots[0], 0, n, sized), test.sizes)
			b := csvOf(tree(test.roots[1], test.first, n, test.sizeOf), test.sizes)
			_, all, _ := counts(t, o, 1, csvOf(tree("", 0, n+test.first, sized), test.sizes))
			_, alone, _ := counts(t, o, 1, b)
			if !test.same {
				_, all, _ = counts(t, o, 1, a)
				all += alone
			}
			_, first, _ := counts(t, o, 1, a)
			duplicates, items, one := counts(t, o, 1, a, b)
			if items != all || duplicates != first+alone-all {
				t.Errorf("%d items and %d duplicates, want %d and %d", items, duplicates, all, first+alone-all)
			}
			if _, _, got := counts(t, o, 3, a, b); got != one {
				t.Error("three workers do not tell what one tells")
			}
			if again, turned, _ := counts(t, o, 2, b, a); again != duplicates || turned != items {
				t.Errorf("in the other order %d items and %d duplicates, want %d and %d", turned, again, items, duplicates)
			}
		})
	}
}

// TestOtherFoldersAreOtherItems checks that folders that look alike are not
// taken for one: of two organisations, or side by side.
func TestOtherFoldersAreOtherItems(t *testing.T) {
	o, _ := inventedOptions(t, 100)
	name := o.Register.Organisations[0].Name
	other := o.Register.Organisations[1].Name
	const n = 400
	tests := []struct {
		name string
		a, b string
	}{
		{"organisations", tree(name+"/", 0, n, sized), tree(other+"/", 0, n, sized)},
		{"an organisation and nobody", tree("export/", 0, n, sized), tree(other+"/", 0, n, sized)},
		{"side by side", tree("x/", 0, n, sized) + tree("y/", n, n, sized), tree("z/", 0, n, sized) + tree("w/", 2*n, n, sized)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, b := csvOf(test.a, true), csvOf(test.b, true)
			if duplicates, _, _ := counts(t, o, 2, a, b); duplicates != 0 {
				t.Errorf("%d duplicates, want none", duplicates)
			}
		})
	}
	t.Run("supplier", func(t *testing.T) {
		o := o
		o.Suppliers = []string{other}
		a, b := csvOf(tree("export/", 0, n, sized), true), csvOf(tree(other+"/", 0, n, sized), true)
		if duplicates, _, _ := counts(t, o, 2, a, b); duplicates != n {
			t.Errorf("%d duplicates, want %d: the supplier's own name is no sign of another item", duplicates, n)
		}
	})
}

// TestThreeTranches checks that later tranches meet the items of all earlier ones.
func TestThreeTranches(t *testing.T) {
	o, _ := inventedOptions(t, 100)
	lists := []string{csvOf(tree("a/", 0, 400, sized), true), csvOf(tree("b/", 200, 400, sized), true), csvOf(tree("c/", 100, 600, sized), true)}
	if duplicates, _, _ := counts(t, o, 3, lists...); duplicates != 200+500 {
		t.Errorf("%d duplicates, want %d", duplicates, 200+500)
	}
}

func TestFork(t *testing.T) {
	tests := []struct {
		a, b, from, to string
		none           bool
	}{
		{a: "x/b/c", b: "y/b/c", from: "x", to: "y"},
		{a: "b/c", b: "y/z/b/c", from: "", to: "y/z"},
		{a: "x/b/c", b: "b/c", from: "x", to: ""},
		{a: "x/ab/c", b: "y/b/c", from: "x/ab", to: "y/b"},
		{a: "ab/c", b: "b/c", from: "ab", to: "b"},
		{a: "x/c", b: "x/d", none: true},
		{a: "x/c", b: "x/c", none: true},
	}
	for _, test := range tests {
		got, ok := fork([]byte(test.a), []byte(test.b))
		if ok == test.none || string(got.from) != test.from || string(got.to) != test.to {
			t.Errorf("fork(%q, %q) = %q, %q, %v", test.a, test.b, got.from, got.to, ok)
			continue
		}
		if moved := got.move(nil, []byte(test.a)); ok && string(moved) != test.b {
			t.Errorf("%q moves to %q, want %q", test.a, moved, test.b)
		}
	}
}

func TestSeenMerges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	a, b := &seen{}, &seen{}
	hashes := make([]uint64, 50_000)
	for i := range hashes {
		hashes[i] = random.Uint64()
		s := a
		if i%2 == 0 {
			s = b
		}
		s.add(shardOf(hashes[i]), hashes[i:i+1], func(int) {})
	}
	a.merge(b)
	for i, h := range hashes {
		if !a.has(h) {
			t.Fatalf("hash %d is not there", i)
		}
		if h = random.Uint64(); a.has(h) {
			t.Fatalf("a hash that nobody added is there")
		}
	}
}

// BenchmarkTranches triages the same entries as one listing, as two with one
// root, and as two of which the second has another root.
func BenchmarkTranches(b *testing.B) {
	o, _ := inventedOptions(b, 100)
	const n = 200_000
	first := csvOf(tree("export/", 0, n, sized), true)
	tests := []struct {
		name string
		tail string
	}{
		{"one", ""},
		{"two", csvOf(tree("export/", n/2, n, sized), true)},
		{"other root", csvOf(tree("C:/data/", n/2, n, sized), true)},
	}
	for _, test := range tests {
		b.Run(test.name, func(b *testing.B) {
			for b.Loop() {
				o.Workers, o.Listings = 1, []Source{{Name: "a.csv", Reader: strings.NewReader(first)}}
				if test.tail == "" {
					o.Listings[0].Reader = io.MultiReader(strings.NewReader(first), strings.NewReader(tests[1].tail))
				} else {
					o.Listings = append(o.Listings, Source{Name: "b.csv", Reader: strings.NewReader(test.tail)})
				}
				if err := Run(context.Background(), o, func(finding.Message) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(2*n*b.N), "ns/entry")
		})
	}
}
