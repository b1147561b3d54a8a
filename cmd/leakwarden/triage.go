package main

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/report"
	"github.com/leakwarden/leakwarden/internal/transcript"
	"github.com/leakwarden/leakwarden/internal/triage"
)

// triageFlags are the flags of triage.
type triageFlags struct {
	register, pack, form, columns, format, out string
	judgements, explain, memory                string
	suppliers                                  []string
	workers                                    int
	exitCode, progress, strict, noCache        bool
	shard                                      string
	keepLines                                  bool
	sideFlags
	unlocking
}

// basis are the flags of what the result depends on.
func (f *triageFlags) basis(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.register, "register", "", "`FILE` of the organisations that you watch over (CSV)")
	fl.StringArrayVar(&f.suppliers, "supplier", nil, "`NAME` of the organisation that lost the data; may be given several times")
	packFlag(c, &f.pack)
	fl.StringVar(&f.vocabulary, "vocabulary", "", "`FILE` of words that an analyst accepted: word, tab, class, tab, natures (see docs/triage.md)")
	fl.StringVar(&f.judgements, "judgements", "", "`FILE` of what analysts said of texts and organisations (see docs/triage.md)")
	fl.StringVar(&f.form, "listing-format", "auto", "`NAME` of the listings' form (see leakwarden listing --help)")
	fl.StringVar(&f.columns, "columns", "", "columns of a table: `path=3,size=2`, by number or heading")
}

// report are the flags of what is written.
func (f *triageFlags) report(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.format, "format", "text", "text, json, csv or html: the `FORM` of the report")
	outFlag(c, &f.out)
	fl.StringVar(&f.attributions, "attributions", "", "write a line for each entry and organisation to `FILE`")
	fl.StringVar(&f.queue, "queue", "", "write the hidden words that would explain most names to `FILE`, for an analyst to judge (CSV)")
	fl.StringVar(&f.explain, "explain", "", "explain in full why the organisation with this `ID` is indicated")
	fl.BoolVar(&f.strict, "strict", false, "show organisations and kinds of data only, no other word of a path")
	fl.BoolVar(&f.exitCode, "exit-code", false, "exit with 3 where something was found")
}

// running are the flags of how it is done.
func (f *triageFlags) running(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.memory, "memory", "", "`SIZE` of memory to keep to, such as 512MiB (default: a quarter of the machine's)")
	fl.BoolVar(&f.noCache, "no-cache", false, "neither read nor write FILE.cache, which spares reading a large register again")
	fl.BoolVar(&f.progress, "progress", false, "show progress also where standard error is no terminal")
	f.unlocking.flags(c)
}

