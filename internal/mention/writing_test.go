package mention

import (
	"strings"
	"testing"
)

// TestSegment holds the ways of writing that must be recognised, and what must
// not be taken for a name. want lists the organisations meant, in alphabetical
// order.
func TestSegment(t *testing.T) {
	f := newFixture(invented()...)
	for _, group := range writings {
		for _, test := range group.rows {
			t.Run(group.name+"/"+test.in, func(t *testing.T) {
				hits := f.hits(test.in)
				if got := strings.Join(f.names(hits), " "); got != test.want {
					t.Errorf("got %q, want %q: %v", got, test.want, hits)
				}
				if len(hits) > 0 && test.class != 0 && hits[0].Class != test.class {
					t.Errorf("got class %d, want %d", hits[0].Class, test.class)
				}
			})
		}
	}
}

type writing struct {
	in    string
	want  string
	class Class // of the first hit; 0 for any
}

var writings = []struct {
	name string
	rows []writing
}{
	{"separators and case", []writing{
		{"Huisartsenpraktijk De Linde", "linde", Name},
		{"huisartsenpraktijk de linde", "linde", Name},
		{"HUISARTSENPRAKTIJK.DE.LINDE", "linde", Name},
		{"Huisartsenpraktijk_De_Linde_2024.pdf", "linde", Name},
		{"huisartsenpraktijk-de-linde", "linde", Name},
		{"huisartsenpraktijk--de__linde", "linde", Name},
		{"HuisartsenpraktijkDeLinde", "linde", Name},
		{"huisartsenpraktijk (de linde)", "linde", Name},
		{"01 Huisartsenpraktijk De Linde", "linde", Name},
		{"2024-03-04_HuisartsenpraktijkDeLinde_v2.docx", "linde", Name},
		{"Huisartsenpraktijk+De+Linde", "linde", Name},
		{"Huisartsenpraktijk%20De%20Linde", "", 0}, // the listing decodes, not this package
		{"De_Linde", "linde linde-apo", Name},
		{"de-linde", "linde linde-apo", Name},
		{"DeLinde", "linde linde-apo", Name},
		{"de.linde", "linde linde-apo", Name},
	}},
	{"glued", []writing{
		{"delinde", "linde linde-apo", Name},
		{"DELINDE", "linde linde-apo", Name},
		{"huisartsenpraktijkdelinde", "linde", Name},
		{"HUISARTSENPRAKTIJKDELINDE", "linde", Name},
		{"hapdelinde", "linde linde-apo", Abbreviation},
		{"hap_delinde", "linde linde-apo", Abbreviation},
		{"delindeapotheek", "linde-apo", Name},
		{"apotheekdelinde_2023", "linde-apo", Name},
		{"huisartsendelinde", "linde linde-apo", Name},
		{"queensparkhealthcentre", "queens", Name},
		{"queenspark", "queens", Name},
		{"maasstadziekenhuis", "maasstad", Name},
		{"MaasStad Ziekenhuis", "maasstad", Name},
		{"sheerenloo", "loo", Name},
		{"tbolwerk", "bolwerk", Name},
	}},
	{"diacritics and letters", []writing{
		{"Praktijk Müller Bakker", "muller", Name},
		{"Praktijk Muller & Bakker", "muller", Name},
		{"Praktijk Mueller en Bakker", "muller", Name},
		{"MÜLLER EN BAKKER", "muller", Name},
		{"Muller+Bakker", "muller", Name},
		{"mueller_and_bakker", "muller", Name},
		{"IJsselmeerkliniek", "ijssel", Name},
		{"Ijsselmeerkliniek", "ijssel", Name},
		{"Ysselmeerkliniek", "ijssel", Name},
		{"IJSSELMEERKLINIEK", "ijssel", Name},
		{"Ĳsselmeerkliniek", "ijssel", Name},
		{"hap de línde", "linde linde-apo", Abbreviation},
	}},
	{"small words", []writing{
		{"Sint Jansgasthuis", "jan", Name},
		{"St. Jansgasthuis", "jan", Name},
		{"St Jansgasthuis", "jan", Name},
		{"st_jansgasthuis", "jan", Name},
		{"SintJansgasthuis", "jan", Name},
		{"stjansgasthuis", "jan", Name},
		{"'s Heeren Loo", "loo", Name},
		{"s_Heeren_Loo", "loo", Name},
		{"s-heeren-loo", "loo", Name},
		{"'t Bolwerk", "bolwerk", Name},
		{"t_bolwerk", "bolwerk", Name},
		{"Het Bolwerk", "bolwerk", Name},
		{"St Mary's Medical Centre", "mary", Name},
		{"St Marys Medical Centre", "mary", Name},
		{"Saint Mary's Medical Centre", "mary", Name},
		{"st_mary_s_medical_centre", "mary", Name},
		{"StMarysMedicalCentre", "mary", Name},
		{"Verpleeghuis Wilhelmina 2", "wilhelmina2", Name},
		{"Verpleeghuis Wilhelmina II", "wilhelmina2", Name},
		{"verpleeghuis_wilhelmina_02", "wilhelmina2", Name},
	}},
	{"organisation words", []writing{
		{"hap de linde", "linde linde-apo", Abbreviation},
		{"HAP_De_Linde", "linde linde-apo", Abbreviation},
		{"hp de linde", "linde linde-apo", Abbreviation},
		{"De Linde (apo)", "linde linde-apo", Abbreviation},
		{"apoth. De Linde", "linde linde-apo", Abbreviation},
		{"Huisartsen De Linde", "linde linde-apo", Name},
		{"De Linde Huisartsen", "linde linde-apo", Name},
		{"huisartspraktijk De Linde", "linde", 0},
		{"huisartsenpraktijken De Linde", "linde linde-apo", Name},
		{"Apotheken De Linde", "linde linde-apo", Name},
		{"huisartsenprakt. De Linde", "linde linde-apo", Abbreviation},
		{"Zonneveld Apotheek", "zonne", Name},
		{"Apotheek Zonneveld", "zonne", Name},
		{"Zonneveldapotheek", "zonne", Name},
		{"Queens Park Surgery", "queens", Name},
		{"Queens Park HC", "queens", Abbreviation},
		{"GC Overvecht", "overvecht", Abbreviation},
		{"gezc_overvecht", "overvecht", Abbreviation},
		{"Vogelaar tandartsenpraktijk", "haag", Name},
		{"hsartsprkt de linde", "linde linde-apo", Abbreviation},
		{"queens park hc", "queens", Name}, // initials of an organisation word count in capitals only
	}},
	{"legal forms", []writing{
		{"Het Bolwerk BV", "bolwerk", Name},
		{"Stichting Het Bolwerk", "bolwerk", Name},
		{"Huisartsenpraktijk De Linde B.V.", "linde", Name},
		{"Huisartsenpraktijk De Linde e.o.", "linde", Name},
		{"Maatschap Huisartsenpraktijk De Linde", "linde", Name},
		{"Zorggroep Velorum Ltd", "velorum", Name},
		{"Coop. Zorggroep Velorum U.A.", "velorum", Name},
	}},
	{"order and words left out", []writing{
		{"Linde, De - apotheek", "linde linde-apo", Name},
		{"HAP Linde", "linde linde-apo", Abbreviation},
		{"linde apotheek", "linde linde-apo", Name},
		{"Praktijk Vries, J. de", "vries", Name},
		{"Vries_J_de_huisarts", "vries", Name},
		{"hap de Vries", "vries", Abbreviation},
		{"huisarts Vries", "vries", Name},
		{"J. de Vries", "vries", Name},
		{"Jdevries huisartsen", "vries", 0},
		{"Velorum", "velorum", Name},
		{"Kronenburgh", "kronenburgh", Name},
		{"Kronenburgh en omstreken", "kronenburgh", Name},
		{"gc Kronenburgh", "kronenburgh", Abbreviation},
		{"Gezondheidscentrum Kronenburgh", "kronenburgh", Name},
		{"Maasstad", "maasstad", Name},
		{"Maasstad Ziekenhuis", "maasstad", Name},
		{"Maasstad Rotterdam", "maasstad", Name},
		{"Ziekenhuis Maasstad", "maasstad", Name},
	}},
	{"acronyms and aliases", []writing{
		{"LUMC", "lumc", Alias},
		{"lumc_2024", "lumc", Alias},
		{"Lumc-uitslagen", "lumc", Alias},
		{"MUMC+", "mumc", Alias},
		{"mumc", "mumc", Alias},
		{"AZM", "mumc", Alias},
		{"Maastricht UMC", "mumc", Name},
		{"maastricht-umc+", "mumc", Name},
		{"Leids Universitair Medisch Centrum", "lumc", Name},
	}},
	{"organisation words only", []writing{
		{"Ziekenhuis Amsterdam", "zkh", Name},
		{"ziekenhuis_amsterdam", "zkh", Name},
		{"zkh Amsterdam", "zkh", Abbreviation},
		{"ZH Amsterdam", "zkh", Abbreviation},
		{"Huisartsenpraktijk Centrum", "centrum", Name},
		{"hap centrum", "centrum", Abbreviation},
		{"HuisartsenpraktijkCentrum", "centrum", Name},
		{"Amsterdam", "", 0},
		{"centrum", "", 0},
		{"Apotheek", "", 0},
		{"Apotheek Centrum", "", 0},
	}},
	{"typing errors", []writing{
		{"Huisartsenprakijk De Linde", "linde", Spelling},
		{"Huisartsenpraktijk De Lnide", "linde", Spelling},
		{"Huisartsenpraktijk De Lindw", "linde", Spelling},
		{"huisartsnepraktijk_de_linde", "linde", Spelling},
		{"hap de lindr", "linde linde-apo", Spelling},
		{"Maastad Ziekenhuis", "maasstad", Spelling},
		{"Masstad Ziekenhuis", "maasstad", Spelling},
		{"Maasstadt ziekenhuis", "maasstad", Spelling},
		{"IJselmeerkliniek", "ijssel", Spelling},
		{"Ijsselmeerklniek", "ijssel", Spelling},
		{"Jansgathuis Sint", "", 0},
		{"Sint Jansgathuis", "jan", Spelling},
		{"Sint Jangasthuys", "jan", Spelling},
		{"Gezondheidscentrum Kronenburg", "kronenburgh", 0},
		{"Tandartsenpraktijk Vogelaer", "haag", Spelling},
		{"Queens Prak Health Centre", "", 0}, // of four letters no error is forgiven
		{"Quens Park Health Centre", "queens", Spelling},
		{"zorggroep velorun", "velorum", Spelling},
		{"velorun", "velorum", Spelling},
		{"xelorum zorggroep", "velorum", Spelling},
		{"de lindw", "", 0},
		{"de lonte", "", 0},
		{"Velxxum", "", 0},
	}},
	{"cut names", []writing{
		{"Huisartsenpraktijk De Lind", "linde", Spelling},
		{"Maasstad Ziekenhuis Rott", "maasstad", 0},
		{"Gezondheidscentrum Over", "overvecht", Spelling},
		{"Gezondheidscentrum Kronenb", "kronenburgh", Spelling},
		{"HUISARTSENPRAKTIJK D", "", 0},
		{"HUISAR~1", "", 0},
		{"Tandartsenpraktijk Vogel.pdf", "haag", Spelling},
		{"Tandartsenpraktijk Vo", "", 0},
		{"Tandartsenpraktijk Vogel Anna", "", 0},
		{"queens park health cent", "queens", 0},
	}},
	{"codes", []writing{
		{"01012345", "linde", Code},
		{"AGB 01012345", "linde", Code},
		{"AGB01012345", "linde", Code},
		{"agb-code_01012345_export.xlsx", "linde", Code},
		{"1012345", "linde", Code},
		{"01-012345", "linde", Code},
		{"01.012.345", "linde", Code},
		{"0101 2345", "linde", Code},
		{"uitslagen_01012345_2024", "linde", Code},
		{"01012346", "", 0},
		{"010123456", "", 0},
		{"A81001", "mary", Code},
		{"a81001_export", "mary", Code},
		{"ODS A81001", "mary", Code},
		{"A-81001", "mary", Code},
		{"ODSA81001", "mary", Code},
		{"odsa81001_2024.csv", "mary", Code},
		{"B81001", "", 0},
		{"K-10234", "linde", Code},
		{"K10234", "linde", Code},
		{"klant_K10234", "linde", Code},
		{"K-10235", "", 0},
		{"klant 417", "vries", Code},
		{"417", "vries", Code},
		{"pagina 417", "", 0},
		{"20240102", "vries", Code},
		{"079-1234567", "linde", Code},
		{"0791234567", "linde", Code},
		{"+31 79 1234567", "linde", Code},
		{"2712AB 12", "linde", Code},
		{"2712 AB 12", "linde", Code},
		{"2712AB-14", "", 0},
	}},
	{"domains", []writing{
		{"praktijk-delinde.example", "linde", Domain},
		{"www.praktijk-delinde.example", "linde", Domain},
		{"info@praktijk-delinde.example", "linde", Domain},
		{"info_praktijk-delinde_example.msg", "linde", Domain},
		{"FW_ uitslag info@praktijk-delinde.example.eml", "linde", Domain},
		{"praktijk-delinde", "linde", 0},
		{"praktijkdelinde", "linde", 0},
		{"lumc.example", "lumc", 0},
		{"praktijkvries@ziggo.nl", "vries", Domain},
		{"praktijkvries_ziggo_nl.msg", "vries", Domain},
		{"iemand@ziggo.nl", "", 0},
		{"iemand@gmail.com", "", 0},
		{"gmail.com", "", 0},
		{"x-praktijk-delinde.example", "linde", 0}, // by the label, not by the domain
		{"delinde.example", "linde linde-apo", Name},
	}},
	{"type and city", []writing{
		{"Tandarts Den Haag", "haag", Abbreviation}, // cut from the longer word
		{"Tandartsenpraktijk Den Haag", "haag", Abbreviation},
		{"denhaag tandartsenpraktijk", "haag", Abbreviation},
		{"apotheek Breda 2024", "zonne", Abbreviation},
		{"apotheek Leiden", "", 0},
		{"apotheek Fokkema Breda", "", 0}, // another's name between them
		{"Fokkema apotheek Breda", "", 0},
	}},
	{"overlapping names", []writing{
		{"HAP De Linde Ziekenhuis Amsterdam", "linde linde-apo zkh", 0},
		{"Huisartsenpraktijk De Linde, Apotheek De Brug", "brug linde", Name},
		{"De Linde - LUMC", "lumc", 0},
		{"LUMC / Maasstad", "lumc maasstad", 0},
	}},
	{"no mention", []writing{
		{"Uitslag de lindeboom", "", 0},
		{"de brug", "brug", 0}, // the judge is told that these are ordinary words
		{"brug", "", 0},
		{"over de bruggen", "", 0},
		{"Roche", "roche", 0}, // nothing else in the segment
		{"roche handleiding v2", "", 0},
		{"Zoetermeer", "", 0},
		{"Delft centrum", "", 0},
		{"Lindelaan 12", "", 0},
		{"Vries A", "", 0},
		{"jansen_uitslag.pdf", "", 0},
		{"Anna de Vries", "", 0},
		{"Overvecht noord buurtkaart", "", 0},
		{"linde", "", 0},
		{"lindeboom", "", 0},
		{"Program Files", "", 0},
		{"node_modules", "", 0},
		{"heeren", "", 0},
		{"loo", "", 0},
		{"luc", "", 0},
		{"bv", "", 0},
		{"", "", 0},
		{"---", "", 0},
		{"12", "", 0},
	}},
}
