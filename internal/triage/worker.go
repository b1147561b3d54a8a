package triage

import (
	"bytes"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/listing"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/nature"
	"github.com/leakwarden/leakwarden/internal/token"
)

// maxDepth is how many directories of a path are analysed; a hostile listing
// nests deeper, and what is deeper counts for the last one analysed.
const maxDepth = 256

// worker analyses batches of entries, one after another, into a partial of its
// own. What it learns of an entry depends on the entry's path alone, so that
// any split of a listing over workers gives the same result.
type worker struct {
	shared   *shared
	names    *mention.Scanner
	natures  *nature.Recogniser
	persons  *identifier.Recogniser
	words    token.Words
	hits     []mention.Hit
	around   []finding.Around
	places   []int32
	inside   []int32
	path     []byte // of the directory on top of the stack
	stack    []dir  // the directories of path, the root first
	partial  *partial
	sorted   [][]int32 // entries of the batch by shard of seen
	hashes   []uint64
	run      []uint64
	repeated []bool
	roots    []root // of the listing, where an earlier one has its items below others
	moved    []byte
}

// dir is a directory of the path at hand, with all that it and the directories
// above it say of what lies below.
type dir struct {
	end     int    // of its path in worker.path
	hash    uint64 // of its path
	shape   uint64 // of the way its name is written
	group   *finding.Group
	owner   int // of the directory in worker.stack that has the group
	reading nature.Reading
	kinds   identifier.Kinds
	person  uint64
	cues    uint32
	among   finding.Mark // what the things in it are named after
	places  []int32
	items   int64 // entries directly in it since it was pushed
	folder  folder
	// Of a directory that has a group: what is counted of it since it was pushed,
	// and whether its first entry since then was offered to be kept.
	stats   finding.Stats
	offered bool
}

// batch analyses the entries of b, which belong to the listing with a number.
func (w *worker) batch(n int, b *listing.Batch) {
	w.findRepeated(b)
	if w.partial.late != nil {
		w.keepLate(n, b)
	}
	for i := range b.Entries {
		w.entry(n, &b.Entries[i], w.hashes[i], w.repeated[i])
	}
}

// findRepeated fills w.hashes and w.repeated for the entries of b.
func (w *worker) findRepeated(b *listing.Batch) {
	w.hashes, w.repeated = w.hashes[:0], w.repeated[:0]
	for i := range w.sorted {
		w.sorted[i] = w.sorted[i][:0]
	}
	for i := range b.Entries {
		h := xxhash.Sum64(b.Entries[i].Path.Bytes())
		w.hashes = append(w.hashes, h)
		w.repeated = append(w.repeated, true)
		n := shardOf(h)
		w.sorted[n] = append(w.sorted[n], int32(i))
	}
	for n, entries := range w.sorted {
		entries = w.findEarlier(entries, b)
		if len(entries) == 0 {
			continue
		}
		w.run = w.run[:0]
		for _, i := range entries {
			w.run = append(w.run, w.hashes[i]^sizeHash(b.Entries[i].Size))
		}
		w.shared.seen.add(n, w.run, func(k int) { w.repeated[entries[k]] = false })
	}
	w.findMoved(b)
}

// sizeHash spreads a size over the bits of a hash that seen keeps within a
// shard: entries with one path and two sizes are two items.
func sizeHash(size int64) uint64 {
	return uint64(size+1) * 0x9e3779b97f4a7c15 >> shardBits
}

