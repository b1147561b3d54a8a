package late

import (
	"cmp"
	"slices"
)

// Merge adds what o has seen, a Builder with the same key, and empties it. The
// order of merging does not show in what is written.
func (b *Builder) Merge(o *Builder) {
	b.path, b.stack = nil, nil
	if b.over = b.over || o.over; b.over {
		b.drop()
		return
	}
	numbers := make([]uint32, len(o.known))
	for n := 1; n < len(o.known); n++ {
		numbers[n] = b.numberOf(o.known[n])
	}
	for _, r := range o.rows {
		at := r.start
		r.start = uint32(len(b.texts))
		for _, n := range o.texts[at : at+uint32(r.words)+uint32(r.runs)] {
			b.texts = append(b.texts, numbers[n])
		}
		b.rows = append(b.rows, r)
	}
	for key := range o.dirs {
		b.dirs[key] = 0 // compact gives the row
	}
	o.drop()
	b.compact()
}

func (b *Builder) drop() { b.rows, b.texts, b.dirs, b.numbers = nil, nil, nil, nil }

// compact makes one row of all with one path, sorts them by key, and sees
// whether they are too many.
func (b *Builder) compact() {
	slices.SortFunc(b.rows, func(x, y row) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.start, y.start)) })
	n := 0
	for i := range b.rows {
		r := &b.rows[i]
		if n > 0 && b.rows[n-1].key == r.key {
			b.rows[n-1].items += r.items
			b.rows[n-1].met(int(r.listing), r.line)
			continue
		}
		b.rows[n] = *r
		n++
	}
	if n < len(b.rows) {
		b.rows = b.rows[:n]
		b.tidy()
	}
	for i := range b.rows {
		if _, directory := b.dirs[b.rows[i].key]; directory {
			b.dirs[b.rows[i].key] = uint32(i)
		}
	}
	if len(b.rows) > maxRows || len(b.texts) > maxMarks/2 {
		b.over = true
		b.drop()
	}
}

// tidy drops marks that belong to no row.
func (b *Builder) tidy() {
	size := 0
	for i := range b.rows {
		size += int(b.rows[i].words) + int(b.rows[i].runs)
	}
	texts := make([]uint32, 0, size)
	for i := range b.rows {
		r := &b.rows[i]
		start := uint32(len(texts))
		texts = append(texts, b.texts[r.start:r.start+uint32(r.words)+uint32(r.runs)]...)
		r.start = start
	}
	b.texts = texts
}

// order returns the rows as a walk through the tree meets them: what lies in a
// directory right after it, by first line. The rows must be compact.
func (b *Builder) order() []int32 {
	parents := b.parents()
	b.spreadLines(parents)
	children := make([]int32, len(b.rows)) // by parent, then by place, last first
	for i := range children {
		children[i] = int32(i)
	}
	slices.SortFunc(children, func(x, y int32) int {
		r, s := &b.rows[x], &b.rows[y]
		return cmp.Or(cmp.Compare(parents[x], parents[y]), cmp.Compare(s.listing, r.listing), cmp.Compare(s.line, r.line), cmp.Compare(s.key, r.key))
	})
	below := func(parent int32) []int32 { // those of one parent
		from, _ := slices.BinarySearchFunc(children, parent, func(x, p int32) int { return cmp.Compare(parents[x], p) })
		to := from
		for to < len(children) && parents[children[to]] == parent {
			to++
		}
		return children[from:to]
	}
	out := make([]int32, 0, len(b.rows))
	stack := slices.Clone(below(-1))
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		out = append(out, i)
		if _, directory := b.dirs[b.rows[i].key]; directory {
			stack = append(stack, below(i)...)
		}
	}
	return out
}

// parents returns for each row that of its directory, -1 for none.
func (b *Builder) parents() []int32 {
	out := make([]int32, len(b.rows))
	for i := range b.rows {
		out[i] = -1
		if n, ok := b.dirs[b.rows[i].parent]; ok && b.rows[i].depth > 1 {
			out[i] = int32(n)
		}
	}
	return out
}

// spreadLines gives each directory the first line of all that is below it.
func (b *Builder) spreadLines(parents []int32) {
	deepest := make([]int32, len(b.rows))
	for i := range deepest {
		deepest[i] = int32(i)
	}
	slices.SortFunc(deepest, func(x, y int32) int { return cmp.Compare(b.rows[y].depth, b.rows[x].depth) })
	for _, i := range deepest {
		if r := &b.rows[i]; parents[i] >= 0 {
			b.rows[parents[i]].met(int(r.listing), r.line)
		}
	}
}
