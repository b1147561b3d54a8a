package nature

import (
	"slices"

	"github.com/leakwarden/leakwarden/internal/token"
)

// parts takes Dutch compounds apart: "bloeduitslagen" is bloed and uitslagen.
type parts struct {
	signs   map[uint64]sign // by token.Hash
	longest int
	bulk    Groups // only the last part says that a file is an export
	// heads and tails mark the first and last three letters of the parts: most
	// words that are no compounds fail at them.
	heads, tails bitset
	// starts marks the first three letters of the parts as folded, with one of
	// which all that is left of a compound starts.
	starts bitset
}

// bitset marks three letters.
type bitset [1 << 15 / 64]uint64

func (s *bitset) set(i int)      { s[i>>6] |= 1 << (i & 63) }
func (s *bitset) has(i int) bool { return s[i>>6]&(1<<(i&63)) != 0 }

// three packs three letters; folding case comes with the mask.
func three(b []byte) int {
	return int(b[0]&31)<<10 | int(b[1]&31)<<5 | int(b[2]&31)
}

func newParts(signs map[uint64]sign, texts []string, bulk Groups) *parts {
	p := &parts{signs: signs, bulk: bulk}
	for _, t := range texts {
		p.longest = max(p.longest, len(t))
		p.heads.set(three([]byte(t)))
		if folded := token.Fold(t); len(folded) >= shortestPart {
			p.starts.set(three([]byte(folded)))
		}
		for _, ending := range endings {
			whole := t + ending
			p.tails.set(three([]byte(whole[len(whole)-3:])))
		}
	}
	return p
}

// links are what may stand between two parts, endings what may follow the last.
var (
	links   = []string{"", "s", "en", "e", "n"}
	endings = []string{"", "s", "en", "e", "n"}
)

// shortestPart is the length of the shortest part. Parts of that length are the
// first of a compound only, and a longer one follows without a link: "hivtest".
const shortestPart = 3

const (
	shortestCompound = 6
	longestCompound  = 40
	mostParts        = 4
)

// plausible reports whether word, of ASCII letters, can be a compound at all.
func (p *parts) plausible(word []byte) bool {
	return len(word) >= shortestCompound && len(word) <= longestCompound &&
		p.heads.has(three(word)) && p.tails.has(three(word[len(word)-3:]))
}

// split returns what word, folded, points to as a compound or an unlisted
// ending of a known word: all that its parts point to. Long first parts go
// before short ones.
func (p *parts) split(word []byte) (sign, bool) {
	return p.rest(word, mostParts)
}

func (p *parts) rest(word []byte, most int) (sign, bool) {
	if !p.starts.has(three(word)) {
		return sign{}, false
	}
	if s, ok := p.last(word); ok {
		return s, true
	}
	if most == 1 {
		return sign{}, false
	}
	for n := min(p.longest, len(word)-shortestPart-1); n >= shortestPart; n-- {
		s, ok := p.signs[hashOf(word[:n])]
		if !ok || n == shortestPart && most < mostParts {
			continue
		}
		for _, link := range links {
			after, ok := cutFront(word[n:], link)
			if !ok || len(after) <= shortestPart || n == shortestPart && link != "" {
				continue
			}
			if more, ok := p.rest(after, most-1); ok {
				return sign{s.natures | more.natures, s.groups&^p.bulk | more.groups, s.marks | more.marks}, true
			}
		}
	}
	return sign{}, false
}

// last returns what the last part of a compound points to, if word is one with
// or without an ending.
func (p *parts) last(word []byte) (sign, bool) {
	for _, ending := range endings {
		base, ok := cut(word, ending)
		if !ok || len(base) <= shortestPart || ending != "" && len(base) < 5 {
			continue
		}
		if s, ok := p.signs[hashOf(base)]; ok {
			return s, true
		}
	}
	return sign{}, false
}

func cut(word []byte, ending string) ([]byte, bool) {
	n := len(word) - len(ending)
	return word[:max(n, 0)], n >= 3 && string(word[n:]) == ending
}

func cutFront(word []byte, link string) ([]byte, bool) {
	n := len(link)
	if len(word) < n || string(word[:n]) != link {
		return nil, false
	}
	return word[n:], true
}

// hashOf is token.Hash of folded letters.
func hashOf(word []byte) uint64 { return token.HashBytes(word) }

// appendFolded appends the letters of word folded, if they are ASCII after
// folding.
func appendFolded(dst, word []byte) ([]byte, bool) {
	ascii := !slices.ContainsFunc(word, func(c byte) bool { return c >= 0x80 })
	if !ascii {
		word = []byte(token.Fold(string(word)))
	}
	for _, c := range word {
		if c |= 0x20; c < 'a' || c > 'z' {
			return dst, false
		}
		dst = append(dst, c)
	}
	return dst, true
}
