package invent

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// names invents the proper names of one world.
type names struct {
	words lexicon
	r     *rand.Rand
}

func (n names) place() string {
	if n.r.IntN(60) == 0 {
		return pick(n.r, n.words["place.other"])
	}
	return pick(n.r, n.words["place.head"]) + pick(n.r, n.words["place.mid"]) + pick(n.r, n.words["place.tail"])
}

func (n names) street() string {
	return pick(n.r, n.words["street.head"]) + pick(n.r, n.words["street.tail"])
}

// surname gives a common surname in two cases of three, and else one that is
// put together.
func (n names) surname() string {
	if n.r.IntN(3) > 0 {
		common := n.words["surnames"]
		return common[min(n.r.IntN(len(common)), n.r.IntN(len(common)))]
	}
	name := pick(n.r, n.words["surname.head"]) + pick(n.r, n.words["surname.tail"])
	if infixes := n.words["infix"]; len(infixes) > 0 && n.r.IntN(4) == 0 {
		name = pick(n.r, infixes) + " " + name
	}
	return name
}

func (n names) home() string {
	return pick(n.r, n.words["home.head"]) + pick(n.r, n.words["home.tail"])
}

// brand gives a made-up word of two to four syllables.
func (n names) brand() string {
	var b strings.Builder
	for range 2 + min(n.r.IntN(3), n.r.IntN(3)) {
		b.WriteString(pick(n.r, n.words["syllables"]))
	}
	if b.Len() < 5 {
		b.WriteString(pick(n.r, n.words["syllables"]))
	}
	return title(b.String())
}

func (n names) saint() string {
	return pick(n.r, n.words["saint.head"]) + pick(n.r, n.words["saint"])
}

func (n names) initials() string {
	const letters = "ABCDEFGHIJKLMNPRSTW"
	s := string(letters[n.r.IntN(len(letters))]) + "."
	if n.r.IntN(2) == 0 {
		s += string(letters[n.r.IntN(len(letters))]) + "."
	}
	return s
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// ascii writes s without diacritics, as file systems of old want it.
func ascii(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] < 0x80
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, c := range norm.NFD.String(s) {
		switch {
		case c == 'ı':
			b.WriteByte('i')
		case c < 0x80:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// key folds a name to its lower-case letters and digits, so that two writings
// of one name that differ in nothing else have one key.
func key(s string) string {
	var b strings.Builder
	for _, c := range ascii(s) {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			b.WriteRune(unicode.ToLower(c))
		}
	}
	return b.String()
}
