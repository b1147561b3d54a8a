package triage

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/leakwarden/leakwarden/internal/listing"
)

// sum is a hash cut short: it tells one thing from another, and is no proof
// against who makes parts, and has the key.
type sum [2]uint64

func sumOf(parts ...string) sum {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	b := h.Sum(nil)
	return sum{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
}

// basis is what the numbers in a part depend on, in the order of bases.
type basis [6]sum

// bases says what each of a basis is, and what to do where it differs.
var bases = [len(basis{})]struct{ what, do string }{
	{"was made by another build of this version of the program", "merge with the program that made the parts, or make all parts again with this one"},
	{"was made with another pack or vocabulary", "give merge the --pack and the --vocabulary that its triage --shard had, or make the part again"},
	{"was made with another register", "give merge the --register that its triage --shard had, the same bytes of it, or make the part again"},
	{"was made with other suppliers", "give merge every --supplier that its triage --shard had, in that order, or make the part again"},
	{"was made with other judgements", "give merge the --judgements that its triage --shard had, or make the part again"},
	{"was made by another build of the program", "merge with the program that made the parts, or make all parts again with this one"},
}

// basisError says what of a part's basis differs.
type basisError struct{ which int }

func (e *basisError) Error() string { return bases[e.which].what }

// basisOf returns what the numbers in the parts of o depend on.
func basisOf(o *Options, sh *shared) basis {
	return basis{
		sumOf(o.Tool, o.Build, strconv.Itoa(sampleSize)),
		sumOf(o.Pack.Name, o.Pack.Version),
		sumOf(o.Register.SHA256),
		sumOf(o.Suppliers...),
		sumOf(o.Judgements.List()...),
		sumOf(strconv.Itoa(sh.index.Len()), strings.Join(sh.index.Types, "|"), strings.Join(sh.index.Places, "|")),
	}
}

// sumOfReports returns the hash of what the listings were read as.
func sumOfReports(reports []listing.Report) sum {
	text, err := json.Marshal(reports)
	if err != nil {
		panic("triage: coding reports: " + err.Error()) // they are numbers and texts
	}
	return sumOf(string(text))
}
