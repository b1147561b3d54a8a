package mask

import (
	"unicode/utf8"
)

// draft is a cell under construction.
type draft struct {
	cell
	hash     uint64 // of what is hidden
	count    uint32 // of letters or digits hidden
	from, to uint32 // in the path, of what shows or of a date: for measuring
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
	for i := v.begin; i < len(v.drafts); i++ {
		if d := &v.drafts[i]; d.kind == Hidden || d.kind == Number {
			d.ref = v.ref(d.hash)
		}
	}
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
	case a.kind == dateAtom && a.why == 0:
		v.date(a)
	case a.kind == numberAtom && a.why == 0:
		d := v.add(Number, tag(b))
		d.size, d.hash = numberSize(int(a.digits)), digitHash(b)
	case a.why == 0 && a.traits&interfix != 0:
		v.hidden(0, utf8.RuneCount(b)) // "Berg, van den" is who "van den Berg" is
	case a.why == 0:
		v.hidden(mix(a.hash, 1), utf8.RuneCount(b))
	case a.why == WhyRegister:
		v.shown([]byte(v.r.m.register.text(a.phrase)), a.why, int(a.start))
		v.drafts[len(v.drafts)-1].to = uint32(v.base) + a.end
	default:
		v.shown(b, a.why, int(a.start))
	}
}

// date adds a date, with its year where that is known and may show.
func (v *View) date(a *atom) {
	why := Why(0)
	switch {
	case a.birth:
		why = WhyBirth
	case a.year != 0:
		v.out = append(v.out, byte('0'+a.year/1000), byte('0'+a.year/100%10), byte('0'+a.year/10%10), byte('0'+a.year%10))
		if a.lone {
			why = WhyYear
		}
	}
	d := v.add(Date, why)
	d.from, d.to = uint32(v.base)+a.start, uint32(v.base)+a.end
}

// add adds a draft whose text is what v.out has beyond the drafts before. The
// draft is good until the next is added.
func (v *View) add(kind CellKind, why Why) *draft {
	v.drafts = append(v.drafts, draft{})
	d := &v.drafts[len(v.drafts)-1]
	d.cell.end, d.kind, d.why = uint32(len(v.out)), kind, why
	return d
}

// shown adds text that may be read. Words outside ASCII show as the dictionary
// has them, so that no look-alike passes. What shows stands at at in the
// segment.
func (v *View) shown(b []byte, why Why, at int) {
	end := v.base + at + len(b)
	if v.r.signs&foreignByte != 0 && (why == WhyVocabulary || why == WhyPlace) {
		b = foldWide(b)
	}
	v.out = append(v.out, b...)
	d := v.add(Shown, why)
	d.from, d.to = uint32(v.base+at), uint32(end)
}

// foldWide returns b folded if it is not all of ASCII.
func foldWide(b []byte) []byte {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return []byte(fold(b))
		}
	}
	return b
}

// hidden adds hidden letters, and joins them with hidden letters before: how
// many words a name has is not shown.
func (v *View) hidden(hash uint64, letters int) {
	n := len(v.drafts)
	if n > v.begin+1 && v.drafts[n-1].why == WhySeparator && v.drafts[n-2].kind == Hidden {
		v.out = v.out[:v.drafts[n-2].cell.end]
		v.drafts = v.drafts[:n-1]
		n--
	}
	if n > v.begin && v.drafts[n-1].kind == Hidden {
		d := &v.drafts[n-1]
		d.hash, d.count = d.hash+hash, d.count+uint32(letters) // in any order
		return
	}
	d := v.add(Hidden, 0)
	d.hash, d.count = hash, uint32(letters)
}

// seal makes cells of the drafts of the segment at hand, and checks them.
func (v *View) seal() {
	for i := v.begin; i < len(v.drafts); i++ {
		d := &v.drafts[i]
		if d.kind == Hidden {
			d.size = letterSize(int(d.count))
		}
		v.cells = append(v.cells, d.cell)
	}
	breaches := 0
	if v.out, breaches = v.check.run(v.r, v.out, v.cells, v.begin); breaches > 0 {
		v.r.m.breaches.Add(int64(breaches))
	}
	if v.persons != nil {
		v.watch()
	}
}

// endOf returns where the text of cell i ends, 0 before the first.
func (v *View) endOf(i int) uint32 {
	if i < 0 {
		return 0
	}
	return v.cells[i].end
}

// Room is taken in blocks of so many bytes and cells, as paths are short.
const (
	textBlock = 1 << 10
	cellBlock = 1 << 7
)

// text returns a Text of the cells, without the lengths of what is hidden where
// they are to be withheld.
func (v *View) text(withhold bool) Text {
	if len(v.out) > v.texts.Cap()-v.texts.Len() {
		v.texts.Reset()
		v.texts.Grow(max(textBlock, len(v.out)))
	}
	from := v.texts.Len()
	v.texts.Write(v.out)
	n := len(v.cells)
	if n > cap(v.room)-len(v.room) {
		v.room = make([]cell, 0, max(cellBlock, n))
	}
	at := len(v.room)
	v.room = append(v.room, v.cells...)
	cells := v.room[at : at+n : at+n]
	if withhold {
		for i := range cells {
			if cells[i].kind == Hidden {
				cells[i].size = 0
			}
		}
	}
	return Text{v.texts.String()[from:], cells}
}

// ref returns the number of a hidden value.
func (v *View) ref(hash uint64) uint32 {
	key := mix(hash, v.seed)
	n := v.refs.at(key)
	if *n == 0 {
		*n = uint32(v.refs.used)
	}
	return *n
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
func tag(b []byte) Why {
	var d [10]int
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			continue
		}
		if n == len(d) {
			return 0
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
	return 0
}
