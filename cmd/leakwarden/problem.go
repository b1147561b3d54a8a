package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"github.com/leakwarden/leakwarden/internal/late"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/seal"
	"github.com/leakwarden/leakwarden/internal/transcript"
)

// The exit codes.
const (
	codeDone = iota
	codeFailure
	codeUsage
	codeFound
)

// errFound ends a triage under --exit-code that found an organisation.
var errFound = errors.New("found")

// errTold is a failure that standard output tells already.
var errTold = errors.New("told")

// problem is an error for a person: what happened, and what to do about it.
type problem struct {
	what, hint string
	usage      bool
	err        error // may be nil
}

func (p *problem) Error() string { return p.what }
func (p *problem) Unwrap() error { return p.err }

func usage(what, hint string) error { return &problem{what: what, hint: hint, usage: true} }

func failure(what, hint string) error { return &problem{what: what, hint: hint} }

// about names the file that an error is about, once, and before all else:
// "register.csv: no such file or directory".
func about(file string, err error) error {
	if err == nil {
		return nil
	}
	what := err.Error()
	var path *fs.PathError
	if errors.As(err, &path) {
		what = path.Err.Error()
	}
	return &problem{what: file + ": " + what, hint: hintOf(err), err: err}
}

// hintOf returns what to do about err, "" where there is nothing to say.
func hintOf(err error) string {
	var p *problem
	if errors.As(err, &p) && p.hint != "" {
		return p.hint
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	for is, hint := range hints {
		if errors.Is(err, is) {
			return hint
		}
	}
	return transcript.Hint(err)
}

// hints says what to do about errors that only name what happened.
var hints = map[error]string{
	fs.ErrNotExist:       "check the name; files are looked up from the current directory",
	fs.ErrPermission:     "make it readable to you, or run as its owner",
	register.ErrEmpty:    "the first row gives the columns, each row below one organisation; for example: id,name,city",
	register.ErrWorkbook: "save it as CSV UTF-8 from the spreadsheet",
	register.ErrTooLarge: "split the register, or remove columns that are not needed",
	seal.ErrKey:          "give the keyring of its case with --keys",
	seal.ErrTruncated:    "get the file again and compare its checksum",
	seal.ErrChanged:      "get the file again and compare its checksum; what came before this place was authentic",
	seal.ErrIdentity:     "give the identity of an officer or of the escrow of this case with --identity",
	seal.ErrRecipient:    "make one with leakwarden seal --new-identity officer.key",
	seal.ErrKeyring:      "a keyring is the .keys file that leakwarden seal writes",
	late.ErrKey:          "give the key that triage --index-key used; if it was destroyed, so is the index",
	late.ErrNotIndex:     "give the file that triage --index wrote",
	late.ErrTruncated:    "get the file again, or triage again with --index",
	late.ErrChanged:      "get the file again, or triage again with --index",
	late.ErrTooMany:      "triage the listings in parts, each with an index of its own",
	errMemory:            "allow more with --memory; a triage of files that makes no --index goes over them several times instead, and needs less",
	seal.ErrNoRecipient:  "name an officer with --to",
}

// flatten returns the errors that were joined into err, outermost first.
func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, one := range joined.Unwrap() {
		all = append(all, flatten(one)...)
	}
	return all
}

// printable makes text safe for a terminal: file names and registers are not
// on our side.
func printable(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r != '\n' && (!unicode.IsPrint(r) || unicode.Is(unicode.Cf, r)) {
			fmt.Fprintf(&out, `\u{%x}`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}
