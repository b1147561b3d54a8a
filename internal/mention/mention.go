// Package mention finds the names, codes and addresses of a register's
// organisations in the words of a path.
//
// An Index is built once from a register and a pack, and then only read. It
// holds every way to write each organisation as a phrase: a path of words in
// one trie, whose words are numbered by the token.Dict that also numbers the
// words of the listing. A Scanner, one for each goroutine, walks that trie.
package mention

// Class says by what sign an organisation was recognised.
type Class uint8

// The classes, strongest first. Context is never found here: it is what a
// directory says of what lies below it.
const (
	Code Class = iota + 1
	Domain
	Name
	Alias
	Abbreviation
	Spelling
	Context
)

// PhraseID numbers the phrases of an Index.
type PhraseID int32

// Phrase is one way to write the name of one or more organisations.
type Phrase struct {
	Candidates []int32 // indices into Register.Organisations, ascending
	// Roles says of each candidate, in the order of Candidates, what the
	// phrase is to it.
	Roles []Role
	Sign
}

// Sign is what a phrase is, whomever it means.
type Sign struct {
	Class Class
	Words int8 // number of words it is made of
	// Weak says why the phrase alone proves little; 0 when it does not.
	Weak Weakness
	// Rarity is how surprising the phrase is, in bits, from the frequency of
	// its words in the register and in ordinary language.
	Rarity float32
	Cues   uint32 // bit set of organisation types that the dropped generic words name; see Index.Types
	// Scheme is the index of a code's scheme in Index.Schemes; -1 otherwise.
	Scheme int16
	gate   uint8 // see gateOf
	marks  mark
}

// mark is a set of further properties of a phrase.
type mark uint8

const (
	fullMark    mark = 1 << iota // FullName is among the roles
	cityMark                     // it is a city of the register
	usualMark                    // it is a word in use everywhere
	genericMark                  // it is organisation words only, with no place
)

// Role says what a phrase is to an organisation.
type Role uint16

// The roles; a phrase can have several.
const (
	FullName   Role = 1 << iota // the name without legal form
	CoreName                    // the name without its organisation words
	GivenAlias                  // an alias of the register, whole or its core
	Bare                        // a core without its article, initials or order: only beside an organisation word
	Acronym                     // initials, not given by the register
	Label                       // what stands before the top level of its domain
	Shortened                   // with an organisation word shortened, as the pack does
	Turned                      // the full name with its organisation words on the other side
	Locality                    // an organisation word of its type beside its city
	Address                     // domain, address of e-mail, telephone or postcode with number
	Headed                      // the full name up to its first organisation word, where more of them follow
	Partial                     // the name, of which only a part is there; see Hit.Coverage
)

// Weakness is a set of reasons why a phrase alone proves little.
type Weakness uint16

// The reasons.
const (
	PersonName  Weakness = 1 << iota // only names of persons: "jansen"
	PlaceName                        // only a place: "zoetermeer"
	StreetName                       // only a street
	CommonWords                      // only ordinary words: "de brug"
	GenericOnly                      // only organisation words: "huisartsenpraktijk centrum"
	Short                            // fewer than four letters
	Digits                           // a bare number
	Brand                            // also a product or a supplier: "roche"
	Derived                          // made by us, not by the register: initials, the label of a domain
)

// Hit is a phrase found in a segment.
type Hit struct {
	Phrase      PhraseID
	Class       Class  // the phrase's, or Spelling or Abbreviation
	First, Last uint16 // words of the segment, both included
	Cost        uint8  // of spelling: tenths of an edit; 0 is exact
	// Weak holds the phrase's reasons and those of this place: a number that
	// reads as a date or is part of a longer one is Digits.
	Weak Weakness
	// Full says that the whole name is there, generic words included.
	Full bool
	// Cue says that an organisation word that fits stands beside it.
	Cue bool
	// Prefixed says that a code follows its scheme's name ("AGB 01012345").
	Prefixed bool
	// Cut says that the last word stops early, as in a field of fixed width.
	// Such a hit is of class Spelling.
	Cut bool
	// Coverage is how much of the name is there, in hundredths of what its
	// telling words weigh; 0 but for names written in part.
	Coverage uint8
	// Alone says that the segment holds no other word of letters, but for
	// organisation words, places and a file's extension.
	Alone bool
}

// PlaceKind says what a Place is.
type PlaceKind uint8

// The kinds of places.
const (
	City PlaceKind = iota + 1
	Region
	Postcode
)

// PlaceHit is a place of the register's organisations found in a segment.
type PlaceHit struct {
	// City numbers the place: of a postcode, the city of the organisations
	// that have it. See Index.Places, Index.CityOf and Index.In.
	City        int32
	Kind        PlaceKind
	First, Last uint16 // words of the segment, both included
}

// maxHits bounds the hits of one segment; a hostile one could hold more.
const maxHits = 2048
