// Package triage takes listings the whole route: read, recognised, judged,
// masked, told.
package triage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/nature"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Source is one listing to be read.
type Source struct {
	Name   string // shown, and a hint for recognition: the file's name without its folder
	Reader io.Reader
	Size   int64 // bytes; 0 where unknown
}

// Options say what to triage and how.
type Options struct {
	Listings  []Source
	Register  *register.Register
	Pack      *pack.Pack
	Suppliers []string // names of the organisation that lost the data
	Format    string   // of the listings; "" or "auto" recognises it
	Columns   string   // of tables; "" recognises them
	Workers   int      // 0: one a processor
	Tool      string   // name and version, for the stream
	Build     string   // tells builds of one version apart, for parts; "" for none
	Policy    mask.Policy
	// Attributions receives a line per entry and organisation, where not nil.
	Attributions io.Writer
	// Judgements of analysts are applied, where not nil.
	Judgements *finding.Judgements
	// Explain is the ID of an organisation to explain, "" for none.
	Explain string
	// Judged, where not nil, receives what was judged, for measuring.
	Judged func(*finding.Tree, *finding.Verdict)
	// Index is made beside, where not nil. Where that fails, Run returns why,
	// after the whole stream.
	Index *Index
	// Compiled spares building what an earlier Run built, where not nil.
	Compiled *Compiled
	// Proposed, where not nil, receives the hidden words that may be safe to
	// show, those of most names first.
	Proposed func([]mask.Proposal)
	// Progress, where not nil, is called from one goroutine at a time, several
	// times a second.
	Progress func(Progress)
}

// Progress says how far reading is.
type Progress struct {
	Read, Size int64 // bytes of all listings; Size is 0 where one is unknown
	Entries    int64
}

// Run triages o.Listings and hands the messages of the stream to handle, in
// the stream's order. A listing that breaks in the middle is reported as far
// as it went; Run then returns an error after the whole stream was handed over.
// Where no listing can be opened it hands over nothing.
func Run(ctx context.Context, o Options, handle func(finding.Message) error) error {
	sh := newShared(&o)
	merged, reports, broken := sh.readAll(ctx, &o)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if broken != nil && !slices.ContainsFunc(reports, wasRead) {
		return broken // nothing was examined, which is not to find nothing
	}
	broken = errors.Join(broken, writeIndex(&o, merged, reports))
	if err := sh.tell(&o, merged, reports, handle); err != nil {
		return err
	}
	return broken
}

// wasRead reports whether a listing could be read at all.
func wasRead(r listing.Report) bool { return r.Format != "" }

// shared is what all workers read and none changes, but for seen, which is safe.
type shared struct {
	dict       *token.Dict
	index      *mention.Index
	natures    *nature.Recogniser
	persons    *identifier.Recogniser
	vocabulary *finding.Vocabulary
	masker     *mask.Masker
	register   *register.Register // with the suppliers at its end
	suppliers  map[int32]bool
	seen       *seen      // of the listing being read
	earlier    *seen      // of those before it; nil for the first
	bound      *bound     // of the workers' samples
	judged     int        // texts that analysts said are an organisation's
	house      nature.Set // of a supplier's own: staff, systems
	attribute  bool
	shard      Shard
}

func newShared(o *Options) *shared {
	d := token.NewDict()
	reg, applied := o.Judgements.Apply(o.Register)
	reg, suppliers := withSuppliers(reg, o.Suppliers)
	sh := &shared{dict: d, judged: applied, register: reg, suppliers: suppliers, seen: &seen{}, bound: newBound(), attribute: o.Attributions != nil}
	sh.house = houseOf(o.Pack)
	sh.vocabulary = finding.NewVocabulary(o.Pack, d)
	sh.natures = nature.New(o.Pack, d)
	sh.persons = identifier.New(o.Pack, d)
	compiled := o.Compiled
	if applied > 0 {
		compiled = nil // what analysts say of texts comes from a listing, and is kept nowhere
	}
	sh.index = compiled.index(reg, o.Pack, d)
	sh.vocabulary.SetTypes(o.Pack, d, sh.index.Types)
	sh.masker = mask.New(o.Pack, sh.index, d, o.Policy)
	sh.masker.Watch(sh.persons.Clone())
	return sh
}

// houseOf returns the natures that a supplier's own files have: what names no
// organisation and has these alone is not a customer's.
func houseOf(p *pack.Pack) (house nature.Set) {
	for i, n := range p.Natures {
		if n.Name == "hr" || n.Name == "it" || n.Name == "credentials" {
			house |= 1 << i
		}
	}
	return house
}

