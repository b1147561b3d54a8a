package register

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/pack"
)

// sector is a small pack: the rules that a register is checked against.
var sector = &pack.Pack{
	Terms: []pack.Term{
		{Text: "huisartsenpraktijk", Class: pack.Organisation},
		{Text: "medisch centrum", Class: pack.Organisation},
	},
	Interfixes: []string{"de", "van"},
	Codes: []pack.CodeScheme{
		{Scheme: "AGB", Pattern: `^[0-9]{8}$`},
		{Scheme: "ODS", Pattern: `^[A-Z0-9]{3,6}$`},
	},
}

func read(t *testing.T, text string) (*Register, []Problem) {
	t.Helper()
	reg, problems, err := Read(strings.NewReader(text), ReadOptions{Pack: sector})
	if err != nil {
		t.Fatal(err)
	}
	return reg, problems
}

func TestReadTakesEveryWritingOfTheHeadings(t *testing.T) {
	want := Organisation{
		ID: "org-1", Name: "Huisartsenpraktijk De Linde", Aliases: []string{"De Linde", "HAP Linde"}, Type: "gp",
		City: "Zoetermeer", Postcode: "2711 AB", Address: "Lindelaan 1", Domains: []string{"delinde.example"},
		Codes: []Code{{"AGB", "01012345"}}, Phones: []string{"079-5550100"}, Emails: []string{"post@delinde.example"},
		Participant: true, Umbrella: "Zorgkoepel", Extra: map[string]string{"Source": "list"},
	}
	tests := []struct{ name, text string }{
		{"contract", "id,name,aliases,type,city,postcode,address,domains,codes,phone,email,participant,umbrella,Source\n" +
			"org-1,Huisartsenpraktijk De Linde,De Linde|HAP Linde,gp,Zoetermeer,2711 AB,Lindelaan 1,delinde.example,AGB:01012345,079-5550100,post@delinde.example,yes,Zorgkoepel,list\n"},
		{"Dutch, capitals, semicolons", "ID;Naam;Aliassen;Soort;Plaats;Postcode;Adres;Domein;AGB-code;Telefoonnummer;E-mail;Deelnemer;Koepel;Source\r\n" +
			"org-1;Huisartsenpraktijk De Linde;De Linde|HAP Linde;gp;Zoetermeer;2711 AB;Lindelaan 1;https://www.delinde.example/contact;01.01.23.45;079-5550100;post@delinde.example;Ja;Zorgkoepel;list\r\n"},
		{"tabs, plurals, contact", "id\tNames\talias\ttypes\tCities\tpostcodes\taddresses\tdomain\tcode\tcontact\tparticipants\tumbrellas\tSource\n" +
			"org-1\tHuisartsenpraktijk De Linde\tDe Linde|HAP Linde|De Linde\tgp\tZoetermeer\t2711 AB\tLindelaan 1\tinfo@delinde.example\tagb: 01012345\t079-5550100|post@delinde.example\tdeelnemer\tZorgkoepel\tlist\n"},
		{"separator told by Excel", "sep=;\r\nid;name;alias;type;city;postcode;street;website;code;tel;mail;member;koepel;Source\r\n" +
			"org-1;Huisartsenpraktijk De Linde;De Linde|HAP Linde;gp;Zoetermeer;2711 AB;Lindelaan 1;delinde.example;AGB:01012345;079-5550100;post@delinde.example;1;Zorgkoepel;list"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reg, problems := read(t, test.text)
			if got := reg.Organisations[0]; !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			for _, p := range problems {
				if p.Severity != Note {
					t.Errorf("unexpected %s: row %d: %s", p.Severity, p.Row, p.What)
				}
			}
		})
	}
}

