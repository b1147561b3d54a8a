package mention

import (
	"math/bits"
	"sort"
)

// maxLocality is how many organisations of one type in one city are told apart
// no more.
const maxLocality = 32

// localityKey is the hash of a city and a type.
func localityKey(city int32, bit int) uint64 {
	return (uint64(city)<<5 | uint64(bit) + 1) * spread
}

// localities lets an organisation word beside a city mean the organisations of
// that type there ("HAP Zoetermeer").
func (b *builder) localities() {
	ix := b.ix
	ix.local = newHashes(len(ix.Places))
	for org := range ix.types {
		city := ix.cities[org]
		if city < 0 {
			continue
		}
		for types := ix.types[org]; types != 0; types &= types - 1 {
			key := localityKey(city, bits.TrailingZeros32(types))
			p := ix.local.get(key)
			if p < 0 {
				p = b.newPhrase(source{org: int32(org), alias: ofCity}, draft{
					scheme: -1, words: 2, class: Abbreviation, weak: GenericOnly | PlaceName, bits: 8,
				})
				ix.local.put(key, p)
			}
			b.pairs = append(b.pairs, pair{p, int32(org), Locality})
		}
	}
}

// localities adds to the names what an organisation word beside a city means,
// where no name stands there.
func (s *Scanner) localities() {
	for _, place := range s.places {
		if place.Kind != City || len(s.names) >= maxHits {
			continue
		}
		for _, k := range []int{int(place.First) - 1, int(place.Last) + 1} {
			if k < 0 || k >= len(s.cells) || s.cells[k].traits&orgWord == 0 || s.cells[k].types == 0 {
				continue
			}
			if s.locality(place, k) {
				break
			}
		}
	}
}

// locality adds what word k means beside a place, and reports whether it did.
func (s *Scanner) locality(place PlaceHit, k int) bool {
	lo, hi, beyond := min(k, int(place.First)), max(k, int(place.Last)), k-1
	inner, outer := int(place.First), lo // words before which the signs are compared
	for lo > 0 && k < int(place.First) && s.cells[lo-1].traits&orgWord != 0 {
		lo--
		beyond, outer = lo-1, lo
	}
	if k > int(place.Last) {
		for hi+1 < len(s.cells) && s.cells[hi+1].traits&orgWord != 0 {
			hi++
		}
		beyond, inner, outer = hi+1, k, hi+1
	}
	if beyond >= 0 && beyond < len(s.cells) && s.isUnknown(beyond) && s.signBefore(inner) == s.signBefore(outer) {
		return false // a name beside the organisation word, which is not the city's then
	}
	i := sort.Search(s.ordered, func(i int) bool { return int(s.names[i].Last) >= lo-1 })
	if i < s.ordered && int(s.names[i].First) <= hi+1 {
		return false
	}
	added := false
	for types := s.cells[k].types; types != 0; types &= types - 1 {
		p := s.ix.local.find(localityKey(place.City, bits.TrailingZeros32(types)))
		if p < 0 || len(s.ix.candidatesOf(&s.ix.phrases[p])) > maxLocality {
			continue
		}
		x := &s.ix.phrases[p]
		s.names = append(s.names, Hit{
			Phrase: PhraseID(p), Class: x.Class, First: uint16(lo), Last: uint16(hi), Weak: x.Weak, Cue: true, Alone: s.alone(lo, hi),
		})
		added = true
	}
	return added
}

// signBefore returns the first sign between word j and the one before it, 0 for
// none.
func (s *Scanner) signBefore(j int) byte {
	list := s.words.List
	if j == 0 || list[j-1].End == list[j].Start {
		return 0
	}
	return s.segment[list[j-1].End]
}
