package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"regexp"

	"github.com/leakwarden/leakwarden/internal/finding"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// htmlHandler writes one page that needs nothing else: no script, no font, no
// picture, no network.
type htmlHandler struct {
	w       io.Writer
	options Options
	result  result
}

// Handle keeps m until Close.
func (h *htmlHandler) Handle(m finding.Message) error { return h.result.add(m) }

// Close writes the page.
func (h *htmlHandler) Close() error {
	page, err := template.New("page").Funcs(h.functions()).Parse(pageHTML)
	if err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, h.view()); err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	if _, err := h.w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	return nil
}

// functions are what the page calls. Each returns plain text, made visible; the
// template escapes it.
func (h *htmlHandler) functions() template.FuncMap {
	return template.FuncMap{
		"visible":  visible,
		"title":    func(key string) string { return titleOf(h.options.Titles, key) },
		"grouped":  grouped,
		"count":    func(n int) string { return grouped(int64(n)) },
		"counted":  counted,
		"percent":  percent,
		"period":   period,
		"bytes":    bytesOf,
		"score":    score,
		"skipped":  skippedLine,
		"belongs":  belongs,
		"counts":   countLine,
		"unseen":   unseenLine,
		"exposure": exposureLine,
		"pieces":   pieces,
		"some":     some,
		"strength": strength,
		"place":    func(e finding.Evidence) string { return place(h.result.config, e) },
		"sign":     signLine,
		"product":  func(c finding.Contribution) float64 { return c.Value * c.Weight },
		"where": func(s finding.Sign) string {
			return place(h.result.config, finding.Evidence{Listing: s.Listing, Line: s.Line})
		},
		"add":     func(a, b int) int { return a + b },
		"int64of": func(n int) int64 { return int64(n) },
	}
}

// view is what the page shows.
type view struct {
	Policy     string // of content security
	Style      template.CSS
	Printed    string
	Headline   string // with the tiers
	Title      string // without
	Complete   bool
	Config     finding.Config
	Summary    finding.Summary
	Tiers      []tierView
	Flow       flow
	Scale      scale
	ByNature   bars
	ByOrg      bars
	Natures    []finding.Nature
	Unresolved []finding.Unresolved
	Explained  []finding.Explanation
	Found      int
	Undone     string // what was not understood
	Standing   []string
}

// tierView is one tier with its findings.
type tierView struct {
	Class, Name, Promise string
	Findings             []finding.Finding
}

// view prepares what the page shows.
func (h *htmlHandler) view() view {
	r := &h.result
	sum := sha256.Sum256([]byte(pageCSS))
	v := view{
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; base-uri 'none'; form-action 'none'",
		Style:      template.CSS(pageCSS), // of this package
		Headline:   headline(r),
		Title:      title(r),
		Complete:   r.complete,
		Config:     r.config,
		Summary:    r.summary,
		Flow:       flowOf(r.summary),
		Scale:      scaleOf(r.summary.Severity),
		ByNature:   h.natureBars(),
		ByOrg:      organisationBars(r.findings),
		Natures:    r.natures,
		Unresolved: r.unresolved,
		Explained:  r.explained,
		Found:      len(r.findings),
		Undone:     notUnderstood(r.config, r.summary),
		Standing:   standing(r.summary.Notes),
	}
	if now := h.options.Now; !now.IsZero() {
		v.Printed = now.UTC().Format("2 January 2006, 15:04 UTC")
	}
	for _, t := range tiers() {
		v.Tiers = append(v.Tiers, tierView{Class: string(t.tier), Name: t.name, Promise: t.promise, Findings: r.tier(t.tier)})
	}
	return v
}

// natureBars draws the natures of the listing, in the order of their items.
func (h *htmlHandler) natureBars() bars {
	var all []datum
	for _, n := range h.result.natures {
		all = append(all, datum{
			Label: titleOf(h.options.Titles, n.Nature), Value: n.Items, Class: "bar-nature",
			Note: join(", ", visible(n.Category), visible(n.Article)),
		})
	}
	return barsOf(all, 14, "kinds")
}

// organisationBars draws the organisations with most items.
func organisationBars(findings []finding.Finding) bars {
	var all []datum
	for _, f := range findings {
		all = append(all, datum{Label: visible(f.Organisation.Name), Value: f.Items, Class: "bar-" + tierClass(f.Tier), Note: tierClass(f.Tier)})
	}
	return barsOf(all, 14, "organisations")
}

// tierClass returns the tier as a word for classes of style; a tier that is not
// known is drawn as the least sure.
func tierClass(t finding.Tier) string {
	switch t {
	case finding.Strong, finding.Probable:
		return string(t)
	}
	return string(finding.Possible)
}

// someNatures are the natures that a row of the table has room for.
type someNatures struct {
	Shown []finding.Nature
	More  int
}

// some returns the first natures of all, nil where there are none.
func some(all []finding.Nature) *someNatures {
	if len(all) == 0 {
		return nil
	}
	const room = 3
	n := min(room, len(all))
	if len(all) == room+1 {
		n++
	}
	return &someNatures{Shown: all[:n], More: len(all) - n}
}

// strength says in a word how much a line of evidence weighs.
func strength(x float64) string {
	switch {
	case x >= 0.8:
		return "high"
	case x >= 0.4:
		return "medium"
	}
	return "low"
}

// piece is a part of a masked text.
type piece struct {
	Text  string
	Class string // of style, empty for what is readable
}

// maskedForms are the ways in which a masked text writes what it hides.
var maskedForms = regexp.MustCompile(`▒▒▒|▒(?:XL|[SML])|‹[^‹›]{1,8}›`)

// pieces splits the visible form of a masked text, so that the page can set
// apart what is hidden, the same for live results as for stored ones.
func pieces(text fmt.Stringer) []piece {
	var out []piece
	s := visible(text.String())
	start := 0
	for _, at := range maskedForms.FindAllStringIndex(s, -1) {
		if at[0] > start {
			out = append(out, piece{Text: s[start:at[0]]})
		}
		out = append(out, piece{Text: s[at[0]:at[1]], Class: "hidden"})
		start = at[1]
	}
	if start < len(s) {
		out = append(out, piece{Text: s[start:]})
	}
	return out
}
