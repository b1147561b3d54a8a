package mask

import (
	"iter"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Policy says what may show. Its text is the version that results carry.
type Policy string

// The policies.
const (
	Default Policy = "policy-1"
	// Strict shows organisations and words that name a nature only: no years,
	// no counters, no words of filing.
	Strict Policy = "policy-1-strict"
)

// Masker masks the paths of one listing. After Learn it is only read, by any
// number of Views.
type Masker struct {
	lex      *lexicon
	register *phrases // nil without a register
	policy   Policy
	slots    *slots
	queue    []Proposal
	breaches atomic.Int64
	exposed  atomic.Int64
	persons  *identifier.Recogniser // nil where nobody counts what shows
}

// New returns a Masker that shows words of p and phrases of ix, which may be
// nil. It numbers its words in d, which must not be in use yet.
func New(p *pack.Pack, ix *mention.Index, d *token.Dict, policy Policy) *Masker {
	m := &Masker{lex: newLexicon(p, d), policy: policy, slots: noSlots()}
	if ix != nil {
		m.register = newPhrases(ix, m.lex)
	}
	return m
}

// Breaches returns how many cells the self-check has hidden. Each is an error
// of this package. It may be called at any time.
func (m *Masker) Breaches() int64 { return m.breaches.Load() }

// View returns a View whose numbering of hidden values depends on seed.
func (m *Masker) View(seed uint64) *View {
	root := level{within: border, key: offset, large: m.slots.is(large, Directory{}.ID)}
	v := &View{r: newReader(m), seed: seed, levels: []level{root}}
	if m.persons != nil {
		v.persons = m.persons.Clone()
	}
	return v
}

// sensitiveTypes are the types of organisations whose name is the secret.
var sensitiveTypes = []string{"shelter", "womens-shelter", "women's shelter", "opvang", "blijf"}

// scanner finds phrases of a register in a segment.
type scanner interface {
	Segment(segment []byte, w *token.Words, dst []mention.Hit) []mention.Hit
}

// phrases is what the masker uses of a register.
type phrases struct {
	scanner   func() scanner
	phrase    func(mention.PhraseID) mention.Phrase
	text      func(mention.PhraseID) string
	sensitive func(mention.Phrase) bool
	// contact says whether a code is a telephone number, or a postcode with the
	// number of the house: those never show.
	contact func(mention.Phrase) bool
	// sides says whether the organisations of a phrase have an organisation
	// word before or after what is their own in their name.
	sides func(mention.Phrase) (before, after bool)
}

// newPhrases notes which words are the register's, for the self-check.
func newPhrases(ix *mention.Index, l *lexicon) *phrases {
	var hidden uint32
	for bit, t := range ix.Types {
		for _, s := range sensitiveTypes {
			if strings.EqualFold(t, s) {
				hidden |= 1 << bit
			}
		}
	}
	var heads, tails []bool // by organisation
	for n := range ix.Len() {
		var first, last token.ID
		words := 0
		for word := range wordsOf(ix.Text(mention.PhraseID(n))) {
			last = l.dict.Intern(word)
			l.add(last, registerWord)
			if words++; words == 1 {
				first = last
			}
		}
		head, tail := l.of(first)&organisation != 0, l.of(last)&organisation != 0
		if words < 2 || !head && !tail {
			continue
		}
		p := ix.Phrase(mention.PhraseID(n))
		for i, org := range p.Candidates {
			if i < len(p.Roles) && p.Roles[i]&(mention.FullName|mention.GivenAlias) != 0 {
				heads, tails = grown(heads, int(org)), grown(tails, int(org))
				heads[org], tails[org] = heads[org] || head, tails[org] || tail
			}
		}
	}
	return &phrases{
		scanner: func() scanner { return ix.Scanner() },
		phrase:  ix.Phrase,
		text:    ix.Text,
		sensitive: func(p mention.Phrase) bool {
			for _, org := range p.Candidates {
				if ix.TypeOf(org)&hidden != 0 {
					return true
				}
			}
			return false
		},
		contact: func(p mention.Phrase) bool {
			if p.Class != mention.Code || p.Scheme < 0 || int(p.Scheme) >= len(ix.Schemes) {
				return false
			}
			scheme := ix.Schemes[p.Scheme]
			return scheme == mention.Phone || scheme == mention.HouseNumber
		},
		sides: func(p mention.Phrase) (before, after bool) {
			for _, org := range p.Candidates {
				if int(org) < len(heads) {
					before, after = before || heads[org], after || tails[org]
				}
			}
			return before, after
		},
	}
}

// wordsOf returns the runs of letters and of digits in s.
func wordsOf(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0 // of the word at hand, if any
		for i := 0; i < len(s); {
			size, in := 1, isDigit(s[i]) || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z'
			if s[i] >= utf8.RuneSelf {
				r, n := utf8.DecodeRuneInString(s[i:])
				size, in = n, unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
			}
			if !in {
				if start < i && !yield(s[start:i]) {
					return
				}
				start = i + size
			}
			i += size
		}
		if start < len(s) {
			yield(s[start:])
		}
	}
}
