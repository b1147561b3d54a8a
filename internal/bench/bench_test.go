// Package bench compares what a triage takes with what tools take that only
// look for names. It holds tests only; `make bench` runs it.
package bench

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/register"
)

var (
	paths         = flag.String("paths", "", "compare on invented listings of so many paths, comma-separated")
	organisations = flag.String("organisations", "20000", "and registers of so many organisations, comma-separated")
	runs          = flag.Int("runs", 5, "interleaved runs of each tool")
	workers       = flag.Int("workers", 2, "workers of leakwarden")
	tools         = flag.String("tools", "", "only tools whose name contains this")
	dir           = flag.String("dir", "", "keep listings and registers here, and take those that are here")
)

// TestCompare writes the table of docs/performance.md, where it is asked for
// sizes.
func TestCompare(t *testing.T) {
	if *paths == "" {
		return
	}
	where := *dir
	if where == "" {
		where = t.TempDir()
	}
	b := build(t, t.TempDir())
	for _, n := range numbers(t, *organisations) {
		for _, size := range numbers(t, *paths) {
			in := prepare(t, where, size, n)
			fmt.Printf("\n%d paths, %d organisations, %d names, %d writings; %d runs\n\n", size, n, in.names, in.writings, *runs)
			fmt.Print(table(measure(t, commands(t, b, in))))
		}
	}
}

func numbers(t *testing.T, list string) (out []int) {
	t.Helper()
	for _, s := range strings.Split(list, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}

// binaries are the programs built for the comparison.
type binaries struct{ leakwarden, ahoCorasick string }

func build(t *testing.T, to string) binaries {
	t.Helper()
	b := binaries{filepath.Join(to, "leakwarden"), filepath.Join(to, "ahocorasick")}
	for binary, folder := range map[string]string{b.leakwarden: "../../cmd/leakwarden", b.ahoCorasick: "../../tools/ahocorasick"} {
		c := exec.Command("go", "build", "-o", binary, ".")
		c.Dir = folder
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("building in %s: %v\n%s", folder, err, out)
		}
	}
	return b
}

// input is what the tools are given.
type input struct {
	listing, register, nameFile, writingFile string
	names, writings                          int
}

// prepare writes a listing, plain and compressed, its register, and what to
// look for: the names and aliases as the register has them; and what someone
// would look for who knows that names are not written as in the register.
func prepare(t *testing.T, where string, size, organisations int) input {
	t.Helper()
	base := filepath.Join(where, fmt.Sprintf("%d-%d", size, organisations))
	in := input{listing: base + ".txt", register: base + ".csv", nameFile: base + ".names", writingFile: base + ".writings"}
	w := invent.Bench(5, size, organisations)
	var file bytes.Buffer
	if err := w.Register(&file); err != nil {
		t.Fatal(err)
	}
	reg, _, err := register.Read(bytes.NewReader(file.Bytes()), register.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	names, writings := search(reg)
	in.names, in.writings = len(names), len(writings)
	if _, err := os.Stat(in.writingFile); err == nil {
		return in
	}
	create(t, in.register, func(to io.Writer) error {
		_, err := to.Write(file.Bytes())
		return err
	})
	tranche := w.Tranche(0)
	tranche.Form = invent.Plain
	create(t, in.listing, func(to io.Writer) error { return tranche.Write(to, nil) })
	create(t, in.listing+".gz", func(to io.Writer) error {
		z := gzip.NewWriter(to)
		if err := copyFile(z, in.listing); err != nil {
			return err
		}
		return z.Close()
	})
	create(t, in.listing+".zst", func(to io.Writer) error {
		z, err := zstd.NewWriter(to)
		if err != nil {
			return err
		}
		if err := copyFile(z, in.listing); err != nil {
			return err
		}
		return z.Close()
	})
	create(t, in.nameFile, func(to io.Writer) error { return writeLines(to, names) })
	create(t, in.writingFile, func(to io.Writer) error { return writeLines(to, writings) })
	return in
}

// search returns the names and aliases of the organisations, and these in
// four ways to write what stands between words, with domains and codes.
func search(reg *register.Register) (names, writings []string) {
	all, ways := make(map[string]bool), make(map[string]bool)
	for i := range reg.Organisations {
		o := &reg.Organisations[i]
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			all[name] = true
			for _, between := range []string{" ", "_", "-", ""} {
				ways[strings.ReplaceAll(name, " ", between)] = true
			}
		}
		for _, domain := range o.Domains {
			ways[domain] = true
		}
		for _, code := range o.Codes {
			ways[code.Value] = true
		}
	}
	delete(ways, "")
	return slices.Sorted(maps.Keys(all)), slices.Sorted(maps.Keys(ways))
}

func writeLines(to io.Writer, lines []string) error {
	_, err := io.WriteString(to, strings.Join(lines, "\n")+"\n")
	return err
}

func copyFile(to io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(to, f)
	return err
}

func create(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatalf("writing %s: %v", name, err)
	}
}

