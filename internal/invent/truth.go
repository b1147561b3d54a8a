package invent

// Way is how a name is written, or by what else an organisation is known.
type Way uint8

// The ways. Short is a name without its organisation word ("De Linde").
const (
	None Way = iota
	Exact
	Separator // other separators or another case
	Variant   // St. for Sint, & for en, no legal form, words turned
	Glued
	Abbreviation
	Short
	Code
	Domain
	Address // postcode and house number
	Alias
	Spelling
	Cut
	CityOnly
	Acronym
	numberOfWays
)

// Ways lists all ways in the order in which tables show them.
func Ways() []Way {
	ways := make([]Way, 0, numberOfWays)
	for w := Exact; w < numberOfWays; w++ {
		ways = append(ways, w)
	}
	return ways
}

func (w Way) String() string {
	return [numberOfWays]string{
		"none", "exact", "separator", "variant", "glued", "abbreviation", "short", "code", "domain", "address", "alias",
		"spelling", "cut", "city-only", "acronym",
	}[w]
}

// Nature is a kind of data, by the name that the stream of findings uses.
type Nature uint8

const numberOfNatures = 20

func natureNames() [numberOfNatures]string {
	return [numberOfNatures]string{
		"", "cytology", "hpv", "dermatology", "urine", "std", "wound", "pathology", "blood", "microbiology",
		"imaging", "medication", "referral", "correspondence", "invoice", "hr", "identity", "credentials",
		"it", "screening",
	}
}

// natureOf returns the nature of that name; names that are no nature of a test
// ("other") give 0.
func natureOf(name string) Nature {
	for i, n := range natureNames() {
		if n == name {
			return Nature(i)
		}
	}
	return 0
}

// String returns the nature's name, or "" for no nature.
func (n Nature) String() string { return natureNames()[n] }

// Trap says what a line without an affected organisation may be taken for.
type Trap uint8

// The traps.
const (
	NoTrap Trap = iota
	SupplierName
	PlaceOrStreet
	Person // who may share a practice's name
	Brand
	Word
	Software
	Number   // looks like a code
	Stranger // an organisation that is not in the register
	numberOfTraps
)

func (t Trap) String() string {
	return [numberOfTraps]string{
		"none", "supplier", "place", "person", "brand", "word", "software", "number", "stranger",
	}[t]
}

// Traps lists the traps in the order in which tables show them.
func Traps() []Trap {
	traps := make([]Trap, 0, numberOfTraps)
	for t := range numberOfTraps {
		traps = append(traps, t)
	}
	return traps
}

func trapOf(name string) Trap {
	for t := range numberOfTraps {
		if t.String() == name {
			return t
		}
	}
	return NoTrap
}

// Label is the truth about one entry. Its slices are shared and must not be
// changed.
type Label struct {
	// Affected holds indices into World.Organisations: the organisation the
	// entry belongs to. It is empty where the entry belongs to none.
	Affected []int32
	// Tolerated holds organisations that may be named as well, neither right
	// nor wrong: the parent of a location.
	Tolerated []int32
	// Candidates holds, for an entry that cannot be decided, all organisations
	// that fit what is written.
	Candidates []int32
	Way        Way
	Inherited  bool // named by a directory only
	// Decidable says that a careful reader of the path and the register can
	// tell which organisation is meant.
	Decidable bool
	// Namesake says that others of the same name exist, so that only a city, a
	// code or the folder tells them apart.
	Namesake bool
	Nature   Nature
	Trap     Trap
}

// Line is a label with the place where its entry is written.
type Line struct {
	Number int64 // of the line, from 1
	Label
}

// Truth is what is known of one written tranche.
type Truth struct {
	Entries int64
	Lines   []Line // of entries that belong to an organisation, or cannot be decided, in order
	Items   map[int32]int64
	// Traps holds, for every entry that belongs to no organisation of the
	// register, what it may be taken for, by the number of its line.
	Traps map[int64]Trap
}

func newTruth() *Truth {
	return &Truth{Items: make(map[int32]int64), Traps: make(map[int64]Trap)}
}

func (t *Truth) add(number int64, l *Label) {
	t.Entries++
	if len(l.Affected) == 0 {
		if len(l.Tolerated) == 0 {
			t.Traps[number] = l.Trap
		}
		return
	}
	t.Lines = append(t.Lines, Line{number, *l})
	for _, o := range l.Affected {
		t.Items[o]++
	}
}
