package nature_test

import (
	"fmt"

	"github.com/leakwarden/leakwarden/internal/nature"
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
	r := nature.New(p, d)
	var words token.Words
	for _, name := range []string{"Bloeduitslagen 2024", "export_patienten.csv", "JJI De Invention"} {
		d.Scan([]byte(name), &words)
		reading := r.Read([]byte(name), &words)
		fmt.Println(nature.Names(p, reading.Natures), nature.GroupNames(p, reading.Groups), reading.Bulk, reading.From/12)
	}
	// Output:
	// [blood] [special-category] false 2024
	// [other] [special-category bulk] true 0
	// [detainee] [criminal detainees minors] false 0
}
