package pack_test

import (
	"fmt"

	"github.com/leakwarden/leakwarden/internal/pack"
)

func ExampleLoad() {
	p, err := pack.Load("nl-health")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Name, p.Natures[0].Name, p.Natures[0].Article)
	fmt.Println(p.Abbreviations["huisartsenpraktijk"][:2])
	// Output:
	// nl-health cytology GDPR 9
	// [hap hp]
}
