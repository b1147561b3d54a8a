package register_test

import (
	"fmt"
	"strings"

	"github.com/leakwarden/leakwarden/internal/register"
)

// A register is read whole; what is wrong with it comes back beside it.
func ExampleRead() {
	const text = `id;naam;plaats;website
org-1;Huisartsenpraktijk De Lindehof;Zandwijk;https://www.lindehof.example/
org-1;Ziekenhuis Rietveld;Oeverdam;gmail.com
`
	reg, problems, err := register.Read(strings.NewReader(text), register.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, org := range reg.Organisations {
		fmt.Println(org.ID, org.Name, org.Domains)
	}
	for _, p := range problems {
		fmt.Printf("row %d: %s: %s\n", p.Row, p.Severity, p.What)
	}
	// Output:
	// org-1 Huisartsenpraktijk De Lindehof [lindehof.example]
	// org-1#3 Ziekenhuis Rietveld []
	// row 3: error: "gmail.com" is a provider's that many share; not used
	// row 3: error: id "org-1" is taken by row 2; called "org-1#3"
}
