// Package finding judges what one listing says of each organisation.
package finding

import "github.com/leakwarden/leakwarden/internal/mask"

// Message is one object of the stream; just one of its fields is set.
type Message struct {
	Config      *Config      `json:"config,omitempty"`
	Finding     *Finding     `json:"finding,omitempty"`
	Nature      *Nature      `json:"nature,omitempty"`
	Unresolved  *Unresolved  `json:"unresolved,omitempty"`
	Explanation *Explanation `json:"explanation,omitempty"` // only where one is asked for
	Summary     *Summary     `json:"summary,omitempty"`
}

// Config opens the stream: what was read, with what.
type Config struct {
	Version     int       `json:"version"`
	Tool        string    `json:"tool"`
	Pack        string    `json:"pack"`
	PackVersion string    `json:"pack_version"`
	Policy      string    `json:"policy"` // of masking
	Suppliers   []string  `json:"suppliers"`
	Register    Register  `json:"register"`
	Listings    []Listing `json:"listings"`
}

// Register names the register in use.
type Register struct {
	SHA256        string `json:"sha256"`
	Organisations int    `json:"organisations"`
}

// Listing names one listing as read.
type Listing struct {
	Name     string `json:"name"` // of the file, never its folder
	SHA256   string `json:"sha256"`
	Format   string `json:"format"`
	Encoding string `json:"encoding"`
	Bytes    int64  `json:"bytes"`
	Lines    int64  `json:"lines"`
	Entries  int64  `json:"entries"`
	// Skipped counts lines that were not understood, by reason.
	Skipped []Skipped `json:"skipped"`
	// Incomplete says why reading ended before the end of the file.
	Incomplete string `json:"incomplete,omitempty"`
}

// Skipped counts lines that gave no entry, for one reason.
type Skipped struct {
	Reason string  `json:"reason"`
	Lines  int64   `json:"lines"`
	First  []int64 `json:"first"` // numbers of the first few
}

// Tier says how sure a finding is. Of Strong findings at most 1 in 100 is
// wrong, of Probable at most 1 in 10.
type Tier string

// The tiers, surest first.
const (
	Strong   Tier = "strong"
	Probable Tier = "probable"
	Possible Tier = "possible"
)

// Organisation is the register's row of a finding.
type Organisation struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Type        string `json:"type"`
	City        string `json:"city"`
	Participant bool   `json:"participant"`
	Umbrella    string `json:"umbrella"`
}

// Finding says that an organisation is indicated by a listing.
type Finding struct {
	Organisation Organisation `json:"organisation"`
	Status       string       `json:"status"` // "indicated"
	Tier         Tier         `json:"tier"`
	Confidence   float64      `json:"confidence"` // probability, 0 to 1, two decimals
	Reason       string       `json:"reason"`     // one sentence for a reader without training
	Items        int64        `json:"items"`      // entries, not persons
	Inherited    int64        `json:"inherited"`  // of Items, those attributed by their directory alone
	Bytes        int64        `json:"bytes"`      // sum of the sizes that are known
	Period       *Period      `json:"period,omitempty"`
	Signals      []Signal     `json:"signals"`
	Natures      []Nature     `json:"natures"`
	Flags        []string     `json:"flags"`
	Identifiers  Identifiers  `json:"identifiers"`
	Bulk         int64        `json:"bulk_items"` // exports and databases by name: each may hold many persons
	Evidence     []Evidence   `json:"evidence"`
}

// Period is a range of months, both included: "2016-01".
type Period struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Signal counts the items that one class of sign speaks for.
type Signal struct {
	Class string `json:"class"`
	Items int64  `json:"items"`
}

// Nature counts the entries of one kind of data. Category and Article are
// given for the listing as a whole only.
type Nature struct {
	Nature   string `json:"nature"`
	Items    int64  `json:"items"`
	Category string `json:"category,omitempty"`
	Article  string `json:"article,omitempty"`
}

// Identifiers counts the items whose name holds an identifier.
type Identifiers struct {
	NameItems      int64 `json:"name_items"`
	BirthDateItems int64 `json:"birth_date_items"`
	BSNItems       int64 `json:"bsn_items"` // corrected for chance
	Persons        int64 `json:"distinct_persons_at_least"`
}

// Evidence is one entry that speaks for a finding.
type Evidence struct {
	Listing  int       `json:"listing"` // index into Config.Listings
	Line     int64     `json:"line"`    // from 1
	Text     mask.Text `json:"text"`
	Class    string    `json:"class"`
	Strength float64   `json:"strength"` // probability, 0 to 1, of this entry alone
}

// Unresolved is a text that names an organisation, but none that is known, or
// several.
type Unresolved struct {
	Text  mask.Text `json:"text"`
	Items int64     `json:"items"` // entries at or below the text
	Why   string    `json:"why"`   // none of that name, or the IDs of several
}

// Summary closes the stream.
type Summary struct {
	Items         int64    `json:"items"`         // entries examined: the sum of the next three
	SupplierOwn   int64    `json:"supplier_own"`  // of the supplier itself
	Attributed    int64    `json:"attributed"`    // to at least one organisation
	Unattributed  int64    `json:"unattributed"`  // to none
	SkippedLines  int64    `json:"skipped_lines"` // that gave no entry, over all listings
	Duplicates    int64    `json:"duplicates"`    // entries met more than once
	Organisations Tiers    `json:"organisations"`
	Severity      Severity `json:"severity"`
	Exposure      Exposure `json:"exposure"`
	Flags         []string `json:"flags"`
	Notes         []string `json:"notes"` // what a reader must know, in full sentences
	Unseen        *Unseen  `json:"unseen,omitempty"`
}

// Tiers counts the organisations of each tier.
type Tiers struct {
	Strong   int `json:"strong"`
	Probable int `json:"probable"`
	Possible int `json:"possible"`
}

// Severity is the interval of ENISA's breach severity method (2013).
type Severity struct {
	Low         float64  `json:"low"` // 0 to 6
	High        float64  `json:"high"`
	Band        string   `json:"band"`
	Assumptions []string `json:"assumptions"`
}

// Exposure counts identifiers of persons: those in the listing, and those that
// this stream shows.
type Exposure struct {
	Held  int64 `json:"identifiers_held"`
	Shown int64 `json:"identifiers_shown"`
}

// Unseen estimates how many affected organisations the examined part has not
// shown (Chao 1984).
type Unseen struct {
	Organisations int    `json:"organisations"`
	Low           int    `json:"low"`
	High          int    `json:"high"`
	Assumption    string `json:"assumption"`
}
