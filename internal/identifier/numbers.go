package identifier

import (
	"math/bits"

	"github.com/leakwarden/leakwarden/internal/token"
)

// numbers finds dates and numbers. They start at words of digits, and at short
// words of letters before such: at holds a bit for each of these.
func (r *Recogniser) numbers(segment []byte, words []token.Word, at uint64) {
	for at != 0 {
		i := bits.TrailingZeros64(at)
		var last int
		if words[i].Kind == token.Letters {
			last = r.lettered(segment, words, i)
		} else {
			last = r.digits(segment, words, i)
		}
		at &= ^uint64(1) << last
	}
}

// anyCue are the words that say of a number what it is, but for phone numbers.
const anyCue = bsnCue | patientCue | sampleCue | codeCue | numberCue

// digits finds the date or number that starts with the digits at word i, and
// returns its last word.
func (r *Recogniser) digits(segment []byte, words []token.Word, i int) int {
	before := r.cue(words, i)
	if before&anyCue == 0 {
		if last, ok := r.dateAt(segment, words, i); ok {
			return last
		}
	}
	w := &words[i]
	n := int(w.End - w.Start)
	if n <= 5 && i+1 < len(words) && words[i+1].Kind == token.Digits {
		if last, ok := r.grouped(segment, words, i); ok {
			return last
		}
		if last, ok := r.phoneGroups(segment, words, i); ok {
			return last
		}
	}
	if 9 <= n && n <= 13 && r.phone(segment, words, i) {
		return i
	}
	if before&anyCue != 0 && r.cued(segment[w.Start:w.End], w.Start, before) {
		return i
	}
	return r.plain(segment, words, i, before)
}

// cued takes the digits that start at a place for what the word before them
// says they are, and reports whether that settles it.
func (r *Recogniser) cued(digits []byte, start uint32, before traits) bool {
	n, end := len(digits), start+uint32(len(digits))
	switch {
	case before&numberCue != 0 && n >= 6:
		r.add(OtherNumber, start, end)
	case before&codeCue != 0 && n >= 4:
	case before&patientCue != 0 && n >= 3:
		r.add(PatientNumber, start, end)
	case before&sampleCue != 0 && n >= 3:
		r.add(SampleNumber, start, end)
	case before&bsnCue != 0 && (n == 8 || n == 9):
		r.bsn(digits, start, end)
	default:
		return false
	}
	return true
}

// plain finds the number that starts with the digits at word i, which are no
// date, and returns its last word.
func (r *Recogniser) plain(segment []byte, words []token.Word, i int, before traits) int {
	w := &words[i]
	n := int(w.End - w.Start)
	switch n {
	case 2:
		if r.sample(words, i) {
			r.add(SampleNumber, w.Start, words[i+2].End)
			return i + 2
		}
		return i
	case 4:
		if r.postcode(segment, words, i) {
			return i + 1
		}
		return i
	case 7, 8, 9, 10, 11:
		if w.Glued && before&anyCue == 0 {
			return i
		}
	default:
		return i
	}
	switch digits := segment[w.Start:w.End]; {
	case n == 8 || n == 9:
		r.bsn(digits, w.Start, w.End)
	case n == 10 && r.rules.nhs && ValidNHS(digits):
		r.add(NHSNumber, w.Start, w.End)
	case n == 11 && r.rules.rijksregister && ValidRijksregister(digits):
		r.add(OtherNumber, w.Start, w.End)
	case n == 7 && r.nearName(words, i):
		r.add(PatientNumber, w.Start, w.End)
	}
	return i
}

// sample reports whether a sample number like 20L433585 starts at word i.
func (r *Recogniser) sample(words []token.Word, i int) bool {
	return i+2 < len(words) && !words[i].Glued && words[i+1].Glued && within(&words[i+1], 1, 1) &&
		words[i+2].Glued && within(&words[i+2], 4, 7)
}

