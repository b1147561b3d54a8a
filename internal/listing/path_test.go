package listing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestPathPrintsNothing prints an entry in every way there is: what its path
// holds is never among it.
func TestPathPrintsNothing(t *testing.T) {
	const secret = "geheim.pdf"
	e := Entry{Path: NewPath([]byte(secret)), Size: 1}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		fmt.Fprintf(&out, verb+verb+verb, e, e.Path, &e)
	}
	if err := json.NewEncoder(&out).Encode(e); err != nil {
		t.Fatal(err)
	}
	slog.New(slog.NewTextHandler(&out, nil)).Info("entry", "path", e.Path, "entry", e)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("entry", "path", e.Path, "entry", e)
	if text := out.String(); strings.Contains(text, secret) || strings.Contains(text, fmt.Sprintf("%x", secret)) {
		t.Errorf("printed: %s", text)
	}
	if string(e.Path.Clone().Bytes()) != secret || e.Path.Len() != len(secret) {
		t.Error("the path itself is lost")
	}
}
