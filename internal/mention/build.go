package mention

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// builder holds what is needed only while an Index is built.
type builder struct {
	ix    *Index
	pack  *pack.Pack
	dict  *token.Dict
	scan  token.Words
	buf   []byte
	parts []part // scratch of split

	placeIDs  map[string]int32
	cityWords map[int32][]uint32
	typeIDs   map[string]uint32
	shapes    map[int16]*regexp.Regexp // by scheme
	fitting   map[[2]int16]bool        // by scheme and length: whether so many digits have the shape

	sint, het token.ID // of these words

	drafts []draft
	pairs  []pair
	spelt  []uint32 // words of all phrases, one after another
	starts []uint64 // what is in Index.starts
	count  []uint32 // by word: how many organisations have it in their name
	last   []int32  // by word: the last organisation counted, plus one
}

// part is one word of a name.
type part struct {
	id, sym    token.ID
	text       string // folded
	start, end int    // bytes of the name
	traits     trait
	types      uint32
}

// draft is a phrase in the making.
type draft struct {
	first  int32 // index into spelt
	words  int32
	roles  Role
	scheme int16
	class  Class // 0 is after the roles
	weak   Weakness
	bits   float32 // rarity; 0 is after the words
}

// pair says that a phrase can mean an organisation.
type pair struct {
	phrase, org int32
	role        Role
}

// split returns the words of a name of the register or the pack. The result
// is good until the next call.
func (b *builder) split(s string) []part {
	text := []byte(s)
	b.dict.Scan(text, &b.scan)
	parts := b.parts[:0]
	list := b.scan.List
	for i := 0; i < len(list); i++ {
		w := &list[i]
		p := part{start: int(w.Start), end: int(w.End), id: w.ID}
		if s[p.start:p.end] == "I" && i+1 < len(list) && list[i+1].Glued && s[p.end] == 'J' { // one letter in Dutch
			i++
			p.end, p.id = int(list[i].End), token.Unknown
		}
		if p.id == token.Unknown {
			p.id = b.dict.Intern(s[p.start:p.end])
		}
		p.text = b.dict.Word(p.id)
		if p.sym = token.ID(b.word(p.id).sym); p.sym == token.Unknown {
			p.id, p.sym = b.intern(p.text)
		}
		if b.genitive(s, parts, p) {
			continue
		}
		if !w.ASCII {
			b.asciiSpelling(s[p.start:p.end], p.sym)
		}
		parts = append(parts, p)
	}
	for i := range parts {
		p := &parts[i]
		p.traits = b.ix.words[p.id].traits | b.ix.words[p.sym].traits
		p.types = b.ix.words[p.id].types
	}
	b.parts = parts
	b.markTerms(parts)
	return parts
}

// genitive reports whether p is the "s" of "Mary's". It makes the word before
// it "marys", and remembers that a listing may write the s apart.
func (b *builder) genitive(s string, before []part, p part) bool {
	if p.text != "s" || len(before) == 0 {
		return false
	}
	w := &before[len(before)-1]
	mark := s[w.end:p.start]
	if mark != "'" && mark != "’" {
		return false
	}
	short := w.id
	w.text += "s"
	w.id, w.sym = b.intern(w.text)
	w.end = p.end
	b.ix.genitives[uint32(short)] = uint32(w.sym)
	b.ix.words[short].traits |= hasGenitive
	return true
}

var asciiLetters = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa")

// asciiSpelling lets "mueller" stand for the word that the register writes
// "Müller".
func (b *builder) asciiSpelling(s string, sym token.ID) {
	ascii := token.Fold(asciiLetters.Replace(s))
	id := b.dict.Intern(ascii)
	if b.word(id).sym == 0 {
		b.word(id).sym = uint32(sym)
		b.look(id, ascii)
	}
}

// markTerms gives the words of organisation terms of several words the traits
// of the term.
func (b *builder) markTerms(parts []part) {
	for i := range parts {
		if parts[i].traits&termStart == 0 {
			continue
		}
		n, end, best := b.ix.words[parts[i].sym].root, 0, int32(0)
		for j := i + 1; n != 0 && j < len(parts); j++ {
			n = b.ix.edges.next(n, uint32(parts[j].sym))
			if n != 0 && b.ix.nodes[n].extra != 0 && b.ix.extras[b.ix.nodes[n].extra].traits != 0 {
				end, best = j, b.ix.nodes[n].extra
			}
		}
		for j := i; best != 0 && j <= end; j++ {
			parts[j].traits |= b.ix.extras[best].traits
			parts[j].types |= b.ix.extras[best].types
		}
	}
}

// node returns the node of the trie at the end of parts, adding what lacks.
func (b *builder) node(parts []part) uint32 {
	ix := b.ix
	first := &ix.words[parts[0].sym]
	if first.root == 0 {
		first.root = b.newNode()
	}
	at := first.root
	for _, p := range parts[1:] {
		to := ix.edges.next(at, uint32(p.sym))
		if to == 0 {
			to = b.newNode()
			ix.edges.put(at, uint32(p.sym), to)
			ix.nodes[at].words |= wordBit(uint32(p.sym))
		}
		at = to
	}
	return at
}

func (b *builder) newNode() uint32 {
	b.ix.nodes = append(b.ix.nodes, node{phrase: -1, below: -1})
	return uint32(len(b.ix.nodes) - 1)
}

// extra returns what else ends at node n, to be filled in.
func (b *builder) extra(n uint32) *extra {
	ix := b.ix
	if ix.nodes[n].extra == 0 {
		ix.nodes[n].extra = int32(len(ix.extras))
		ix.extras = append(ix.extras, extra{place: -1})
	}
	return &ix.extras[ix.nodes[n].extra]
}

