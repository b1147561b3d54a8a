package token

// Dict numbers the words that a register and a pack know. It is built once and
// then only read, by any number of goroutines.
//
// Many words of a listing are in no Dict, so what tells that is small and stays
// in cache: a sieve of two bits a word, which one in forty of the others gets
// through, and four bytes a slot, of which one is taken from the hash.
type Dict struct {
	sieve  []uint64 // a power of two of them; see grain
	slots  []uint32 // open addressing, a power of two of them, at most half full: tag and ID
	hashes []uint64 // by ID
	words  []string // by ID
}

// idBits is how many bits of a slot hold an ID; those above hold the tag.
const idBits = 24

func tagOf(hash uint64) uint32 { return uint32(hash>>56) << idBits }

// grain returns the bits of a word in the sieve, and which of n they are in.
func grain(hash uint64, n int) (at int, bits uint64) {
	return int(hash>>32) & (n - 1), 1<<(hash>>20&63) | 1<<(hash>>26&63)
}

// NewDict returns an empty Dict.
func NewDict() *Dict {
	const slots = 1 << 10
	return &Dict{slots: make([]uint32, slots), sieve: make([]uint64, sieveOf(slots)), hashes: make([]uint64, 1), words: []string{""}}
}

// sieveOf returns how large a sieve goes with so many slots: some ten bits a
// word.
func sieveOf(slots int) int { return slots / 16 }

// Intern returns the number of word after folding, a new one if d does not hold
// it. Only for the time of building: it must not run beside any other method.
func (d *Dict) Intern(word string) ID {
	hash := Hash(word)
	if id := d.ID(hash); id != Unknown {
		return id
	}
	if 2*len(d.words) >= len(d.slots) {
		d.grow()
	}
	id := ID(len(d.words))
	d.words, d.hashes = append(d.words, Fold(word)), append(d.hashes, hash)
	d.put(id)
	return id
}

// ID returns the number of the word with this hash, or Unknown.
func (d *Dict) ID(hash uint64) ID {
	if at, bits := grain(hash, len(d.sieve)); d.sieve[at]&bits != bits {
		return Unknown
	}
	return d.find(hash)
}

// find is ID for what the sieve lets through.
func (d *Dict) find(hash uint64) ID {
	mask, tag := uint64(len(d.slots)-1), tagOf(hash)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := d.slots[i]
		if s == 0 {
			return Unknown
		}
		if s&^(1<<idBits-1) == tag {
			if id := s & (1<<idBits - 1); d.hashes[id] == hash {
				return ID(id)
			}
		}
	}
}

// Lookup returns the number of word after folding, or Unknown.
func (d *Dict) Lookup(word string) ID { return d.ID(Hash(word)) }

// LookupBytes is Lookup of b as text.
func (d *Dict) LookupBytes(b []byte) ID { return d.ID(HashBytes(b)) }

// Word returns the folded word with this number, "" for Unknown.
func (d *Dict) Word(id ID) string { return d.words[id] }

// Len returns one more than the highest number given out, so that a slice of
// that length can be indexed by ID.
func (d *Dict) Len() int { return len(d.words) }

func (d *Dict) put(id ID) {
	if id >= 1<<idBits {
		panic("token: more words than a Dict can number") // a register of millions of organisations
	}
	hash, mask := d.hashes[id], uint64(len(d.slots)-1)
	i := hash & mask
	for d.slots[i] != 0 {
		i = (i + 1) & mask
	}
	d.slots[i] = tagOf(hash) | uint32(id)
	d.sift(hash)
}

// sift lets the word with this hash through the sieve.
func (d *Dict) sift(hash uint64) {
	at, bits := grain(hash, len(d.sieve))
	d.sieve[at] |= bits
}

func (d *Dict) grow() {
	d.slots = make([]uint32, 2*len(d.slots))
	d.sieve = make([]uint64, sieveOf(len(d.slots)))
	for id := 1; id < len(d.words); id++ {
		d.put(ID(id))
	}
}
