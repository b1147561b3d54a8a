package identifier_test

import (
	"fmt"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

func ExampleRecogniser_Read() {
	p, err := pack.Load("nl-health")
	if err != nil {
		fmt.Println(err)
		return
	}
	d := token.NewDict()
	r := identifier.New(p, d)
	var words token.Words
	name := []byte("Uitslag mw van den Berg 03-02-1970.pdf")
	d.Scan(name, &words)
	reading := r.Read(name, &words)
	fmt.Println(reading.Kinds&identifier.PersonName != 0, reading.Kinds&identifier.BirthDate != 0, reading.Kinds&identifier.BSN != 0)
	// Output: true true false
}

// Of 11,000 sample numbers 1,000 pass the eleven-proof by chance.
func ExampleCorrectedBSN() {
	estimate, _, _ := identifier.CorrectedBSN(11_000, 1_000)
	fmt.Println(estimate)
	estimate, _, _ = identifier.CorrectedBSN(1_100, 600)
	fmt.Println(estimate)
	// Output:
	// 0
	// 550
}
