package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/token"
)

// canaries finds the texts of planted persons in any of the forms in which a
// program could let them slip.
type canaries struct {
	start [1 << 24]bool       // by the first three bytes of a text
	texts map[string][]string // by its first six
	n     int
}

func newCanaries(persons []invent.Canary) *canaries {
	c := &canaries{texts: make(map[string][]string)}
	for _, p := range persons {
		for _, text := range []string{p.Given, p.Surname, p.BirthDate, p.Number} {
			c.plant(token.Fold(text))
		}
	}
	return c
}

func (c *canaries) plant(text string) {
	if len(text) < 6 {
		return
	}
	c.start[prefix([]byte(text))] = true
	c.texts[text[:6]] = append(c.texts[text[:6]], text)
	c.n++
}

func prefix(b []byte) int { return int(b[0])<<16 | int(b[1])<<8 | int(b[2]) }

// in returns a planted text that out holds in some form, or "".
func (c *canaries) in(out []byte) string {
	for _, view := range views(out) {
		folded := []byte(token.Fold(string(view)))
		for i := 0; i+6 <= len(folded); i++ {
			if !c.start[prefix(folded[i:])] {
				continue
			}
			for _, text := range c.texts[string(folded[i:i+6])] {
				if bytes.HasPrefix(folded[i:], []byte(text)) {
					return text
				}
			}
		}
	}
	return ""
}

var (
	percents = regexp.MustCompile(`(?:%[0-9A-Fa-f]{2})`)
	base64s  = regexp.MustCompile(`[A-Za-z0-9+/_-]{12,}`)
	hexes    = regexp.MustCompile(`[0-9A-Fa-f]{12,}`)
	// sizes are numbers of eight digits that are nobody's.
	sizes = regexp.MustCompile(`"(size|bytes|items)":\d+`)
)

// views returns what is written in out, and what is written in it in UTF-16,
// with percent signs, in base64 and in hexadecimal.
func views(out []byte) [][]byte {
	out = sizes.ReplaceAll(out, nil)
	all := [][]byte{out, bytes.ReplaceAll(out, []byte{0}, nil)}
	all = append(all, percents.ReplaceAllFunc(out, func(b []byte) []byte {
		decoded, err := hex.DecodeString(string(b[1:]))
		if err != nil {
			return b
		}
		return decoded
	}))
	var decoded bytes.Buffer
	for _, run := range base64s.FindAll(out, -1) {
		text := strings.NewReplacer("-", "+", "_", "/").Replace(string(run))
		for at := range 4 {
			b, _ := base64.RawStdEncoding.DecodeString(text[at:][:(len(text)-at)/4*4])
			decoded.Write(b)
			decoded.WriteByte('\n')
		}
	}
	for _, run := range hexes.FindAll(out, -1) {
		for at := range 2 {
			b, _ := hex.DecodeString(string(run[at:][:(len(run)-at)/2*2]))
			decoded.Write(b)
			decoded.WriteByte('\n')
		}
	}
	return append(all, decoded.Bytes(), bytes.ReplaceAll(decoded.Bytes(), []byte{0}, nil))
}

