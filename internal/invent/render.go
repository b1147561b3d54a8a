package invent

import (
	"math/rand/v2"
)

// renderer fills in templates. It appends to a buffer and allocates nothing.
type renderer struct {
	w         *World
	r         *rand.Rand
	exams     []examWord
	brands    []string
	common    []string
	packages  []string
	software  []string
	depts     []string
	months    []string
	titles    []string
	wordSize  zipf
	separator byte
	year      int // of what is being written; 0 when any
	nature    Nature
}

type examWord struct {
	text   string
	nature Nature
}

func (w *World) renderer(r *rand.Rand) *renderer {
	f := &renderer{
		w: w, r: r, brands: w.words["brands"], common: w.words["common"], packages: w.words["packages"],
		software: w.words["software"], depts: w.words["depts"], months: w.words["months"], titles: w.words["titles"],
		wordSize: newZipf(len(w.words["common"]), 0.7), separator: '_',
	}
	for _, pattern := range w.words["exams"] {
		t := compile(pattern, r, '_')
		f.exams = append(f.exams, examWord{t.parts[0].text, t.nature})
	}
	return f
}

// append fills in t; org stands where it names an organisation. Afterwards
// f.nature is the nature of what was written.
func (f *renderer) append(b []byte, t *template, org string) []byte {
	f.nature = t.nature
	for i := range t.parts {
		p := &t.parts[i]
		switch p.fill {
		case literal:
			b = append(b, p.text...)
		case fillOrg:
			b = append(b, org...)
		case fillSupplier:
			b = append(b, f.w.Supplier...)
		case fillExam:
			e := &f.exams[f.r.IntN(len(f.exams))]
			b = append(b, e.text...)
			f.nature = e.nature
		case fillVersion:
			b = f.version(b)
		case fillBirth, fillDate, fillStamp, fillYear, fillMonth, fillQuarter:
			b = f.time(b, p.fill)
		case fillN2, fillN4, fillN5, fillN6, fillN8, fillN9, fillN10, fillLabNumber, fillBSN, fillHex:
			b = f.number(b, p.fill)
		default:
			b = append(b, f.word(p.fill)...)
		}
	}
	return b
}

func (f *renderer) word(p fill) string {
	people := &f.w.people
	switch p {
	case fillSurname:
		return people.surnames[people.commonly.draw(f.r)]
	case fillGiven:
		return pick(f.r, people.given)
	case fillInitials:
		return "ABCDEFGHJKLMNPRSTW"[f.r.IntN(18):][:1]
	case fillTitle:
		return pick(f.r, f.titles)
	case fillUser:
		return pick(f.r, people.users)
	case fillPlace:
		return pick(f.r, people.places)
	case fillStreet:
		return pick(f.r, people.streets)
	case fillBrand:
		return pick(f.r, f.brands)
	case fillPackage:
		return pick(f.r, f.packages)
	case fillSoftware:
		return pick(f.r, f.software)
	case fillDepartment:
		return pick(f.r, f.depts)
	}
	return f.common[f.wordSize.draw(f.r)]
}

func (f *renderer) version(b []byte) []byte {
	switch f.r.IntN(12) {
	case 0:
		return append(b, "_v2"...)
	case 1:
		return append(b, "_def"...)
	case 2:
		return append(b, " (1)"...)
	}
	return b
}

func (f *renderer) number(b []byte, p fill) []byte {
	n := f.r.Uint64()
	switch p {
	case fillN2:
		return digits(b, 1+n%52, 1)
	case fillN4:
		return digits(b, n%10_000, 4)
	case fillN5:
		return digits(b, n%100_000, 5)
	case fillN6:
		return digits(b, n%1_000_000, 6)
	case fillN8:
		return digits(b, n%100_000_000, 8)
	case fillN9:
		return notPersonal(digits(b, 100_000_000+n%900_000_000, 9))
	case fillN10:
		return digits(b, 1_000_000_000+n%9_000_000_000, 10)
	case fillBSN:
		return append(b, f.w.people.bsn[n%uint64(len(f.w.people.bsn))]...)
	case fillHex:
		b = append(b, "abcdef"[n>>40%6]) // so that no nine digits stand together
		for range 7 {
			b = append(b, "0123456789abcdef"[n&15])
			n >>= 4
		}
		return b
	}
	switch n >> 60 & 3 {
	case 0:
		b = append(digits(b, 14+n%12, 2), 'L')
		return digits(b, n>>8%1_000_000, 6)
	case 1:
		b = append(digits(append(b, 'C'), 14+n%12, 2), '-')
		return digits(b, n>>8%100_000, 5)
	case 2:
		b = append(digits(append(b, 'T'), 14+n%12, 2), '.')
		return digits(b, n>>8%100_000, 5)
	}
	return digits(b, 2_000_000_000+n>>8%1_000_000_000, 10)
}

// notPersonal changes the last of nine digits where they would pass as a
// number of a person.
func notPersonal(b []byte) []byte {
	if s := b[len(b)-9:]; elevenProof(string(s)) {
		s[8] = '0' + (s[8]-'0'+1)%10
	}
	return b
}

// digits appends n with leading zeros to at least width digits.
func digits(b []byte, n uint64, width int) []byte {
	var d [20]byte
	i := len(d)
	for n > 0 || width > 0 {
		i--
		d[i] = byte('0' + n%10)
		n /= 10
		width--
	}
	return append(b, d[i:]...)
}

func (f *renderer) time(b []byte, p fill) []byte {
	n := f.r.Uint64()
	year, month, day := 2014+n>>8%12, 1+n>>16%12, 1+n>>24%28
	if f.year != 0 && p != fillYear {
		year = uint64(f.year)
	}
	switch p {
	case fillYear:
		f.year = int(year)
		return digits(b, year, 4)
	case fillQuarter:
		return digits(b, 1+n>>32%4, 1)
	case fillMonth:
		if n>>40%4 == 0 {
			return append(b, f.months[month-1]...)
		}
		return digits(b, month, 2)
	case fillStamp:
		b = date(b, year, month, day, 0)
		return digits(digits(digits(b, n>>32%24, 2), n>>40%60, 2), n>>48%60, 2)
	case fillBirth:
		return date(b, 1926+n>>32%83, month, day, birthForm(n>>48))
	}
	return date(b, year, month, day, []byte{0, 0, 1, 2}[n>>56&3])
}

// birthForm draws how a date of birth is written, by how common the forms are.
func birthForm(n uint64) byte {
	switch n %= 100; {
	case n < 38:
		return 0
	case n < 75:
		return 2
	case n < 85:
		return 3
	case n < 93:
		return 4
	}
	return 1
}

func date(b []byte, year, month, day uint64, form byte) []byte {
	switch form {
	case 1:
		return digits(append(digits(append(digits(b, year, 4), '-'), month, 2), '-'), day, 2)
	case 2:
		return digits(append(digits(append(digits(b, day, 2), '-'), month, 2), '-'), year, 4)
	case 3:
		return digits(digits(digits(b, year%100, 2), month, 2), day, 2)
	case 4:
		return digits(digits(digits(b, day, 2), month, 2), year, 4)
	}
	return digits(digits(digits(b, year, 4), month, 2), day, 2)
}
