package register

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestImport(t *testing.T) {
	tests := []struct {
		name, text string
		want       []Organisation
	}{
		{
			"practices of ODS",
			`"Z99001","THE WILLOW SURGERY","Y63","QHM","THE HEALTH CENTRE","1 WILLOW ROAD","MIDTOWN","NORTHSHIRE","","ZZ1 2ZZ","19740401","","A","B","16C","20130401","","01632 960001","","","","0","","16C","","4",""` + "\n" +
				`"Z99002","OAK CLINIC","Y63","QHM","2 OAK ROAD","MIDTOWN","","","","ZZ1 2ZY","19740401","20100101","C","B","16C","20130401","","","","","","0","","16C","","10",""` + "\n",
			[]Organisation{
				{
					ID: "Z99001", Name: "THE WILLOW SURGERY", Type: "gp", City: "MIDTOWN", Postcode: "ZZ1 2ZZ", Address: "THE HEALTH CENTRE",
					Codes: []Code{{"ODS", "Z99001"}}, Phones: []string{"01632 960001"}, Extra: map[string]string{"status": "active"},
				},
				{
					ID: "Z99002", Name: "OAK CLINIC", City: "MIDTOWN", Postcode: "ZZ1 2ZY", Address: "2 OAK ROAD",
					Codes: []Code{{"ODS", "Z99002"}}, Extra: map[string]string{"status": "closed"},
				},
			},
		},
		{
			"ROR, schema 2",
			`[{"id":"https://ror.org/0aaaaaa01","domains":["linde.example"],"links":[{"type":"website","value":"https://www.linde.example/nl"},{"type":"wikipedia","value":"https://x.example"}],
			  "locations":[{"geonames_details":{"name":"Ede","country_code":"NL"}}],
			  "names":[{"types":["acronym"],"value":"IL"},{"types":["label","ror_display"],"value":"Instituut Linde"}],"status":"inactive","types":["healthcare","facility"]},
			 {"id":"https://ror.org/0aaaaaa02","names":[{"types":["ror_display"],"value":"Elsewhere"}],"locations":[{"geonames_details":{"name":"Berlin","country_code":"DE"}}]}]`,
			[]Organisation{{
				ID: "0aaaaaa01", Name: "Instituut Linde", Aliases: []string{"IL"}, Type: "healthcare", City: "Ede",
				Domains: []string{"linde.example"}, Codes: []Code{{"ROR", "0aaaaaa01"}}, Extra: map[string]string{"status": "inactive"},
			}},
		},
		{
			"ROR, schema 1",
			`[{"id":"https://ror.org/0aaaaaa01","name":"Instituut Linde","aliases":["De Linde"],"acronyms":["IL"],"labels":[{"label":"Linde Institute","iso639":"en"}],
			  "links":["http://linde.example"],"addresses":[{"city":"Ede"}],"country":{"country_code":"NL"},"types":["Healthcare"],"status":"active"}]`,
			[]Organisation{{
				ID: "0aaaaaa01", Name: "Instituut Linde", Aliases: []string{"De Linde", "IL", "Linde Institute"}, Type: "healthcare", City: "Ede",
				Domains: []string{"linde.example"}, Codes: []Code{{"ROR", "0aaaaaa01"}},
			}},
		},
		{"our own form", "id,name,city\n1,De Linde,Ede\n", []Organisation{{ID: "1", Name: "De Linde", City: "Ede"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reg, _, err := Import(strings.NewReader(test.text), ImportOptions{ReadOptions: ReadOptions{Pack: sector}, Country: "nl"})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(reg.Organisations, test.want) {
				t.Errorf("got  %+v\nwant %+v", reg.Organisations, test.want)
			}
		})
	}
}

func TestImportRefusesABrokenDump(t *testing.T) {
	for _, text := range []string{`[{"id":"x"`, `[{"id":"https://ror.org/1","name":"Een"}`, `[1]`, `[`} {
		if _, _, err := Import(strings.NewReader(text), ImportOptions{}); err == nil {
			t.Errorf("%s gave no error", text)
		}
	}
}

func TestDiff(t *testing.T) {
	a := &Register{Organisations: []Organisation{{ID: "1", Name: "Een"}, {ID: "2", Name: "Twee", City: "Ede"}, {ID: "3", Name: "Drie"}}}
	b := &Register{Organisations: []Organisation{{ID: "4", Name: "Vier"}, {ID: "3", Name: "Drie"}, {ID: "2", Name: "Tweede", City: "Ede", Aliases: []string{"Twee"}}}}
	want := []Change{
		{Kind: Removed, Before: a.Organisations[0]},
		{Changed, a.Organisations[1], b.Organisations[2], []string{"name", "aliases"}},
		{Kind: Added, After: b.Organisations[0]},
	}
	if got := Diff(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := Diff(a, a); got != nil {
		t.Errorf("a register differs from itself: %+v", got)
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(`[{"id":"https://ror.org/1","name":"Een","links":["x",{"type":"website"}],"names":[{"value":"a","types":["ror_display"]}]}]`))
	f.Add([]byte(`"Z99001","THE WILLOW SURGERY","Y63","","","","","","","","","","","","","","","","","","","","","","","",""`))
	f.Add([]byte("id,name\n1,Een\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		reg, problems, err := Import(bytes.NewReader(raw), ImportOptions{ReadOptions: ReadOptions{Pack: sector}})
		if err != nil {
			return
		}
		ids := make(map[string]bool)
		for _, org := range reg.Organisations {
			if org.ID == "" || ids[org.ID] {
				t.Errorf("id %q is empty or given twice", org.ID)
			}
			ids[org.ID] = true
			if org.Name == "" && len(org.Domains)+len(org.Codes) == 0 {
				t.Error("an organisation that nothing can find")
			}
		}
		for _, p := range problems {
			if p.What == "" || p.Hint == "" || strings.ContainsAny(p.What+p.Column, "\n\x1b") {
				t.Errorf("a problem without words, or with hostile ones: %+v", p)
			}
		}
	})
}
