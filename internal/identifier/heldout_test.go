package identifier

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// british are such names in English.
var british = strings.Split(strings.TrimSpace(`
Blood_test_{NAME}_{FIRST}_{BIRTH}.pdf
Referral letter Mrs {NAME} {BIRTH}.docx
{NHS} {NAME} discharge summary.pdf
NHS {NHS}.pdf
Letter {NAME} {UKPOST}.docx
Payslip_{n5}_{NAME}, {FIRST}_{year}.pdf
passport {FIRST} {NAME}.jpg
MRN {PATIENT} {NAME}.pdf
RE result Mr {NAME}.msg
{EMAIL}.pst
minutes partners meeting {date}.docx
Invoice {n6} {year}.pdf
staff rota week 12.xlsx
{BIRTH} {NAME}.pdf
call back {UKPHONE} Mrs {NAME}.docx
annual report {year} final.pdf
backup SRV01 {date}.bak
`), "\n")

// templates are names of files after section 8 of the grammar of names, written
// apart from the rules. Slots in capitals are identifiers, others are not.
var templates = strings.Split(strings.TrimSpace(`
Uitslag_{NAME}_{BIRTH}_HPV.pdf
{LABNO}_{NAME}_HPV.pdf
{BSN}_labuitslag_{date}.pdf
PA-verslag {LABNO} {NAME}.pdf
Ontslagbrief dhr {NAME} {BIRTH}.docx
Brief aan huisarts inz {NAME}.docx
Scan_{date}_{n6}.pdf
paspoort {FIRST} {NAME}.jpg
export_patienten_{date}.csv
Factuur_F{n8}_{year}.pdf
Aanmaning dhr {NAME} {POSTCODE}.docx
incasso {IBAN} {year}.xml
{NAME}, {FIRST}/arbeidsovereenkomst {year}.pdf
loonstrook_{n5}_{NAME}_{year}-03.pdf
VOG {FIRST} {NAME}.pdf
RE uitslag mw {NAME}.msg
{EMAIL}.pst
klantenlijst {year}.xlsx
{NAME} {BIRTH} {BSN}.pdf
bsn {BSN}.txt
terugbellen {PHONE} mw {NAME}.docx
patnr {PATIENT} {NAME}.pdf
notulen {date} directie.docx
MEDLAB_{agb}_{stamp}.edi
rooster week 12.xlsx
kwaliteitshandboek v{year}.docx
{BIRTH} {NAME}.pdf
{NAME}_{FIRST}_{BIRTH}.pdf
geb {BIRTH} {NAME}.docx
jaarverslag {year} definitief.pdf
`), "\n")

