// Package report writes the findings of a triage: for a terminal, for machines
// and as a page. Every format is a handler of one stream of messages, so a
// stored stream gives the same report as the run that wrote it.
//
// All names in a stream are taken as hostile: those of the register as well as
// those of the listing are made visible, cut and escaped by the handler that
// writes them.
package report

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// A Handler takes the messages of one stream, in the stream's order: Config
// first, then findings, natures, unresolved texts, explanations, and Summary
// last.
//
// Handle keeps nothing of a message that its caller may change later, except
// for slices, which must not be changed. Close writes what is still to be
// written and must be called once, also where the stream broke off: the report
// then says that it is not complete. Close does not close the writer. A
// handler is not for use by several goroutines at once.
type Handler interface {
	Handle(finding.Message) error
	Close() error
}

// Options says how a report looks. The zero value is usable.
type Options struct {
	// Width is the number of columns of a terminal, for text. It is kept
	// within 80 and 140; 0 means 100.
	Width int
	// Colour lets text use the colours of a terminal.
	Colour bool
	// Now is the time printed on text and HTML. No time is printed when it is
	// zero, and the report depends on the stream alone.
	Now time.Time
	// Titles gives names for readers to natures, flags and types of
	// organisations, by their name in the stream. One that is missing is shown
	// by its name in the stream.
	Titles map[string]string
}

// ErrFormat is returned by New for a format that it does not know.
var ErrFormat = errors.New("unknown report format")

// Formats returns the formats that New knows, the default first.
func Formats() []string { return []string{"text", "json", "csv", "html"} }

// New returns the handler that writes format to w. JSON and CSV are written as
// the messages come; text and HTML open with what closes the stream, so they
// hold all messages until Close.
func New(format string, w io.Writer, o Options) (Handler, error) {
	switch format {
	case "text":
		return &textHandler{w: w, options: o}, nil
	case "json":
		return newJSON(w), nil
	case "csv":
		return newCSV(w), nil
	case "html":
		return &htmlHandler{w: w, options: o}, nil
	}
	return nil, fmt.Errorf("%w: choose one of %s", ErrFormat, strings.Join(Formats(), ", "))
}

// result is a whole stream in memory.
type result struct {
	config     finding.Config
	findings   []finding.Finding
	natures    []finding.Nature
	unresolved []finding.Unresolved
	explained  []finding.Explanation
	summary    finding.Summary
	// complete says that the stream had its Summary.
	complete bool
}

// add keeps m.
func (r *result) add(m finding.Message) error {
	if err := check(m); err != nil {
		return err
	}
	switch {
	case m.Config != nil:
		r.config = *m.Config
	case m.Finding != nil:
		r.findings = append(r.findings, *m.Finding)
	case m.Nature != nil:
		r.natures = append(r.natures, *m.Nature)
	case m.Unresolved != nil:
		r.unresolved = append(r.unresolved, *m.Unresolved)
	case m.Explanation != nil:
		r.explained = append(r.explained, *m.Explanation)
	case m.Summary != nil:
		r.summary, r.complete = *m.Summary, true
	}
	return nil
}

// tier returns the findings of one tier, in the order of the stream.
func (r *result) tier(t finding.Tier) []finding.Finding {
	var out []finding.Finding
	for _, f := range r.findings {
		if f.Tier == t {
			out = append(out, f)
		}
	}
	return out
}

// tierOf describes one tier to a reader.
type tierOf struct {
	tier    finding.Tier
	name    string
	promise string
}

// tiers returns the tiers, surest first.
func tiers() []tierOf {
	return []tierOf{
		{finding.Strong, "Strong", "at most 1 in 100 of these is wrong"},
		{finding.Probable, "Probable", "at most 1 in 10 of these is wrong"},
		{finding.Possible, "Possible", "settle each of these before anyone is warned"},
	}
}

// errMessage is returned for a message that has not just one field.
var errMessage = errors.New("a message must hold just one object")

// kind is a kind of message.
type kind struct {
	name string // in the stream
	set  bool
}

// kinds returns the kinds of messages in the order of the stream, and whether m
// is of each.
func kinds(m finding.Message) []kind {
	return []kind{
		{"config", m.Config != nil},
		{"finding", m.Finding != nil},
		{"nature", m.Nature != nil},
		{"unresolved", m.Unresolved != nil},
		{"explanation", m.Explanation != nil},
		{"summary", m.Summary != nil},
	}
}

// check returns errMessage unless just one field of m is set.
func check(m finding.Message) error {
	n := 0
	for _, k := range kinds(m) {
		if k.set {
			n++
		}
	}
	if n != 1 {
		return errMessage
	}
	return nil
}

// placeOf returns the place of m's kind in the stream, from 1, and its name.
func placeOf(m finding.Message) (int, string) {
	for i, k := range kinds(m) {
		if k.set {
			return i + 1, k.name
		}
	}
	return 0, "message"
}

// name returns the name of m's kind in the stream.
func name(m finding.Message) string {
	_, n := placeOf(m)
	return n
}
