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
	// Weak says that the text alone proves little ("pa", "ct"): it points to
	// its natures and groups only beside another word of the vocabulary.
	Weak bool
}

// Nature is a kind of data.
type Nature struct {
	Name     string // of the stream: "cytology"
	Title    map[string]string
	Category string // "health", "criminal", "financial", …
	Article  string // of the law: "GDPR 9"; empty where no special rule applies
	// Groups names the flags raised wherever the nature is.
	Groups []string
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
	// OrganisationFolders and PersonFolders are words of directories in which
	// things are named after organisations ("klanten") or persons ("patienten").
	OrganisationFolders, PersonFolders []string
	LegalForms                         []string // folded: "bv", "stichting", "e.o."
	Interfixes                         []string // of Dutch surnames: "van", "de"
	// FirstNames, Surnames, Places and Common hold single folded words. They
	// only ever hide or lower: parts of names of persons and of places, and
	// short ordinary words in Dutch and English.
	FirstNames, Surnames, Places, Common WordSet
	// Identifiers names the identifier rules in force: "bsn", "agb", …
	Identifiers []string
	// Codes gives per scheme of organisation codes its shape as an anchored
	// regular expression of the value without separators, and whether such a
	// code can be a person's.
	Codes []CodeScheme
	// Examples are names that each rule must and must not recognise; tests of
	// the packages that apply the rules run them.
	Examples []Example
}

// Example is one invented name of a file or directory, and whether a rule
// recognises it.
type Example struct {
	Rule string // "nature:cytology", "group:minors", "identifier:bsn", "code:AGB"
	Want bool
	Text string
}

// CodeScheme is a numbering of organisations.
type CodeScheme struct {
	Scheme   string // "AGB"
	Pattern  string // `^[0-9]{8}$`
	Person   bool   // such a code can be a person's
	Title    string
	Prefixes []string // ways to write it before the value, folded: "agb", "agbcode"
}
