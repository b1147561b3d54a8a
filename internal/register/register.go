// Package register holds the organisations that a CERT watches over.
package register

// Code is a number that a scheme gave an organisation.
type Code struct{ Scheme, Value string }

// Organisation is one row of a register.
type Organisation struct {
	ID, Name       string
	Aliases        []string
	Type           string // "gp", "hospital", …; free text of the register
	City, Postcode string
	Address        string // street and house number
	Domains        []string
	Codes          []Code
	Phones         []string
	Emails         []string
	Participant    bool
	Umbrella       string
	Extra          map[string]string // columns this package does not know
}

// Register is a list of organisations in the order of the file.
type Register struct {
	Organisations []Organisation
	SHA256        string // of the file, in hexadecimal
}
