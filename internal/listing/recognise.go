package listing

import (
	"bytes"
	"fmt"
)

// head is what recognition sees of a listing: its first 64 KiB.
type head struct {
	opts    Options
	random  Random // nil for a pipe
	raw     []byte
	lines   [][]byte // in UTF-8, without their ends
	whole   bool     // there is nothing behind it
	dialect dialect
	text    *text
}

func newHead(o Options, raw []byte, whole bool, t *text) *head {
	h := &head{opts: o, raw: raw, whole: whole, dialect: slashes, text: t}
	rest := raw
	for len(rest) > 0 {
		line, after, found := bytes.Cut(rest, []byte{'\n'})
		if !found && !whole {
			break // cut in the middle
		}
		rest = after
		if n := len(line); n > 0 && line[n-1] == '\r' {
			line = line[:n-1]
		}
		h.lines = append(h.lines, bytes.Clone(t.decode(line)))
	}
	return h
}

// trial counts what a parser makes of the lines of h.
type trial struct {
	understood, structural, skipped int
	dialect                         dialect
}

func (h *head) try(f *form, b *Batch) trial {
	b.reset(maxPathBytes)
	s := &sink{batch: b, dry: true, full: func() bool { return true }, dialect: h.dialect, maxPath: maxPathBytes, text: h.text}
	p := f.lines(h)
	if p == nil {
		return trial{}
	}
	for _, line := range h.lines {
		s.line++
		s.done(p.read(line, s))
	}
	s.release(badQuotes)
	skipped := int64(0)
	for o := notInForm; o < outcomes; o++ {
		skipped += s.taken[o]
	}
	return trial{int(s.taken[understood]), int(s.taken[structural]), int(skipped), s.signs.dialect()}
}

// signs counts the paths that speak for a dialect.
type signs struct{ back, slash, rooted, all int }

// see takes the evidence of one path, read with slashes.
func (g *signs) see(path []byte) {
	g.all++
	b, s := bytes.IndexByte(path, '\\'), bytes.IndexByte(path, '/')
	switch {
	case s >= 0 && (b < 0 || s < b):
		g.slash++
	case b >= 0:
		g.back++
		if b == 0 || b == 2 && path[1] == ':' {
			g.rooted++
		}
	}
}

// dialect is that of Windows where far more paths are parted by backslashes
// than by slashes, or nearly every path starts at a drive or a server.
func (g *signs) dialect() dialect {
	if g.back > 4*g.slash && (4*g.back > g.all || g.rooted == g.back) {
		return backslashes
	}
	return slashes
}

// share is the part of the lines with text that the parser could place.
func (t trial) share() float64 {
	if t.understood == 0 {
		return 0
	}
	return float64(t.understood+t.structural) / float64(t.understood+t.structural+t.skipped)
}

const (
	leastShare = 0.7
	// nearlyAll is a share so high that an earlier form wins with it.
	nearlyAll = 0.98
)

// recognise returns the form that explains h best, and why.
func recognise(h *head) (*form, string) {
	all := forms()
	for i := range all {
		if f := &all[i]; f.certain != nil && f.certain(h) {
			if f.lines != nil {
				h.dialect = h.try(f, &Batch{}).dialect
			}
			return f, f.why
		}
	}
	var batch Batch
	if h.opts.Columns != "" {
		h.dialect = h.try(&delimited, &batch).dialect
		return &delimited, "columns were given, so it is taken for a table"
	}
	f, t := bestOf(h, all, false, &batch)
	if f == nil {
		f, t = bestOf(h, all, true, &batch)
	}
	if f == nil {
		f = &all[len(all)-1]
		t = h.try(f, &batch)
	}
	h.dialect = t.dialect
	placed := t.understood + t.structural
	return f, fmt.Sprintf("%s (%d of the first %d lines)", f.why, placed, placed+t.skipped)
}

// bestOf tries the forms that are generic, or those that are not.
func bestOf(h *head, all []form, generic bool, batch *Batch) (best *form, bestTrial trial) {
	bestShare := 0.0
	for i := range all {
		f := &all[i]
		if f.lines == nil || f.nul || f.generic != generic {
			continue
		}
		t := h.try(f, batch)
		least := f.least
		if least == 0 {
			least = leastShare
		}
		if share := t.share(); share >= least && share > bestShare {
			best, bestShare, bestTrial = f, share, t
			if share >= nearlyAll {
				break
			}
		}
	}
	return best, bestTrial
}

func formNamed(name string) *form {
	all := forms()
	for i := range all {
		if all[i].name == name {
			return &all[i]
		}
	}
	return nil
}
