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
	OtherDate // a date that is not of birth; in a Span only
)

// Reading is what one segment says.
type Reading struct {
	Kinds Kinds
	// Person is a hash of the person named, 0 when none is: the same person in
	// another writing has the same hash as far as that can be told. It never
	// depends on a BSN. It must not be shown, nor stored but in a part of a triage,
	// encrypted.
	//
	// It is made of the surname and, when Dated, of the date of birth. As one
	// person may be named with and without it, a count that is never too high
	// is the larger of the two counts of distinct hashes, Dated and not.
	Person uint64
	Dated  bool
	// NumberAt is the word at which the number tagged NineDigits starts; it means
	// nothing without that tag. A number that is also the code of an organisation
	// of the register is no BSN.
	NumberAt uint16
}

// Span is a part of a segment that identifies a person, or helps to.
type Span struct {
	Kinds      Kinds
	Start, End uint32 // byte offsets in the segment
}
