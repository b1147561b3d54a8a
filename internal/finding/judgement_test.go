package finding

import (
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/register"
)

func TestReadJudgements(t *testing.T) {
	const file = `opinion,organisation,text
same,org-1,Hap Lindeweg
different,org-2,De Linde
unsure,org-3,De Linde
`
	j, err := ReadJudgements(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		text, org string
		want      Opinion
	}{
		{"hap_LINDEWEG", "org-1", Same},
		{"Hap-Lindeweg", "org-2", Different}, // the text is another organisation's
		{"De Linde", "org-2", Different},
		{"de linde", "org-3", Unsure},
		{"De Linde", "org-1", ""},
		{"Elders", "org-1", ""},
	}
	for _, test := range tests {
		if got := j.of(test.text, test.org); got != test.want {
			t.Errorf("of(%q, %s) = %q, want %q", test.text, test.org, got, test.want)
		}
	}
	reg := &register.Register{Organisations: []register.Organisation{{ID: "org-1", Name: "A"}, {ID: "org-2", Name: "B"}}}
	with, applied := j.Apply(reg)
	if applied != 1 || len(with.Organisations[0].Aliases) != 1 || len(reg.Organisations[0].Aliases) != 0 {
		t.Errorf("applied %d judgements; aliases with %q, without %q", applied, with.Organisations[0].Aliases, reg.Organisations[0].Aliases)
	}
}

func TestReadJudgementsRefuses(t *testing.T) {
	for name, file := range map[string]string{
		"an unknown opinion":      "perhaps,org-1,De Linde\n",
		"too few fields":          "same,org-1\n",
		"a text without words":    "same,org-1,--\n",
		"a contradiction":         "same,org-1,De Linde\ndifferent,org-1,de_linde\n",
		"a text beyond bounds":    "same,org-1," + strings.Repeat("a", 2000) + "\n",
		"a quote that stays open": "same,org-1,\"De Linde\n",
	} {
		if _, err := ReadJudgements(strings.NewReader(file)); err == nil {
			t.Errorf("%s is taken", name)
		} else if strings.Contains(err.Error(), "Linde") {
			t.Errorf("%s: the error quotes the text: %v", name, err)
		}
	}
}

func TestWeightsRoundTrip(t *testing.T) {
	w := DefaultWeights()
	again, err := ParseWeights(w.String())
	if err != nil || again != w {
		t.Errorf("weights change when written and read: %v", err)
	}
	for name, s := range map[string]string{
		"a feature twice":    w.String() + "always\t1\n",
		"an unknown feature": w.String() + "magic\t1\n",
		"a missing feature":  strings.SplitN(w.String(), "\n", 2)[1],
		"no number":          strings.Replace(w.String(), "always\t", "always\tx", 1),
	} {
		if _, err := ParseWeights(s); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
