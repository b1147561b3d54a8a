package mask

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// gold says what a stretch of a path is.
type gold struct {
	kind       string // "surname", "first", "birth", "bsn", …, "kind", "org"
	start, end int
	origin     stratum
	person     int
}

// goldPath is a generated path with the truth about it.
type goldPath struct {
	path  string
	spans []gold
}

// generator expands templates. A placeholder is written {NAME} or, for words
// that say the kind, {k:uitslag|brief}; all else stands for itself.
type generator struct {
	rnd   *rand.Rand
	names *nameSource
	orgs  []testOrg
	towns []string
	out   strings.Builder
	spans []gold
	p, gp person
	style int
}

// testOrg is an organisation of the register of the experiment.
type testOrg struct{ name, agb string }

// expand returns one path of a template; style says how names are written
// there.
func (g *generator) expand(template string, style int) goldPath {
	g.out.Reset()
	g.spans = nil
	g.p, g.gp = g.names.person(), g.names.person()
	g.style = style
	if g.rnd.IntN(20) == 0 {
		g.style = g.rnd.IntN(8)
	}
	org := g.orgs[g.rnd.IntN(len(g.orgs))]
	for template != "" {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			g.out.WriteString(template)
			break
		}
		g.out.WriteString(template[:open])
		shut := open + strings.IndexByte(template[open:], '}')
		g.placeholder(template[open+1:shut], org)
		template = template[shut+1:]
	}
	return goldPath{g.out.String(), g.spans}
}

func (g *generator) span(kind, text string, p person) {
	start := g.out.Len()
	g.out.WriteString(text)
	g.spans = append(g.spans, gold{kind: kind, start: start, end: g.out.Len(), origin: p.origin, person: p.id})
}

func (g *generator) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + g.rnd.IntN(10))
	}
	if b[0] == '0' {
		b[0] = '7'
	}
	return string(b)
}

func (g *generator) oneOf(list string) string {
	words := strings.Split(list, "|")
	return words[g.rnd.IntN(len(words))]
}

func (g *generator) placeholder(name string, org testOrg) {
	p := g.p
	year := 2010 + g.rnd.IntN(15)
	month, day := 1+g.rnd.IntN(12), 1+g.rnd.IntN(28)
	if list, ok := strings.CutPrefix(name, "k:"); ok {
		g.span("kind", g.oneOf(list), person{})
		return
	}
	if list, ok := strings.CutPrefix(name, "w:"); ok {
		g.out.WriteString(g.oneOf(list))
		return
	}
	switch name {
	case "SN":
		g.surname(p)
	case "GP":
		g.surname(g.gp)
	case "FN":
		g.span("first", p.first, p)
	case "INI":
		g.out.WriteString(string([]rune(p.first)[:1]))
	case "DOB", "DOBNL", "DOBDE", "DOB6", "DOBTXT":
		g.span("birth", g.birth(name), p)
	case "BSN":
		g.span("bsn", p.digits, p)
	case "BSNDOT":
		g.span("bsn", p.digits[:4]+"."+p.digits[4:6]+"."+p.digits[6:], p)
	case "PID":
		g.span("patient", g.digits(7), p)
	case "LAB":
		g.span("sample", g.oneOf("L|C|T")+fmt.Sprintf("%02d-", 10+g.rnd.IntN(15))+g.digits(5), p)
	case "LAB10":
		g.span("sample", g.digits(10), p)
	case "LABL":
		g.span("sample", fmt.Sprintf("%02dL", 10+g.rnd.IntN(15))+g.digits(6), p)
	case "IBAN":
		g.span("iban", "NL"+g.digits(2)+g.oneOf("INGB|RABO|ABNA")+"0"+g.digits(9), p)
	case "PHONE":
		g.span("phone", g.oneOf("06-|06|06 ")+g.digits(8), p)
	case "EMAIL":
		g.span("email", strings.ToLower(plainASCII(p.first+"."+p.surname)), p)
		g.out.WriteString("@post.example")
	case "USER":
		g.span("user", strings.ToLower(plainASCII(string([]rune(p.first)[:1])+p.surname)), p)
	case "PC":
		g.span("postcode", fmt.Sprintf("%d %s", 1000+g.rnd.IntN(8999), g.oneOf("CT|AB|XK|MR|KL")), p)
	case "STREET":
		g.span("street", g.names.invent(common)+g.oneOf("straat|weg|laan"), p)
	case "ORG":
		g.span("org", org.name, person{})
	case "ORG_":
		g.span("org", strings.ReplaceAll(org.name, " ", "_"), person{})
	case "AGB":
		g.out.WriteString(org.agb)
	case "TOWN":
		g.out.WriteString(g.oneOf(strings.Join(g.towns, "|")))
	case "YEAR":
		fmt.Fprintf(&g.out, "%d", year)
	case "DATE":
		fmt.Fprintf(&g.out, "%d%02d%02d", year, month, day)
	case "DATE-":
		fmt.Fprintf(&g.out, "%d-%02d-%02d", year, month, day)
	case "TS":
		fmt.Fprintf(&g.out, "%d%02d%02d%02d%02d%02d", year, month, day, g.rnd.IntN(24), g.rnd.IntN(60), g.rnd.IntN(60))
	case "MM":
		fmt.Fprintf(&g.out, "%02d", month)
	case "N1":
		fmt.Fprintf(&g.out, "%d", 1+g.rnd.IntN(50))
	case "N4":
		g.out.WriteString(g.digits(4))
	case "N6":
		g.out.WriteString(g.digits(6))
	default:
		panic("no placeholder " + name)
	}
}

