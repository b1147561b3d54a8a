package identifier

import (
	"github.com/nyaruka/phonenumbers"

	"github.com/leakwarden/leakwarden/internal/token"
)

// phoneCache remembers which digits are a phone number: the library that knows
// costs microseconds.
type phoneCache []phoneEntry

type phoneEntry struct {
	digits uint64 // the number, with a 1 before it to keep leading zeros
	valid  bool
}

const phoneCacheSize = 1 << 10

func newPhoneCache() phoneCache { return make(phoneCache, phoneCacheSize) }

// valid reports whether b, digits with an optional leading '+', is a phone
// number of the world as seen from region.
func (c phoneCache) valid(b []byte, region string) bool {
	if len(b) > 2 && b[0] == '0' && b[1] == '0' && b[2] == '0' {
		return false // no country has a code that starts with 0: a number padded to its width
	}
	key := uint64(1)
	for _, d := range b {
		key = 11*key + uint64(d&15) // '+' counts as 11
	}
	e := &c[mix(key)&(phoneCacheSize-1)]
	if e.digits == key {
		return e.valid
	}
	number, err := phonenumbers.Parse(string(b), region)
	*e = phoneEntry{key, err == nil && phonenumbers.IsValidNumber(number)}
	return e.valid
}

// phone finds a phone number in the one word i, of 9 to 13 digits: it starts with
// 0, or follows a '+' or the word for one.
func (r *Recogniser) phone(segment []byte, words []token.Word, i int) bool {
	w := &words[i]
	if w.Glued && r.trait(words, i-1)&phoneCue == 0 {
		return false
	}
	start := w.Start
	if start > 0 && segment[start-1] == '+' {
		start--
	} else if segment[start] != '0' || r.rules.region == "NL" && w.End-w.Start != 10 && segment[start+1] != '0' {
		return false
	}
	if !r.phones.valid(segment[start:w.End], r.rules.region) {
		return false
	}
	r.add(Phone, start, w.End)
	return true
}

// phoneGroups finds a phone number in groups: "06-12345678", "+31 70 123 45 67".
func (r *Recogniser) phoneGroups(segment []byte, words []token.Word, i int) (last int, ok bool) {
	start := words[i].Start
	plus := start > 0 && segment[start-1] == '+'
	if !plus && segment[start] != '0' || words[i].Glued || !within(&words[i], 2, 5) || i+1 == len(words) {
		return i, false
	}
	var buf [16]byte
	b := buf[:0]
	if plus {
		b = append(b, '+')
		start--
	}
	for j := i; j < len(words) && words[j].Kind == token.Digits; j++ {
		if j > i && (words[j].Start != words[j-1].End+1 || !separator(segment[words[j-1].End])) {
			break
		}
		if len(b)+int(words[j].End-words[j].Start) > 14 {
			break
		}
		b = append(b, segment[words[j].Start:words[j].End]...)
		if len(b) >= 10 && r.phones.valid(b, r.rules.region) {
			r.add(Phone, start, words[j].End)
			return j, true
		}
	}
	return i, false
}
