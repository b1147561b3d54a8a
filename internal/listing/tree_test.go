package listing

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// rendering says what one tool's rendering of the invented tree carries.
type rendering struct {
	name, format string
	sizes        bool
	dates        time.Duration // how finely; 0 for not at all
	files        bool          // folders are not listed
	lines        bool          // names with line breaks were left out
	root         int           // segments before the tree's root
	hidden       bool          // names that start with a dot are left out
	loses        func(path string) bool
}

const day = 24 * time.Hour

// tooLongForUstar tells which paths a ustar header cannot hold: they must part
// at a slash into at most 155 and 100 bytes.
func tooLongForUstar(path string) bool {
	path = "./" + path + "/"
	for i := len(path) - 2; i >= 0; i-- {
		if path[i] == '/' && i <= 155 && len(path)-i-1 <= 100 {
			return false
		}
	}
	return true
}

// looksEscaped tells which names a reader takes for an escaped byte.
func looksEscaped(path string) bool { return strings.Contains(path, `\303\251`) }

func renderings() []rendering {
	return []rendering{
		{name: "print0", format: "print0"},
		{name: "find-ls", format: "find-ls", sizes: true, dates: day},
		{name: "ls-lRQ", format: "ls-l", sizes: true, dates: time.Minute, hidden: true},
		{name: "ls-lR-shell", format: "ls-l", sizes: true, dates: time.Second, hidden: true},
		{name: "md5sum", format: "checksums", files: true},
		{name: "sha256sum-tag", format: "checksums", files: true},
		{name: "mtree", format: "mtree", sizes: true, dates: time.Second},
		{name: "mtree-nested", format: "mtree", sizes: true, dates: time.Second},
		{name: "tree-json", format: "json", sizes: true, dates: time.Second},
		{name: "tree-json-f", format: "json", sizes: true},
		{name: "tar", format: "tar", sizes: true, dates: time.Second},
		{name: "tar-pax", format: "tar", sizes: true, dates: time.Second},
		{name: "tar-ustar", format: "tar", sizes: true, dates: time.Second, loses: tooLongForUstar},
		{name: "tar-tv", format: "tar-tv", sizes: true, dates: time.Minute},
		{name: "tar-tv-full", format: "tar-tv", sizes: true, dates: time.Second},
		{name: "rsync", format: "rsync", sizes: true, dates: time.Second},
		{name: "zip", format: "zip", sizes: true, dates: time.Second},
		{name: "7z", format: "7z", sizes: true, dates: time.Second},
		{name: "git-ls-files-z", format: "print0", files: true},
		{name: "git-ls-files", format: "plain", files: true},
		{name: "git-ls-tree", format: "git-ls-tree", sizes: true, files: true},

		{name: "find", format: "plain", lines: true},
		{name: "find-absolute", format: "plain", lines: true, root: 3},
		{name: "printf-tab", format: "csv", sizes: true, dates: time.Second, lines: true},
		{name: "printf-size", format: "du", sizes: true, lines: true},
		{name: "ls-R", format: "ls-R", lines: true, hidden: true},
		{name: "ls-aR", format: "ls-R", lines: true},
		{name: "ls-lR", format: "ls-l", sizes: true, dates: day, lines: true, hidden: true},
		{name: "ls-laR", format: "ls-l", sizes: true, dates: day, lines: true},
		{name: "ls-lR-long-iso", format: "ls-l", sizes: true, dates: time.Minute, lines: true, hidden: true},
		{name: "ls-lR-iso", format: "ls-l", sizes: true, dates: day, lines: true, hidden: true},
		{name: "ls-lR-full-iso", format: "ls-l", sizes: true, dates: time.Second, lines: true, hidden: true},
		{name: "ls-lhR", format: "ls-l", dates: day, lines: true, hidden: true},
		{name: "ls-lisR", format: "ls-l", sizes: true, dates: day, lines: true, hidden: true},
		{name: "ls-lR-nl_NL", format: "ls-l", sizes: true, dates: day, lines: true, hidden: true},
		{name: "ls-lR-de_DE", format: "ls-l", sizes: true, dates: day, lines: true, hidden: true},
		{name: "ls-lR-fr_FR", format: "ls-l", sizes: true, dates: day, lines: true, hidden: true},
		{name: "tree", format: "tree", lines: true, loses: looksEscaped},
		{name: "tree-ascii", format: "tree", lines: true, loses: looksEscaped},
		{name: "tree-sD", format: "tree", sizes: true, dates: time.Second, lines: true, loses: looksEscaped},
		{name: "tree-ph", format: "tree", lines: true, loses: looksEscaped},
		{name: "tree-f", format: "tree", lines: true, loses: looksEscaped},
		{name: "tree-fi", format: "plain", lines: true},
		{name: "tree-xml", format: "xml", sizes: true, lines: true},
		{name: "tree-html", format: "html", lines: true},
		{name: "du", format: "du", sizes: true, lines: true},
		{name: "du-blocks", format: "du", lines: true},
		{name: "rclone-ls", format: "rclone", sizes: true, files: true, lines: true},
		{name: "rclone-lsl", format: "rclone", sizes: true, dates: time.Second, files: true, lines: true},
		{name: "rclone-lsf", format: "plain", lines: true},
		{name: "rclone-lsf-pst", format: "csv", sizes: true, dates: time.Second, lines: true},
		{name: "rclone-lsjson", format: "json", sizes: true, dates: time.Second, lines: true},
		{name: "rclone-tree", format: "tree", lines: true, loses: looksEscaped},
		{name: "bsdtar-tv", format: "tar-tv", sizes: true, dates: day, lines: true},
		{name: "tar-t", format: "plain", lines: true},
		{name: "unzip-l", format: "unzip", sizes: true, dates: time.Minute, lines: true},
		{name: "unzip-v", format: "unzip", sizes: true, dates: time.Minute, lines: true},
		{name: "unzip-Z1", format: "plain", lines: true},
		{name: "zipinfo", format: "zipinfo", sizes: true, dates: time.Minute, lines: true},
		{name: "zipinfo-l", format: "zipinfo", sizes: true, dates: time.Minute, lines: true},
		{name: "7z-l", format: "7z-l", sizes: true, dates: time.Second, lines: true},
		{name: "7z-slt", format: "7z-slt", sizes: true, dates: time.Second, lines: true},
	}
}