// entry analyses one entry.
func (w *worker) entry(n int, e *listing.Entry, hash uint64, repeated bool) {
	path := e.Path.Bytes()
	end := len(path)
	if !e.Directory {
		end = max(0, bytes.LastIndexByte(path, '/'))
	}
	w.enter(n, e.Line, path[:end])
	top := &w.stack[len(w.stack)-1]
	var read segment
	reading, kinds, person := top.reading, top.kinds, top.person
	if !e.Directory {
		name := path[end:]
		if end > 0 {
			name = name[1:]
		}
		if w.partial.sample.wants(hash) {
			w.draw(hash, path[:end], name, !repeated && n == 0) // what later listings have may be there already
		}
		var own identifier.Reading
		read, reading, own = w.leaf(top, name)
		kinds |= own.Kinds
		if own.Person != 0 {
			person = own.Person
		}
		top.items++
	}
	c := counted{
		Entry: finding.Entry{
			Natures: reading.Natures, Groups: reading.Groups, Person: person, Bytes: e.Size, Modified: e.Modified, From: reading.From, To: reading.To,
			Kinds: kinds, Bulk: reading.Bulk, House: reading.Natures != 0 && reading.Natures&^w.shared.house == 0,
		},
		listing: n, line: e.Line, path: path, repeated: repeated,
	}
	var group *finding.Group
	if !e.Directory && len(w.hits) > 0 {
		group = w.countLeaf(top, read, &c)
	} else {
		group = w.countBelow(top, &c)
	}
	if repeated {
		w.partial.repeated++
	}
	if w.shared.attribute && group.Key != 0 {
		w.partial.lines[n] = append(w.partial.lines[n], lineGroup{e.Line, group})
	}
}

// draw adds the name of a file to the sample; fresh says that nobody else does.
func (w *worker) draw(hash uint64, directory, name []byte, fresh bool) {
	if fresh {
		w.shared.bound.count(hash)
	}
	w.partial.sample.add(hash, mask.Parent(directory), name, true)
}

// enter makes path the directory at hand.
func (w *worker) enter(n int, line int64, path []byte) {
	if bytes.Equal(path, w.path) {
		return
	}
	common := commonDir(w.path, path)
	for len(w.stack) > 1 && w.stack[len(w.stack)-1].end > common {
		w.leave()
	}
	w.path = append(w.path[:common], path[common:]...)
	for start := common; start < len(path) && len(w.stack) < maxDepth; {
		if path[start] == '/' {
			start++
		}
		end := len(path)
		if i := bytes.IndexByte(path[start:], '/'); i >= 0 {
			end = start + i
		}
		w.push(n, line, start, end)
		start = end
	}
}

// commonDir returns the length of the longest path of a directory that a and b
// are both in or at; 0 is the root.
func commonDir(a, b []byte) int {
	n, i := min(len(a), len(b)), 0
	last := 0
	for i < n && a[i] == b[i] {
		if a[i] == '/' {
			last = i
		}
		i++
	}
	if (i == len(a) || a[i] == '/') && (i == len(b) || b[i] == '/') {
		return i
	}
	return last
}

// leave takes the directory on top from the stack, and notes what was in it.
func (w *worker) leave() {
	top := len(w.stack) - 1
	d := &w.stack[top]
	d.folder.items += d.items
	if d.folder.named || d.folder.hit != noHit {
		w.partial.note(d.hash, &d.folder)
	}
	if d.owner == top {
		w.settle(d)
	}
	w.stack[top-1].folder.items += d.folder.items
	w.stack[top] = dir{}
	w.stack = w.stack[:top]
}

// finish empties the stack, so that all that was counted is in the groups.
func (w *worker) finish() {
	for len(w.stack) > 1 {
		w.leave()
	}
	w.path = w.path[:0]
	w.partial.root.Stats.Take(&w.stack[0].stats)
}

// push analyses the directory whose name is path[start:end].
func (w *worker) push(n int, line int64, start, end int) {
	name := w.path[start:end:end]
	above := &w.stack[len(w.stack)-1]
	d := dir{end: end, hash: xxhash.Sum64(w.path[:end])}
	read := w.read(name, false)
	w.mark(above.among)
	if d.among = w.shared.vocabulary.Folder(&w.words); d.among == 0 && !w.named() {
		d.among = above.among // a year, an archive
	}
	d.shape = w.shape(above.shape)
	d.reading = nature.Merge(above.reading, w.natures.Read(name, &w.words))
	own := w.identify(name)
	d.kinds, d.person = above.kinds|own.Kinds, above.person
	if own.Person != 0 {
		d.person = own.Person
	}
	d.cues, d.places = above.cues|read.cues, extend(above.places, read.places)
	d.group, d.owner = above.group, above.owner
	d.folder = folder{parent: above.hash, shape: above.shape, hit: hitOf(w.hits), named: w.named(), cues: read.cues, listing: int32(n), line: line}
	if len(w.hits) > 0 {
		d.group, d.owner = w.directory(&d, above, read), len(w.stack)
	}
	if w.partial.sample.wants(d.hash) {
		w.partial.sample.add(d.hash, mask.Parent(w.path[:above.end]), name, false)
	}
	if d.folder.named && d.folder.hit == noHit {
		d.folder.name = w.partial.keep(name)
	}
	w.stack = append(w.stack, d)
}