func TestReadKnowsEncodings(t *testing.T) {
	utf16 := func(s string, low bool) string {
		var b bytes.Buffer
		for _, r := range s {
			if low {
				b.Write([]byte{byte(r), byte(r >> 8)})
				continue
			}
			b.Write([]byte{byte(r >> 8), byte(r)})
		}
		return b.String()
	}
	const text = "id,name\n1,Zorg Coöperatie Zuid\n2,De Èik\n"
	tests := []struct {
		name, text string
		notes      int
	}{
		{"UTF-8", text, 0},
		{"UTF-8 with mark", "\xef\xbb\xbf" + text, 0},
		{"UTF-16 little-endian with mark", "\xff\xfe" + utf16(text, true), 0},
		{"UTF-16 big-endian with mark", "\xfe\xff" + utf16(text, false), 0},
		{"UTF-16 little-endian", utf16(text, true), 0},
		{"UTF-16 big-endian", utf16(text, false), 0},
		{"windows-1252", "id,name\n1,Zorg Co\xf6peratie Zuid\n2,De \xc8ik\n", 1},
		{"mixed by line", "id,name\n1,Zorg Coöperatie Zuid\n2,De \xc8ik\n", 1},
		{"decomposed", "id,name\n1,Zorg Coo\u0308peratie Zuid\n2,De E\u0300ik\n", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reg, problems := read(t, test.text)
			if len(reg.Organisations) != 2 || reg.Organisations[0].Name != "Zorg Coöperatie Zuid" || reg.Organisations[1].Name != "De Èik" {
				t.Errorf("got %+v", reg.Organisations)
			}
			if len(problems) != test.notes {
				t.Errorf("got %d problems, want %d: %+v", len(problems), test.notes, problems)
			}
		})
	}
}

func TestReadReportsProblems(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // "row severity column: what" of the last problem
	}{
		{"id twice", "id,name\na,Een\na,Twee\n", `3 error id: id "a" is taken by row 2; called "a#3"`},
		{"no id", "id,name\n,Een\n", `2 error id: empty id; called "row-2"`},
		{"no column id", "name\nEen\n", `0 warning : no column id; organisations are numbered by row`},
		{"empty name", "id,name,city\na,Een,\nb,,Ede\n", `3 error name: empty name, no domain and no code; the row is left out`},
		{"generic name", "id,name\na,De Huisartsenpraktijk\n", `2 warning name: "De Huisartsenpraktijk" is made of words that many organisations share`},
		{"generic name, told apart by its domain", "id,name,domain\na,De Huisartsenpraktijk,linde.example\n", `2 note name: "De Huisartsenpraktijk" is made of words that many organisations share`},
		{"generic alias", "id,name,Alias\na,Een,Medisch Centrum\n", `2 warning Alias: "Medisch Centrum" is made of words that many organisations share`},
		{"code of a wrong shape", "id,name,codes\na,Een,AGB:1012345\n", `2 warning codes: "1012345" has not the shape of a code of AGB`},
		{"code without scheme", "id,name,codes\na,Een,01012345\n", `2 warning codes: code "01012345" has no scheme; found in whole words only`},
		{"unknown scheme", "id,name,codes\na,Een,xyz:1\n", `2 note codes: scheme "XYZ" is not in the pack: its codes are used unchecked`},
		{"code of two", "id,name,agb\na,Een,01012345\nb,Twee,01012345\n", `3 warning agb: code "AGB:01012345" is also that of row 2`},
		{"postcode", "id,name,postcode\na,Een,12 AB\n", `2 warning postcode: "12 AB" has not the shape of a postcode`},
		{"no domain", "id,name,domains\na,Een,linde\n", `2 error domains: "linde" is no domain; not used`},
		{"ending of many", "id,name,domains\na,Een,co.uk\n", `2 error domains: "co.uk" is an ending that many share; not used`},
		{"provider", "id,name,domains\na,Een,www.gmail.com\n", `2 error domains: "www.gmail.com" is a provider's that many share; not used`},
		{"no address of e-mail", "id,name,email\na,Een,linde\n", `2 warning email: "linde" is no address of e-mail`},
		{"participant", "id,name,participant\na,Een,perhaps\n", `2 warning participant: "perhaps" is neither yes nor no; taken as no`},
		{"unknown column", "id,name,colour\na,Een,red\n", `1 note : unknown column "colour" is kept and not used`},
		{"too many cells", "id,name\na,Een,Ede\n", `2 error : 1 cells more than there are headings; they are not used`},
		{"invisible characters", "id,name\na,E\u202ee\u200bn\n", `2 warning : invisible characters were taken out`},
		{"open quote", "id,name\na,\"Een" + strings.Repeat("\nb,Twee", 30), `2 error : a quote opens in column 2 and closes many lines below; the rows between are lost`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := read(t, test.text)
			if len(problems) == 0 {
				t.Fatal("no problem reported")
			}
			p := problems[len(problems)-1]
			if got := fmt.Sprintf("%d %s %s: %s", p.Row, p.Severity, p.Column, p.What); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if p.Hint == "" {
				t.Error("no hint")
			}
		})
	}
}

