package listing

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestSamples reads every file of testdata/samples and compares what came of
// it with the golden file beside it.
func TestSamples(t *testing.T) {
	samples, err := filepath.Glob("testdata/samples/*")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples: ", err)
	}
	for _, name := range samples {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := outline(t, data, Options{Name: name, Now: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)})
			golden := name + ".golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// outline says what a reader makes of data, for people.
func outline(t *testing.T, data []byte, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	all, rep, err := entries(t, bytes.NewReader(data), o)
	fmt.Fprintf(&b, "format %s, encoding %s, %d lines: %d understood, %d blank, %d structural\n",
		rep.Format, rep.Encoding, rep.Lines, rep.Understood, rep.Blank, rep.Structural)
	if rep.Columns != "" {
		fmt.Fprintf(&b, "columns %s\n", rep.Columns)
	}
	for _, r := range rep.Skipped {
		fmt.Fprintf(&b, "skipped %d %v: %s\n", r.Lines, r.First, r.Reason)
	}
	for _, r := range rep.Doubtful {
		fmt.Fprintf(&b, "doubtful %d %v: %s\n", r.Lines, r.First, r.Reason)
	}
	if rep.Repaired > 0 {
		fmt.Fprintf(&b, "repaired %d\n", rep.Repaired)
	}
	if err != nil {
		fmt.Fprintf(&b, "error %v\n", err)
	}
	for _, e := range all {
		when := "-"
		if e.Modified != 0 {
			when = time.Unix(e.Modified, 0).UTC().Format("2006-01-02T15:04:05")
		}
		kind := "file"
		if e.Directory {
			kind = "folder"
		}
		fmt.Fprintf(&b, "%d\t%s\t%d\t%s\t%q\n", e.Line, kind, e.Size, when, e.path)
	}
	return b.Bytes()
}