// surname writes a surname in the style at hand: spaced, capitals, glued,
// underscored, small, turned round.
func (g *generator) surname(p person) {
	name := p.surname
	switch g.style {
	case 1:
		name = strings.ToUpper(name)
	case 2, 3:
		name = strings.ToLower(name)
	}
	switch {
	case p.infix == "":
		g.span("surname", name, p)
	case g.style == 4: // vandenBerg
		g.out.WriteString(strings.ReplaceAll(p.infix, " ", ""))
		g.span("surname", name, p)
	case g.style == 3 || g.style == 5: // van_den_Berg
		g.out.WriteString(strings.ReplaceAll(p.infix, " ", "_") + "_")
		g.span("surname", name, p)
	case g.style == 6:
		g.span("surname", name, p)
		g.out.WriteString(", " + p.infix)
	case g.style == 1:
		g.out.WriteString(strings.ToUpper(p.infix) + " ")
		g.span("surname", name, p)
	default:
		g.out.WriteString(p.infix + " ")
		g.span("surname", name, p)
	}
}

func (g *generator) birth(form string) string {
	y, m, d := g.p.born[0], g.p.born[1], g.p.born[2]
	switch form {
	case "DOBNL":
		return fmt.Sprintf("%02d-%02d-%d", d, m, y)
	case "DOBDE":
		return fmt.Sprintf("%02d.%02d.%d", d, m, y)
	case "DOB6":
		return fmt.Sprintf("%02d%02d%02d", y%100, m, d)
	case "DOBTXT":
		return fmt.Sprintf("%d %s %d", d, strings.Fields("jan feb mrt apr mei jun jul aug sep okt nov dec")[m-1], y)
	}
	return fmt.Sprintf("%d%02d%02d", y, m, d)
}

func plainASCII(s string) string {
	return strings.NewReplacer("Ş", "S", "ş", "s", "ğ", "g", "ı", "i", "Ö", "O", "ö", "o", "Ç", "C", "ç", "c", "ś", "s", "ü", "u", "Ü", "U").Replace(s)
}

