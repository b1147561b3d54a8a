package report_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/leakwarden/leakwarden/internal/report"
)

const (
	configLine  = `{"config":{"version":1}}`
	natureLine  = `{"nature":{"nature":"hpv","items":3}}`
	summaryLine = `{"summary":{"items":3}}`
)

// replay reads a stored stream into JSON.
func replay(t *testing.T, r io.Reader) (string, error) {
	t.Helper()
	var out bytes.Buffer
	h, err := report.New("json", &out, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = report.Replay(r, h)
	return out.String(), err
}

func TestReplayErrors(t *testing.T) {
	long := strings.Repeat("x", report.MaxLine+1)
	tests := []struct {
		name   string
		stream []string
		want   string
	}{
		{name: "empty", want: "ends without its summary"},
		{name: "no config", stream: []string{natureLine}, want: "line 1: not the config"},
		{name: "unknown first", stream: []string{`{"jansen":{}}`}, want: "line 1: not the config"},
		{name: "two configs", stream: []string{configLine, configLine}, want: "line 2: config out of order"},
		{name: "finding after natures", stream: []string{configLine, natureLine, `{"finding":{}}`}, want: "line 3: finding out of order"},
		{name: "after the summary", stream: []string{configLine, summaryLine, natureLine}, want: "line 3: nature out of order"},
		{name: "later version", stream: []string{`{"config":{"version":2}}`}, want: "line 1: version 2 of the stream, where version 1 is understood"},
		{name: "not JSON", stream: []string{configLine, "", "jansen"}, want: "line 3: not JSON at byte 1"},
		{name: "wrong type", stream: []string{configLine, `{"nature":{"items":"jansen"}}`}, want: "line 2: field nature.items is not a int64"},
		{name: "two objects", stream: []string{configLine, `{"nature":{},"summary":{}}`}, want: "line 2: more than one object"},
		{name: "cut short", stream: []string{configLine, natureLine}, want: "ends without its summary"},
		{name: "line too long", stream: []string{configLine, long}, want: "line 2: longer than 16 MiB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := replay(t, strings.NewReader(strings.Join(test.stream, "\n")))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want %q", err, test.want)
			}
			if strings.Contains(err.Error(), "jansen") {
				t.Errorf("%v quotes the stream", err)
			}
		})
	}
}

func TestReplayPassesOverWhatItDoesNotKnow(t *testing.T) {
	got, err := replay(t, strings.NewReader(strings.Join([]string{
		configLine, "", `{"later":{"a":1}}`,
		`{"nature":{"nature":"hpv","items":3,"later":1}}`, `{"later":{}}`, summaryLine, "",
	}, "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got, "2 messages of the stored stream are of a kind") || strings.Contains(got, "later") {
		t.Errorf("got %s", got)
	}
}

func TestReplayReportsItsReader(t *testing.T) {
	broken := errors.New("disk on fire")
	_, err := replay(t, io.MultiReader(strings.NewReader(configLine+"\n"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

// Whatever a file holds, Replay ends, quotes nothing of it, and what it hands
// on can be written and read again.
func FuzzReplay(f *testing.F) {
	f.Add([]byte(configLine + "\n" + natureLine + "\n" + summaryLine + "\n"))
	f.Add([]byte(`{"config":{"version":1,"listings":null}}` + "\n" + `{"finding":{"evidence":[{"text":"\u202e"}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := replay(t, bytes.NewReader(data))
		if err != nil {
			return
		}
		second, err := replay(t, strings.NewReader(first))
		if err != nil || second != first {
			t.Errorf("written again: %v\n%s\n%s", err, first, second)
		}
	})
}
