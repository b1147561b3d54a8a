package listing

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestShelfKeepsPaths holds that paths come back from a shelf, whatever they
// share, how long they are and in which order they are read.
func TestShelfKeepsPaths(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	shelf := &Shelf{}
	var want [][]byte
	var kept []Path
	path := []byte("Data/Aanvragers/")
	for range 20_000 {
		path = append(path[:random.IntN(len(path)+1)], strings.Repeat(string(rune('a'+random.IntN(26))), random.IntN(12))...)
		if random.IntN(2000) == 0 {
			path = append(path, bytes.Repeat([]byte("lang"), shelfBlock/3)...)
		}
		want, kept = append(want, bytes.Clone(path)), append(kept, shelf.Keep(path))
		path = path[:min(len(path), 200)]
	}
	for _, i := range random.Perm(len(want)) {
		if got := kept[i].Bytes(); !bytes.Equal(got, want[i]) || kept[i].Len() != len(want[i]) {
			t.Fatalf("path %d: %d bytes that are not the %d put there", i, len(got), len(want[i]))
		}
	}
}

func TestShelfPrintsNothing(t *testing.T) {
	shelf := &Shelf{}
	kept := shelf.Keep([]byte("geheim.pdf"))
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+verb+verb, shelf, *shelf, kept)
	}
	if text := out.String(); strings.Contains(text, "geheim") || strings.Contains(text, fmt.Sprintf("%x", "geheim")) || strings.Contains(text, "103 101 104") {
		t.Errorf("printed: %s", text)
	}
}
