package report

import (
	"bytes"
	_ "embed" // the schema of the stream
)

//go:embed stream.schema.json
var schemaJSON []byte

// Schema returns the JSON Schema (draft 2020-12) of one line of the stream, as
// published in docs/stream.schema.json. The caller may change it.
func Schema() []byte { return bytes.Clone(schemaJSON) }