func TestCanariesAreFoundInEveryForm(t *testing.T) {
	c := &canaries{texts: make(map[string][]string)}
	c.plant("zwanenburgh")
	c.plant("999990019")
	wide := func(s string) string {
		var b bytes.Buffer
		for _, u := range utf16.Encode([]rune(s)) {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
		return b.String()
	}
	for _, text := range []string{"x Zwanenburgh y", "xx999990019yy"} {
		forms := map[string]string{
			"UTF-8": text, "UTF-16": wide(text), "capitals": strings.ToUpper(text), "decomposed": norm.NFD.String(strings.Replace(text, "e", "é", 1)),
			"percent": url.PathEscape(text), "every byte in percent": strings.ToUpper(regexp.MustCompile(`..`).ReplaceAllString(hex.EncodeToString([]byte(text)), "%$0")),
			"hexadecimal": "a" + hex.EncodeToString([]byte(text)), "base64": base64.StdEncoding.EncodeToString([]byte(text)),
			"base64, later": base64.URLEncoding.EncodeToString([]byte("ab" + text)), "UTF-16 in base64": base64.StdEncoding.EncodeToString([]byte(wide(text))),
		}
		for form, out := range forms {
			if c.in([]byte("some "+out+" text")) == "" {
				t.Errorf("%s in %s is not found: %q", text, form, out)
			}
		}
	}
}

// stage is a working directory with a leak in which 10,000 persons are planted.
type stage struct {
	t        *testing.T
	inputs   string // what may hold them
	work     string // what may not
	temp     string
	canaries *canaries
	leak     []byte
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, inputs: t.TempDir(), work: t.TempDir(), temp: t.TempDir()}
	t.Setenv("TMPDIR", s.temp)
	t.Chdir(s.work)
	world := invent.New(invent.Spec{Seed: 7, Paths: 80_000, Organisations: 500, Affected: 100})
	s.canaries = newCanaries(world.Canaries(10_000))
	var leak, register bytes.Buffer
	if _, err := world.Tranche(0).Listing(&leak); err != nil {
		t.Fatal(err)
	}
	if err := world.Register(&register); err != nil {
		t.Fatal(err)
	}
	s.leak = leak.Bytes()
	if s.canaries.n < 39_000 || s.canaries.in(s.leak) == "" {
		t.Fatalf("only %d texts are planted", s.canaries.n)
	}
	if found := s.canaries.in(register.Bytes()); found != "" {
		t.Fatalf("the register holds %s", found)
	}
	s.input("leak.txt", s.leak)
	register.WriteString(strings.Repeat("\n", leastCached)) // so that it has a cache
	s.input("register.csv", register.Bytes())
	s.input("broken.gz", append([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), s.leak[:1000]...))
	s.input("cut.csv", append([]byte("Naam;Pad\n"), s.leak[:4000]...))
	return s
}

func (s *stage) input(name string, text []byte) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.inputs, name), text, 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// run carries out a command and looks for planted persons in what it printed.
// Words that start with @ are names of inputs.
func (s *stage) run(code int, now func() time.Time, line string) {
	s.t.Helper()
	args := strings.Fields(line)
	for i, arg := range args {
		if name, ok := strings.CutPrefix(arg, "@"); ok {
			args[i] = filepath.Join(s.inputs, name)
		}
	}
	var stdout, stderr bytes.Buffer
	p := &program{
		stdin: bytes.NewReader(s.leak), stdout: &stdout, stderr: &stderr, now: now,
		random: rand.NewChaCha8([32]byte{byte(len(line))}), getenv: func(string) string { return "" },
	}
	if got := p.run(context.Background(), args); got != code {
		s.t.Errorf("%s: got exit code %d, want %d\n%.500s", line, got, code, stderr.String())
	}
	for name, out := range map[string][]byte{"standard output": stdout.Bytes(), "standard error": stderr.Bytes()} {
		if found := s.canaries.in(out); found != "" {
			s.t.Errorf("%s: %s shows %s", line, name, found)
		}
	}
}

