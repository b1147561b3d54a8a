package mask

import (
	"bytes"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/mention"
)

// View masks paths for one reader and numbers equal hidden values in it: the
// same number is the same hidden text. Numbers of two views have nothing to do
// with each other. It is not for use by two goroutines.
type View struct {
	r     *reader
	seed  uint64
	refs  map[uint64]uint32
	cells []draft
	out   []byte
	begin int // first cell of the segment at hand
	base  int // where the segment at hand starts in the path
	dir   directory
	check checker
}

// directory is the state of a View after the directories of a path.
type directory struct {
	path             []byte
	cells, out, told int
	within           uint64
	owner            bool // of which each child is a person's
	delicate, large  bool
}

// draft is a Cell under construction; its text is out[from:to].
type draft struct {
	Cell
	from, to int
	start    int    // in the path, of what shows: for measurement
	end      int    // likewise
	hash     uint64 // of what is hidden
	count    int    // of letters or digits hidden
}

// Path masks a path whose segments are split by slashes, as listing.Entry has
// them. It takes some 2 µs for a path of ordinary length.
func (v *View) Path(path []byte) Text { return v.PathWith(path, nil) }

// PathWith is Path where a judge has found that the phrases in shown are
// indeed an organisation's there: they show although they are one word or
// ordinary, once in a path, alone in their segment. A phrase that is made of
// names of persons still shows only beside an organisation word.
func (v *View) PathWith(path []byte, shown []mention.PhraseID) Text {
	return v.mask(path, shown, func(c byte) bool { return c == '/' })
}

// Line masks one line that is not known to be a path: both slashes split it.
// The line must not hold its line feed.
func (v *View) Line(line []byte) Text {
	return v.mask(line, nil, func(c byte) bool { return c == '/' || c == '\\' })
}

func (v *View) mask(path []byte, shown []mention.PhraseID, slash func(byte) bool) Text {
	dir := 0 // where the last segment starts
	for i, c := range path {
		if slash(c) {
			dir = i + 1
		}
	}
	if len(shown) > 0 || !bytes.Equal(path[:dir], v.dir.path) {
		v.directories(path[:dir], shown, slash)
	}
	d := &v.dir
	v.cells, v.out, v.r.told, v.r.within = v.cells[:d.cells], v.out[:d.out], v.r.told[:d.told], d.within
	v.begin, v.base = d.cells, dir
	v.r.read(path[dir:])
	v.r.decide(where{owner: d.owner, shown: shown})
	traits := v.segment()
	if len(shown) > 0 {
		d.path = append(d.path[:0], "\x00not to be used again"...)
	}
	return v.finish(d.delicate || traits&delicate != 0 || !d.large)
}

