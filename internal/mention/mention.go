// Package mention finds the names, codes and addresses of a register's
// organisations in the words of a path.
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
	Class      Class
	Words      int8 // number of words it is made of
	// Weak says why the phrase alone proves little; 0 when it does not.
	Weak Weakness
	// Rarity is how surprising the phrase is, in bits, from the frequency of
	// its words in the register and in ordinary language.
	Rarity float32
	Cues   uint32 // bit set of organisation types that the dropped generic words name; see Index.Types
}

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
)

// Hit is a phrase found in a segment.
type Hit struct {
	Phrase      PhraseID
	Class       Class  // the phrase's, or Spelling
	First, Last uint16 // words of the segment, both included
	Cost        uint8  // of spelling: tenths of an edit; 0 is exact
	// Full says that the whole name is there, generic words included.
	Full bool
	// Cue says that an organisation word that fits stands beside it.
	Cue bool
	// Prefixed says that a code follows its scheme's name ("AGB 01012345").
	Prefixed bool
}