// typeBit returns the bit of a type of organisations, 0 if there are too many.
func (b *builder) typeBit(name string) uint32 {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" || name == "other" {
		return 0
	}
	if bit, ok := b.typeIDs[name]; ok {
		return bit
	}
	if len(b.ix.Types) == 32 {
		return 0
	}
	b.typeIDs[name] = 1 << len(b.ix.Types)
	b.ix.Types = append(b.ix.Types, name)
	return b.typeIDs[name]
}

// maxWords is how many words of a name are read.
const maxWords = 16

// add lets parts, which the register writes at src, mean an organisation.
func (b *builder) add(parts []part, src source, role Role) {
	if len(parts) == 0 || len(parts) > maxWords || nameLetters(parts) < 2 {
		return
	}
	raw, plain := b.hashes(parts)
	p := b.ix.glued.get(plain)
	if p < 0 {
		p = b.newPhrase(src, draft{first: int32(len(b.spelt)), words: int32(len(parts)), scheme: -1})
		for _, w := range parts {
			b.spelt = append(b.spelt, uint32(w.sym))
		}
		b.ix.sources[p].first, b.ix.sources[p].words = int32(len(b.spelt)-len(parts)), int16(len(parts))
		b.ix.glued.put(plain, p)
	} else if d := &b.drafts[p]; d.scheme < 0 && d.class == 0 && int(d.words) < len(parts) { // known in fewer words: a domain's label
		d.first, d.words = int32(len(b.spelt)), int32(len(parts))
		for _, w := range parts {
			b.spelt = append(b.spelt, uint32(w.sym))
		}
		src.first, src.words = d.first, int16(d.words)
		b.ix.sources[p] = src
	}
	if raw != plain {
		b.alsoGlued(raw, p)
	}
	if short, ok := b.shortGlued(parts); ok {
		b.alsoGlued(short, p)
	}
	b.path(parts, p)
	if together, ok := b.together(parts); ok {
		b.path(together, p)
	}
	b.drafts[p].roles |= role
	b.pairs = append(b.pairs, pair{p, src.org, role})
}

// path lets parts lead to phrase p in the trie.
func (b *builder) path(parts []part, p int32) {
	if n := b.node(parts); b.ix.nodes[n].phrase < 0 {
		b.ix.nodes[n].phrase = p
	}
	b.noteBelow(parts, p)
}

// together returns parts with those as one that the register writes so, told
// apart by capitals only ("HagaZiekenhuis"), and whether there are such.
func (b *builder) together(parts []part) (joined []part, ok bool) {
	for i := range parts {
		if i == 0 || !oneRun(parts[i-1], parts[i]) {
			if ok {
				joined = append(joined, parts[i])
			}
			continue
		}
		if !ok {
			joined, ok = slices.Clone(parts[:i]), true
		}
		last := &joined[len(joined)-1]
		last.text += parts[i].text
		last.end = parts[i].end
		last.id, last.sym = b.intern(last.text)
	}
	return joined, len(joined) > 1
}

// oneRun reports whether two words are letters with nothing between them.
func oneRun(p, q part) bool {
	return p.end == q.start && (p.text[0] < '0' || p.text[0] > '9') && (q.text[0] < '0' || q.text[0] > '9')
}

// alsoGlued lets phrase p be found by another hash, if that is free.
func (b *builder) alsoGlued(hash uint64, p int32) {
	if b.ix.glued.get(hash) < 0 {
		b.ix.glued.put(hash, p)
	}
}

// shortGlued returns the hash of parts with "st" for "sint" and "t" for "het",
// and whether there are such.
func (b *builder) shortGlued(parts []part) (hash uint64, ok bool) {
	if !slices.ContainsFunc(parts, func(p part) bool { return p.sym == b.sint || p.sym == b.het }) {
		return 0, false
	}
	b.buf = b.buf[:0]
	for _, p := range parts {
		text := b.dict.Word(p.sym)
		switch text {
		case "sint":
			text, ok = "st", true
		case "het":
			text, ok = "t", true
		}
		b.buf = append(b.buf, text...)
	}
	if !ok {
		return 0, false
	}
	return b.hashTogether(), true
}

func (b *builder) newPhrase(src source, d draft) int32 {
	b.drafts = append(b.drafts, d)
	b.ix.sources = append(b.ix.sources, src)
	return int32(len(b.drafts) - 1)
}

// hashes returns the hashes of parts written without separators: as they are,
// and in canonical writing.
func (b *builder) hashes(parts []part) (raw, plain uint64) {
	b.buf = b.buf[:0]
	for _, p := range parts {
		b.buf = append(b.buf, p.text...)
	}
	raw = b.hashTogether()
	if !slices.ContainsFunc(parts, func(p part) bool { return p.id != p.sym }) {
		return raw, raw
	}
	b.buf = b.buf[:0]
	for _, p := range parts {
		b.buf = append(b.buf, b.dict.Word(p.sym)...)
	}
	return raw, b.hashTogether()
}

// hashTogether returns the hash of b.buf, the letters of a name, and notes how
// they start.
func (b *builder) hashTogether() uint64 {
	if len(b.buf) >= leastTogether {
		b.starts = append(b.starts, token.HashBytes(b.buf[:leastTogether]))
	}
	return token.HashBytes(b.buf)
}

// nameLetters counts the letters, not the digits, of parts.
func nameLetters(parts []part) (n int) {
	for _, p := range parts {
		if p.text[0] < '0' || p.text[0] > '9' {
			n += len(p.text)
		}
	}
	return n
}

// letters counts the letters and digits of parts.
func letters(parts []part) (n int) {
	for _, p := range parts {
		n += utf8.RuneCountInString(p.text)
	}
	return n
}
