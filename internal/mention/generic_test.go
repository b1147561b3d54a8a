package mention

import (
	"testing"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// TestRegisterOfOrganisationWords scans with a register whose names have no
// word of their own.
func TestRegisterOfOrganisationWords(t *testing.T) {
	p, err := pack.Load("nl-health")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Huisartsenpraktijk", "Apotheek", "De", "Jansen", "BV", "12"} {
		d := token.NewDict()
		ix := NewIndex(&register.Register{Organisations: []register.Organisation{{ID: "1", Name: name}}}, p, d)
		var w token.Words
		for _, segment := range []string{name, name + " Noord", "Apotheek " + name + "_2024"} {
			d.Scan([]byte(segment), &w)
			_ = ix.Scanner().Segment([]byte(segment), &w, nil)
		}
	}
}
