package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/report"
	"github.com/leakwarden/leakwarden/internal/triage"
)

func (p *program) demoCommand() *cobra.Command {
	var dir string
	var seed uint64
	c := &cobra.Command{
		Use:   "demo",
		Short: "Make an invented leak, triage it before your eyes, and say where the report is",
		Long: `Makes up a medical laboratory, a register of organisations and the listings of the
laboratory's files as they could be published after a leak: three tranches in different
forms and encodings. Everything in them is invented. Then triages them, and leaves the
report as a page and as a stream of JSON beside them.`,
		Example: "  leakwarden demo --dir demo",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.demo(c.Context(), dir, seed)
		},
	}
	c.Flags().StringVar(&dir, "dir", "demo", "`DIR` to write to")
	c.Flags().Uint64Var(&seed, "seed", 1, "`N` of which the world is made; the same gives the same")
	return c
}

func (p *program) demo(ctx context.Context, dir string, seed uint64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return about(dir, err)
	}
	world := invent.Demo(seed)
	files, err := p.writeWorld(dir, world)
	if err != nil {
		return err
	}
	sector, err := loadPack("nl-health")
	if err != nil {
		return err
	}
	registerFile := filepath.Join(dir, "register.csv")
	reg, err := p.loadRegister(registerFile, sector)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s: %s, all invented\n", registerFile, count(len(reg.Organisations), "organisation"))
	o := triage.Options{
		Register: reg, Pack: sector, Suppliers: []string{world.Supplier}, Tool: "leakwarden " + version, Policy: mask.Default,
	}
	size, closeAll, err := p.sources(&o, files, unlocking{})
	defer closeAll()
	if err != nil {
		return err
	}
	bar := p.newBar(size, false)
	defer bar.close()
	o.Progress = bar.step
	d := &demonstration{program: p, dir: dir, text: &run{program: p, format: "text", sector: sector}}
	return d.run(ctx, o, bar)
}

// writeWorld writes the register and the listings, and returns the names of
// the latter.
func (p *program) writeWorld(dir string, world *invent.World) ([]string, error) {
	if err := p.save(filepath.Join(dir, "register.csv"), world.Register); err != nil {
		return nil, err
	}
	var files []string
	for i := range world.Tranches() {
		t := world.Tranche(i)
		name := filepath.Join(dir, filepath.Base(t.Name()))
		var entries int64
		err := p.save(name, func(w io.Writer) error {
			truth, err := t.Listing(w)
			if err == nil {
				entries = truth.Entries
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(p.stdout, "%s: %d entries, %s, %s\n", name, entries, t.Form, t.Encoding)
		files = append(files, name)
	}
	return files, nil
}

// shownLines is how much of the report in text the demonstration prints.
const shownLines = 48

// demonstration writes one triage in three forms, and shows the beginning of
// the first.
type demonstration struct {
	*program
	dir  string
	text *run
}

// forms gives the name of the file of each form.
var forms = []struct{ format, file string }{{"text", "report.txt"}, {"html", "report.html"}, {"json", "findings.json"}}

func (d *demonstration) run(ctx context.Context, o triage.Options, bar *bar) error {
	var handlers []report.Handler
	var outs []*output
	shown := &beginning{left: shownLines}
	for _, form := range forms {
		out, err := d.create(filepath.Join(d.dir, form.file))
		if err != nil {
			return err
		}
		defer out.discard()
		to := io.Writer(out)
		if form.format == "text" {
			to = io.MultiWriter(out, shown)
		}
		d.text.format, d.text.out = form.format, form.file
		h, err := report.New(form.format, to, d.text.reportOptions())
		if err != nil {
			return err
		}
		handlers, outs = append(handlers, h), append(outs, out)
	}
	started := d.now()
	var entries int64
	err := triage.Run(ctx, o, func(m finding.Message) error {
		bar.close()
		if m.Summary != nil {
			entries = m.Summary.Items
		}
		var err error
		for _, h := range handlers {
			err = errors.Join(err, h.Handle(m))
		}
		return err
	})
	if err != nil {
		return err
	}
	took := d.now().Sub(started)
	for i, h := range handlers {
		if err := errors.Join(h.Close(), outs[i].commit()); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(d.stdout, "%s…\n\n%d entries triaged in %.1f s\nreport: %s\nas text: %s\nas a stream: %s\n", shown.text, entries, took.Seconds(),
		filepath.Join(d.dir, "report.html"), filepath.Join(d.dir, "report.txt"), filepath.Join(d.dir, "findings.json"))
	return err
}

// beginning keeps the first lines of what is written to it.
type beginning struct {
	left int // lines
	text []byte
}

// Write implements io.Writer.
func (b *beginning) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		if b.left == 0 {
			break
		}
		b.text = append(b.text, line...)
		if line[len(line)-1] == '\n' {
			b.left--
		}
	}
	return len(p), nil
}
