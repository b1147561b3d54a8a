package invent_test

import (
	"fmt"
	"io"

	"github.com/leakwarden/leakwarden/internal/invent"
)

// A world writes its listing as a stream; the label of each entry says whose it
// is, and how one can tell.
func ExampleTranche_Write() {
	w := invent.New(invent.Spec{Seed: 1, Paths: 400, Organisations: 60, Affected: 5})
	shown := 0
	err := w.Tranche(0).Write(io.Discard, func(line int64, e *invent.Entry) {
		if l := e.Label; len(l.Affected) > 0 && l.Decidable && !l.Inherited && shown < 3 {
			shown++
			fmt.Printf("line %d: %s, by %s\n", line, w.Organisations[l.Affected[0]].Name, l.Way)
		}
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// line 161: Detentiecentrum Laaglindlo, by code
	// line 162: Detentiecentrum Laaglindlo, by code
	// line 163: Detentiecentrum Laaglindlo, by code
}