// developed are the templates that the rules were tuned on.
var developed = strings.Split(strings.TrimSpace(`
Aanvragers/{ORG}/uitslagen/{YEAR}/{k:Uitslag|uitslag}_{SN}_{DOB}_{k:HPV|urine|bloed|cytologie}.pdf
Aanvragers/{ORG} ({AGB})/{YEAR}/{LAB}_{SN}_{k:HPV|PAP}.pdf
Aanvragers/{ORG}/{k:Brief|Verslag} {SN} {INI}.docx
Klanten/{ORG}/{YEAR}/{MM}/{k:labuitslag}_{BSN}_{DATE}.pdf
Klanten/{ORG_}/{k:uitslag}_{LAB10}_{SN}.pdf
LIS/uit/{YEAR}/{LABL}_{SN}.pdf
LIS/uit/{YEAR}/PA-{k:verslag} {LAB} {SN}.pdf
LIS/edi/MEDLAB_{AGB}_{TS}.edi
LIS/edi/ORU_R01_{TS}_{PID}.hl7
LIS/fout/{k:hiv|soa|chlamydia}_{k:test}_{SN}_{DOB6}.pdf
brieven/{k:Ontslagbrief|Ontslagbrief} dhr {SN} {DOBNL}.docx
brieven/{k:Brief} aan huisarts dr {GP} inz {SN}.docx
brieven/{YEAR}/{k:Verwijsbrief|Verwijzing} mw {SN}, {INI}.pdf
brieven/uit/{SN}, {FN} {DOBNL} {k:brief|ontslagbrief|verslag}.doc
brieven/{k:specialistenbrief} {DOBTXT} {SN}.pdf
scans/Scan_{DATE}_{N6}.pdf
scans/{k:paspoort|rijbewijs|identiteitsbewijs} {FN} {SN}.jpg
scans/IMG_{DATE} {k:wond} mw {SN}.jpg
scans/WhatsApp Image {DATE-} {FN}.jpeg
export/{k:export}_patienten_{ORG_}_{DATE}.csv
export/{k:uitslagen}_{AGB}_{YEAR}_Q3.xlsx
export/{k:declaratiebestand|declaraties}_{AGB}_{N4}_{YEAR}.csv
administratie/{YEAR}/{k:Factuur}_F{YEAR}{N4}_{ORG}.pdf
administratie/{YEAR}/{k:Aanmaning} dhr {SN} {STREET} {N1} {PC}.pdf
administratie/incasso/{k:incasso}_{IBAN}_{SN}.pdf
administratie/{k:Factuur} {PID} {SN}.pdf
Personeelsdossiers/{SN}, {FN}/{k:arbeidsovereenkomst} {YEAR}.pdf
Personeelsdossiers/{SN}, {FN}/{k:VOG|diploma|contract}.pdf
HR/loon/{YEAR}/{k:loonstrook}_{N4}_{SN}_{YEAR}-{MM}.pdf
HR/{k:rooster} week {N1} {FN} {GP}.xlsx
HR/{k:sollicitatie|cv} {FN} {SN}.docx
mail/{USER}.pst
mail/{EMAIL}.pst
mail/inbox/RE {k:uitslag} mw {SN}.msg
Users/{USER}/Desktop/{k:wachtwoorden}.xlsx
Users/{USER}/Documents/{k:verslag} {SN}.docx
Zorg/{ORG}/clienten/{SN} kamer {N1}/{k:zorgplan}.docx
Zorg/{ORG}/clienten/{SN} {FN}/{k:medicatielijst|indicatie} {DATE}.pdf
HAP/{TOWN}/{k:dienst|rooster} {DATE}.pdf
backup/veeam/SRV-LIS01_{DATE}.vbk
patienten/{SN}_{FN}_{DOB}/{k:echo|mri|rontgen}_{DATE}.dcm
patienten/{PID}/{k:verslag} {PHONE}.pdf
patienten/{PID} {SN}/{k:medicatie} {BSNDOT}.pdf
gedetineerden/{ORG}/{k:bloedonderzoek}_{SN}_{DOBNL}.pdf
bvo/{YEAR}/{BSN}_{SN}_{k:uitslagbrief|uitnodiging}.pdf
bvo/zelfafname/{LAB}_{k:hpv}_{DATE}.pdf
wond/{FN} {SN} {k:decubitus}.jpg
pathologie/{YEAR}/T{N6} {SN} {k:biopt|coupe|cytologie}.pdf
Referrals/{ORG}/{k:Referral letter} Mrs {SN}.pdf
Results/{YEAR}/{k:Blood test}_{SN}_{FN}_{DOB}.pdf
Results/{k:pathology report} {FN} {SN} DOB {DOBNL}.pdf
Finance/{k:Invoice}_{N6}_{SN}.pdf
Staff/{SN}_{FN}/{k:payslip}_{YEAR}_{MM}.pdf
kwaliteit/{k:protocol|werkinstructie} {k:urine|bloed} v{N1}.docx
kwaliteit/klachten/{k:klacht} {SN} {DATE}.docx
it/{k:wachtwoorden} {ORG}.kdbx
it/vpn_{ORG_}.ovpn
polis/{SN}-{GP}_{INI}_{k:polis}_{PID}.pdf
praktijk/{k:consult} {SN} geb {DOBNL} bij {ORG}.docx
spoed/{k:labaanvraag} {ORG} {SN} {DOB}.pdf
huid/{SN}_{k:dermatologie|biopt}.pdf
`), "\n")

