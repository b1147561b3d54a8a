package invent

import "slices"

// Persons returns the given names and surnames that the persons of the listing
// have, as they may be written; those of Canaries are not among them.
func (w *World) Persons() []string { return slices.Concat(w.people.given, w.people.surnames) }
