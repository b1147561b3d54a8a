package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/report"
)

var titles = map[string]string{"hpv": "HPV", "gp": "GP practice", "bsn": "BSN"}

func TestGolden(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)
	tests := []struct {
		file, format string
		options      report.Options
	}{
		{file: "hostile.txt", format: "text", options: report.Options{Titles: titles}},
		{file: "hostile-80.txt", format: "text", options: report.Options{Titles: titles, Width: 1, Now: now}},
		{file: "hostile-140-colour.txt", format: "text", options: report.Options{Titles: titles, Width: 999, Colour: true}},
		{file: "hostile.jsonl", format: "json"},
		{file: "hostile.csv", format: "csv"},
		{file: "hostile.html", format: "html", options: report.Options{Titles: titles, Now: now}},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			golden(t, test.file, render(t, test.format, test.options, hostile()))
		})
	}
}

// A stored stream gives the same bytes as the run that wrote it.
func TestReplayIsTheSame(t *testing.T) {
	stored := render(t, "json", report.Options{}, hostile())
	for _, format := range report.Formats() {
		t.Run(format, func(t *testing.T) {
			want := render(t, format, report.Options{}, hostile())
			var got bytes.Buffer
			h, err := report.New(format, &got, report.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := report.Replay(bytes.NewReader(stored), h); err != nil {
				t.Fatal(err)
			}
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("replayed:\n%s\nlive:\n%s", got.Bytes(), want)
			}
		})
	}
}

// A report of a stream that broke off says so, in the formats that people read.
func TestBrokenOff(t *testing.T) {
	for _, format := range []string{"text", "html"} {
		got := render(t, format, report.Options{}, hostile()[:3])
		if !strings.Contains(strings.ToLower(string(got)), "not complete") {
			t.Errorf("%s does not say that the stream broke off", format)
		}
	}
}

// Nothing found is never told as nobody affected.
func TestNothingFound(t *testing.T) {
	none := []finding.Message{{Config: &finding.Config{Version: 1}}, {Summary: &finding.Summary{Items: 3, Unattributed: 3}}}
	for _, format := range []string{"text", "html"} {
		got := string(render(t, format, report.Options{}, none))
		if !strings.Contains(got, "was found in what was examined") || !strings.Contains(got, "does not say") {
			t.Errorf("%s does not say that nothing was found in what was examined:\n%s", format, got)
		}
		if strings.Contains(got, "not affected") || strings.Contains(got, "NaN") {
			t.Errorf("%s says what nobody knows", format)
		}
	}
}

func TestNewRefusesUnknownFormats(t *testing.T) {
	if _, err := report.New("yaml", &bytes.Buffer{}, report.Options{}); err == nil {
		t.Error("a format that does not exist was taken")
	}
}

func TestHandleRefusesMixedMessages(t *testing.T) {
	bad := []finding.Message{{}, {Nature: &finding.Nature{}, Summary: &finding.Summary{}}}
	for _, format := range report.Formats() {
		for _, m := range bad {
			h, err := report.New(format, &bytes.Buffer{}, report.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if h.Handle(m) == nil {
				t.Errorf("%s took a message that does not hold just one object", format)
			}
		}
	}
}
