package identifier

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

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
func invented(template string, rnd *rand.Rand) (string, Kinds) {
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
	known := func() string {
		return pick("Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "Yılmaz", "El Idrissi", "Nguyen", "Kowalski", "de Jong", "Vermeulen", "Öztürk")
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
	name := known()
	if rnd.IntN(2) == 0 {
		name = syllables()
	}
	bsn := ""
	for !ValidBSN([]byte(bsn)) {
		bsn = "99999" + digits(4)
	}
	var kinds Kinds
	for slot, k := range map[string]Kinds{
		"{NAME}": PersonName, "{BIRTH}": BirthDate, "{BSN}": BSN, "{EMAIL}": Email, "{PHONE}": Phone, "{POSTCODE}": Postcode,
		"{IBAN}": IBAN, "{LABNO}": SampleNumber, "{PATIENT}": PatientNumber,
	} {
		if strings.Contains(template, slot) {
			kinds |= k
		}
	}
	return strings.NewReplacer(
		"{NAME}", name, "{FIRST}", pick("Piet", "Sanne", "Ayşe", "Mohamed", "Zofia", "Ruud"), "{BIRTH}", date(born), "{date}", date(written), "{BSN}", bsn,
		"{LABNO}", pick("C2"+digits(1)+"-"+digits(5), "T21."+digits(5), "20L"+digits(6)), "{EMAIL}", pick("piet", "p.jansen", "info_2")+"@praktijk.example",
		"{PHONE}", pick("06-12", "06 12", "0612")+digits(6), "{POSTCODE}", pick("2513 AA", "9711KL", "1012 XY"), "{IBAN}", "NL91ABNA0417164300",
		"{PATIENT}", digits(7), "{n5}", digits(5), "{n6}", digits(6), "{n8}", "2023"+digits(4), "{year}", fmt.Sprint(written),
		"{agb}", "0101"+digits(4), "{stamp}", fmt.Sprintf("%04d%02d%02d104500", written, month, day),
	).Replace(template), kinds
}

// TestRecall measures how many identifiers are tagged, and how many names of
// files without a kind are tagged with it.
func TestRecall(t *testing.T) {
	r := newReader(t, "nl-health")
	rnd := rand.New(rand.NewPCG(7, 9))
	type count struct{ found, n, wrong, others int }
	counts := make(map[Kinds]*count)
	for _, k := range []Kinds{PersonName, BirthDate, BSN, Email, Phone, Postcode, IBAN, SampleNumber, PatientNumber} {
		counts[k] = &count{}
	}
	for _, template := range templates {
		for range 200 {
			name, want := invented(template, rnd)
			var got Kinds
			for segment := range strings.SplitSeq(name, "/") {
				got |= r.read(segment).Kinds
			}
			for k, c := range counts {
				switch {
				case want&k != 0:
					c.n++
					if got&k != 0 {
						c.found++
					}
				default:
					c.others++
					if got&k != 0 {
						c.wrong++
					}
				}
			}
		}
	}
	for k, c := range counts {
		recall, wrong := float64(c.found)/float64(c.n), float64(c.wrong)/float64(c.others)
		t.Logf("kind %09b: recall %.3f of %d, wrong %.4f of %d", k, recall, c.n, wrong, c.others)
		least := 0.98
		if k == PersonName {
			least = 0.85
		}
		if recall < least || wrong > 0.01 {
			t.Errorf("kind %09b: recall %.3f, want at least %.2f; wrong %.4f, want at most 0.01", k, recall, least, wrong)
		}
	}
}
