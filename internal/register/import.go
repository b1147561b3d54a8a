package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// ImportOptions says what Import takes.
type ImportOptions struct {
	ReadOptions
	// Country keeps only the organisations of one country, by its two letters,
	// where the format tells it. Empty keeps all.
	Country string
}

// Import reads a public register by its content:
//   - the practices of the NHS Organisation Data Service (epraccur.csv, which
//     has no headings), closed ones included: old files name them;
//   - the Research Organization Registry (its JSON dump, schema 1 or 2);
//   - whatever Read reads.
//
// Problems and errors are those of Read; the row of a JSON dump is the number
// of the record.
func Import(r io.Reader, o ImportOptions) (*Register, []Problem, error) {
	raw, err := readAll(r, o.MaxBytes)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(raw)
	body := bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))
	c := newChecker(o.Pack, 0)
	switch {
	case len(body) > 0 && body[0] == '[':
		return c.ror(body, o.Country, hex.EncodeToString(sum[:]))
	case isODS(body):
		return c.ods(body, hex.EncodeToString(sum[:]))
	}
	return Read(bytes.NewReader(raw), o.ReadOptions)
}

// Columns of epraccur.csv that count here.
const (
	odsCode, odsName, odsStreet, odsPostcode = 0, 1, 4, 9
	odsStatus, odsPhone, odsSetting          = 12, 17, 25
	odsColumns                               = 27
)

var odsFirst = regexp.MustCompile(`^"?[A-Z0-9]{3,8}"?,"?[^,"]*"?,"?[A-Z0-9]{3}"?,`)

func isODS(body []byte) bool {
	first, _, _ := bytes.Cut(body, []byte("\n"))
	return odsFirst.Match(first) && bytes.Count(first, []byte(",")) >= odsColumns-1
}

func (c *checker) ods(body []byte, sum string) (*Register, []Problem, error) {
	text, encoding := decode(body)
	c.encoding(encoding)
	r := csv.NewReader(strings.NewReader(text))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	var orgs []Organisation
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("reading the practices of ODS: %w", err)
		}
		c.row, _ = r.FieldPos(0)
		if len(cells) < odsColumns-1 {
			c.add(Error, extra, "take the file as it was published", "%d cells where epraccur.csv has %d; the row is left out", len(cells), odsColumns)
			continue
		}
		orgs = c.take(orgs, odsOrganisation(cells))
	}
	return c.register(orgs, sum)
}

// odsOrganisation takes the town from the last line of the address that is
// filled before the county, which is the third of five as a rule.
func odsOrganisation(cells []string) Organisation {
	org := Organisation{
		ID: cells[odsCode], Name: cells[odsName], Postcode: cells[odsPostcode],
		Codes: []Code{{"ODS", cells[odsCode]}},
		Extra: map[string]string{"status": map[string]string{"A": "active", "C": "closed", "D": "dormant", "P": "proposed"}[cells[odsStatus]]},
	}
	if cells[odsPhone] != "" {
		org.Phones = []string{cells[odsPhone]}
	}
	if cells[odsSetting] == "4" {
		org.Type = "gp"
	}
	lines := distinct(append([]string(nil), cells[odsStreet:odsPostcode]...))
	if len(lines) > 0 {
		org.Address = lines[0]
	}
	switch len(lines) {
	case 0, 1:
	case 2, 3:
		org.City = lines[1]
	default:
		org.City = lines[len(lines)-2]
	}
	return org
}

// rorRecord holds what counts here of a record, in both schemas.
type rorRecord struct {
	ID      string   `json:"id"`
	Types   []string `json:"types"`
	Status  string   `json:"status"`
	Domains []string `json:"domains"`
	Links   []rorLink

	Names []struct { // schema 2
		Value string
		Types []string
	}
	Locations []struct {
		Details struct {
			Name    string
			Country string `json:"country_code"`
		} `json:"geonames_details"`
	}

	Name     string // schema 1
	Aliases  []string
	Acronyms []string
	Labels   []struct{ Label string }
	Country  struct {
		Code string `json:"country_code"`
	}
	Addresses []struct{ City string }
}

// rorLink is a text in schema 1 and an object in schema 2.
type rorLink string

func (l *rorLink) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(l))
	}
	var link struct{ Type, Value string }
	err := json.Unmarshal(b, &link)
	if link.Type == "website" {
		*l = rorLink(link.Value)
	}
	return err
}

func (c *checker) ror(body []byte, country, sum string) (*Register, []Problem, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	if _, err := dec.Token(); err != nil {
		return nil, nil, fmt.Errorf("reading the records of ROR: %w", err)
	}
	var orgs []Organisation
	for c.row = 1; dec.More(); c.row++ {
		var rec rorRecord
		if err := dec.Decode(&rec); err != nil {
			return nil, nil, fmt.Errorf("reading record %d of ROR: it is no JSON record of an organisation", c.row)
		}
		if country == "" || strings.EqualFold(country, rec.country()) {
			orgs = c.take(orgs, rec.organisation())
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, nil, fmt.Errorf("reading the records of ROR: the file ends after record %d, in the middle", c.row-1)
	}
	return c.register(orgs, sum)
}

func (r *rorRecord) country() string {
	if len(r.Locations) > 0 {
		return r.Locations[0].Details.Country
	}
	return r.Country.Code
}

func (r *rorRecord) organisation() Organisation {
	short := r.ID[strings.LastIndexByte(r.ID, '/')+1:]
	org := Organisation{ID: short, Name: r.Name, Codes: []Code{{"ROR", short}}, Domains: r.Domains}
	for _, n := range r.Names {
		if org.Name == "" && strings.Contains(strings.Join(n.Types, " "), "ror_display") {
			org.Name = n.Value
			continue
		}
		org.Aliases = append(org.Aliases, n.Value)
	}
	org.Aliases = append(append(org.Aliases, r.Aliases...), r.Acronyms...)
	for _, l := range r.Labels {
		org.Aliases = append(org.Aliases, l.Label)
	}
	for _, l := range r.Links {
		if l != "" {
			org.Domains = append(org.Domains, string(l))
		}
	}
	if len(r.Types) > 0 {
		org.Type = strings.ToLower(r.Types[0])
	}
	if len(r.Locations) > 0 {
		org.City = r.Locations[0].Details.Name
	} else if len(r.Addresses) > 0 {
		org.City = r.Addresses[0].City
	}
	if r.Status != "" && r.Status != "active" {
		org.Extra = map[string]string{"status": r.Status}
	}
	return org
}