// invented puts values in the slots of a template, and returns the kinds that
// are then in it.
func invented(template string, known []string, rnd *rand.Rand) (string, Kinds) {
	pick := func(s ...string) string { return s[rnd.IntN(len(s))] }
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('0' + rnd.IntN(10))
		}
		return string(b)
	}
	syllables := func() string {
		s := pick("Bra", "Kel", "Tor", "Wis", "Ou", "Zan", "Hee", "Mul", "Rei", "Sno") + pick("den", "ver", "mer", "lin", "gel", "ter", "ban") + pick("huis", "stra", "man", "kamp", "ing", "aar", "oglu", "ska", "i")
		return pick("", "", "", "van ", "de ", "van den ", "el ") + s
	}
	day, month := 1+rnd.IntN(28), 1+rnd.IntN(12)
	born, written := 1925+rnd.IntN(84), 2014+rnd.IntN(11)
	date := func(y int) string {
		switch rnd.IntN(5) {
		case 0:
			return fmt.Sprintf("%04d%02d%02d", y, month, day)
		case 1:
			return fmt.Sprintf("%02d-%02d-%04d", day, month, y)
		case 2:
			return fmt.Sprintf("%04d-%02d-%02d", y, month, day)
		case 3:
			return fmt.Sprintf("%02d.%02d.%04d", day, month, y)
		}
		return fmt.Sprintf("%d %s %d", day, pick("jan", "feb", "maart", "april", "juni", "okt"), y)
	}
	name := pick(known...)
	if rnd.IntN(2) == 0 {
		name = syllables()
	}
	bsn, nhs := "", ""
	for !ValidBSN([]byte(bsn)) {
		bsn = "99999" + digits(4)
	}
	for !ValidNHS([]byte(nhs)) {
		nhs = "999" + digits(7)
	}
	var kinds Kinds
	for slot, k := range map[string]Kinds{
		"{NAME}": PersonName, "{BIRTH}": BirthDate, "{BSN}": BSN, "{EMAIL}": Email, "{PHONE}": Phone, "{POSTCODE}": Postcode,
		"{NHS}": NHSNumber, "{UKPOST}": Postcode, "{UKPHONE}": Phone,
		"{IBAN}": IBAN, "{LABNO}": SampleNumber, "{PATIENT}": PatientNumber,
	} {
		if strings.Contains(template, slot) {
			kinds |= k
		}
	}
	return strings.NewReplacer(
		"{NAME}", name, "{FIRST}", pick("Piet", "Sanne", "Ayşe", "Mohamed", "Zofia", "Ruud"), "{BIRTH}", date(born), "{date}", date(written), "{BSN}", bsn,
		"{LABNO}", pick("C2"+digits(1)+"-"+digits(5), "T21."+digits(5), "20L"+digits(6)), "{EMAIL}", pick("balie", "lab-uitslagen", "info_2")+"@praktijk.example",
		"{PHONE}", pick("06-12", "06 12", "0612")+digits(6), "{POSTCODE}", pick("2513 AA", "9711KL", "1012 XY"), "{IBAN}", "NL91ABNA0417164300",
		"{NHS}", pick(nhs, nhs[:3]+" "+nhs[3:6]+" "+nhs[6:], nhs[:3]+"-"+nhs[3:6]+"-"+nhs[6:]),
		"{UKPOST}", pick("SW1A 1AA", "M1 1AE", "EC1A 1BB"), "{UKPHONE}", pick("020 7946 0", "02079460", "020-7946-0")+digits(3),
		"{PATIENT}", digits(7), "{n5}", digits(5), "{n6}", digits(6), "{n8}", "2023"+digits(4), "{year}", fmt.Sprint(written),
		"{agb}", "0101"+digits(4), "{stamp}", fmt.Sprintf("%04d%02d%02d104500", written, month, day),
	).Replace(template), kinds
}

// TestRecall measures how many identifiers are tagged, and how many names of
// files without a kind are tagged with it.
func TestRecall(t *testing.T) {
	for _, c := range []struct {
		pack      string
		templates []string
		names     string // half of the names; the other half no list knows
		kinds     []Kinds
	}{
		{
			"nl-health", templates, "Jansen|de Vries|van den Berg|Bakker|Visser|Yılmaz|El Idrissi|Nguyen|Kowalski|de Jong|Vermeulen|Öztürk",
			[]Kinds{PersonName, BirthDate, BSN, Email, Phone, Postcode, IBAN, SampleNumber, PatientNumber},
		},
		{
			"uk-health", british, "Smith|Jones|Patel|O'Brien|McDonald|Khan|Taylor-Reed|Nguyen|Okafor|Williams|Begum|Kowalski",
			[]Kinds{PersonName, BirthDate, Email, Phone, Postcode, NHSNumber, PatientNumber},
		},
	} {
		t.Run(c.pack, func(t *testing.T) {
			r := newReader(t, c.pack)
			rnd := rand.New(rand.NewPCG(7, 9))
			counts := make(map[Kinds]*count)
			for _, k := range c.kinds {
				counts[k] = &count{}
			}
			for _, template := range c.templates {
				for range 200 {
					name, want := invented(template, strings.Split(c.names, "|"), rnd)
					var got Kinds
					for segment := range strings.SplitSeq(name, "/") {
						got |= r.read(segment).Kinds
					}
					for k, n := range counts {
						n.add(want&k != 0, got&k != 0)
					}
				}
			}
			for k, n := range counts {
				n.check(t, k)
			}
		})
	}
}

// count is of names of files that hold a kind and that do not.
type count struct{ found, n, wrong, others int }

func (c *count) add(want, got bool) {
	switch {
	case want && got:
		c.found++
		c.n++
	case want:
		c.n++
	case got:
		c.wrong++
		c.others++
	default:
		c.others++
	}
}

func (c *count) check(t *testing.T, k Kinds) {
	t.Helper()
	recall, wrong := float64(c.found)/float64(c.n), float64(c.wrong)/float64(c.others)
	t.Logf("kind %011b: recall %.3f of %d, wrong %.4f of %d", k, recall, c.n, wrong, c.others)
	least := 0.98
	if k == PersonName {
		least = 0.85
	}
	if recall < least || wrong > 0.01 {
		t.Errorf("kind %011b: recall %.3f, want at least %.2f; wrong %.4f, want at most 0.01", k, recall, least, wrong)
	}
}
