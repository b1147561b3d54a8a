package token

// Dict numbers the words that a register and a pack know. It is built once and
// then only read, by any number of goroutines.
//
// Most words of a listing are in no Dict, so what tells that is small and stays
// in cache: four bytes a slot, of which one is taken from the hash.
type Dict struct {
	slots  []uint32 // open addressing, a power of two of them, at most half full: tag and ID
	hashes []uint64 // by ID
	words  []string // by ID
}

// idBits is how many bits of a slot hold an ID; those above hold the tag.
const idBits = 24

func tagOf(hash uint64) uint32 { return uint32(hash>>56) << idBits }

// NewDict returns an empty Dict.
func NewDict() *Dict {
	return &Dict{slots: make([]uint32, 1<<10), hashes: make([]uint64, 1), words: []string{""}}
}

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
}

func (d *Dict) grow() {
	d.slots = make([]uint32, 2*len(d.slots))
	for id := 1; id < len(d.words); id++ {
		d.put(ID(id))
	}
}