// nearName reports whether a word of the name lexicons stands beside word i.
func (r *Recogniser) nearName(words []token.Word, i int) bool {
	return (r.trait(words, i-1)|r.trait(words, i+1))&(firstName|surname) != 0
}

func (r *Recogniser) bsn(b []byte, start, end uint32) {
	if !r.rules.bsn {
		return
	}
	if len(b) == 9 && string(b[:3]) == "500" {
		return
	}
	kind := NineDigits
	if ValidBSN(b) {
		kind |= BSN
	}
	r.add(kind, start, end)
}

// layouts are the ways to write a number in groups with one separator between
// them.
var layouts = []struct {
	groups [4]uint8
	n      int
	digits int
}{
	{[4]uint8{4, 2, 3}, 3, 9}, {[4]uint8{3, 3, 3}, 3, 9}, {[4]uint8{3, 3, 4}, 3, 10}, {[4]uint8{3, 2, 4}, 3, 9}, {[4]uint8{2, 2, 2, 3}, 4, 9},
}

// grouped finds a BSN, an NHS number or an SSN in groups: "1234.56.789".
func (r *Recogniser) grouped(segment []byte, words []token.Word, i int) (last int, ok bool) {
	if i+2 >= len(words) || words[i].End-words[i].Start > 4 || words[i].Glued || words[i+2].Kind != token.Digits {
		return i, false
	}
	var buf [16]byte
	for l := range layouts {
		layout := &layouts[l]
		b, ok := join(buf[:0], segment, words[i:], layout.groups[:layout.n])
		if !ok {
			continue
		}
		last := i + layout.n - 1
		start, end := words[i].Start, words[last].End
		switch {
		case layout.digits == 10:
			if !r.rules.nhs || !ValidNHS(b) {
				return i, false
			}
			r.add(NHSNumber, start, end)
		case layout.groups[1] == 2 && layout.n == 3 && layout.groups[0] == 3:
			if !r.rules.ssn || !ValidSSN(b) {
				return i, false
			}
			r.add(OtherNumber, start, end)
		case r.rules.bsn:
			r.bsn(b, start, end)
		default:
			return i, false
		}
		return last, true
	}
	return i, false
}

// join appends the digits of the words that match groups, if they do with one
// separator of '.', '-', ' ' or '_' between them.
func join(dst, segment []byte, words []token.Word, groups []uint8) ([]byte, bool) {
	if len(words) < len(groups) {
		return nil, false
	}
	for k, n := range groups {
		w := &words[k]
		if w.Kind != token.Digits || w.End-w.Start != uint32(n) {
			return nil, false
		}
		if k > 0 {
			at := words[k-1].End
			if w.Start != at+1 || segment[at] != segment[words[0].End] || !separator(segment[at]) {
				return nil, false
			}
		}
		dst = append(dst, segment[w.Start:w.End]...)
	}
	return dst, len(words) == len(groups) || words[len(groups)].Kind != token.Digits || words[len(groups)].Start > words[len(groups)-1].End+1 ||
		segment[words[len(groups)-1].End] != segment[words[0].End]
}

func separator(c byte) bool { return c == '.' || c == '-' || c == ' ' || c == '_' }

// postcode finds a Dutch postcode whose digits are word i.
func (r *Recogniser) postcode(segment []byte, words []token.Word, i int) bool {
	w := &words[i]
	if !r.rules.dutchPostcode || w.End-w.Start != 4 || w.Glued || segment[w.Start] == '0' || i+1 == len(words) {
		return false
	}
	l := &words[i+1]
	if l.Kind != token.Letters || l.End-l.Start != 2 || l.Start-w.End > 1 || i+2 < len(words) && words[i+2].Glued {
		return false
	}
	if l.Case != token.Upper && (!l.Glued || l.Case != token.Lower) {
		return false
	}
	a, b := segment[l.Start]|0x20, segment[l.Start+1]|0x20
	if a == 's' && (b == 'a' || b == 'd' || b == 's') {
		return false
	}
	year := number(segment, w)
	if r.trait(words, i+1)&(vocabulary|interfix|titleWord) != 0 && (!l.Glued || 1990 <= year && year <= lastYear) {
		return false
	}
	r.add(Postcode, w.Start, l.End)
	return true
}

