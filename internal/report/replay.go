package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// Version is the version of the stream that this package writes and reads.
const Version = 1

// MaxLine is the number of bytes that a line of a stored stream may have.
const MaxLine = 16 << 20

// A StreamError says where a stored stream cannot be read, and why. It quotes
// nothing of the stream.
type StreamError struct {
	Line   int // from 1
	Reason string
}

func (e *StreamError) Error() string {
	return fmt.Sprintf("reading stream: line %d: %s", e.Line, e.Reason)
}

// ErrCutShort is returned by Replay for a stream without its summary: the run
// that wrote it did not end, or the file is not whole.
var ErrCutShort = errors.New("reading stream: it ends without its summary")

// Replay reads a stored stream from r and hands its messages to h, as the run
// that wrote it did. It takes lines in the order of the stream only, passes
// over blank lines, over fields it does not know, and over messages it does not
// know, and counts the latter in a note of the summary. It stops at the first
// line it cannot read, with a StreamError. It does not close h.
func Replay(r io.Reader, h Handler) error {
	p := player{handler: h}
	in := bufio.NewReaderSize(r, 64<<10)
	for {
		line, err := readLine(in)
		p.line++
		if errors.Is(err, errLong) {
			return p.fail(fmt.Sprintf("longer than %d MiB", MaxLine>>20))
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("reading stream: %w", err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := p.play(line); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return p.end()
		}
	}
}

// player hands on the messages of a stored stream.
type player struct {
	handler Handler
	line    int
	stage   int // of the last message
	unknown int // messages
}

// fail returns an error for the present line.
func (p *player) fail(reason string) error { return &StreamError{Line: p.line, Reason: reason} }

// end returns ErrCutShort unless the summary was seen.
func (p *player) end() error {
	if p.stage != summaryStage {
		return ErrCutShort
	}
	return nil
}

// The places of messages in a stream.
const (
	configStage  = 1
	summaryStage = 6
)

// play hands on the message of one line.
func (p *player) play(line []byte) error {
	var m finding.Message
	if err := json.Unmarshal(line, &m); err != nil {
		return p.fail(reason(err))
	}
	if m == (finding.Message{}) {
		p.unknown++
		if p.stage == 0 {
			return p.fail("not the config that a stream opens with")
		}
		return nil
	}
	if check(m) != nil {
		return p.fail("more than one object")
	}
	at, kind := placeOf(m)
	switch {
	case p.stage == 0 && at != configStage:
		return p.fail("not the config that a stream opens with")
	case at < p.stage, at == p.stage && (at == configStage || at == summaryStage):
		return p.fail(kind + " out of order")
	case m.Config != nil && m.Config.Version != Version:
		return p.fail(fmt.Sprintf("version %d of the stream, where version %d is understood", m.Config.Version, Version))
	}
	p.stage = at
	if m.Summary != nil && p.unknown > 0 {
		s := *m.Summary
		s.Notes = append(s.Notes[:len(s.Notes):len(s.Notes)], fmt.Sprintf(
			"%d messages of the stored stream are of a kind that this version does not know; they are left out.", p.unknown))
		m.Summary = &s
	}
	return p.handler.Handle(m)
}

// reason says what is wrong with a line without quoting it.
func reason(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("not JSON at byte %d", syntax.Offset)
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Sprintf("field %s is not a %s", visible(kind.Field), kind.Type.Kind())
	}
	return "not a message of a stream"
}

// errLong is returned by readLine for a line over MaxLine.
var errLong = errors.New("line too long")

// readLine returns the next line, which is valid until the next call, and
// io.EOF with the last.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	whole := bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = in.ReadSlice('\n')
		if len(whole)+len(line) > MaxLine {
			return nil, errLong
		}
		whole = append(whole, line...)
	}
	return whole, err
}
