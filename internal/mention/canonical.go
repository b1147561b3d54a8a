package mention

import "slices"

// Canonical returns the writing that stands for all equal writings of a folded
// word ("st" is "sint", "iii" is "3", "ij" is "y"), and whether the word tells
// anything: "and" is dropped and added as writers like.
func Canonical(folded string) (word string, telling bool) {
	if folded == "" || slices.Contains(connectives, folded) {
		return "", false
	}
	return canonical(folded), true
}
