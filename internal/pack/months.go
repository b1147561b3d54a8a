package pack

import "strings"

// MonthNames returns the folded names of the months and their short forms in
// the languages of the packs, January first.
func MonthNames() [12][]string {
	var names [12][]string
	for m, s := range [12]string{
		"januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may", "juni june jun",
		"juli july jul", "augustus august aug", "september sep sept", "oktober october okt oct", "november nov",
		"december dec",
	} {
		names[m] = strings.Fields(s)
	}
	return names
}
