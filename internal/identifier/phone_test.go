package identifier

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// TestThreeNoughtsAreNoPhone holds the short cut of valid to what the library
// says.
func TestThreeNoughtsAreNoPhone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := "000" + fmt.Sprintf("%012d", r.Int64N(1e12))[:5+r.IntN(8)]
		for _, region := range []string{"NL", "GB"} {
			n, err := phonenumbers.Parse(text, region)
			if err == nil && phonenumbers.IsValidNumber(n) {
				t.Fatalf("%q is a number in %s", text, region)
			}
		}
	}
}
