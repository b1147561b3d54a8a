package late

import (
	"strconv"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Doubt is a reason why a name alone proves little, in words: "it is also a
// place".
type Doubt string

// unnamed is the doubt about words that a triage would not take for a name.
const unnamed Doubt = "no triage would take these words alone for a name"

// doubts gives the reasons of package mention their words, gravest first.
var doubts = []struct {
	weak mention.Weakness
	text Doubt
}{
	{mention.GenericOnly, "it has no word of its own"},
	{mention.CommonWords, "it is made of ordinary words"},
	{mention.PersonName, "it is also a name of persons"},
	{mention.PlaceName, "it is also a place"},
	{mention.StreetName, "it is also a street"},
	{mention.Brand, "it is also a product or a supplier"},
	{mention.Short, "it has fewer than four letters"},
	{mention.Digits, "it is a number"},
}

// Doubts returns for each name why it alone proves little; none where it is as
// good as a name of the register. It takes some milliseconds a thousand names.
func Doubts(p *pack.Pack, names []string) [][]Doubt {
	var reg register.Register
	for i, name := range names {
		reg.Organisations = append(reg.Organisations, register.Organisation{ID: strconv.Itoa(i + 1), Name: name})
	}
	d := token.NewDict()
	ix := mention.NewIndex(&reg, p, d)
	scan := ix.Scanner()
	var w token.Words
	out := make([][]Doubt, len(names))
	for i, name := range names {
		d.Scan([]byte(name), &w)
		weak, known := mention.Weakness(0), false
		longest := -1
		for _, h := range scan.Segment([]byte(name), &w, nil) {
			if n := int(h.Last - h.First); n > longest {
				longest, weak, known = n, h.Weak, true
			}
		}
		if !known {
			out[i] = append(out[i], unnamed)
		}
		for _, d := range doubts {
			if weak&d.weak != 0 {
				out[i] = append(out[i], d.text)
			}
		}
	}
	return out
}
