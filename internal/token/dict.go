package token

// Dict numbers the words that a register and a pack know. It is built once and
// then only read, by any number of goroutines.
type Dict struct {
	slots []slot // open addressing, a power of two of them, at most half full
	words []string
}

type slot struct {
	hash uint64
	id   ID
}

// NewDict returns an empty Dict.
func NewDict() *Dict {
	return &Dict{slots: make([]slot, 1<<10), words: []string{""}}
}

// Intern returns the number of word after folding, a new one if d does not hold
// it. Only for the time of building: it must not run beside any other method.
func (d *Dict) Intern(word string) ID {
	folded := Fold(word)
	hash := hashASCII([]byte(folded))
	if id := d.ID(hash); id != Unknown {
		return id
	}
	if 2*len(d.words) >= len(d.slots) {
		d.grow()
	}
	id := ID(len(d.words))
	d.words = append(d.words, folded)
	d.put(slot{hash, id})
	return id
}

// ID returns the number of the word with this hash, or Unknown.
func (d *Dict) ID(hash uint64) ID {
	mask := uint64(len(d.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := &d.slots[i]
		if s.hash == hash && s.id != Unknown {
			return s.id
		}
		if s.id == Unknown {
			return Unknown
		}
	}
}

// Lookup returns the number of word after folding, or Unknown.
func (d *Dict) Lookup(word string) ID { return d.ID(Hash(word)) }

// Word returns the folded word with this number, "" for Unknown.
func (d *Dict) Word(id ID) string { return d.words[id] }

// Len returns one more than the highest number given out, so that a slice of
// that length can be indexed by ID.
func (d *Dict) Len() int { return len(d.words) }

func (d *Dict) put(s slot) {
	mask := uint64(len(d.slots) - 1)
	i := s.hash & mask
	for d.slots[i].id != Unknown {
		i = (i + 1) & mask
	}
	d.slots[i] = s
}

func (d *Dict) grow() {
	old := d.slots
	d.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.id != Unknown {
			d.put(s)
		}
	}
}