// directories masks the directories of a path, each with its slash. The next
// path is likely to lie in the same.
func (v *View) directories(path []byte, shown []mention.PhraseID, slash func(byte) bool) {
	v.cells, v.out, v.r.told, v.r.within = v.cells[:0], v.out[:0], v.r.told[:0], border
	d := directory{path: append(v.dir.path[:0], path...)}
	for start := 0; start < len(path); {
		end := start
		for !slash(path[end]) {
			end++
		}
		v.begin, v.base = len(v.cells), start
		v.r.read(path[start:end])
		within := kindOf(v.r.atoms)
		v.r.decide(where{owner: d.owner, shown: shown})
		traits := v.segment()
		d.delicate = d.delicate || traits&delicate != 0
		d.owner = traits&ownerCue != 0 && len(v.r.atoms) == 1
		v.r.within = within
		v.shown(path[end:end+1], WhySeparator, end-start)
		start = end + 1
	}
	d.cells, d.out, d.told, d.within = len(v.cells), len(v.out), len(v.r.told), v.r.within
	d.large = has(v.r.slots.large, Parent(bytes.TrimRight(path, `/\`)).ID)
	v.dir = d
}

// segment adds the cells of the segment that was read, and returns the traits
// of its words together.
func (v *View) segment() (all trait) {
	r := v.r
	at := uint32(0)
	for i := range r.atoms {
		a := &r.atoms[i]
		v.gap(r.segment[at:a.start], int(at))
		v.atom(a)
		all |= a.traits
		at = a.end
	}
	v.gap(r.segment[at:], int(at))
	return all
}

// gap adds what stands between atoms. What is not plain punctuation is hidden:
// symbols, controls, and what was left unread.
func (v *View) gap(b []byte, at int) {
	for len(b) > 0 {
		n := 0
		for n < len(b) && plain(b[n]) {
			n++
		}
		if n > 0 {
			v.shown(b[:n], WhySeparator, at)
			b, at = b[n:], at+n
			continue
		}
		for n < len(b) && !plain(b[n]) {
			n++
		}
		v.hidden(fnv(offset, b[:n]), utf8.RuneCount(b[:n]))
		b, at = b[n:], at+n
	}
}

func (v *View) atom(a *atom) {
	b := v.r.segment[a.start:a.end]
	switch {
	case a.kind == dateAtom && a.why == "":
		d := draft{Cell: Cell{Kind: Date}}
		switch {
		case a.birth:
			d.Why = WhyBirth
		case a.year != 0:
			d.from = len(v.out)
			v.out = append(v.out, byte('0'+a.year/1000), byte('0'+a.year/100%10), byte('0'+a.year/10%10), byte('0'+a.year%10))
			d.to = len(v.out)
			if a.lone {
				d.Why = WhyYear
			}
		}
		v.cells = append(v.cells, d)
	case a.kind == numberAtom && a.why == "":
		v.cells = append(v.cells, draft{
			Cell: Cell{Kind: Number, Size: numberSize(int(a.digits)), Why: tag(b)}, hash: digitHash(b), count: int(a.digits),
		})
	case a.why == "" && a.traits&interfix != 0:
		v.hidden(0, utf8.RuneCount(b)) // "Berg, van den" is who "van den Berg" is
	case a.why == "":
		v.hidden(mix(a.hash, 1), utf8.RuneCount(b))
	case a.text != "":
		v.shown([]byte(a.text), a.why, int(a.start))
		v.cells[len(v.cells)-1].end = v.base + int(a.end)
	default:
		v.shown(b, a.why, int(a.start))
	}
}

// shown adds text that may be read. Words outside ASCII show as the dictionary
// has them, so that no look-alike passes. What shows stands at at in the
// segment.
func (v *View) shown(b []byte, why string, at int) {
	from, end := len(v.out), v.base+at+len(b)
	if why == WhyVocabulary || why == WhyPlace {
		for _, c := range b {
			if c >= utf8.RuneSelf {
				b = []byte(fold(b))
				break
			}
		}
	}
	v.out = append(v.out, b...)
	v.cells = append(v.cells, draft{Cell: Cell{Kind: Shown, Why: why}, from: from, to: len(v.out), start: v.base + at, end: end})
}

// hidden adds hidden letters, and joins them with hidden letters before: how
// many words a name has is not shown.
func (v *View) hidden(hash uint64, letters int) {
	n := len(v.cells)
	if n > v.begin+1 && v.cells[n-1].Why == WhySeparator && v.cells[n-2].Kind == Hidden {
		v.out = v.out[:v.cells[n-1].from]
		v.cells = v.cells[:n-1]
		n--
	}
	if n > v.begin && v.cells[n-1].Kind == Hidden {
		d := &v.cells[n-1]
		d.hash, d.count = d.hash+hash, d.count+letters // in any order
		return
	}
	v.cells = append(v.cells, draft{Cell: Cell{Kind: Hidden}, hash: hash, count: letters})
}

// finish checks the cells and makes the Text of them.
func (v *View) finish(withhold bool) Text {
	if len(v.cells) == 0 {
		return Text{}
	}
	text := string(v.out)
	cells := make([]Cell, len(v.cells))
	for i := range v.cells {
		d := &v.cells[i]
		c := &cells[i]
		*c = d.Cell
		switch c.Kind {
		case Shown, Date:
			c.Text = text[d.from:d.to]
		case Number:
			c.Ref = v.ref(d.hash)
		case Hidden:
			c.Ref = v.ref(d.hash)
			if !withhold {
				c.Size = letterSize(d.count)
			}
		}
	}
	if n := v.check.run(v.r, cells); n > 0 {
		v.r.m.breaches.Add(int64(n))
	}
	return Text{cells: cells}
}

func (v *View) ref(hash uint64) uint32 {
	key := mix(hash, v.seed)
	n, ok := v.refs[key]
	if !ok {
		n = uint32(len(v.refs) + 1)
		v.refs[key] = n
	}
	return n
}

// letterSize classes lengths: to 3, to 6, to 10, more.
func letterSize(n int) uint8 {
	switch {
	case n <= 3:
		return 1
	case n <= 6:
		return 2
	case n <= 10:
		return 3
	}
	return 4
}

// numberSize classes numbers of digits: 3 or 4, to 6, to 8, more. One or two
// digits that belong to something hidden are of the first class too.
func numberSize(n int) uint8 {
	switch {
	case n <= 4:
		return 1
	case n <= 6:
		return 2
	case n <= 8:
		return 3
	}
	return 4
}

// digitHash hashes the digits of b, whatever separates them.
func digitHash(b []byte) uint64 {
	h := uint64(len("digits"))
	for _, c := range b {
		if c >= '0' && c <= '9' {
			h = mix(h, uint64(c))
		}
	}
	return h
}

// tag says what a hidden number has the shape of.
func tag(b []byte) string {
	var d [10]int
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			continue
		}
		if n == len(d) {
			return ""
		}
		d[n] = int(c - '0')
		n++
	}
	switch {
	case n == 10 && d[0] == 0:
		return WhyPhone
	case n == 9:
		sum := -d[8]
		for i := range 8 {
			sum += (9 - i) * d[i]
		}
		if sum%11 == 0 {
			return WhyBSN
		}
	}
	return ""
}
