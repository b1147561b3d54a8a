package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/report"
)

// parse returns the elements of a page, in order.
func parse(t *testing.T, page []byte) []*html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

// attribute returns an attribute of n, empty where it has none.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// TestHTMLStandsAlone holds that a page runs nothing and loads nothing,
// whatever its names hold.
func TestHTMLStandsAlone(t *testing.T) {
	check := func(t interface{ Errorf(string, ...any) }, all []*html.Node) {
		for _, n := range all {
			switch n.Data {
			case "script", "iframe", "img", "link", "base", "form", "object", "embed", "foreignobject", "use", "image", "input", "button":
				t.Errorf("the page has an element %s", n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s has attribute %s", n.Data, a.Key)
				}
			}
		}
	}
	check(t, parse(t, render(t, "html", report.Options{}, hostile())))
	rapid.Check(t, func(r *rapid.T) {
		check(r, parse(t, render(t, "html", report.Options{}, []finding.Message{hostile()[0], {Finding: anyFinding(r)}})))
	})
}

// The policy of the page lets its own style through and nothing else.
func TestHTMLPolicy(t *testing.T) {
	var policy, style string
	for _, n := range parse(t, render(t, "html", report.Options{}, hostile())) {
		if n.Data == "meta" && attribute(n, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(n, "content")
		}
		if n.Data == "style" {
			style = n.FirstChild.Data
		}
	}
	sum := sha256.Sum256([]byte(style))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("policy %q, want %q", policy, want)
	}
	if strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		t.Error("the style loads something")
	}
}

// TestHTMLIsAccessible checks what can be checked without a browser.
func TestHTMLIsAccessible(t *testing.T) {
	ids, count := map[string]bool{}, map[string]int{}
	all := parse(t, render(t, "html", report.Options{}, hostile()))
	for _, n := range all {
		count[n.Data]++
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %s is used twice", id)
			}
			ids[id] = true
		}
	}
	for _, one := range []string{"h1", "main", "header", "footer", "nav", "title"} {
		if count[one] != 1 && one != "title" {
			t.Errorf("%d elements %s, want 1", count[one], one)
		}
	}
	for _, n := range all {
		for _, id := range strings.Fields(attribute(n, "aria-labelledby")) {
			if !ids[id] {
				t.Errorf("%s is labelled by %s, which is not there", n.Data, id)
			}
		}
		switch {
		case n.Data == "html" && attribute(n, "lang") != "en":
			t.Error("the page does not say its language")
		case n.Data == "th" && attribute(n, "scope") == "":
			t.Error("a table header without scope")
		case n.Data == "svg" && (attribute(n, "role") != "img" || attribute(n, "aria-label")+attribute(n, "aria-labelledby") == ""):
			t.Error("a picture without a text in its place")
		case n.Data == "a" && !ids[strings.TrimPrefix(attribute(n, "href"), "#")]:
			t.Errorf("a link leads to %s, which is not there", attribute(n, "href"))
		}
	}
}

// TestContrast holds every pair of text and ground to a contrast of 4.5, and
// every bar and its ground to 3, in both themes.
func TestContrast(t *testing.T) {
	css, err := os.ReadFile("page.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(css), "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("no dark theme")
	}
	pairs := []struct {
		front, back string
		least       float64
	}{
		{"ink", "page", 4.5},
		{"ink", "card", 4.5},
		{"ink", "soft", 4.5},
		{"muted", "page", 4.5},
		{"muted", "card", 4.5},
		{"muted", "soft", 4.5},
		{"accent", "page", 4.5},
		{"accent", "card", 4.5},
		{"alarm", "card", 4.5},
		{"alarm", "alarm-soft", 4.5},
		{"alarm", "soft", 4.5},
		{"on-strong", "strong", 4.5},
		{"on-probable", "probable", 4.5},
		{"on-possible", "possible", 4.5},
		{"strong", "card", 3},
		{"probable", "card", 3},
		{"possible", "card", 3},
		{"nature", "card", 3},
		{"ink", "band-very-high", 3},
	}
	for name, part := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(part, -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		for _, p := range pairs {
			a, b := colours[p.front], colours[p.back]
			if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < p.least {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", name, p.front, p.back, got, p.least)
			}
		}
	}
}

// luminance returns the relative luminance of a colour in hex.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
