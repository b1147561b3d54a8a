package triage

import (
	"bufio"
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
)

// tell judges what was read and hands over the messages. A panic on the way
// becomes a *Fault.
func (sh *shared) tell(o *Options, all *partial, reports []listing.Report, handle func(finding.Message) error) (err error) {
	defer faultOf(&err)
	var masks sync.WaitGroup
	var fault error
	masks.Go(func() { fault = sh.learnSlots(all) })
	tree := finding.NewTree(all.root, all.groups.all())
	all.groups = nil // what is known is in tree
	w := sh.newWorker(0)
	w.learn(tree, all)
	judge := &finding.Judge{Index: sh.index, Weights: finding.DefaultWeights(), Supplier: sh.suppliers, Judgements: o.Judgements, Register: sh.register}
	verdict := judge.Decide(tree)
	if o.Judged != nil {
		o.Judged(tree, verdict)
	}
	if masks.Wait(); fault != nil {
		return fault
	}
	as := &finding.Assembler{Judge: judge, Register: sh.register, Pack: o.Pack, Masker: sh.masker}
	if err := attribute(o, sh, all, verdict); err != nil {
		return err
	}
	if o.Proposed != nil {
		o.Proposed(sh.masker.Queue(mostProposals))
	}
	return sh.stream(o, all, reports, tree, verdict, as, handle)
}

// mostProposals is more than anybody reads.
const mostProposals = 10_000

// stream hands over the messages in the order of the contract.
func (sh *shared) stream(o *Options, all *partial, reports []listing.Report, tree *finding.Tree, verdict *finding.Verdict, as *finding.Assembler, handle func(finding.Message) error) error {
	if err := handle(finding.Message{Config: config(o, reports)}); err != nil {
		return err
	}
	findings := as.Findings(tree, verdict)
	for i := range findings {
		if err := handle(finding.Message{Finding: &findings[i]}); err != nil {
			return err
		}
	}
	for _, n := range as.Natures(tree) {
		if err := handle(finding.Message{Nature: &n}); err != nil {
			return err
		}
	}
	for _, u := range as.Unresolved(tree, verdict, all.unresolved(tree)) {
		if err := handle(finding.Message{Unresolved: &u}); err != nil {
			return err
		}
	}
	if err := sh.explain(o, as, verdict, handle); err != nil {
		return err
	}
	summary := as.Summary(tree, verdict, findings)
	if sh.judged > 0 {
		summary.Notes = append(summary.Notes, fmt.Sprintf("Judgements of analysts were applied; %d of them give an organisation another name.", sh.judged))
	}
	summary.Duplicates = all.repeated
	for _, r := range reports {
		summary.SkippedLines += skipped(r)
	}
	return handle(finding.Message{Summary: summary})
}

func samples(s *sample) []mask.Sample {
	out := make([]mask.Sample, 0, len(s.pairs))
	for i := range s.pairs {
		p := &s.pairs[i]
		out = append(out, mask.Sample{Parent: s.directory(p), Segment: s.name(p), Leaf: p.leaf})
	}
	return out
}

// config describes the run.
func config(o *Options, reports []listing.Report) *finding.Config {
	c := &finding.Config{
		Version: 1, Tool: o.Tool, Pack: o.Pack.Name, PackVersion: o.Pack.Version, Policy: string(o.Policy),
		Suppliers: append([]string{}, o.Suppliers...),
		Register:  finding.Register{SHA256: o.Register.SHA256, Organisations: len(o.Register.Organisations)},
		Listings:  []finding.Listing{},
	}
	for n, r := range reports {
		l := finding.Listing{
			Name: o.Listings[n].Name, SHA256: r.SHA256, Format: r.Format, Encoding: r.Encoding, Bytes: r.Bytes,
			Lines: r.Lines, Entries: r.Understood, Skipped: []finding.Skipped{}, Incomplete: r.Incomplete,
		}
		for _, s := range r.Skipped {
			l.Skipped = append(l.Skipped, finding.Skipped{Reason: s.Reason, Lines: s.Lines, First: s.First})
		}
		c.Listings = append(c.Listings, l)
	}
	return c
}

func skipped(r listing.Report) (n int64) {
	for _, s := range r.Skipped {
		n += s.Lines
	}
	return n
}

// unresolved returns the folders that lie where organisations are named and
// name none that is known: beside ones of which most do, or with an
// organisation word in the name. Order: most items first, then by place.
func (p *partial) unresolved(t *finding.Tree) []finding.Folder {
	type candidate struct {
		folder
		key uint64
	}
	var found []candidate
	for key, f := range p.folders.all() {
		if f.hit != noHit || !f.named || f.name.end == 0 {
			continue
		}
		if f.cues != 0 || conventional(t.Siblings[f.parent]) || conventional(t.Shapes[f.shape]) {
			found = append(found, candidate{*f, key})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.items, a.items), cmp.Compare(a.listing, b.listing), cmp.Compare(a.line, b.line), cmp.Compare(a.key, b.key))
	})
	out := make([]finding.Folder, 0, len(found))
	for _, f := range found {
		out = append(out, finding.Folder{Name: p.names[f.name.start:f.name.end], Items: f.items, Cue: f.cues != 0})
	}
	return out
}

// conventional reports whether so many of the folders of one place name
// organisations of the register that the others must be organisations too.
func conventional(r finding.Rate) bool {
	const few, most = 5, 0.8
	return r.Hit >= few && float64(r.Hit+r.Weak) >= most*float64(r.Named)
}

// attribute writes the attributions, where they are asked for: a line for each
// entry and organisation, in the order of the listings.
func attribute(o *Options, sh *shared, all *partial, v *finding.Verdict) error {
	if o.Attributions == nil {
		return nil
	}
	w := bufio.NewWriter(o.Attributions)
	for n, lines := range all.lines {
		if n > 0 {
			fmt.Fprintf(w, "# listing %d\n", n+1)
		}
		slices.SortStableFunc(lines, func(a, b lineGroup) int { return cmp.Compare(a.line, b.line) })
		for _, l := range lines {
			for _, a := range v.Of(l.group.Key) {
				fmt.Fprintf(w, "%d\t%s\t%s\t%.2f\n", l.line, sh.register.Organisations[a.Organisation].ID, finding.TierOf(a.P), math.Floor(a.P*100)/100)
			}
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing attributions: %w", err)
	}
	return nil
}

// explain hands over the explanation of the organisation asked for, if any is.
func (sh *shared) explain(o *Options, as *finding.Assembler, v *finding.Verdict, handle func(finding.Message) error) error {
	if o.Explain == "" {
		return nil
	}
	for i, org := range sh.register.Organisations {
		if org.ID == o.Explain {
			e := as.Explain(v, int32(i))
			return handle(finding.Message{Explanation: &e})
		}
	}
	return nil
}