// files looks for planted persons in every file under dir, and its name.
func (s *stage) files(dir string) (n int) {
	s.t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		text, err := os.ReadFile(path)
		if found := s.canaries.in(append(text, path...)); found != "" {
			s.t.Errorf("%s holds %s", d.Name(), found)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// No command lets a planted person slip: not into what it prints, not into a
// file it writes or leaves, not into an error, not when it panics. (open is not
// among them: to give the clear text is what it is for.)
func TestNoCommandShowsACanary(t *testing.T) {
	s := newStage(t)
	day := func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }
	panics := func() time.Time { panic("the path " + string(s.leak[:500])) }
	for _, format := range []string{"text", "json", "csv", "html"} {
		s.run(codeDone, day, "triage @leak.txt --register @register.csv --format "+format)
		s.run(codeDone, day, fmt.Sprintf("triage @leak.txt --register @register.csv --progress --strict --format %s -o report.%s --attributions lines.%s", format, format, format))
	}
	commands := []struct {
		code int
		now  func() time.Time
		line string
	}{
		{codeDone, day, "triage - --register @register.csv"},
		{codeDone, day, "triage @leak.txt --register @register.csv --index leak.index --index-key leak.key --queue queue.csv -o beside.txt"},
		{codeDone, day, "alias Uitslagen --index leak.index --index-key leak.key --format json"},
		{codeDone, day, "alias --register @register.csv --index leak.index --index-key leak.key -o aliases.txt"},
		{codeFailure, day, "alias Uitslagen --index @leak.txt --index-key leak.key"},
		{codeFailure, day, "alias Uitslagen --index leak.index --index-key @leak.txt"},
		{codeDone, day, "triage @leak.txt --register @register.csv --shard 1/2 --keep-lines -o 1.part"},
		{codeDone, day, "triage @leak.txt --register @register.csv --shard 2/2 --keep-lines -o 2.part"},
		{codeDone, day, "triage merge 1.part 2.part --listing @leak.txt --register @register.csv --attributions merged.tsv -o merged.html --format html"},
		{codeFailure, day, "triage merge 1.part @leak.txt --listing @leak.txt --register @register.csv"},
		{codeFailure, day, "triage merge 1.part 2.part --listing @register.csv --register @register.csv"},
		{codeFailure, day, "triage @leak.txt --register @register.csv --vocabulary @leak.txt"},
		{codeDone, day, "mask --register @register.csv"},
		{codeDone, day, "mask --streaming"},
		{codeDone, day, "listing inspect @leak.txt --register @register.csv --rows 500"},
		{codeDone, day, "listing convert @leak.txt --masked -o masked.ndjson"},
		{codeDone, day, "seal --new-identity officer.key"},
		{codeDone, day, "seal @leak.txt --case case-1 --to officer.key.pub -o leak.sealed"},
		{codeDone, day, "seal - --case case-1 --identity officer.key -o second.sealed"},
		{codeDone, day, "triage leak.sealed --register @register.csv --identity officer.key"},
		{codeDone, day, "listing inspect leak.sealed --identity officer.key"},
		{codeDone, day, "listing convert @leak.txt --sealed-to case-1.keys --identity officer.key -o entries.sealed"},
		{codeFailure, day, "triage @broken.gz --register @register.csv"},
		{codeFailure, day, "listing inspect @broken.gz"},
		{codeFailure, day, "listing convert @broken.gz --masked"},
		{codeFailure, day, "triage @leak.txt --register @leak.txt"},
		{codeFailure, day, "register check @leak.txt"},
		{codeFailure, day, "register import @leak.txt"},
		{codeDone, day, "register check @cut.csv"},
		{codeUsage, day, "triage @leak.txt --register @register.csv --listing-format nonsense"},
		{codeUsage, day, "triage @leak.txt --register @register.csv --listing-format csv --columns nonsense"},
		{codeFailure, day, "triage @leak.txt --register @register.csv --listing-format zip"},
		{codeFailure, day, "open @leak.txt --identity officer.key"},
		{codeFailure, day, "open leak.sealed --identity @leak.txt"},
		{codeFailure, day, "shred @leak.txt --confirm case-1 --signing-key @leak.txt -o certificate"},
		{codeFailure, panics, "triage @leak.txt --register @register.csv --format html"},
		{codeFailure, panics, "seal @leak.txt --case case-2 --to officer.key.pub -o panic.sealed"},
		{codeDone, day, "shred --new-signing-key signing.pem"},
		{codeDone, day, "shred case-1.keys --confirm case-1 --signing-key signing.pem -o certificate"},
	}
	for _, c := range commands {
		s.run(c.code, c.now, c.line)
	}
	if n := s.files(filepath.Join(s.inputs, "register.csv"+cacheEnding)); n != 1 {
		t.Error("the register has no cache")
	}
	if n := s.files(s.work); n < 15 {
		t.Errorf("only %d files were written", n)
	}
	if n := s.files(s.temp); n > 0 {
		t.Errorf("%d temporary files are left", n)
	}
}