// unseenTemplates were written after the rules and are not tuned on.
var unseenTemplates = strings.Split(strings.TrimSpace(`
D/Productie/{ORG}/Rapporten {YEAR}/{k:rapport|uitslag} {SN} {DOBNL}.pdf
D/Productie/{ORG_}/{SN}_{INI}_{k:kweek|pcr|serologie}_{DATE}.pdf
D/Productie/{ORG}/definitief/{LAB} {k:cytologie|histologie} {SN}.pdf
D/Archief/{YEAR}/{k:bloeduitslag|labuitslag}_{SN}_{FN}.pdf
D/Archief/{YEAR}-{MM}/{DOB}{SN}_{k:uitslag}.pdf
D/Archief/oud/{k:spermaonderzoek|urineonderzoek} {FN} {SN} {DOBDE}.pdf
D/Berichten/MEDVRI_{LAB10}_{TS}.txt
D/Berichten/adt_A08_{SN}^{FN}_{DOB}.hl7
D/Berichten/Patient-{BSN}.json
D/Berichten/{AGB}/{PID}_{k:labuitslag}.xml
Secretariaat/uitgaand/{k:ontslagbrief|polibrief} mevr. {SN} ({DOBNL}).docx
Secretariaat/uitgaand/{k:verwijsbrief} fam. {SN} - {GP}.docx
Secretariaat/inkomend/{DATE} {k:brief} van {ORG} over {SN}.pdf
Secretariaat/inkomend/{k:recept} {SN} {PHONE}.pdf
Secretariaat/{k:klacht|klachten}/{SN}/{k:verslag} gesprek {DATE-}.docx
Foto/{k:wond|wondfoto} {SN} {INI} {DATE}.jpg
Foto/{SN}-{k:melanoom|eczeem}-{N1}.jpg
Legitimatie/{k:paspoort|rijbewijs}_{SN}_{FN}_{BSN}.pdf
Legitimatie/{k:Kopie ID} {FN} {SN}.png
Financien/Debiteuren/{ORG}/{k:factuur} {N6}.pdf
Financien/Debiteuren/{k:herinnering|aanmaning} {SN} {IBAN}.pdf
Financien/{YEAR}/{k:nota} {SN} {STREET} {N1} {PC} {TOWN}.pdf
P&O/{SN} {FN} ({DOBNL})/{k:contract|arbeidscontract}.pdf
P&O/{k:ziekmelding|verzuim} {FN} {SN} {DATE}.docx
P&O/{k:loonstroken}/{YEAR}/{SN}_{INI}_{MM}.pdf
P&O/{k:beoordeling|functioneringsgesprek} {GP} {YEAR}.docx
home/{USER}/{k:notulen} overleg {FN}.docx
home/{USER}/Downloads/{k:verslag}_{SN}.pdf
postvak/{EMAIL}/FW {k:uitslag} {SN}.msg
Locaties/{ORG}/bewoners/{SN}/{k:zorgdossier|zorgleefplan}.pdf
Locaties/{ORG}/bewoners/{SN}/{k:medicatieoverzicht} {DATE}.pdf
Locaties/{ORG}/{k:incident} {FN} {GP}.docx
Radiologie/{YEAR}/{PID}_{SN}_{k:ct|mri|echo}.dcm
Radiologie/{k:mammografie} {SN} {DOB6}.pdf
Bevolkingsonderzoek/ronde {YEAR}/{k:uitnodiging|uitslagbrief}_{SN}_{PC}.pdf
Bevolkingsonderzoek/{BSNDOT} {k:hpv}.pdf
PI/{ORG}/{k:drugstest|bloedonderzoek} {SN} cel {N1}.pdf
Jeugd/{FN} {SN}/{k:vaccinatie|consult} {DOBTXT}.pdf
Verloskunde/{SN} {FN} {k:echo} week {N1}.pdf
Export/{k:patientenlijst|clientenlijst} {ORG} {YEAR}.xlsx
Export/dump_{DATE}.sql
GP/{ORG}/{k:Discharge letter|Clinic letter} {FN} {SN}.pdf
GP/{k:Lab results} {SN}, {FN} {DOB}.pdf
GP/{k:Prescription} Mr {SN} {DATE-}.pdf
HR/{SN} {INI}/{k:Employment contract} {YEAR}.pdf
HR/{k:Sick note} {FN} {GP}.pdf
Imaging/{k:CT scan|Ultrasound}_{SN}_{PID}.jpg
`), "\n")
