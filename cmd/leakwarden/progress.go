package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/leakwarden/leakwarden/internal/triage"
)

// bar shows on standard error how far a triage is: with counts of bytes and
// entries, and never a name.
type bar struct {
	bars    *mpb.Progress
	bar     *mpb.Bar
	started time.Time
	now     func() time.Time
	entries atomic.Int64
	closed  bool
}

// newBar returns a bar where standard error is a terminal or force is set, and
// else nil, which may be used all the same.
func (p *program) newBar(size int64, force bool) *bar {
	if !force && !isTerminal(p.stderr) {
		return nil
	}
	options := []mpb.ContainerOption{mpb.WithOutput(p.stderr), mpb.WithRefreshRate(200 * time.Millisecond)}
	if !isTerminal(p.stderr) {
		options = append(options, mpb.WithAutoRefresh(), mpb.WithRefreshRate(2*time.Second))
	}
	b := &bar{bars: mpb.New(options...), started: p.now(), now: p.now}
	left := decor.Any(func(s decor.Statistics) string { return b.left(s.Current, s.Total) })
	rate := decor.Any(func(decor.Statistics) string { return b.rate() })
	b.bar = b.bars.New(size, mpb.BarStyle(), mpb.BarRemoveOnComplete(), mpb.BarWidth(24),
		mpb.PrependDecorators(decor.Name("reading ")), mpb.AppendDecorators(rate, left))
	return b
}

// step takes in how far the triage is.
func (b *bar) step(t triage.Progress) {
	if b == nil {
		return
	}
	b.entries.Store(t.Entries)
	b.bar.SetCurrent(t.Read)
}

// close takes the bar away. It may be called again.
func (b *bar) close() {
	if b == nil || b.closed {
		return
	}
	b.closed = true
	b.bar.SetTotal(-1, true)
	b.bars.Wait()
}

// rate returns the entries read in a second.
func (b *bar) rate() string {
	took := b.now().Sub(b.started).Seconds()
	if took < 0.1 {
		return ""
	}
	n := float64(b.entries.Load())
	return fmt.Sprintf(" %s paths, %s paths/s", short(n), short(n/took))
}

// left returns the time left, as far as can be told.
func (b *bar) left(read, size int64) string {
	took := b.now().Sub(b.started)
	if size <= 0 || read <= 0 || took < time.Second {
		return ""
	}
	rest := time.Duration(float64(took) * float64(size-read) / float64(read))
	return fmt.Sprintf(", %s left", rest.Round(time.Second))
}

// short returns n with a prefix of size: "1.2 M".
func short(n float64) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f M", n/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.0f k", n/1e3)
	}
	return fmt.Sprintf("%.0f", n)
}
