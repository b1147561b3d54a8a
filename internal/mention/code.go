package mention

import (
	"math"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/token"
)

// Phone and HouseNumber are the schemes of telephone numbers, and of postcodes
// with the number of the house.
const (
	Phone       = "PHONE"
	HouseNumber = "POSTCODE"
)

// maxCode is the longest code, in letters and digits, that is looked for.
const maxCode = 40

// codes finds codes by their letters and digits, without separators.
type codes struct {
	table    hashes          // of the value → phrase
	same     map[int32]int32 // phrase → another with the same value
	digits   uint64          // lengths of values of digits only, as bits
	mixed    uint64          // lengths of the others
	leading  uint64          // of the others that start with digits: how many digits
	inner    uint64          // and how many letters after them, or more, as bits
	prefixes map[uint32]uint64
	gluing   []gluing
	counts   []int     // by scheme
	spaces   []float64 // by scheme
}

// gluing is a name of a scheme of codes that can be glued to them.
type gluing struct {
	text   string
	scheme int16
}

// maxPrefix is the longest such name.
const maxPrefix = 8

// fnv is FNV-1a over letters and digits, taking capitals as small letters: for
// domains, whose dots it passes over.
const fnv uint64 = 14695981039346656037

func fnvByte(h uint64, c byte) uint64 {
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return (h ^ uint64(c)) * 1099511628211
}

// alphanumeric reports whether c is a letter or a digit of ASCII.
func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// compact returns the letters and digits of s, folded.
func compact(s string) string {
	buf := make([]byte, 0, 64)
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return compactWide(s)
		case !alphanumeric(c):
			continue
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		}
		buf = append(buf, c)
	}
	return string(buf)
}