// segment is what one segment names beside organisations. Its slices are good
// until the next one is read.
type segment struct {
	cues   uint32
	places []int32 // outside the hits
	inside []int32 // within them
}

// read scans a segment, the last of a path or not, into w.words, w.hits
// and w.around.
func (w *worker) read(name []byte, leaf bool) segment {
	w.shared.dict.Scan(name, &w.words)
	w.hits = w.names.Segment(name, &w.words, w.hits[:0])
	s := segment{cues: w.names.Cues(), places: w.places[:0], inside: w.inside[:0]}
	places := w.names.Places()
	for _, p := range places {
		if slices.ContainsFunc(w.hits, func(h mention.Hit) bool { return h.First <= p.First && p.Last <= h.Last }) {
			s.inside = append(s.inside, p.City)
		} else {
			s.places = append(s.places, p.City)
		}
	}
	w.places, w.inside = s.places, s.inside
	w.around = w.around[:0]
	for _, h := range w.hits {
		w.around = append(w.around, w.shared.vocabulary.Around(name, &w.words, h, places, leaf))
	}
	return s
}

// mark sets m on all hits of the segment just read.
func (w *worker) mark(m finding.Mark) {
	for i := range w.around {
		w.around[i].Marks |= m
	}
}

// identify reads what identifies a person in the segment just read, and marks
// the hits in it.
func (w *worker) identify(name []byte) identifier.Reading {
	r := w.persons.Read(name, &w.words)
	if r.Kinds&identifier.BirthDate != 0 {
		w.mark(finding.Born)
	}
	covers := func(h mention.Hit) bool {
		return h.Class == mention.Code && h.First <= r.NumberAt && r.NumberAt <= h.Last
	}
	if r.Kinds&identifier.NineDigits != 0 && slices.ContainsFunc(w.hits, covers) {
		r.Kinds &^= identifier.NineDigits | identifier.BSN
	}
	r.Person = finding.PersonOf(r.Person, r.Dated)
	return r
}

// leaf analyses the last segment of an entry's path.
func (w *worker) leaf(above *dir, name []byte) (segment, nature.Reading, identifier.Reading) {
	read := w.read(name, true)
	w.mark(above.among)
	reading := nature.Merge(above.reading, w.natures.Read(name, &w.words))
	return read, reading, w.identify(name)
}

// extend returns a with the cities of b that it lacks, and leaves a as it is.
func extend(a, b []int32) []int32 {
	for _, c := range b {
		if len(a) < maxPlaces && !slices.Contains(a, c) {
			a = append(a[:len(a):len(a)], c)
		}
	}
	return a
}

// maxPlaces is how many cities of a path are kept.
const maxPlaces = 6

// named reports whether the segment just read holds a word that could be part
// of a name: letters that are no vocabulary.
func (w *worker) named() bool {
	for _, x := range w.words.List {
		if x.Kind == token.Letters && x.End-x.Start > 2 && !w.shared.vocabulary.Has(x.ID) {
			return true
		}
	}
	return false
}

// shape returns the hash of how the directory just read is written, and those
// above it: which words of the vocabulary, what kind of words in the place of
// others.
func (w *worker) shape(above uint64) uint64 {
	h := above
	if len(w.hits) > 0 {
		return finding.Mix(h, shapeOrganisation)
	}
	for i := range w.words.List {
		h = finding.Mix(h, w.shared.vocabulary.Describe(&w.words.List[i]))
	}
	return h
}

// shapeOrganisation stands in a shape for a name with an organisation in it.
const shapeOrganisation = 1
