// Package pack holds what is known of a sector in a country, as data: its
// vocabulary, the kinds of data and the identifiers in it, its organisations.
package pack

// Class says what a term is, and so where it may be shown and what it supports.
type Class string

// The classes of terms.
const (
	Kind         Class = "kind"         // of document: uitslag, factuur
	Exam         Class = "exam"         // examination or material: hpv, urine
	Department   Class = "department"   // cytologie, personeelszaken
	Organisation Class = "organisation" // word that makes a name an organisation's: huisartsenpraktijk
	System       Class = "system"       // software, product or brand: lis, roche
	Month        Class = "month"        // and days of the week
	Title        Class = "title"        // of a person: dhr, mw, dr
	Neutral      Class = "neutral"      // safe word of filing: map, oud, kopie, backup
	Extension    Class = "extension"    // pdf, docx
)

// Term is one entry of the vocabulary. Words of several parts are written with
// spaces and match in any writing that separates them.
type Term struct {
	Text      string // folded
	Class     Class
	Language  string   // "nl", "en"
	Natures   []string // names of natures it points to, most often one or none
	Groups    []string // names of vulnerable groups and other flags it raises
	Type      string   // for Organisation: the type of organisation, as in a register
	Ambiguous bool     // also a name of persons: shown in a safe slot only
}

// Nature is a kind of data.
type Nature struct {
	Name     string // of the stream: "cytology"
	Title    map[string]string
	Category string // "health", "criminal", "financial", …
	Article  string // of the law: "GDPR 9"
	// Score is the lowest and highest data-processing-context score of ENISA's
	// severity method that the nature can mean, from 1 to 4.
	Score [2]float64
}

// Group is a flag on findings: a vulnerable group, or special care by law.
type Group struct {
	Name  string // "detainees", "special-category"
	Title map[string]string
}

// Pack is one sector in one country. It is read-only.
type Pack struct {
	Name    string // "nl-health"
	Version string // of the data
	Terms   []Term
	Natures []Nature // in the order of the design
	Groups  []Group
	// Abbreviations gives for a folded organisation word the ways to shorten
	// it: "huisartsenpraktijk" → "hap", "hp".
	Abbreviations map[string][]string
	LegalForms    []string // folded: "bv", "stichting", "e.o."
	Interfixes    []string // of Dutch surnames: "van", "de"
	// Persons, Places and Common only ever hide or lower: folded first names
	// and surnames, names of places, ordinary words.
	FirstNames, Surnames, Places, Common []string
	// Identifiers names the identifier rules in force: "bsn", "agb", …
	Identifiers []string
	// Codes gives per scheme of organisation codes its shape as an anchored
	// regular expression of the value without separators, and whether such a
	// code can be a person's.
	Codes []CodeScheme
}

// CodeScheme is a numbering of organisations.
type CodeScheme struct {
	Scheme   string // "AGB"
	Pattern  string // `^[0-9]{8}$`
	Title    string
	Prefixes []string // ways to write it before the value, folded: "agb", "agbcode"
}
