package listing

import (
	"errors"
	"fmt"
)

// Errors that Open and Next wrap in an Error.
var (
	ErrEmpty     = errors.New("the listing is empty")
	ErrEncrypted = errors.New("the names in the archive are encrypted")
	ErrTooLarge  = errors.New("larger than what is held in memory")
	ErrFormat    = errors.New("no such listing format")
	ErrColumns   = errors.New("columns not understood")
	ErrBroken    = errors.New("broken off or damaged")
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