func TestReadKeepsBothOfOneID(t *testing.T) {
	reg, _ := read(t, "id,name\na,Een\na,Twee\na#3,Drie\n")
	var ids []string
	for _, org := range reg.Organisations {
		ids = append(ids, org.ID)
	}
	if got, want := strings.Join(ids, " "), "a a#3' a#3"; got != want {
		t.Errorf("got ids %s, want %s", got, want)
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct {
		name, text string
		is         error
		message    string
	}{
		{"empty", "", ErrEmpty, "the register is empty"},
		{"blank", " \n\n", ErrEmpty, "the register is empty"},
		{"headings only", "id,name\n", ErrEmpty, "the register is empty: it has no organisation"},
		{"no names", "id;plaats;\x1b[31mkleur\n1;Ede;rood\n", nil, `no column with names; the columns are "id", "plaats", number 3 (which is no heading)`},
		{"a listing", "archief/uitslag Zwanenburg.pdf\n", nil, `no column with names; the columns are number 1 (which is no heading)`},
		{"a workbook", "PK\x03\x04\x14", ErrWorkbook, "the register is a workbook of a spreadsheet, not CSV"},
		{"too large", "id,name\n" + strings.Repeat("x", 100), ErrTooLarge, "the register is too large: over 0 MiB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := Read(strings.NewReader(test.text), ReadOptions{MaxBytes: 80})
			if err == nil || err.Error() != test.message {
				t.Fatalf("got error %v, want %s", err, test.message)
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("%v is not %v", err, test.is)
			}
		})
	}
}

func TestWriteIsSafeInASpreadsheet(t *testing.T) {
	reg := &Register{Organisations: []Organisation{{
		ID: "1", Name: "=HYPERLINK(\"x\")", City: "@Ede", Phones: []string{"+31 79 5550100"}, Extra: map[string]string{"-note": "'s"},
	}}}
	var out bytes.Buffer
	if err := Write(&out, reg); err != nil {
		t.Fatal(err)
	}
	want := "id,name,aliases,type,city,postcode,address,domains,codes,phone,email,participant,umbrella,'-note\n" +
		"1,\"'=HYPERLINK(\"\"x\"\")\",,,'@Ede,,,,,'+31 79 5550100,,no,,''s\n"
	if got := out.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	again, _ := read(t, out.String())
	if !reflect.DeepEqual(again.Organisations, reg.Organisations) {
		t.Errorf("got  %+v\nwant %+v", again.Organisations, reg.Organisations)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"id,name\n1,Een\n", "sep=;\nNaam;AGB\nEen;01012345", "\xff\xfei\x00d\x00", "id\tname\tcontact\n1\t'-x\ta|b\n",
		"name,domains,codes\n\"a\n\"\"b\",www.www.x.example|XN--A.b,a:b:c|:|ODS:a-81\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		first, _, err := Read(bytes.NewReader(raw), ReadOptions{Pack: sector})
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := Write(&out, first); err != nil {
			t.Fatal(err)
		}
		again, _, err := Read(bytes.NewReader(out.Bytes()), ReadOptions{Pack: sector})
		if err != nil {
			t.Fatalf("reading what was written: %v", err)
		}
		if !reflect.DeepEqual(first.Organisations, again.Organisations) {
			t.Errorf("written and read again\ngot  %+v\nwant %+v", again.Organisations, first.Organisations)
		}
		ids := make(map[string]bool)
		for _, org := range again.Organisations {
			if org.ID == "" || ids[org.ID] {
				t.Errorf("id %q is empty or given twice", org.ID)
			}
			ids[org.ID] = true
		}
	})
}

// large is a register of n invented organisations.
func large(n int) []byte {
	var b bytes.Buffer
	b.WriteString("id,name,aliases,type,city,postcode,domains,codes,participant,umbrella,email\n")
	for i := range n {
		fmt.Fprintf(&b, "org-%d,Huisartsenpraktijk Oever %d,HAP Oever %d|Oever %d,gp,Zandwijk,%d AB,oever%d.example,AGB:%08d,yes,Koepel,post@oever%d.example\n",
			i, i, i, i, 1000+i%9000, i, i, i)
	}
	return b.Bytes()
}

func TestFiftyThousandOrganisationsAreRead(t *testing.T) {
	reg, problems, err := Read(bytes.NewReader(large(50_000)), ReadOptions{Pack: sector})
	if err != nil || len(reg.Organisations) != 50_000 || len(problems) != 0 {
		t.Fatalf("got %d problems and %v", len(problems), err)
	}
}

// BenchmarkRead reads 50,000 organisations: within a second, on one core.
func BenchmarkRead(b *testing.B) {
	raw := large(50_000)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, _, err := Read(bytes.NewReader(raw), ReadOptions{Pack: sector}); err != nil {
			b.Fatal(err)
		}
	}
}
