package mention

import (
	"fmt"
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// testPack returns a small invented pack, so that these tests do not move when
// the vocabulary of a real one grows.
func testPack() *pack.Pack {
	p := &pack.Pack{
		Name: "test",
		Abbreviations: map[string][]string{
			"huisartsenpraktijk": {"hap", "hp", "ha praktijk"}, "ziekenhuis": {"zkh", "zh"}, "apotheek": {"apo", "apoth"},
			"gezondheidscentrum": {"gc", "gezc"}, "medical centre": {"mc"}, "surgery": {"surg"},
		},
		LegalForms: []string{"bv", "b.v.", "nv", "stichting", "e.o.", "ltd", "vof", "maatschap", "coop", "u.a."},
		Interfixes: []string{"van", "de", "der", "den", "ter", "ten", "te", "'t"},
		FirstNames: pack.NewWordSet(strings.Fields("jan piet anna maria kees sophie willem")),
		Surnames:   pack.NewWordSet(strings.Fields("jansen vries berg dijk bakker visser smit jones smith berg wijk haan")),
		Places:     pack.NewWordSet(strings.Fields("zoetermeer delft rotterdam overvecht amsterdam vlaardingen leeds durham")),
		Common:     pack.NewWordSet(strings.Fields("brug haven de het linde brief centrum zuid noord park hoek nieuw oude markt bron")),
		Codes: []pack.CodeScheme{
			{Scheme: "AGB", Pattern: `^[0-9]{8}$`, Prefixes: []string{"agb", "agb-code", "agbcode"}},
			{Scheme: "KVK", Pattern: `^[0-9]{8}$`, Prefixes: []string{"kvk", "kvk nummer"}},
			{Scheme: "ODS", Pattern: `^[A-Z][0-9]{5}$`, Prefixes: []string{"ods", "practice code"}},
			{Scheme: "CLIENT", Prefixes: []string{"klant", "klantnr", "client", "relatie"}},
		},
	}
	for text, kind := range map[string]string{
		"huisartsenpraktijk": "gp", "huisartsen": "gp", "huisarts": "gp", "praktijk": "", "huisartsenpost": "gp", "groepspraktijk": "gp",
		"ziekenhuis": "hospital", "apotheek": "pharmacy", "gezondheidscentrum": "centre", "centrum": "", "fysiotherapie": "physio",
		"surgery": "gp", "medical centre": "gp", "health centre": "gp", "practice": "", "hospital": "hospital", "nhs trust": "hospital",
		"kliniek": "clinic", "tandartsenpraktijk": "dentist", "zorggroep": "", "gemeente": "municipality", "verpleeghuis": "care",
		"universitair": "", "medisch": "", "medisch centrum": "hospital",
	} {
		p.Terms = append(p.Terms, pack.Term{Text: text, Class: pack.Organisation, Type: kind})
	}
	for class, words := range map[pack.Class]string{
		pack.System: "roche philips zorgmail", pack.Title: "dr dhr mw drs", pack.Neutral: "map oud kopie aanvragers archief",
		pack.Kind: "uitslag factuur brief", pack.Extension: "pdf docx msg eml xlsx", pack.Exam: "urine hpv",
	} {
		for _, w := range strings.Fields(words) {
			p.Terms = append(p.Terms, pack.Term{Text: w, Class: class})
		}
	}
	slices.SortFunc(p.Terms, func(a, b pack.Term) int { return strings.Compare(a.Text, b.Text) })
	return p
}

// fixture is an Index over invented organisations with all that reads it.
type fixture struct {
	ix    *Index
	dict  *token.Dict
	scan  *Scanner
	words token.Words
}

func newFixture(orgs ...register.Organisation) *fixture {
	f := &fixture{dict: token.NewDict()}
	f.ix = NewIndex(&register.Register{Organisations: orgs}, testPack(), f.dict)
	f.scan = f.ix.Scanner()
	return f
}

func (f *fixture) hits(segment string) []Hit {
	f.dict.Scan([]byte(segment), &f.words)
	return f.scan.Segment([]byte(segment), &f.words, nil)
}

// names returns the IDs of the organisations that the hits can mean.
func (f *fixture) names(hits []Hit) []string {
	var ids []string
	for _, h := range hits {
		for _, c := range f.ix.Phrase(h.Phrase).Candidates {
			ids = append(ids, f.ix.reg.Organisations[c].ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (h Hit) String() string {
	return fmt.Sprintf("class %d words %d-%d cost %d weak %b full %t cue %t prefixed %t cut %t alone %t",
		h.Class, h.First, h.Last, h.Cost, h.Weak, h.Full, h.Cue, h.Prefixed, h.Cut, h.Alone)
}

// invented is the register of the table tests.
func invented() []register.Organisation {
	return []register.Organisation{
		{ID: "linde", Name: "Huisartsenpraktijk De Linde", Type: "gp", City: "Zoetermeer", Postcode: "2712 AB", Address: "Lindelaan 12", Domains: []string{"praktijk-delinde.example"}, Codes: []register.Code{{Scheme: "AGB", Value: "01012345"}, {Scheme: "CLIENT", Value: "K-10234"}}, Phones: []string{"079-1234567"}},
		{ID: "linde-apo", Name: "Apotheek De Linde", Type: "pharmacy", City: "Delft"},
		{ID: "vries", Name: "Huisartsenpraktijk J. de Vries", Type: "gp", City: "Rotterdam", Emails: []string{"praktijkvries@ziggo.nl"}, Codes: []register.Code{{Scheme: "AGB", Value: "20240102"}, {Scheme: "CLIENT", Value: "417"}}},
		{ID: "lumc", Name: "Leids Universitair Medisch Centrum", Aliases: []string{"LUMC"}, Type: "hospital", City: "Leiden", Domains: []string{"lumc.example"}},
		{ID: "mumc", Name: "Maastricht UMC+", Aliases: []string{"MUMC+", "azM"}, Type: "hospital", City: "Maastricht"},
		{ID: "brug", Name: "Apotheek De Brug", Type: "pharmacy", City: "Vlaardingen"},
		{ID: "jan", Name: "Sint Jansgasthuis", Type: "hospital", City: "Weert"},
		{ID: "loo", Name: "'s Heeren Loo", Type: "care", City: "Amersfoort"},
		{ID: "bolwerk", Name: "'t Bolwerk B.V.", Type: "physio", City: "Delft"},
		{ID: "ijssel", Name: "Stichting IJsselmeerkliniek", Type: "clinic", City: "Lelystad"},
		{ID: "muller", Name: "Praktijk Müller & Bakker", Type: "gp", City: "Delft"},
		{ID: "zkh", Name: "Ziekenhuis Amsterdam", Type: "hospital", City: "Amsterdam"},
		{ID: "centrum", Name: "Huisartsenpraktijk Centrum", Type: "gp", City: "Delft"},
		{ID: "overvecht", Name: "Gezondheidscentrum Overvecht", Type: "centre", City: "Utrecht"},
		{ID: "wilhelmina2", Name: "Verpleeghuis Wilhelmina II", Type: "care", City: "Assen"},
		{ID: "maasstad", Name: "Maasstad Ziekenhuis Rotterdam", Type: "hospital", City: "Rotterdam", Domains: []string{"maasstad.example"}},
		{ID: "mary", Name: "St Mary's Medical Centre", Type: "gp", City: "Leeds", Codes: []register.Code{{Scheme: "ODS", Value: "A81001"}}},
		{ID: "zonne", Name: "Zonneveldapotheek", Type: "pharmacy", City: "Breda"},
		{ID: "haag", Name: "Tandartsenpraktijk Vogelaar", Type: "dentist", City: "Den Haag"},
		{ID: "kronenburgh", Name: "Gezondheidscentrum Kronenburgh en Omstreken", Type: "centre", City: "Arnhem"},
		{ID: "roche", Name: "Kliniek Roche", Type: "clinic", City: "Delft"},
		{ID: "velorum", Name: "Zorggroep Velorum", Type: "", City: "Ede", Domains: []string{"gmail.com"}},
		{ID: "queens", Name: "Queens Park Health Centre", Type: "gp", City: "Durham"},
	}
}
