package register

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// field is what a column holds.
type field uint8

const (
	extra field = iota
	id
	name
	aliases
	kind
	city
	postcode
	address
	domains
	codes
	schemeCode // a column of its own for one scheme: "AGB-code"
	phones
	emails
	contact // telephone numbers or addresses of e-mail
	participant
	umbrella
)

// column is one column of a register.
type column struct {
	title  string // as written
	field  field
	scheme string // of a schemeCode
}

// fieldTitles gives the headings of each field, folded, without anything that
// is no letter. Plurals in -s and -en need no entry.
var fieldTitles = map[string]field{
	"id": id, "identifier": id, "organisationid": id, "organizationid": id, "organisatieid": id,
	"name": name, "organisation": name, "organization": name, "naam": name, "organisatie": name,
	"organisationname": name, "organizationname": name, "organisatienaam": name, "instelling": name,
	"alias": aliases, "aliases": aliases, "aliassen": aliases, "othername": aliases, "alternativename": aliases,
	"anderenaam": aliases, "anderenamen": aliases, "acronym": aliases, "abbreviation": aliases, "afkorting": aliases,
	"type": kind, "kind": kind, "soort": kind, "sector": kind,
	"city": city, "cities": city, "town": city, "place": city, "plaats": city, "woonplaats": city, "vestigingsplaats": city, "gemeente": city,
	"postcode": postcode, "postalcode": postcode, "zip": postcode, "zipcode": postcode,
	"address": address, "addresses": address, "adres": address, "adressen": address, "street": address, "straat": address, "vestigingsadres": address,
	"domain": domains, "domein": domains, "website": domains, "url": domains,
	"code":  codes,
	"phone": phones, "telephone": phones, "telefoon": phones, "telefoonnummer": phones, "phonenumber": phones, "tel": phones,
	"email": emails, "mail": emails, "emailaddress": emails, "emailadres": emails, "mailadres": emails, "emailaddresses": emails, "emailadressen": emails,
	"contact":     contact,
	"participant": participant, "member": participant, "deelnemer": participant, "lid": participant, "aangesloten": participant,
	"umbrella": umbrella, "koepel": umbrella, "koepelorganisatie": umbrella, "brancheorganisatie": umbrella,
}

// nameColumns says what each column holds. Of two columns for one field that
// takes one value, the first counts and the other is extra, except that a
// second column of names gives aliases.
func nameColumns(head []string, p *pack.Pack) []column {
	columns := make([]column, len(head))
	taken := make(map[field]bool)
	for i, title := range head {
		if title = unguard(scrub(title)); title == "" {
			title = fmt.Sprintf("column %d", i+1)
		}
		c := column{title: title, field: fieldOf(title)}
		if c.field == extra {
			if c.scheme = schemeOf(title, p); c.scheme != "" {
				c.field = schemeCode
			}
		}
		if taken[c.field] && c.field == name {
			c.field = aliases
		}
		if taken[c.field] && single(c.field) {
			c.field = extra
		}
		taken[c.field] = true
		columns[i] = c
	}
	return columns
}

func single(f field) bool {
	switch f {
	case id, name, kind, city, postcode, address, participant, umbrella:
		return true
	default:
		return false
	}
}

func letters(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, token.Fold(title))
}

func fieldOf(title string) field {
	key := letters(title)
	for _, ending := range []string{"", "s", "en"} {
		if f, ok := fieldTitles[strings.TrimSuffix(key, ending)]; ok {
			return f
		}
	}
	return extra
}

// schemeOf returns the scheme of codes that a column is named for, or "".
func schemeOf(title string, p *pack.Pack) string {
	if p == nil {
		return ""
	}
	key := letters(title)
	for _, ending := range []string{"code", "codes", "nummer", "nummers", "number", "numbers", "nr"} {
		if rest := strings.TrimSuffix(key, ending); rest != "" && rest != key {
			key = rest
			break
		}
	}
	for _, s := range p.Codes {
		if letters(s.Scheme) == key {
			return s.Scheme
		}
	}
	return ""
}

// set puts a cell that is not empty into its field.
func (c column) set(org *Organisation, cell string) {
	switch c.field {
	case id:
		org.ID = cell
	case name:
		org.Name = cell
	case aliases:
		org.Aliases = append(org.Aliases, split(cell)...)
	case kind:
		org.Type = cell
	case city:
		org.City = cell
	case postcode:
		org.Postcode = cell
	case address:
		org.Address = cell
	case domains:
		org.Domains = append(org.Domains, split(cell)...)
	case codes:
		for _, v := range split(cell) {
			v = strings.TrimLeft(scrub(v), ": ")
			scheme, value, ok := strings.Cut(v, ":")
			if !ok {
				scheme, value = "", v
			}
			org.Codes = append(org.Codes, Code{strings.TrimSpace(scheme), strings.TrimSpace(value)})
		}
	case schemeCode:
		for _, v := range split(cell) {
			org.Codes = append(org.Codes, Code{c.scheme, v})
		}
	case phones:
		org.Phones = append(org.Phones, split(cell)...)
	case emails:
		org.Emails = append(org.Emails, split(cell)...)
	case contact:
		for _, v := range split(cell) {
			switch {
			case strings.Contains(v, "@"):
				org.Emails = append(org.Emails, v)
			case countDigits(v) > 4:
				org.Phones = append(org.Phones, v)
			default:
				org.keep(c.title, v)
			}
		}
	case participant:
		c.setParticipant(org, cell)
	case umbrella:
		org.Umbrella = cell
	case extra:
		org.keep(c.title, cell)
	}
}

func (c column) setParticipant(org *Organisation, cell string) {
	switch letters(cell) {
	case "yes", "y", "ja", "j", "true", "waar", "deelnemer", "participant", "x", "lid":
		org.Participant = true
		return
	case "no", "n", "nee", "false", "onwaar", "geen", "geendeelnemer":
		return
	}
	switch cell {
	case "1":
		org.Participant = true
	case "0", "-":
	default:
		org.keep(c.title, cell) // neither yes nor no: reported by the checker
	}
}

// keep stores what no field takes.
func (org *Organisation) keep(title, cell string) {
	if org.Extra == nil {
		org.Extra = make(map[string]string)
	}
	if old, ok := org.Extra[title]; ok && old != cell {
		cell = old + "|" + cell
	}
	org.Extra[title] = cell
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// split takes a cell apart at "|" and leaves out what is empty or there already.
func split(cell string) []string {
	if !strings.Contains(cell, "|") {
		return []string{cell}
	}
	var values []string
next:
	for v := range strings.SplitSeq(cell, "|") {
		v = strings.TrimSpace(v)
		if v == "" {
			continue
		}
		for _, old := range values {
			if old == v {
				continue next
			}
		}
		values = append(values, v)
	}
	return values
}
