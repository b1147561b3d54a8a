package mention

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/token"
)

// FuzzSegment holds, for any segment: hits lie inside it, in order; they are
// the same again and for another Scanner; the words of an exact hit of a name
// are in the segment, and their number is bounded.
func FuzzSegment(f *testing.F) {
	for _, group := range writings {
		for _, w := range group.rows {
			f.Add([]byte(w.in))
		}
	}
	f.Add([]byte("HuisartsenpraktijkDeLinde\xff\xfe 01-01.23 45"))
	f.Add([]byte(strings.Repeat("de linde ", 400)))
	f.Add([]byte("sandmoor-aberwick-medical-centre_bristow-valley-medical-centre"))
	x := newFixture(append(invented(), inParts()...)...)
	f.Fuzz(func(t *testing.T, segment []byte) {
		var w token.Words
		x.dict.Scan(segment, &w)
		hits := x.scan.Segment(segment, &w, nil)
		places := append([]PlaceHit(nil), x.scan.Places()...)
		if again := x.ix.Scanner().Segment(segment, &w, nil); !reflect.DeepEqual(hits, again) {
			t.Fatalf("got %v, then %v", hits, again)
		}
		if len(hits) > maxHits+len(w.List) {
			t.Fatalf("got %d hits", len(hits))
		}
		for i, h := range hits {
			if h.First > h.Last || int(h.Last) >= len(w.List) {
				t.Fatalf("hit %d spans words %d to %d of %d", i, h.First, h.Last, len(w.List))
			}
			if i > 0 && h.First < hits[i-1].First {
				t.Fatalf("hit %d starts before the one before it", i)
			}
			x.wordsOccur(t, segment, &w, h)
		}
		for _, p := range places {
			if p.First > p.Last || int(p.Last) >= len(w.List) || int(p.City) >= len(x.ix.Places) {
				t.Fatalf("place %+v of %d words", p, len(w.List))
			}
		}
	})
}

// wordsOccur checks that what an exact hit covers reads as the register writes
// it, but for separators, connectives and variants of letters.
func (f *fixture) wordsOccur(t *testing.T, segment []byte, w *token.Words, h Hit) {
	t.Helper()
	p := f.ix.Phrase(h.Phrase)
	if h.Cost > 0 || h.Cut || h.Coverage > 0 {
		return
	}
	raw := string(segment[w.List[h.First].Start:w.List[h.Last].End])
	text, covered := compact(f.ix.Text(h.Phrase)), compact(raw)
	switch p.Class {
	case Code:
		scheme := f.ix.Schemes[p.Scheme]
		if digits := strings.TrimLeft(strings.TrimLeft(covered, "abcdefghijklmnopqrstuvwxyz"), "0"); scheme != Phone && scheme != HouseNumber && !strings.Contains(text, digits) {
			t.Fatalf("code %q is not in what is covered", text)
		}
	case Domain:
		if p.Roles[0]&Address != 0 && text != covered {
			t.Fatalf("domain %q is not in what is covered", text)
		}
	case Name, Alias:
		if h.First != h.Last && !f.reads(segment, w, h, false) && !f.reads(segment, w, h, true) {
			t.Fatalf("the words of %q are not what is covered", text)
		}
	}
}

// reads reports whether the words of a hit, put together, are its phrase; glued
// takes those that nothing stands between as one.
func (f *fixture) reads(segment []byte, w *token.Words, h Hit, glued bool) bool {
	var plain, genitive, raw strings.Builder // genitive keeps the s of "Mary's"
	for i := h.First; i <= h.Last; i++ {
		start := w.List[i].Start
		for glued && i < h.Last && w.List[i+1].Glued {
			i++
		}
		word := token.Fold(string(segment[start:w.List[i].End]))
		raw.WriteString(word)
		if word == "s" {
			genitive.WriteString(word)
			continue
		}
		if slices.Contains(connectives, word) && i > h.First && i < h.Last {
			continue
		}
		id := f.dict.Lookup(word)
		if id == 0 || int(id) >= len(f.ix.words) || f.ix.words[id].sym == 0 {
			return f.ix.glued.get(token.Hash(raw.String())) >= 0 || i < h.Last
		}
		plain.WriteString(f.dict.Word(token.ID(f.ix.words[id].sym)))
		genitive.WriteString(f.dict.Word(token.ID(f.ix.words[id].sym)))
	}
	for _, text := range []string{plain.String(), genitive.String(), raw.String()} {
		if f.ix.glued.get(token.Hash(text)) == int32(h.Phrase) {
			return true
		}
	}
	return false
}