func (p *program) triageCommand() *cobra.Command {
	var f triageFlags
	c := &cobra.Command{
		Use:   "triage LISTING...",
		Short: "Tell which organisations of a register a leak affects, and what was leaked of them",
		Long: `Reads listings of leaked files and tells which organisations of a register they
indicate, how surely, and what kinds of data. No name or number of a person is
shown. A LISTING is a file, or - for standard input; its form, compression and
encoding are recognised by content (see leakwarden listing --help), and sealed
listings are read with --identity.

Several machines can share one triage: each makes a part with --shard, and
leakwarden triage merge makes of the parts what one would have told.`,
		Example: `  leakwarden triage listing.txt --register register.csv
  leakwarden triage part1.txt.gz part2.csv --register register.csv --supplier "Laboratorium Noord" --format html -o report.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if f.shard != "" {
				return p.shard(c, args, &f)
			}
			if f.keepLines {
				return usage("--keep-lines is of a shard", "give it with --shard, or leave it out: the report of a whole triage needs it not")
			}
			return p.triage(c.Context(), args, &f)
		},
	}
	f.basis(c)
	f.report(c)
	f.sideFlags.flags(c)
	fl := c.Flags()
	fl.IntVar(&f.workers, "workers", 0, "`N` at work at once (default: one a processor); the result is the same")
	fl.StringVar(&f.shard, "shard", "", "write the part of shard `I/N` to the file of -o, to be merged (see leakwarden triage merge --help)")
	fl.BoolVar(&f.keepLines, "keep-lines", false, "with --shard: keep in the part what merge needs for --attributions")
	f.running(c)
	c.AddCommand(p.mergeCommand())
	return c
}

// triage opens what the flags name, runs the triage and writes its report.
func (p *program) triage(ctx context.Context, listings []string, f *triageFlags) error {
	if err := f.sideFlags.check(); err != nil {
		return err
	}
	o, err := p.options(f)
	if err != nil {
		return err
	}
	return p.reported(ctx, o, listings, f, p.bounded(ctx, listings, f))
}

// options returns all that the flags say but the listings.
func (p *program) options(f *triageFlags) (o triage.Options, err error) {
	if f.register == "" {
		return o, usage("no register given", "name the organisations that you watch over: --register register.csv")
	}
	cached := f.cache()
	sector, err := loadPack(f.pack)
	if err != nil {
		return o, err
	}
	if sector, err = f.extended(sector); err != nil {
		return o, err
	}
	if err := checkFormat(f.format); err != nil {
		return o, err
	}
	reg, compiled, err := cached.load(p, sector)
	if err != nil {
		return o, err
	}
	o = triage.Options{
		Register: reg, Pack: sector, Suppliers: f.suppliers, Format: f.form, Columns: f.columns, Workers: f.workers,
		Tool: "leakwarden " + version, Build: build(), Policy: mask.Default, Explain: f.explain, Compiled: compiled,
	}
	if f.strict {
		o.Policy = mask.Strict
	}
	return o, judge(&o, f)
}

// reported opens the listings, has triaged tell of them, and writes the report.
func (p *program) reported(ctx context.Context, o triage.Options, listings []string, f *triageFlags, triaged triaged) error {
	size, closeAll, err := p.sources(&o, listings, f.unlocking)
	defer closeAll()
	if err != nil {
		return err
	}
	bar := p.newBar(size, f.progress)
	limit, err := memoryLimit(f.memory)
	if err != nil {
		return err
	}
	ctx, step, undo := p.keepMemory(ctx, limit, bar.step)
	defer undo()
	o.Progress = step
	r := &run{program: p, triaged: triaged, options: o, out: f.out, format: f.format, sides: f.sideFlags, sector: o.Pack, done: bar.close}
	err = r.run(ctx)
	if err == nil && f.exitCode && r.found {
		return errFound
	}
	return err
}

// judge reads the judgements of analysts into o, and checks that the
// organisation to explain is one of the register.
func judge(o *triage.Options, f *triageFlags) error {
	known := func(org register.Organisation) bool { return org.ID == f.explain }
	if f.explain != "" && !slices.ContainsFunc(o.Register.Organisations, known) {
		return usage("no organisation of the register has the ID "+strconv.Quote(f.explain), "take an ID from the register's column id")
	}
	if f.judgements == "" {
		return nil
	}
	file, err := os.Open(f.judgements)
	if err != nil {
		return about(f.judgements, err)
	}
	defer file.Close()
	o.Judgements, err = finding.ReadJudgements(file)
	return about(f.judgements, err)
}

func checkFormat(name string) error {
	if _, err := report.New(name, io.Discard, report.Options{}); err != nil {
		return usage("no such format: "+strconv.Quote(name), "choose one of "+strings.Join(report.Formats(), ", "))
	}
	return nil
}

// sources opens the listings into o. It returns their size, 0 where one is
// unknown, and what closes those that were opened.
func (p *program) sources(o *triage.Options, names []string, u unlocking) (size int64, closeAll func(), err error) {
	var open []*input
	closeAll = func() {
		for _, in := range open {
			_ = in.Close()
		}
	}
	known, stdin := true, false
	for _, name := range names {
		if name == "-" && stdin {
			return 0, closeAll, usage("standard input is named twice", "name - once")
		}
		stdin = stdin || name == "-"
		in, err := p.openInput(name, aListing, u)
		if err != nil {
			return 0, closeAll, err
		}
		open = append(open, in)
		o.Listings = append(o.Listings, triage.Source{Name: in.name, Reader: in.Reader, Size: in.size})
		size += in.size
		known = known && in.size > 0
	}
	if !known {
		size = 0
	}
	return size, closeAll, nil
}

// triaged hands over the messages of a triage, as triage.Run does. Where it reads the
// listings once more, it calls done before.
type triaged func(ctx context.Context, o triage.Options, done func(), handle func(finding.Message) error) error

// run is one triage with one report.
type run struct {
	*program
	triaged     triaged
	options     triage.Options
	out, format string
	sides       sideFlags
	sector      *pack.Pack
	done        func() // called when reading is over
	found       bool   // an organisation is indicated
	whole       bool   // the stream came to its end
}

// run writes the report and what goes beside it. Where a listing broke, they are
// written as far as it went, and the error comes after; where the stream did not
// come to its end, no file appears.
func (r *run) run(ctx context.Context) error {
	out, err := r.create(r.out)
	if err != nil {
		r.done()
		return err
	}
	defer out.discard()
	h, err := report.New(r.format, out, r.reportOptions())
	if err != nil {
		r.done()
		return err
	}
	var beside sides
	defer beside.discard()
	if err := beside.create(r.program, &r.sides, &r.options); err != nil {
		r.done()
		return err
	}
	broken := r.triaged(ctx, r.options, r.finish, func(m finding.Message) error {
		r.finish()
		r.found = r.found || m.Finding != nil
		r.whole = r.whole || m.Summary != nil
		return h.Handle(m)
	})
	r.finish()
	if !r.whole {
		return explain(broken)
	}
	if err := h.Close(); err != nil {
		return errors.Join(explain(broken), err)
	}
	err = out.commit()
	if err == nil {
		err = beside.commit(broken)
	}
	return errors.Join(explain(broken), err)
}

// finish takes the progress bar away before the first line of the report.
func (r *run) finish() {
	if r.done != nil {
		r.done()
		r.done = nil
	}
}

// explain turns a listing format or columns that are not known into an error of
// usage.
func explain(err error) error {
	if err != nil && transcript.UnknownFormat(err) {
		hint := hintOf(err)
		if hint == "" {
			hint = "see leakwarden listing --help"
		}
		return usage(flatten(err)[0].Error(), hint)
	}
	return err
}

// reportOptions looks at where the report goes.
func (r *run) reportOptions() report.Options {
	o := report.Options{Titles: titles(r.sector)}
	if r.format == "html" {
		o.Now = r.date()
	}
	f, ok := r.stdout.(*os.File)
	if r.out == "" && ok && isTerminal(f) {
		o.Colour = r.getenv("NO_COLOR") == "" && r.getenv("TERM") != "dumb"
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			o.Width = width
		}
	}
	return o
}

// date returns the time to print on a page. SOURCE_DATE_EPOCH sets it, for who
// wants the same bytes again.
func (p *program) date() time.Time {
	if at, err := strconv.ParseInt(p.getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(at, 0).UTC()
	}
	return p.now()
}

// titles gives the natures and flags of a pack names for readers.
func titles(sector *pack.Pack) map[string]string {
	names := make(map[string]string)
	for _, n := range sector.Natures {
		names[n.Name] = n.Title["en"]
	}
	for _, g := range sector.Groups {
		names[g.Name] = g.Title["en"]
	}
	for name, title := range names {
		if title == "" {
			delete(names, name)
		}
	}
	return names
}