func compactWide(s string) string {
	var b strings.Builder
	for _, c := range []byte(token.Fold(s)) {
		if alphanumeric(c) {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func fnvString(s string) uint64 {
	h := fnv
	for i := range len(s) {
		h = fnvByte(h, s[i])
	}
	return h
}

// codeWords stand beside the name of a scheme and do not tell it.
var codeWords = []string{"code", "nr", "nummer", "no", "num", "number", "id", "ref"}

// schemes numbers the schemes of the pack.
func (b *builder) schemes() {
	c := &b.ix.codes
	c.table = newHashes(2 * len(b.ix.reg.Organisations))
	c.same, c.prefixes = make(map[int32]int32), make(map[uint32]uint64)
	b.shapes, b.fitting = make(map[int16]*regexp.Regexp), make(map[[2]int16]bool)
	for _, s := range b.pack.Codes {
		n := b.scheme(s.Scheme)
		if shape, err := regexp.Compile(s.Pattern); err == nil && s.Pattern != "" {
			b.shapes[n] = shape
			c.spaces[n] = space(s.Pattern)
		}
		for _, prefix := range append([]string{strings.ToLower(s.Scheme)}, s.Prefixes...) {
			b.prefix(prefix, n)
		}
	}
	for _, s := range codeWords {
		b.mark(s, codeWord)
	}
}

// prefix lets the first telling word of prefix announce a code.
func (b *builder) prefix(prefix string, scheme int16) {
	for _, p := range b.split(prefix) {
		isFiller := false
		for _, s := range codeWords {
			isFiller = isFiller || s == p.text
		}
		if !isFiller {
			b.ix.codes.prefixes[uint32(p.id)] |= 1 << scheme
			b.ix.words[p.id].traits |= codePrefix
			if g := (gluing{p.text, scheme}); len(p.text) <= maxPrefix && plain(p.text) && !slices.Contains(b.ix.codes.gluing, g) {
				b.ix.codes.gluing = append(b.ix.codes.gluing, g)
			}
			return
		}
	}
}

// maxSchemes bounds the schemes; the rest share the last number.
const maxSchemes = 60

// scheme returns the number of a scheme.
func (b *builder) scheme(name string) int16 {
	for i, s := range b.ix.Schemes {
		if s == name {
			return int16(i)
		}
	}
	if len(b.ix.Schemes) == maxSchemes {
		return maxSchemes - 1
	}
	b.ix.Schemes = append(b.ix.Schemes, name)
	b.ix.codes.counts = append(b.ix.codes.counts, 0)
	b.ix.codes.spaces = append(b.ix.codes.spaces, 0)
	n := int16(len(b.ix.Schemes) - 1)
	b.prefix(strings.ToLower(name), n)
	return n
}

// codes adds the codes of an organisation, its telephones, and its postcode
// with the number of its house.
func (b *builder) codes(org int32) {
	o := &b.ix.reg.Organisations[org]
	for i, c := range o.Codes {
		b.code(source{org: org, alias: ofCode, start: uint16(i)}, strings.ToUpper(c.Scheme), c.Value)
	}
	for i, phone := range o.Phones {
		b.phone(source{org: org, alias: ofPhone, start: uint16(i)}, phone)
	}
	if i := strings.LastIndexAny(o.Address, " \t"); i >= 0 && o.Postcode != "" {
		number := compact(o.Address[i:])
		if number != "" && number[0] >= '0' && number[0] <= '9' {
			b.value(source{org: org, alias: ofAddress}, b.scheme(HouseNumber), compact(o.Postcode)+number)
		}
	}
}

// code adds a code with its ways to be written: with the leading zeros of its
// scheme and without.
func (b *builder) code(src source, scheme, value string) {
	v, n := compact(value), b.scheme(scheme)
	if v == "" || len(v) > maxCode {
		return
	}
	short := strings.TrimLeft(v, "0")
	if shape := b.shapes[n]; shape != nil && onlyDigits(v) && !b.fits(n, v) {
		for padded := "0" + v; len(padded) <= 12; padded = "0" + padded {
			if shape.MatchString(padded) {
				v = padded
				break
			}
		}
	}
	p := b.value(src, n, v)
	if p >= 0 && onlyDigits(v) && len(short) >= 5 && short != v {
		b.codeValue(short, p)
	}
}

// fits reports whether v, digits, has the shape of a scheme: as the first of
// its length did.
func (b *builder) fits(scheme int16, v string) bool {
	key := [2]int16{scheme, int16(len(v))}
	ok, known := b.fitting[key]
	if !known {
		ok = b.shapes[scheme].MatchString(v)
		b.fitting[key] = ok
	}
	return ok
}

// phone adds a telephone number as written within its country and from abroad.
func (b *builder) phone(src source, phone string) {
	v := compact(phone)
	if !onlyDigits(v) || len(v) < 8 || len(v) > 15 {
		return
	}
	national := v
	switch {
	case strings.HasPrefix(v, "00") && len(v) > 11:
		national = "0" + v[4:]
	case strings.HasPrefix(strings.TrimSpace(phone), "+"):
		national = "0" + strings.TrimPrefix(v[2:], "0")
	}
	n := b.scheme(Phone)
	p := b.value(src, n, national)
	if p < 0 {
		return
	}
	country := "31"
	if strings.HasPrefix(b.pack.Name, "uk") {
		country = "44"
	}
	b.codeValue(country+national[1:], p)
	b.codeValue("00"+country+national[1:], p)
}

// value lets v, of a scheme, mean an organisation, and returns the phrase.
func (b *builder) value(src source, scheme int16, v string) int32 {
	if len(v) > maxCode {
		return -1
	}
	hash := token.Hash(v)
	p, last := b.ix.codes.table.get(hash), int32(-1)
	for p >= 0 && b.drafts[p].scheme != scheme {
		next, ok := b.ix.codes.same[p]
		if last = p; !ok {
			next = -1
		}
		p = next
	}
	if p < 0 {
		p = b.newPhrase(src, draft{scheme: scheme, class: Code, weak: codeWeakness(v), words: 1})
		b.ix.codes.counts[scheme]++
		if b.shapes[scheme] == nil {
			b.ix.codes.spaces[scheme] = math.Max(b.ix.codes.spaces[scheme], spaceOf(v))
		}
		b.drafts[p].bits = float32(math.Log2(math.Max(2, b.ix.codes.spaces[scheme])))
		if last >= 0 {
			b.ix.codes.same[last] = p
		}
	}
	b.codeValue(v, p)
	b.pairs = append(b.pairs, pair{p, src.org, Address})
	return p
}

// codeValue lets v be found as phrase p.
func (b *builder) codeValue(v string, p int32) {
	c := &b.ix.codes
	if hash := token.Hash(v); c.table.get(hash) < 0 {
		c.table.put(hash, p)
	}
	if onlyDigits(v) {
		c.digits |= 1 << len(v)
		return
	}
	c.mixed |= 1 << len(v)
	end := 0
	if v[0] >= '0' && v[0] <= '9' {
		for end < len(v) && v[end] >= '0' && v[end] <= '9' {
			end++
		}
		c.leading |= 1 << end
		for n := 1; end+n <= len(v) && (v[end+n-1] < '0' || v[end+n-1] > '9'); n++ {
			c.inner |= 1 << n
		}
		return
	}
	for end < len(v) && (v[end] < '0' || v[end] > '9') {
		end++
		id, _ := b.intern(v[:end])
		b.ix.words[id].traits |= codeStart
	}
}

func codeWeakness(v string) (w Weakness) {
	if len(v) < 4 {
		w |= Short
	}
	if onlyDigits(v) && len(v) < 6 {
		w |= Digits
	}
	return w
}

func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// spaceOf returns how many values have the shape of v.
func spaceOf(v string) float64 {
	n := 1.0
	for i := range len(v) {
		if v[i] >= '0' && v[i] <= '9' {
			n *= 10
		} else {
			n *= 26
		}
	}
	return n
}

// space returns how many texts a regular expression without stars matches.
func space(pattern string) float64 {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0
	}
	return spaceOfRegexp(re)
}

func spaceOfRegexp(re *syntax.Regexp) float64 {
	n := 1.0
	switch re.Op {
	case syntax.OpCharClass:
		n = 0
		for i := 0; i+1 < len(re.Rune); i += 2 {
			n += float64(re.Rune[i+1]-re.Rune[i]) + 1
		}
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			n *= spaceOfRegexp(sub)
		}
	case syntax.OpAlternate:
		n = 0
		for _, sub := range re.Sub {
			n += spaceOfRegexp(sub)
		}
	case syntax.OpQuest:
		n = 1 + spaceOfRegexp(re.Sub[0])
	case syntax.OpRepeat:
		one := spaceOfRegexp(re.Sub[0])
		n = 0
		for k := re.Min; k <= max(re.Min, re.Max); k++ {
			n += math.Pow(one, float64(k))
		}
	}
	return n
}