// withSuppliers returns reg with an organisation added for each supplier that
// it does not hold, and which organisations are suppliers.
func withSuppliers(reg *register.Register, names []string) (*register.Register, map[int32]bool) {
	suppliers := make(map[int32]bool)
	out := *reg
	for _, name := range names {
		known := false
		for i, org := range reg.Organisations {
			if token.Fold(org.Name) == token.Fold(name) {
				suppliers[int32(i)], known = true, true
			}
		}
		if !known {
			suppliers[int32(len(out.Organisations))] = true
			out.Organisations = append(out.Organisations[:len(out.Organisations):len(out.Organisations)], register.Organisation{ID: "supplier", Name: name})
		}
	}
	return &out, suppliers
}

// newWorker returns a worker with an empty partial.
func (sh *shared) newWorker(listings int) *worker {
	w := &worker{
		shared: sh, names: sh.index.Scanner(), natures: sh.natures.Clone(), persons: sh.persons.Clone(),
		partial: newPartial(listings, sh.bound), sorted: make([][]int32, 1<<shardBits),
	}
	w.stack = []dir{{group: w.partial.root}}
	return w
}

// full is a batch read, and free to be filled again once analysed.
type full struct {
	listing int
	batch   *listing.Batch
	roots   []root
}

// readAll reads the listings one after another, analyses them, and returns
// what all hold, a report of each, and what broke, if any did.
func (sh *shared) readAll(ctx context.Context, o *Options) (*partial, []listing.Report, error) {
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	work, free := make(chan full, workers), make(chan *listing.Batch, workers+2)
	for range cap(free) {
		free <- &listing.Batch{}
	}
	pool, faults := make([]*worker, workers), make([]error, workers)
	var done sync.WaitGroup
	for i := range pool {
		pool[i] = sh.newWorker(len(o.Listings))
		pool[i].partial.late, pool[i].partial.groups = o.Index.builder(), pool[0].partial.groups
		done.Go(func() {
			for f := range work {
				pool[i].roots = f.roots
				if err := pool[i].guarded(f.listing, f.batch); err != nil {
					faults[i] = err
				}
				free <- f.batch
			}
			pool[i].finish()
		})
	}
	reports, broken := sh.readListings(ctx, o, sh.newTranches(len(o.Listings)), work, free)
	close(work)
	done.Wait()
	sh.seen, sh.earlier = nil, nil
	runtime.GC() // what they held is room for merging
	for _, w := range pool[1:] {
		pool[0].partial.merge(w.partial)
	}
	pool[0].partial.sample.trim()
	return pool[0].partial, reports, errors.Join(append(faults, broken)...)
}

// readListings reads the listings into work, and has t learn from them. An error
// in one ends that one.
func (sh *shared) readListings(ctx context.Context, o *Options, t *tranches, work chan<- full, free chan *listing.Batch) ([]listing.Report, error) {
	reports := make([]listing.Report, len(o.Listings))
	var broken error
	p := progress{report: o.Progress}
	for _, l := range o.Listings {
		p.Size += l.Size
	}
	for n, l := range o.Listings {
		sh.begin(n, t, free)
		r, err := listing.Open(l.Reader, listing.Options{Name: l.Name, Format: o.Format, Columns: o.Columns})
		if err != nil {
			broken = errors.Join(broken, fmt.Errorf("reading %s: %w", l.Name, err))
			continue
		}
		for err == nil && ctx.Err() == nil {
			b := <-free
			err = r.Next(b)
			p.step(r, b)
			sh.seen.follow(r.Progress(), l.Size)
			work <- full{n, b, t.see(n, b)}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			broken = errors.Join(broken, fmt.Errorf("reading %s: %w", l.Name, err))
		}
		p.before += r.Progress()
		reports[n] = r.Report()
		if err := r.Close(); err != nil {
			broken = errors.Join(broken, fmt.Errorf("closing %s: %w", l.Name, err))
		}
	}
	return reports, broken
}

// progress counts what has been read of all listings.
type progress struct {
	Progress
	report func(Progress)
	before int64 // bytes of the listings already read
}

func (p *progress) step(r *listing.Reader, b *listing.Batch) {
	if p.report == nil {
		return
	}
	p.Read = p.before + r.Progress()
	p.Entries += int64(len(b.Entries))
	p.report(p.Progress)
}
