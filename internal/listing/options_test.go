package listing

import (
	"bytes"
	"strings"
	"testing"
)

// TestColumns overrides the choice of columns by number and by heading, also
// by headings that nobody knows.
func TestColumns(t *testing.T) {
	tests := []struct{ name, in, columns, want string }{
		{"by number", "1;x/a.pdf;7\n2;x/b.pdf;8\n", "path=2,size=3", "x/a.pdf"},
		{"by heading", "path,name,size\nwrong,x/a.pdf,7\n", "path=name,size=size", "x/a.pdf"},
		{"by unknown heading", "volgnummer,vindplaats,omvang\n1,x/a.pdf,7\n", "path=Vindplaats,size=omvang", "x/a.pdf"},
		{"folder and name", "7|a.pdf|x\n8|b.pdf|x\n", "folder=3,name=2,size=1", "x/a.pdf"},
	}
	for _, test := range tests {
		all, rep, err := entries(t, strings.NewReader(test.in), Options{Columns: test.columns})
		if err != nil || len(all) == 0 || all[0].path != test.want || all[0].Size != 7 {
			t.Errorf("%s: got %v (columns %q), error %v", test.name, all, rep.Columns, err)
		}
	}
}

// TestColumnsByContent checks tables whose headings say nothing to us.
func TestColumnsByContent(t *testing.T) {
	tests := []struct{ name, in, columns, want string }{
		{"numbered rows", "nr;ding;gewicht\n1;x/a.pdf;7\n2;x/b.pdf;8\n3;x/c.pdf;2\n", "path=2,size=3", "x/a.pdf"},
		{"no headings", "11;x/a.pdf;7\n12;x/b.pdf;8\n13;x/c.pdf;2\n14;x/d.pdf;2\n", "path=2,size=3", "x/a.pdf"},
		{"two rows", "ding;gewicht\nx/a.pdf;7\nx/b.pdf;9\n", "path=1,size=2", "x/a.pdf"},
		{"folders and files", "a.pdf,7,x/y\nb.pdf,9,x/y\nc.pdf,9,x/z\n", "folder=3,name=1,size=2", "x/y/a.pdf"},
	}
	for _, test := range tests {
		all, rep, err := entries(t, strings.NewReader(test.in), Options{})
		if err != nil || len(all) == 0 || rep.Columns != test.columns || all[0].path != test.want || all[0].Size != 7 {
			t.Errorf("%s: got %v (columns %q), error %v", test.name, all, rep.Columns, err)
		}
	}
}

// TestFormats reads every form by its own name.
func TestFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if seen[f.Name] || f.Name == "" || f.About == "" {
			t.Errorf("form %q: named twice, or not described", f.Name)
		}
		seen[f.Name] = true
		r, err := Open(strings.NewReader("x/a.pdf\n"), Options{Format: f.Name})
		if err != nil {
			continue // not a listing of that form
		}
		_ = r.Next(new(Batch))
		if got := r.Report().Format; got != f.Name {
			t.Errorf("form %s: read as %s", f.Name, got)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestBatchBoundaries loses no entry and no line number between batches.
func TestBatchBoundaries(t *testing.T) {
	const n = 3*batchEntries + 17
	in := bytes.Repeat([]byte("map/uitslag.pdf\n"), n)
	r, err := Open(bytes.NewReader(in), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b Batch
	line, batches := int64(0), 0
	for r.Next(&b) == nil {
		batches++
		for _, e := range b.Entries {
			if line++; e.Line != line || string(e.Path.Bytes()) != "map/uitslag.pdf" {
				t.Fatalf("entry %d has line %d", line, e.Line)
			}
		}
	}
	if line != n || batches != 4 {
		t.Errorf("got %d entries in %d batches, want %d in 4", line, batches, n)
	}
	if got := r.Progress(); got != int64(len(in)) {
		t.Errorf("read %d bytes, want %d", got, len(in))
	}
}
