package register

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/leakwarden/leakwarden/internal/token"
)

// organisation checks and normalises one organisation. It reports false where
// nothing is left by which it could be found.
func (c *checker) organisation(org *Organisation) bool {
	c.domains(org)
	c.codes(org)
	if org.Name == "" && len(org.Aliases) > 0 {
		c.add(Warning, name, "fill in the name", "empty name; the first alias takes its place")
		org.Name, org.Aliases = org.Aliases[0], org.Aliases[1:]
	}
	if org.Name == "" && len(org.Domains)+len(org.Codes) == 0 {
		c.add(Error, name, "fill in the name or remove the row", "empty name, no domain and no code; the row is left out")
		return false
	}
	if org.Name == "" {
		c.add(Warning, name, "fill in the name", "empty name; found by its domains and codes only")
	}
	c.names(org)
	if org.Postcode != "" && !postcodes.MatchString(strings.ToUpper(org.Postcode)) {
		c.add(Warning, postcode, "for example 1234 AB", "%s has not the shape of a postcode", quote(org.Postcode))
	}
	for _, e := range org.Emails {
		if at := strings.IndexByte(e, '@'); at < 1 || !strings.Contains(e[at:], ".") || strings.ContainsAny(e, " ,;") {
			c.add(Warning, emails, "one address, or several split by |", "%s is no address of e-mail", quote(e))
		}
	}
	return true
}

// names reports names that cannot tell their organisation from another: gravely
// where nothing else can either.
func (c *checker) names(org *Organisation) {
	severity := Note
	if len(org.Domains)+len(org.Codes) == 0 {
		severity = Warning
	}
	if org.Name != "" && c.onlyGeneric(org.Name) {
		c.add(severity, name, "give its full name, or a domain or a code by which it can be told apart",
			"%s is made of words that many organisations share", quote(org.Name))
	}
	for _, a := range org.Aliases {
		if c.onlyGeneric(a) {
			c.add(Warning, aliases, "leave it out, or give a longer form",
				"%s is made of words that many organisations share", quote(a))
		}
	}
}

func (c *checker) onlyGeneric(s string) bool {
	told := false
	for w := range wordsOf(s) {
		told = true
		if !c.generic[w] {
			return false
		}
	}
	return told || s != ""
}

// uniqueIDs gives an id to who has none, and another to who has one that was
// given before: two organisations under one id would be warned as one.
func (c *checker) uniqueIDs(orgs []Organisation) {
	for i := range orgs {
		if orgs[i].ID != "" {
			if _, taken := c.ids[orgs[i].ID]; !taken {
				c.ids[orgs[i].ID] = i
			}
		}
	}
	_, column := c.titles[id]
	for i := range orgs {
		org := &orgs[i]
		c.row = c.rows[i]
		if first, ok := c.ids[org.ID]; ok && first == i {
			continue
		}
		old := org.ID
		if old == "" {
			org.ID = c.free(fmt.Sprintf("row-%d", c.row))
			if column {
				c.add(Error, id, "give each organisation an id that never changes", "empty id; called %s", quote(org.ID))
			}
		} else {
			org.ID = c.free(fmt.Sprintf("%s#%d", old, c.row))
			c.add(Error, id, "give each organisation one row and an id of its own; put other names in the alias columns",
				"id %s is taken by row %d; called %s", quote(old), c.rows[c.ids[old]], quote(org.ID))
		}
		c.ids[org.ID] = i
	}
}

// free returns s, or s with signs behind it if it is taken.
func (c *checker) free(s string) string {
	for {
		if _, taken := c.ids[s]; !taken {
			return s
		}
		s += "'"
	}
}

var postcodes = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`[1-9][0-9]{3} ?[A-Z]{2}`,                 // Netherlands
	`[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}`, // United Kingdom
	`(?:[A-Z]{1,2}-)?[0-9]{4,5}`,              // Belgium, Germany and most of Europe
	`[0-9]{5}-[0-9]{4}`,                       // United States
	`[0-9]{2}-[0-9]{3}`, `[0-9]{3} [0-9]{2}`,  // Poland; Sweden, Czechia
	`[A-Z][0-9][0-9W] ?[A-Z0-9]{4}`,               // Ireland
	`[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]`,            // Canada
	`[0-9]{4} ?-? ?[0-9]{3}`, `[0-9]{3}-[0-9]{4}`, // Portugal; Japan
}, "|") + `)$`)

// shared are domains under which anybody has a mailbox.
var shared = map[string]bool{
	"gmail.com": true, "googlemail.com": true, "outlook.com": true, "hotmail.com": true, "hotmail.nl": true, "live.nl": true,
	"live.com": true, "msn.com": true, "yahoo.com": true, "icloud.com": true, "me.com": true, "aol.com": true, "gmx.de": true,
	"gmx.net": true, "web.de": true, "ziggo.nl": true, "kpnmail.nl": true, "planet.nl": true, "xs4all.nl": true, "home.nl": true,
	"hetnet.nl": true, "upcmail.nl": true, "chello.nl": true, "casema.nl": true, "telenet.be": true, "skynet.be": true,
	"nhs.net": true, "protonmail.com": true, "proton.me": true, "zorgmail.nl": true, "zonnet.nl": true, "tele2.nl": true,
}

