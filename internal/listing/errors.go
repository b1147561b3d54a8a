package listing

import (
	"errors"
	"fmt"
	"io"
)

// Errors that Open and Next wrap in an Error.
var (
	ErrEmpty     = errors.New("the listing is empty")
	ErrEncrypted = errors.New("the names in the archive are encrypted")
	ErrTooLarge  = errors.New("larger than what is held in memory")
	ErrFormat    = errors.New("no such listing format")
	ErrColumns   = errors.New("columns not understood")
	ErrNotInForm = errors.New("no line is in the format given")
	ErrBroken    = errors.New("broken off or damaged")
	ErrFault     = errors.New("a fault in Leakwarden")
)

// Error is what went wrong with a listing, and what to do. It never holds text
// of the listing.
type Error struct {
	Line int64  // the last line or item read, 0 before the first
	What string // the act and the thing
	Hint string // what to do about it; may be empty
	Err  error
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s: after line %d: %v", e.What, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.What, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// broken returns the error for a source that ended before its end.
func broken(what string, err error) *Error {
	return &Error{
		What: what, Err: fmt.Errorf("%w: %w", ErrBroken, sourceError{err}),
		Hint: "everything before the damage was read; get the file again, or repair it, and compare its checksum",
	}
}

// sourceError keeps an error of a library for errors.Is and errors.As, but
// prints nothing that the library may have quoted from the source.
type sourceError struct{ err error }

func (e sourceError) Error() string {
	switch {
	case errors.Is(e.err, io.ErrUnexpectedEOF), errors.Is(e.err, io.EOF):
		return "the source ends too early"
	case errors.Is(e.err, io.ErrNoProgress):
		return "the source stands still"
	}
	return "the source cannot be read on"
}

func (e sourceError) Unwrap() error { return e.err }

// faulted turns a panic of ours into an error: a listing made to trip a reader
// must not stop what else is read. The panic's value is dropped, for it may
// hold text of the listing.
func faulted(err *error) {
	if p := recover(); p != nil {
		*err = &Error{What: "reading the listing", Err: ErrFault, Hint: "what was read so far is right; please report the form of listing, without its content"}
	}
}
