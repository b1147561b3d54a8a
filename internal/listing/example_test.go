package listing_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/leakwarden/leakwarden/internal/listing"
)

func ExampleOpen() {
	text := "./Aanvragers:\ntotal 4\n-rw-r--r-- 1 lab lab 1234 Mar 14  2023 uitslag.pdf\n"
	r, err := listing.Open(strings.NewReader(text), listing.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	var b listing.Batch
	for {
		err := r.Next(&b)
		for _, e := range b.Entries {
			fmt.Println(e.Line, e.Path, e.Path.Len(), e.Size) // a path never prints
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	rep := r.Report()
	fmt.Println(rep.Format, rep.Lines, rep.Understood, rep.Structural)
	// Output:
	// 3 ‹sealed› 22 1234
	// ls-l 3 1 2
}
