package token

import (
	"slices"

	"github.com/leakwarden/leakwarden/internal/flat"
)

// Fields stores the words of d, or loads them: d then holds what the stored Dict
// held, under the same numbers. The words that d already has must be the first
// of those, or c fails.
func (d *Dict) Fields(c *flat.Codec) {
	loaded := *d
	flat.Strings(c, &loaded.words)
	flat.Slice(c, &loaded.hashes)
	flat.Slice(c, &loaded.slots)
	if !c.Loading() {
		return
	}
	n := len(d.words)
	if len(loaded.words) != len(loaded.hashes) || len(loaded.words) < n || !slices.Equal(loaded.words[:n], d.words) ||
		len(loaded.slots) < 2*n || len(loaded.slots)&(len(loaded.slots)-1) != 0 {
		c.Fail()
		return
	}
	loaded.slots = slices.Clone(loaded.slots) // more words will come
	loaded.sieve = make([]uint64, sieveOf(len(loaded.slots)))
	for _, hash := range loaded.hashes[1:] { // but of Unknown
		loaded.sift(hash)
	}
	*d = loaded
}
