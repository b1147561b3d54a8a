package late

import (
	"bytes"

	"github.com/cespare/xxhash/v2"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Builder makes an index from paths. Builders that share a key merge, in any
// order, into what one alone would have made. Not for use by two goroutines at
// once. It keeps no path: of a name it keeps numbers of marks, some 100 bytes;
// writing takes as much again.
type Builder struct {
	key   Key
	marks *marker
	dict  *token.Dict // empty: it only splits
	words token.Words

	numbers map[uint64]uint32 // of a word's hash → number of its mark
	byMark  map[uint64]uint32 // → number
	known   []uint64          // marks by number; 0 is the gap

	rows  []row
	texts []uint32          // the marks' numbers of all rows, one row after another
	dirs  map[uint64]uint32 // of a directory's path → row

	path  []byte  // of the directory at hand
	stack []level // the directories of path
	over  bool
}

// row is a name of a file or directory in its directory.
type row struct {
	key, parent uint64 // hashes of its path and of the directory's; 0 is the root
	line        int64  // first
	items       int64  // entries of that path itself
	start       uint32 // of its marks in Builder.texts
	words, runs uint16 // how many: of words, then of glued runs
	listing     uint16
	depth       uint16 // from 1
}

// level is a directory of the path at hand.
type level struct {
	end int // of its path
	key uint64
}

// NewBuilder returns a Builder that has seen nothing.
func NewBuilder(key Key) *Builder {
	return &Builder{
		key: key, marks: key.marker(), dict: token.NewDict(), known: make([]uint64, 1),
		numbers: make(map[uint64]uint32), byMark: make(map[uint64]uint32), dirs: make(map[uint64]uint32),
	}
}

// Add adds the entry on a line of a listing, numbered from 0, which counts for
// items: 0 where it was met before. It keeps nothing of path, whose parts are
// separated by slashes.
func (b *Builder) Add(listing int, line int64, path []byte, directory bool, items int64) {
	if b.over {
		return
	}
	end := len(path)
	if !directory {
		end = max(0, bytes.LastIndexByte(path, '/'))
	}
	b.enter(listing, line, path[:end])
	parent, depth := b.top()
	switch {
	case !directory:
		b.put(row{key: xxhash.Sum64(path), parent: parent, line: line, items: items, listing: uint16(listing), depth: depth + 1}, path[end:])
	case depth > 0:
		r := &b.rows[b.dirs[parent]]
		r.items += items
		r.met(listing, line)
	}
	if len(b.rows) >= maxRows+maxRows/4 || len(b.texts) > maxMarks {
		b.compact()
	}
}

// top returns the key of the directory at hand, and its depth.
func (b *Builder) top() (key uint64, depth uint16) {
	if len(b.stack) == 0 {
		return 0, 0
	}
	return b.stack[len(b.stack)-1].key, uint16(len(b.stack))
}

// enter makes path the directory at hand.
func (b *Builder) enter(listing int, line int64, path []byte) {
	if bytes.Equal(path, b.path) {
		return
	}
	for len(b.stack) > 0 && !within(path, b.path[:b.stack[len(b.stack)-1].end]) {
		b.stack = b.stack[:len(b.stack)-1]
	}
	b.path = append(b.path[:0], path...)
	start := 0
	if n := len(b.stack); n > 0 {
		start = b.stack[n-1].end
	}
	for start < len(path) && len(b.stack) < maxDepth {
		for start < len(path) && path[start] == '/' {
			start++
		}
		end := len(path)
		if i := bytes.IndexByte(path[start:], '/'); i >= 0 {
			end = start + i
		}
		if end > start {
			b.push(listing, line, start, end)
		}
		start = end
	}
}

// within reports whether path is that of dir, or of something below it.
func within(path, dir []byte) bool {
	return bytes.HasPrefix(path, dir) && (len(path) == len(dir) || path[len(dir)] == '/')
}

// push goes into the directory whose name is b.path[start:end].
func (b *Builder) push(listing int, line int64, start, end int) {
	key := xxhash.Sum64(b.path[:end])
	parent, depth := b.top()
	b.stack = append(b.stack, level{end, key})
	if n, known := b.dirs[key]; known {
		b.rows[n].met(listing, line)
		return
	}
	b.dirs[key] = uint32(len(b.rows))
	b.put(row{key: key, parent: parent, line: line, listing: uint16(listing), depth: depth + 1}, b.path[start:end])
}

// met notes that r is on a line.
func (r *row) met(listing int, line int64) {
	if l := uint16(listing); l < r.listing || l == r.listing && line < r.line {
		r.listing, r.line = l, line
	}
}

// put adds r with the marks of its name.
func (b *Builder) put(r row, name []byte) {
	r.start = uint32(len(b.texts))
	b.dict.Scan(name, &b.words)
	list := b.words.List
	for i := range list {
		if n, ok := b.numbers[list[i].Hash]; ok && list[i].Kind == token.Letters {
			b.texts = append(b.texts, n)
			continue
		}
		b.word(name, i)
	}
	// A word of no weight leaves nothing.
	texts := b.texts[:r.start]
	for _, n := range b.texts[r.start:] {
		if n != none {
			texts = append(texts, n)
		}
	}
	b.texts = texts
	r.words = uint16(len(b.texts) - int(r.start))
	for i := range b.words.Joined {
		j := &b.words.Joined[i]
		if !glued(list[j.First : j.Last+1]) {
			continue
		}
		n, ok := b.numbers[j.Hash]
		if !ok {
			n = b.run(name[list[j.First].Start:list[j.Last].End], j.Hash)
		}
		if n != none {
			b.texts = append(b.texts, n)
			r.runs++
		}
	}
	b.rows = append(b.rows, r)
}

// none is the number of words that leave nothing.
const none = 1<<32 - 1

// word adds the number of word i of name, which is met for the first time or a
// number.
func (b *Builder) word(name []byte, i int) {
	x := &b.words.List[i]
	text, what := keep(name, b.words.List, i)
	n := uint32(none)
	switch what {
	case left:
		b.texts = append(b.texts, gap)
		return
	case taken:
		known, ok := b.numbers[x.Hash]
		if n = known; !ok {
			n = b.number(text)
		}
	case dropped:
	}
	b.numbers[x.Hash] = n
	b.texts = append(b.texts, n)
}

// run returns the number of a glued run, which is met for the first time.
func (b *Builder) run(text []byte, hash uint64) uint32 {
	n := uint32(none)
	if word, telling := mention.Canonical(token.Fold(string(text))); telling {
		n = b.number(word)
	}
	b.numbers[hash] = n
	return n
}

// number returns the number of a canonical word's mark.
func (b *Builder) number(word string) uint32 { return b.numberOf(b.marks.mark(word)) }

func (b *Builder) numberOf(mark uint64) uint32 {
	n, known := b.byMark[mark]
	if !known {
		n = uint32(len(b.known))
		b.known = append(b.known, mark)
		b.byMark[mark] = n
	}
	return n
}
