// Package identifier finds what identifies a person in the words of a path.
// It tags and counts; whether anything is shown is decided in mask, which shows
// none of it.
package identifier

// Kinds is a set of kinds of identifiers.
type Kinds uint32

// The kinds.
const (
	PersonName Kinds = 1 << iota
	BirthDate
	BSN        // digits in its shape that pass the eleven-proof
	NineDigits // digits in the shape of a BSN, whether or not they pass
	Email
	Phone
	Postcode
	IBAN
	PatientNumber
	SampleNumber
	NHSNumber
	OtherNumber // rijksregister, KVNR, …: see the pack
	Username
)

// Reading is what one segment says.
type Reading struct {
	Kinds Kinds
	// Person is a hash of the person named, 0 when none is: the same person in
	// another writing has the same hash as far as that can be told. It never
	// depends on a BSN. It must not be stored or shown.
	Person uint64
}
