package invent

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// people are the persons of a world: parts of names, ready to be written.
type people struct {
	surnames []string // as file names write them
	given    []string
	users    []string
	places   []string // some hold a client, some do not
	streets  []string
	bsn      []string
	commonly zipf // the first surnames are far more common
}

const surnames = 2048

func (n names) people(w *World) people {
	p := people{commonly: newZipf(surnames, 0.6)}
	for range surnames {
		p.surnames = append(p.surnames, written(n.r, n.surname()))
	}
	p.given = n.words["given"]
	for range 64 {
		p.users = append(p.users, strings.ToLower(string(pick(n.r, p.given)[0]))+key(n.surname()))
	}
	for range 256 {
		p.places = append(p.places, n.place())
		p.streets = append(p.streets, n.street())
	}
	for range 256 {
		p.places = append(p.places, pick(n.r, w.cities).name)
	}
	p.bsn = testNumbers(w.spec.Language)
	return p
}

// written gives a surname one of the shapes that file names give it.
func written(r *rand.Rand, name string) string {
	spaced := strings.Contains(name, " ")
	switch n := r.IntN(10); {
	case n == 0:
		return strings.ToUpper(name)
	case n == 1 && spaced:
		return strings.ReplaceAll(name, " ", "")
	case n == 2 && spaced:
		return strings.ReplaceAll(name, " ", "_")
	case n == 3 && spaced:
		i := strings.LastIndexByte(name, ' ')
		return name[i+1:] + ", " + name[:i]
	case n == 4:
		return strings.ToLower(ascii(name))
	}
	return name
}

// testNumbers returns all personal numbers that a world may hold: those that
// pass the check and are never issued. For the Netherlands these begin with
// 99999 or 0000, for England with 999.
func testNumbers(language string) []string {
	var numbers []string
	if language == "en" {
		for n := 0; len(numbers) < 10_000; n++ {
			if s := fmt.Sprintf("999%06d", n*83%1_000_000); nhsCheck(s) < 10 {
				numbers = append(numbers, fmt.Sprint(s, nhsCheck(s)))
			}
		}
		return numbers
	}
	for n := range 10_000 {
		if s := fmt.Sprintf("99999%04d", n); elevenProof(s) {
			numbers = append(numbers, s)
		}
	}
	for n := 1; n < 100_000; n++ {
		if s := fmt.Sprintf("0000%05d", n); elevenProof(s) {
			numbers = append(numbers, s)
		}
	}
	return numbers
}

// elevenProof is the check of the Dutch citizen service number: 9a + 8b + … +
// 2h − i is a multiple of eleven.
func elevenProof(s string) bool {
	sum := 0
	for i := range 8 {
		sum += (9 - i) * int(s[i]-'0')
	}
	return (sum-int(s[8]-'0'))%11 == 0
}

// nhsCheck is the last digit of an NHS number; 10 means that there is none.
func nhsCheck(s string) int {
	sum := 0
	for i := range 9 {
		sum += (10 - i) * int(s[i]-'0')
	}
	return (11 - sum%11) % 11
}
