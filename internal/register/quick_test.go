package register

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// FuzzQuickWays holds that what is plainly as it should be is told to be so, and
// treated as everything else is.
func FuzzQuickWays(f *testing.F) {
	for _, s := range []string{
		"delinde.example", "www.de-linde.example", "xn--mller-kva.example", "de--linde.example", "a.b", "a.bc", ".aa", "aa.", "-a.bc", "a-.bc", "A.bc",
		strings.Repeat("a", 70) + ".example", "Huisartsenpraktijk De Linde", " x", "x ", "x  y", "", " ", "é", "a\u200bb", "a\nb",
	} {
		f.Add(s)
	}
	shape := regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9][a-z0-9-]*[a-z0-9]$`)
	f.Fuzz(func(t *testing.T, s string) {
		if isDomain(s) != shape.MatchString(s) {
			t.Errorf("%q: isDomain is %v", s, isDomain(s))
		}
		if ascii, err := idna.Lookup.ToASCII(s); ordinary(s) && (err != nil || ascii != s) {
			t.Errorf("%q is ordinary, and %q in ASCII: %v", s, ascii, err)
		}
		if unicode, err := idna.Lookup.ToUnicode(s); ordinary(s) && (err != nil || unicode != s) {
			t.Errorf("%q is ordinary, and %q in Unicode: %v", s, unicode, err)
		}
		if all := strings.Join(strings.Fields(norm.NFC.String(strings.Map(visible, s))), " "); scrub(s) != all {
			t.Errorf("%q scrubbed is %q, not %q", s, scrub(s), all)
		}
		if hidden := strings.ContainsFunc(s, func(r rune) bool { return visible(r) < 0 }); hidden && tidy(s) {
			t.Errorf("%q is tidy, and holds what cannot be seen", s)
		}
	})
}
