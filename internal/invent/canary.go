package invent

import (
	"fmt"
	"strings"
)

// Canary is an invented person who is nowhere else in the world: none of its
// texts may leave the product.
type Canary struct {
	Given, Surname string
	BirthDate      string // as it is written
	Number         string // of a person, from a range that is never issued
	text           string
}

// Canaries plants n invented persons in the listing, in file names of many
// shapes, and returns them. Names and birth dates are unique; numbers are too
// as far as the test ranges go, about 9,900. Call it before writing, and once;
// a tranche with fewer files of persons than canaries holds only the first.
func (w *World) Canaries(n int) []Canary {
	heads := []string{"Vaq", "Zyr", "Quem", "Xol", "Jev", "Wux", "Kyz", "Fex", "Pyq", "Dox", "Gwiz", "Hyx", "Lwaz", "Myv", "Nuq", "Ryz", "Syx", "Tuz", "Bwex", "Cyq", "Yx", "Uzq", "Ixv", "Oqu"}
	tails := []string{"endam", "ormee", "iskant", "aveld", "ommer", "uzaan", "estra", "ibeek", "ondag", "amstel", "erling", "ufhuis"}
	r := stream(w.spec.Seed, partCanaries, 0)
	w.canaries = make([]Canary, 0, n)
	for i := range n {
		c := Canary{
			Given:   heads[i%24] + strings.ToLower(heads[i/24%24]) + pick(r, []string{"a", "e", "o"}),
			Surname: heads[i/12%24] + strings.ToLower(heads[i/288%24]) + tails[i%12] + []string{"", "ga", "ka", "za"}[i/6912%4],
			Number:  w.people.bsn[(i*7919+13)%len(w.people.bsn)],
		}
		day := uint64(i * 37 % 26_880)
		c.BirthDate = string(date(nil, 1930+day/336, 1+day/28%12, 1+day%28, []byte{0, 2}[i%2]))
		c.text = fmt.Sprintf([]string{
			"Uitslag_%[2]s_%[3]s_%[4]s.pdf", "%[2]s, %[1]s %[3]s.pdf", "%[4]s_%[1]s %[2]s_%[3]s.docx",
			"%[1]s.%[2]s@post.example_%[3]s %[4]s.msg", "scan %[3]s %[1]s%[2]s-%[4]s.tif",
			"%[2]s^%[1]s_%[3]s_%[4]s.hl7", "dhr %[2]s geb %[3]s bsn %[4]s (%[1]s).pdf",
		}[i%7], c.Given, c.Surname, c.BirthDate, c.Number)
		w.canaries = append(w.canaries, c)
	}
	return w.canaries
}

// planter hands out the canaries of one tranche, one at every few files.
type planter struct {
	left  []Canary
	every int
	count int
}

func (w *World) planter(number int) planter {
	n, tranches := len(w.canaries), len(w.tranches)
	left := w.canaries[n*number/tranches : n*(number+1)/tranches]
	return planter{left: left, every: max(1, w.spec.Paths/tranches/(8*(len(left)+1)))}
}

func (p *planter) due() bool {
	p.count++
	return len(p.left) > 0 && p.count%p.every == 0
}

func (p *planter) append(b []byte) []byte {
	b = append(b, p.left[0].text...)
	p.left = p.left[1:]
	return b
}
