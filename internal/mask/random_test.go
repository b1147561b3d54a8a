package mask

import (
	"math/rand/v2"
	"strings"
)

// randomTemplates draws templates from the grammar of names of files: a
// directory, then parts in one style. No one chose them, so they hold
// orders that no rule foresaw.
func randomTemplates(rnd *rand.Rand, n int) []string {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	kinds := []string{
		"{k:uitslag|uitslagen|brief|verslag}", "{k:factuur|nota|herinnering}", "{k:hpv|urine|cytologie|bloed}",
		"{k:ontslagbrief|verwijsbrief}", "{k:echo|mri|ct}", "{k:recept|medicatielijst}", "{k:contract|loonstrook|cv}", "{k:paspoort|rijbewijs}",
		"{k:zorgplan|indicatie}", "{k:intake|consult|anamnese}", "{k:biopt|pathologie}", "{k:klacht|incident}",
	}
	persons := []string{
		"{SN}", "{SN}", "{SN}", "{SN} {FN}", "{FN} {SN}", "{SN}, {INI}", "{INI} {SN}", "{SN}, {FN}", "mw {SN}", "dhr {SN}",
		"{SN}-{GP}", "{FN}", "{SN}{INI}", "{INI}.{SN}", "fam {SN}", "{SN}_{FN}",
	}
	numbers := []string{"{BSN}", "{PID}", "{LAB}", "{LAB10}", "{LABL}", "{DOB}", "{DOBNL}", "{DOB6}", "{DOBTXT}", "{PHONE}"}
	others := []string{
		"{DATE}", "{DATE-}", "{YEAR}", "{N1}", "{w:def|definitief|v2|kopie|concept}", "{ORG}", "{TOWN}", "{w:map|scan|bijlage|oud}",
		"{w:afdeling|poli|lab}", "{N6}", "{w:qualis|zorgnet|plexus}",
	}
	dirs := []string{
		"Klanten/{ORG}/", "Aanvragers/{ORG} ({AGB})/{YEAR}/", "archief/{YEAR}/{MM}/", "brieven/", "scans/", "patienten/{SN} {INI}/",
		"clienten/{SN}, {FN}/", "Users/{USER}/Documents/", "data/", "export/{ORG_}/", "poli/{DATE}/", "HR/{SN}/", "dossiers/{PID}/", "", "backup/oud/",
	}
	prefixes := []string{"", "", "", "", "", "", "RE ", "FW ", "Kopie van ", "scan "}
	extensions := []string{"pdf", "pdf", "docx", "jpg", "msg", "xlsx", "txt", "tif"}
	var out []string
	for range n {
		s := pick("_", " ", "-", " - ", "_", " ")
		parts := []string{pick(persons...)}
		for _, more := range [][]string{kinds, numbers, others} {
			if rnd.IntN(5) < 3 {
				parts = append(parts, pick(more...))
			}
		}
		rnd.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		out = append(out, pick(dirs...)+pick(prefixes...)+strings.Join(parts, s)+pick("", "", "", "_v2", " (1)", "_def")+"."+pick(extensions...))
	}
	return out
}

// englishTemplates are for the pack of another country; the rules were not
// tuned on them.
var englishTemplates = strings.Split(strings.TrimSpace(`
Requests/{ORG}/{YEAR}/{k:Result|Report}_{SN}_{DOB}.pdf
Requests/{ORG}/{k:Blood test|Urine test} {FN} {SN} {DOBNL}.pdf
Requests/{ORG_}/{k:result}_{LAB10}_{SN}.pdf
Lab/out/{YEAR}/{k:cytology|histology} {SN} {INI}.pdf
Lab/out/ORU_R01_{TS}_{PID}.hl7
Letters/{k:Discharge letter|Clinic letter} Mr {SN}.docx
Letters/{k:Referral letter} Mrs {SN} {DOBNL}.pdf
Letters/{YEAR}/{SN}, {FN} - {k:letter}.docx
Letters/FW {k:appointment|referral} {SN}.msg
Scans/{k:Passport|Driving licence} {FN} {SN}.jpg
Scans/IMG_{DATE} {k:wound} {SN}.jpg
Patients/{SN} {FN}/{k:MRI scan|CT scan} {DATE-}.dcm
Patients/{PID}/{k:prescription|medication}.pdf
Patients/{SN}_{DOB}/{k:biopsy}_{LAB}.pdf
Screening/{YEAR}/{k:invitation|smear} {SN} {PC}.pdf
Finance/{k:Invoice} {N6} {ORG}.pdf
Finance/{k:Reminder|Statement} {SN} {IBAN}.pdf
HR/{SN}, {FN}/{k:Contract|Payslip} {YEAR}.pdf
HR/{k:Sickness|Appraisal} {FN} {SN}.docx
HR/{k:payslip}_{N4}_{SN}_{YEAR}-{MM}.pdf
Users/{USER}/Documents/{k:minutes} {FN}.docx
Mail/{USER}.pst
Homes/{ORG}/residents/{SN}/{k:care plan}.docx
Homes/{ORG}/residents/{SN} room {N1}/{k:care plan|assessment} {DATE}.docx
Prison/{k:drug test|blood test} {SN} cell {N1}.pdf
Complaints/{SN}/{k:complaint} {DATE-}.docx
Export/{k:patient list|patients} {ORG} {YEAR}.xlsx
IT/{k:passwords} {ORG}.kdbx
`), "\n")