// lettered finds a number that starts with the letters at word i: an IBAN, a
// sample number, a staff number, a British postcode or NINO. It returns the
// last word that it took.
func (r *Recogniser) lettered(segment []byte, words []token.Word, i int) int {
	w := &words[i]
	n := w.End - w.Start
	if n > 2 || !w.ASCII || i+1 == len(words) || !words[i+1].Glued && n != 2 || words[i+1].Kind != token.Digits {
		return i
	}
	if w.Glued {
		return i
	}
	next := &words[i+1]
	size := next.End - next.Start
	switch {
	case n == 2 && size >= 2:
		if end, last, ok := iban(segment, words, i); ok {
			r.add(IBAN, w.Start, end)
			return last
		}
		if r.rules.nino && size == 6 && i+2 < len(words) && words[i+2].Glued && ValidNINO(segment[w.Start:min(words[i+2].End, w.Start+9)]) {
			r.add(OtherNumber, w.Start, words[i+2].End)
			return i + 2
		}
	case n == 1 && size == 6 && r.rules.zNumber && zNumber(segment[w.Start]):
		r.add(OtherNumber, w.Start, next.End)
		return i + 1
	case n == 1 && size == 9 && r.rules.kvnr && ValidKVNR(segment[w.Start:next.End]):
		r.add(OtherNumber, w.Start, next.End)
		return i + 1
	case n == 1 && size == 2 && i+2 < len(words) && words[i+2].Kind == token.Digits && words[i+2].Start == next.End+1 &&
		separator(segment[next.End]) && within(&words[i+2], 4, 6):
		r.add(SampleNumber, w.Start, words[i+2].End)
		return i + 2
	}
	if r.rules.britishPostcode {
		return r.outward(words, i)
	}
	return i
}

func zNumber(c byte) bool { return c|0x20 == 'z' || c|0x20 == 't' }

// within reports whether w has from least to most bytes.
func within(w *token.Word, least, most uint32) bool {
	n := w.End - w.Start
	return least <= n && n <= most
}

// outward finds a British postcode that starts at word i: "SW1A 1AA".
func (r *Recogniser) outward(words []token.Word, i int) int {
	if words[i].Case != token.Upper || !within(&words[i+1], 1, 2) || !words[i+1].Glued {
		return i
	}
	j := i + 2
	if j < len(words) && words[j].Glued && within(&words[j], 1, 1) && words[j].Kind == token.Letters {
		j++
	}
	if j+1 >= len(words) || words[j].Kind != token.Digits || !within(&words[j], 1, 1) || words[j].Start-words[j-1].End != 1 {
		return i
	}
	last := &words[j+1]
	if !last.Glued || last.Kind != token.Letters || last.Case != token.Upper || !within(last, 2, 2) {
		return i
	}
	r.add(Postcode, words[i].Start, last.End)
	return j + 1
}

// iban finds an IBAN that starts at word i, written in one or with single
// spaces.
func iban(segment []byte, words []token.Word, i int) (end uint32, last int, ok bool) {
	country := [2]byte{segment[words[i].Start] &^ 0x20, segment[words[i].Start+1] &^ 0x20}
	size := ibanLength(country)
	if size == 0 {
		return 0, i, false
	}
	var buf [34]byte
	b := buf[:0]
	for j := i; j < len(words); j++ {
		w := &words[j]
		if !w.ASCII || j > i && w.Start-words[j-1].End > 1 || len(b)+int(w.End-w.Start) > size {
			return 0, i, false
		}
		b = append(b, segment[w.Start:w.End]...)
		if len(b) == size {
			return w.End, j, ValidIBAN(b)
		}
	}
	return 0, i, false
}
