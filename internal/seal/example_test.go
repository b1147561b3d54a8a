package seal_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"strings"

	"github.com/leakwarden/leakwarden/internal/seal"
)

// What is sealed under a key opens under that key alone, and only unchanged.
func ExampleSeal() {
	key, err := seal.NewKey(rand.Reader)
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	meta := seal.Meta{Case: "case-1", Policy: "policy-1"}
	if err := seal.Seal(&file, strings.NewReader("archief/uitslag.pdf\n"), key, meta, rand.Reader); err != nil {
		fmt.Println(err)
		return
	}
	r, err := seal.Open(bytes.NewReader(file.Bytes()), key)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := io.ReadAll(r)
	fmt.Printf("%s%v %s %v\n", text, err, r.Meta.Case, key)

	changed := bytes.Replace(file.Bytes(), []byte("case-1"), []byte("case-2"), 1)
	_, err = seal.Open(bytes.NewReader(changed), key)
	fmt.Println(err)
	// Output:
	// archief/uitslag.pdf
	// <nil> case-1 ‹key›
	// the key does not open this file, or its beginning was changed
}
