package listing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// archived is the directory of an archive, whatever its kind: where the bytes
// can be had at any place, else after a bounded part of them was buffered.
func (d *document) archived() (Random, error) {
	if d.random != nil {
		d.partly()
		return d.random, nil
	}
	buffered, err := io.ReadAll(io.LimitReader(d.raw, d.opts.MaxBuffered+1))
	if err != nil {
		return nil, broken("buffering the archive", err)
	}
	if int64(len(buffered)) > d.opts.MaxBuffered {
		return nil, &Error{
			What: "buffering the archive", Err: fmt.Errorf("%w (%d MiB)", ErrTooLarge, d.opts.MaxBuffered>>20),
			Hint: "its directory stands at its end: give the archive as an uncompressed file, not through a pipe",
		}
	}
	return bytes.NewReader(buffered), nil
}

// recovered turns a panic of an archive library into an error: the archive is
// hostile until proven otherwise.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = broken("reading the archive's directory", errors.New("the library gave up"))
	}
}

// item takes the next item of a document form.
func (s *sink) item(name []byte, m meta) {
	s.line++
	if len(name) == 0 {
		s.done(noName)
		return
	}
	s.done(s.add(nil, name, m))
}

// note books an item that makes no entry.
func (s *sink) note(o outcome) {
	s.line++
	s.done(o)
}
