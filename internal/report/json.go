package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// jsonHandler writes one object a line, with the fields in the order of their
// declaration.
type jsonHandler struct {
	w   io.Writer
	buf bytes.Buffer
	enc *json.Encoder
	out []byte
}

func newJSON(w io.Writer) *jsonHandler {
	h := &jsonHandler{w: w}
	h.enc = json.NewEncoder(&h.buf)
	h.enc.SetEscapeHTML(true)
	return h
}

// Handle writes m as one line. A number that JSON cannot hold is an error, and
// then nothing of m is written.
func (h *jsonHandler) Handle(m finding.Message) error {
	if err := check(m); err != nil {
		return err
	}
	h.buf.Reset()
	if err := h.enc.Encode(full(m)); err != nil {
		// The encoder's own error may quote the value.
		return fmt.Errorf("writing %s as JSON: a value has no form in JSON", name(m))
	}
	h.out = escapeJSON(h.out[:0], h.buf.Bytes())
	if _, err := h.w.Write(h.out); err != nil {
		return fmt.Errorf("writing %s as JSON: %w", name(m), err)
	}
	return nil
}

// Close does nothing: a stream that broke off ends without its summary.
func (h *jsonHandler) Close() error { return nil }

// escapeJSON appends src, which is JSON, to dst, with each rune that does not
// show as itself escaped. Outside ASCII such runes stand in strings only, so
// the meaning stays the same, and a stream shown on a terminal does no harm.
// U+FFFD is escaped too, as the encoder does where it stands for broken UTF-8.
func escapeJSON(dst, src []byte) []byte {
	for i := 0; i < len(src); {
		if c := src[i]; c < utf8.RuneSelf {
			if c == 0x7f {
				dst = append(dst, `\u007f`...)
			} else {
				dst = append(dst, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		switch {
		case shows(r) && r != utf8.RuneError:
			dst = append(dst, src[i:i+n]...)
		case r > 0xffff:
			r -= 0x10000
			dst = fmt.Appendf(dst, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			dst = fmt.Appendf(dst, `\u%04x`, r)
		}
		i += n
	}
	return dst
}

// full returns m with an empty list for each that is nil: a reader of the
// stream never meets null.
func full(m finding.Message) finding.Message {
	switch {
	case m.Config != nil:
		c := *m.Config
		c.Suppliers = list(c.Suppliers)
		c.Listings = slices.Clone(list(c.Listings))
		for i := range c.Listings {
			l := &c.Listings[i]
			l.Skipped = slices.Clone(list(l.Skipped))
			for j := range l.Skipped {
				l.Skipped[j].First = list(l.Skipped[j].First)
			}
		}
		m.Config = &c
	case m.Finding != nil:
		f := *m.Finding
		f.Signals, f.Natures = list(f.Signals), list(f.Natures)
		f.Flags, f.Evidence = list(f.Flags), list(f.Evidence)
		m.Finding = &f
	case m.Explanation != nil:
		e := *m.Explanation
		e.Signs = slices.Clone(list(e.Signs))
		for i := range e.Signs {
			e.Signs[i].Contributions = list(e.Signs[i].Contributions)
		}
		m.Explanation = &e
	case m.Summary != nil:
		s := *m.Summary
		s.Severity.Assumptions = list(s.Severity.Assumptions)
		s.Flags, s.Notes = list(s.Flags), list(s.Notes)
		m.Summary = &s
	}
	return m
}

// list returns s, or an empty list where s is nil.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
