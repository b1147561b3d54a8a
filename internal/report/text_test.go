package report_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/report"
)

// colours are the sequences that text itself may write.
var colours = regexp.MustCompile("\x1b\\[(1|2|1;31|0)m")

// harmless reports whether text can do nothing to a terminal but print.
func harmless(text string) bool {
	for _, r := range text {
		if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)) {
			return false
		}
	}
	return true
}

func TestTextFitsAndIsHarmless(t *testing.T) {
	tests := []struct {
		name    string
		options report.Options
		columns int
	}{
		{name: "default", columns: 100},
		{name: "narrow", options: report.Options{Width: 20}, columns: 80},
		{name: "asked", options: report.Options{Width: 120, Colour: true}, columns: 120},
		{name: "wide", options: report.Options{Width: 400}, columns: 140},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := string(render(t, "text", test.options, hostile()))
			if !test.options.Colour && strings.Contains(got, "\x1b") {
				t.Error("colours without being told")
			}
			got = colours.ReplaceAllString(got, "")
			if !harmless(got) {
				t.Error("a control or format character got through")
			}
			for i, line := range strings.Split(got, "\n") {
				if w := displaywidth.String(line); w > test.columns {
					t.Errorf("line %d takes %d columns: %q", i+1, w, line)
				}
			}
		})
	}
}

func TestTextOfAnyNames(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		messages := []finding.Message{hostile()[0], {Finding: anyFinding(r)}, {Unresolved: &finding.Unresolved{
			Text: masked(rapid.String().Draw(r, "text")), Why: rapid.String().Draw(r, "why"),
		}}}
		got := string(render(t, "text", report.Options{}, messages))
		if !harmless(got) {
			r.Fatal("a control or format character got through")
		}
		for line := range strings.SplitSeq(got, "\n") {
			if displaywidth.String(line) > 100 {
				r.Fatalf("line too wide: %q", line)
			}
		}
	})
}

// anyFinding returns a finding whose texts hold anything.
func anyFinding(r *rapid.T) *finding.Finding {
	f := hostileFinding(0, rapid.String().Draw(r, "name"))
	nasty := rapid.StringOf(rapid.SampledFrom([]rune("=+-@;,\t\r\n\"'| ＝a\x1b\u202e<>&\u2028\\")))
	f.Organisation.ID = nasty.Draw(r, "id")
	f.Organisation.City = nasty.Draw(r, "city")
	f.Organisation.Umbrella = string(rapid.SliceOf(rapid.Byte()).Draw(r, "umbrella"))
	f.Reason = nasty.Draw(r, "reason")
	f.Flags = rapid.SliceOf(nasty).Draw(r, "flags")
	f.Evidence[0].Text = masked(nasty.Draw(r, "evidence"))
	return f
}
