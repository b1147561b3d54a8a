package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/report"
)

// schema compiles the schema of the stream.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("stream.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("stream.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid returns the first error of a stream against the schema.
func valid(s *jsonschema.Schema, stream []byte) error {
	for line := range bytes.Lines(stream) {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			return err
		}
		if err := s.Validate(v); err != nil {
			return err
		}
	}
	return nil
}

func TestStreamIsOfItsSchema(t *testing.T) {
	s := schema(t)
	bare := []finding.Message{
		{Config: &finding.Config{
			Version: 1, Tool: "t", Register: finding.Register{SHA256: strings.Repeat("0", 64)},
			Listings: []finding.Listing{{SHA256: strings.Repeat("0", 64), Skipped: []finding.Skipped{{}}}},
		}},
		{Finding: &finding.Finding{Organisation: finding.Organisation{ID: "a", Name: "b"}, Status: "indicated", Tier: finding.Possible}},
		{Summary: &finding.Summary{}},
	}
	for name, messages := range map[string][]finding.Message{"hostile": hostile(), "with nothing set": bare} {
		if err := valid(s, render(t, "json", report.Options{}, messages)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSchemaIsStrict(t *testing.T) {
	s := schema(t)
	bad := map[string]string{
		"unknown message":    `{"other":{}}`,
		"two objects":        `{"nature":{"nature":"hpv","items":1},"unresolved":{"text":"a","items":1,"why":"b"}}`,
		"unknown field":      `{"nature":{"nature":"hpv","items":1,"person":"x"}}`,
		"missing field":      `{"nature":{"nature":"hpv"}}`,
		"negative count":     `{"nature":{"nature":"hpv","items":-1}}`,
		"null":               `{"nature":null}`,
		"not a name":         `{"nature":{"nature":"<b>","items":1}}`,
		"not an object":      `[]`,
		"empty":              `{}`,
		"no reason to doubt": `{"unresolved":{"text":"a","items":1,"why":""}}`,
	}
	for name, line := range bad {
		if valid(s, []byte(line)) == nil {
			t.Errorf("%s: %s is taken", name, line)
		}
	}
}

// The published schema is the one that is built in.
func TestSchemaIsPublished(t *testing.T) {
	published, err := os.ReadFile("../../docs/stream.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(published, report.Schema()) {
		t.Error("docs/stream.schema.json is not internal/report/stream.schema.json: copy it there")
	}
}

// Each line of the examples in docs/stream.md is of the schema.
func TestDocumentedLinesAreOfTheSchema(t *testing.T) {
	doc, err := os.ReadFile("../../docs/stream.md")
	if err != nil {
		t.Fatal(err)
	}
	s, n := schema(t), 0
	for line := range bytes.Lines(doc) {
		if bytes.HasPrefix(line, []byte(`{"`)) {
			n++
			if err := valid(s, line); err != nil {
				t.Errorf("example %d: %v", n, err)
			}
		}
	}
	if n < 5 {
		t.Errorf("%d examples, want one of each message", n)
	}
}

// The stream of any names is one object a line in characters that show, and
// says what was put in.
func TestJSONOfAnyNames(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := anyFinding(r)
		got := render(t, "json", report.Options{}, []finding.Message{{Finding: f}})
		if bytes.Count(got, []byte("\n")) != 1 || !harmless(string(got)) || bytes.ContainsAny(got, "<>&") {
			r.Fatalf("not one harmless line: %q", got)
		}
		var m finding.Message
		if err := json.Unmarshal(got, &m); err != nil {
			r.Fatal(err)
		}
		if want := strings.ToValidUTF8(f.Organisation.City, "\ufffd"); m.Finding.Organisation.City != want {
			r.Fatalf("city %q became %q", want, m.Finding.Organisation.City)
		}
	})
}

func TestJSONRefusesWhatHasNoForm(t *testing.T) {
	var out bytes.Buffer
	h, err := report.New("json", &out, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	zero := 0.0
	if h.Handle(finding.Message{Finding: &finding.Finding{Confidence: zero / zero}}) == nil || out.Len() > 0 {
		t.Errorf("NaN was written as %q", out.String())
	}
}
