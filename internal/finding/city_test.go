package finding

import (
	"testing"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

func TestLacksCity(t *testing.T) {
	p, err := pack.Load("uk-health")
	if err != nil {
		t.Fatal(err)
	}
	const written = "grantley ridge medical centre"
	for _, tt := range []struct {
		name, city string
		want       bool
	}{
		{"Grantley Ridge Medical Centre Zorwick", "Zorwick", true},
		{"ZORWICK Grantley Ridge Medical Centre", "Zorwick", true},
		{"Grantley Ridge Medical Centre", "Zorwick", false},
		{"Grantley Ridge Medical Centre", "", false},
	} {
		reg := &register.Register{Organisations: []register.Organisation{{ID: "one", Name: tt.name, City: tt.city}}}
		d, words := token.NewDict(), &token.Words{}
		ix := mention.NewIndex(reg, p, d)
		d.Scan([]byte(written), words)
		hits := ix.Scanner().Segment([]byte(written), words, nil)
		if len(hits) != 1 {
			t.Fatalf("%s in %q: got %v, want one hit", tt.name, tt.city, hits)
		}
		j := &judging{Judge: &Judge{Index: ix, Register: reg}}
		if got := j.lacksCity(hits[0].Phrase, 0); got != tt.want {
			t.Errorf("%s in %q: got %v, want %v", tt.name, tt.city, got, tt.want)
		}
	}
}