// isDomain reports whether s is two or more labels of small letters, digits and
// hyphens inside, with dots between them, of which the last is no single letter.
func isDomain(s string) bool {
	labels := 0
	for more := true; more; labels++ {
		var label string
		label, s, more = strings.Cut(s, ".")
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' || !more && len(label) < 2 {
			return false
		}
		for i := range len(label) {
			if c := label[i]; c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
				return false
			}
		}
	}
	return labels > 1
}

// ordinary reports whether s is a domain that is the same in ASCII and in
// Unicode, as one can tell without the tables that tell it of any.
func ordinary(s string) bool {
	return len(s) < 64 && isDomain(s) && !strings.Contains(s, "--")
}

func toASCII(domain string) (string, error) {
	if ordinary(domain) {
		return domain, nil
	}
	return idna.Lookup.ToASCII(domain)
}

func toUnicode(domain string) string {
	if ordinary(domain) {
		return domain
	}
	domain, _ = idna.Lookup.ToUnicode(domain) // it came from there
	return domain
}

// domains brings each domain to its bare form and leaves out what cannot tell
// one organisation from another.
func (c *checker) domains(org *Organisation) {
	kept := org.Domains[:0]
	for _, written := range org.Domains {
		ascii, err := toASCII(bareDomain(written))
		for strings.HasPrefix(ascii, "www.") {
			ascii = ascii[len("www."):]
		}
		suffix, icann := publicsuffix.PublicSuffix(ascii)
		switch {
		case err != nil || !isDomain(ascii):
			c.add(Error, domains, "for example delinde.example", "%s is no domain; not used", quote(written))
		case icann && suffix == ascii:
			c.add(Error, domains, "give the organisation's own domain", "%s is an ending that many share; not used", quote(written))
		case shared[ascii]:
			c.add(Error, domains, "give the organisation's own domain", "%s is a provider's that many share; not used", quote(written))
		default:
			kept = append(kept, toUnicode(ascii))
		}
	}
	org.Domains = distinct(kept)
}

// bareDomain takes "https://www.delinde.example/contact" and
// "info@delinde.example" to "www.delinde.example" and "delinde.example".
func bareDomain(s string) string {
	s = strings.ToLower(s)
	if at := strings.LastIndexByte(s, '@'); at >= 0 {
		s = s[at+1:]
	}
	if strings.Contains(s, "://") {
		if u, err := url.Parse(s); err == nil {
			s = u.Hostname()
		}
	}
	s, _, _ = strings.Cut(s, "/")
	return strings.TrimSuffix(s, ".")
}

// codes writes each code of a known scheme as the pack does, and reports what
// has not the scheme's shape.
func (c *checker) codes(org *Organisation) {
	org.Codes = slices.DeleteFunc(org.Codes, func(code Code) bool { return code.Value == "" })
	if len(org.Codes) == 0 {
		org.Codes = nil
	}
	for i := range org.Codes {
		code := &org.Codes[i]
		s, known := c.shape(code.Scheme)
		switch bare := bareCode(code.Value); {
		case code.Scheme == "":
			c.add(Warning, codes, "write SCHEME:VALUE, for example AGB:01012345", "code %s has no scheme; found in whole words only", quote(code.Value))
		case !known:
			c.unknownScheme(code)
		case s.pattern.MatchString(bare):
			code.Scheme, code.Value = s.scheme, bare
		default:
			code.Scheme = s.scheme
			c.add(Warning, codes, "a spreadsheet may have dropped zeros at its start; format the column as text",
				"%s has not the shape of a code of %s", quote(code.Value), s.scheme)
		}
		if first, taken := c.owners[*code]; taken && first != c.row {
			c.add(Warning, codes, "leave the code to the organisation that it names", "code %s is also that of row %d", quote(code.Scheme+":"+code.Value), first)
			continue
		}
		c.owners[*code] = c.row
	}
}

// shape returns what codes of a scheme look like.
func (c *checker) shape(scheme string) (s shape, known bool) {
	s, looked := c.known[scheme]
	if !looked {
		s = c.shapes[token.Fold(scheme)]
		c.known[scheme] = s
	}
	return s, s.pattern != nil
}

func (c *checker) unknownScheme(code *Code) {
	code.Scheme = strings.ToUpper(code.Scheme)
	if len(c.shapes) == 0 || c.schemes[code.Scheme] {
		return
	}
	c.schemes[code.Scheme] = true
	c.add(Note, codes, "nothing to mend if the scheme is meant", "scheme %s is not in the pack: its codes are used unchecked", quote(code.Scheme))
}

// bareCode returns the value of a code in capitals, without what is written
// between its letters and digits.
func bareCode(value string) string {
	for i := range len(value) {
		if c := value[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return strings.ToUpper(strings.Map(bareRune, value))
		}
	}
	return value
}

func bareRune(r rune) rune {
	if unicode.IsSpace(r) || strings.ContainsRune(".-/_", r) {
		return -1
	}
	return r
}
