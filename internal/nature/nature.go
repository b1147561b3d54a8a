// Package nature says what kind of data a name speaks of.
package nature

// Set is a set of natures: bit i is Pack.Natures[i].
type Set uint64

// Groups is a set of flags: bit i is Pack.Groups[i].
type Groups uint64

// Reading is what one segment says.
type Reading struct {
	Natures Set
	Groups  Groups
	// Bulk says that the name is that of an export or a database, which may
	// hold many persons: an entry is not a person.
	Bulk bool
	// From and To bound the period named, as months since year 0
	// (12*year + month - 1); 0 when none is named.
	From, To int32
}