// command is a tool with its arguments.
type command struct {
	name string
	args []string
}

func commands(t *testing.T, b binaries, in input) (out []command) {
	t.Helper()
	add := func(name string, args ...string) {
		if _, err := exec.LookPath(args[0]); err != nil {
			fmt.Printf("%s: not here\n", args[0])
			return
		}
		if strings.Contains(name, *tools) {
			out = append(out, command{name, args})
		}
	}
	triage := func(listing string, workers int) []string {
		return []string{b.leakwarden, "triage", listing, "--register", in.register, "--format", "json", "--workers", strconv.Itoa(workers), "-o", filepath.Join(t.TempDir(), "out.json")}
	}
	add("wc -l", "wc", "-l", in.listing)
	add("rg -F -c -f names", "rg", "-F", "-c", "-f", in.nameFile, in.listing)
	add("rg -F -c -f writings", "rg", "-F", "-c", "-f", in.writingFile, in.listing)
	add("Go Aho-Corasick, writings", b.ahoCorasick, in.writingFile, in.listing)
	add("leakwarden triage", triage(in.listing, *workers)...)
	if *workers != 1 {
		add("leakwarden triage, 1 worker", triage(in.listing, 1)...)
	}
	add("zstd -dc", "zstd", "-dcq", in.listing+".zst")
	add("leakwarden triage, .zst", triage(in.listing+".zst", *workers)...)
	add("gzip -dc", "gzip", "-dc", in.listing+".gz")
	add("leakwarden triage, .gz", triage(in.listing+".gz", *workers)...)
	return out
}

// cost is what one run took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// result is what all runs of a tool took.
type result struct {
	name  string
	costs []cost
}

// measure runs the commands one after another, and that *runs times, so that
// what else goes on weighs on all of them.
func measure(t *testing.T, all []command) []result {
	t.Helper()
	debug.FreeOSMemory() // a process starts with the memory of who started it
	t.Helper()
	out := make([]result, len(all))
	for range *runs {
		for i, c := range all {
			out[i].name = c.name
			out[i].costs = append(out[i].costs, run(t, c))
		}
	}
	return out
}

func run(t *testing.T, c command) cost {
	t.Helper()
	cmd := exec.Command(c.args[0], c.args[1:]...)
	var told bytes.Buffer
	cmd.Stderr = &told
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil && cmd.ProcessState.ExitCode() != 1 { // rg: nothing found
		t.Fatalf("%s: %v\n%s", c.name, err, told.String())
	}
	return cost{wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peakOf(cmd.ProcessState)}
}

// table returns the results as a table, with the time of each in terms of the
// first triage's.
func table(results []result) string {
	var b strings.Builder
	fmt.Fprintln(&b, "| | wall s, least | median | × triage | CPU s, least | median | × triage | peak MiB |")
	fmt.Fprintln(&b, "|---|--:|--:|--:|--:|--:|--:|--:|")
	var base cost
	for _, r := range results {
		if strings.HasPrefix(r.name, "leakwarden") {
			base = r.median()
			break
		}
	}
	for _, r := range results {
		least, mid := r.least(), r.median()
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %s | %.2f | %.2f | %s | %d |\n", r.name,
			least.wall.Seconds(), mid.wall.Seconds(), ratio(mid.wall, base.wall),
			least.cpu.Seconds(), mid.cpu.Seconds(), ratio(mid.cpu, base.cpu), mid.peak>>20)
	}
	return b.String()
}

func ratio(a, b time.Duration) string {
	if b == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", a.Seconds()/b.Seconds())
}

// pick returns for each figure its value at a place in the order of the runs.
func (r *result) pick(at int) cost {
	var wall, cpu []time.Duration
	var peak []int64
	for _, c := range r.costs {
		wall, cpu, peak = append(wall, c.wall), append(cpu, c.cpu), append(peak, c.peak)
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	slices.Sort(peak)
	return cost{wall[at], cpu[at], peak[at]}
}

func (r *result) least() cost  { return r.pick(0) }
func (r *result) median() cost { return r.pick(len(r.costs) / 2) }

func TestTable(t *testing.T) {
	s := time.Second
	got := table([]result{
		{"rg", []cost{{4 * s, 3 * s, 2 << 20}, {9 * s, 8 * s, 4 << 20}, {5 * s, 4 * s, 3 << 20}}},
		{"leakwarden triage", []cost{{s, 2 * s, 1 << 20}}},
	})
	want := `| | wall s, least | median | × triage | CPU s, least | median | × triage | peak MiB |
|---|--:|--:|--:|--:|--:|--:|--:|
| rg | 4.00 | 5.00 | 5.00 | 3.00 | 4.00 | 2.00 | 3 |
| leakwarden triage | 1.00 | 1.00 | 1.00 | 2.00 | 2.00 | 1.00 | 1 |
`
	if got != want {
		t.Errorf("table =\n%s\nwant\n%s", got, want)
	}
}
