package mask

import "github.com/leakwarden/leakwarden/internal/identifier"

// Watch has a clone of p read every segment that Views mask from now on, and count
// the identifiers of persons in it that show all the same, as a recogniser sees
// them that has no part in masking. p must have been made with the Dict of m, and
// be used for nothing else.
// Watch must be called before the first View; it makes masking take a fifth longer.
func (m *Masker) Watch(p *identifier.Recogniser) { m.persons = p }

// Exposed returns how many identifiers of persons Views have shown so far by the
// reading of the recogniser of Watch, 0 without one: of names three letters and
// more than half, of numbers five digits or half of them, of dates of birth
// anything. What shows in the register's words is not counted: it names
// organisations. It may be called at any time.
func (m *Masker) Exposed() int64 { return m.exposed.Load() }

// watch counts what shows of the segment at hand, whose cells are made.
func (v *View) watch() {
	v.spans = v.persons.Spans(v.r.segment, &v.r.words, v.spans[:0])
	for _, s := range v.spans {
		if s.Kinds != identifier.OtherDate && v.exposes(s) {
			v.r.m.exposed.Add(1)
		}
	}
}

// exposes reports whether so much of an identifier is visible that it shows. A
// cell that reaches beyond it is a word of its own ("hrHPV"), and a word that
// says that a date of birth follows is nobody's name.
func (v *View) exposes(s identifier.Span) bool {
	letters, digits := count(v.r.segment[s.Start:s.End])
	from, to := uint32(v.base)+s.Start, uint32(v.base)+s.End
	visibleLetters, visibleDigits := 0, 0
	for i := v.begin; i < len(v.cells); i++ {
		c, d := &v.cells[i], &v.drafts[i]
		text := v.out[v.endOf(i-1):c.end]
		switch {
		case c.why == WhyRegister, c.why == WhyCode, c.why == WhySeparator, len(text) == 0, d.from < from, d.to > to:
		case v.r.m.lex.of(v.r.m.lex.dict.Lookup(string(text)))&birthCue != 0:
		default:
			l, n := count(text)
			visibleLetters, visibleDigits = visibleLetters+l, visibleDigits+n
		}
	}
	if s.Kinds&identifier.BirthDate != 0 {
		return visibleDigits > 0
	}
	return visibleLetters >= 3 && 2*visibleLetters > letters || visibleDigits >= 5 || visibleDigits > 0 && 2*visibleDigits >= digits
}

// count returns the letters and the digits in b.
func count(b []byte) (letters, digits int) {
	for _, c := range b {
		switch {
		case isDigit(c):
			digits++
		case !plain(c):
			letters++
		}
	}
	return letters, digits
}