// rendered returns the bytes of testdata/tree/NAME.zst.
func rendered(tb testing.TB, name string) []byte {
	tb.Helper()
	packed, err := os.ReadFile(filepath.Join("testdata", "tree", name+".zst"))
	if err != nil {
		tb.Fatal(err)
	}
	z, err := zstd.NewReader(nil)
	if err != nil {
		tb.Fatal(err)
	}
	defer z.Close()
	data, err := z.DecodeAll(packed, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// entry is an Entry whose path is kept.
type entry struct {
	path string
	Entry
}

// batches saves fuzzing the making of batches.
var batches = sync.Pool{New: func() any { return new(Batch) }}

// entries reads all of a listing. err is what ended it, nil for the end.
func entries(tb testing.TB, src io.Reader, o Options) (all []entry, rep Report, err error) {
	tb.Helper()
	r, err := Open(src, o)
	if err != nil {
		return nil, Report{}, err
	}
	defer r.Close()
	b := batches.Get().(*Batch)
	defer batches.Put(b)
	for {
		err := r.Next(b)
		for _, e := range b.Entries {
			all = append(all, entry{string(e.Path.Bytes()), e})
		}
		if err != nil {
			rep = r.Report()
			checkAccount(tb, rep)
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return all, rep, err
		}
	}
}

// checkAccount checks that every line of a listing is accounted for.
func checkAccount(tb testing.TB, r Report) {
	tb.Helper()
	sum := r.Understood + r.Blank + r.Structural
	for _, s := range r.Skipped {
		sum += s.Lines
	}
	if sum != r.Lines {
		tb.Errorf("understood %d + blank %d + structural %d + skipped %v = %d lines, want %d", r.Understood, r.Blank, r.Structural, r.Skipped, sum, r.Lines)
	}
}

// TestTree reads the invented tree back out of every tool's rendering.
func TestTree(t *testing.T) {
	for _, r := range renderings() {
		t.Run(r.name, func(t *testing.T) {
			data := rendered(t, r.name)
			got, rep, err := entries(t, bytes.NewReader(data), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if rep.Format != r.format {
				t.Errorf("recognised as %s, want %s", rep.Format, r.format)
			}
			r.compare(t, got)
		})
	}
}

func (r *rendering) compare(t *testing.T, got []entry) {
	t.Helper()
	found := map[string]entry{}
	for _, e := range got {
		path := e.path
		for range r.root {
			_, path, _ = strings.Cut(path, "/")
		}
		if path != "" {
			found[path] = e
		}
	}
	missing, lost := 0, 0
	for _, i := range inventedTree() {
		if r.leavesOut(i) {
			lost++
			continue
		}
		want := i.want()
		e, ok := found[want]
		delete(found, want)
		if !ok {
			if missing++; missing < 12 {
				t.Errorf("missing %q", want)
			}
			continue
		}
		if r.sizes && !i.directory && e.Size != i.size {
			t.Errorf("%q: size %d, want %d", want, e.Size, i.size)
		}
		if when := time.Unix(e.Modified, 0).UTC(); r.dates > 0 && !when.Truncate(r.dates).Equal(i.modified.Truncate(r.dates)) {
			t.Errorf("%q: modified %v, want %v", want, when, i.modified)
		}
	}
	extra := 0
	if r.loses != nil && len(found) <= lost {
		return // they came back under another name
	}
	for path := range found {
		if extra++; extra < 12 {
			t.Errorf("extra %q", path)
		}
	}
	if missing+extra > 0 {
		t.Errorf("%d missing, %d extra", missing, extra)
	}
}

func (r *rendering) leavesOut(i item) bool {
	switch {
	case r.files && i.directory,
		r.lines && strings.HasPrefix(i.path, newlineFolder),
		r.hidden && strings.Contains(i.path, "/."):
		return true
	}
	return r.loses != nil && r.loses(i.path)
}
