package transcript

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/leakwarden/leakwarden/internal/mask"
)

const (
	// Learnable is the most of an input of lines that Lines holds in memory to
	// learn from before it writes the first.
	Learnable = 64 << 20

	// maxLine is the longest line that is masked; of a longer one only that it
	// was there is written.
	maxLine = 64 << 10
)

// overlong stands for a line longer than maxLine.
const overlong = "‹line too long›"

// Lines masks src line by line: one line out for each line in, in order,
// whatever its bytes. What may show in a place is learned from the whole input
// where that is no longer than Learnable; of a longer one, and of any under
// Streaming, each line is masked by itself, which shows less.
func Lines(dst io.Writer, src io.Reader, o Options, way Way) error {
	m := o.masker()
	r := bufio.NewReaderSize(src, maxLine+1)
	w := bufio.NewWriterSize(dst, 64<<10)
	v := &views{m: m}
	if way == Streaming {
		return errors.Join(lines(r, func(line []byte) error {
			writeLine(w, v, line)
			return w.Flush()
		}), w.Flush())
	}
	head, err := io.ReadAll(io.LimitReader(r, Learnable+1))
	defer clear(head)
	if err != nil {
		return fmt.Errorf("reading the lines: %w", err)
	}
	in := io.Reader(bytes.NewReader(head))
	if len(head) > Learnable {
		in = io.MultiReader(in, r)
	} else {
		var s sample
		_ = lines(bufio.NewReaderSize(bytes.NewReader(head), maxLine+1), func(line []byte) error { // from memory
			s.path(line, bothSlash)
			return nil
		})
		s.teach(m)
	}
	err = lines(bufio.NewReaderSize(in, maxLine+1), func(line []byte) error {
		writeLine(w, v, line)
		return nil
	})
	if err := errors.Join(err, w.Flush()); err != nil {
		return fmt.Errorf("masking lines: %w", err)
	}
	return nil
}

// Way says how Lines goes about it.
type Way uint8

// The ways of Lines.
const (
	Learning  Way = iota
	Streaming     // writes each line before it reads the next
)

// writeLine ignores the writer's errors: Flush gives the first of them.
func writeLine(w *bufio.Writer, v *views, line []byte) {
	if line == nil {
		_, _ = w.WriteString(overlong)
	} else {
		writeText(w, v.next().Line(line))
	}
	_ = w.WriteByte('\n')
}

func writeText(w *bufio.Writer, t mask.Text) { _, _ = w.WriteString(t.String()) }

// lines calls do for each line of r, without its end; with nil for one that
// does not fit r's buffer. The line is good until do returns.
func lines(r *bufio.Reader, do func(line []byte) error) error {
	for {
		line, err := r.ReadSlice('\n')
		long := errors.Is(err, bufio.ErrBufferFull)
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err != nil && len(line) == 0 {
			return nil
		}
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		if long {
			line = nil
		} else if line == nil {
			line = []byte{}
		}
		if err := do(line); err != nil {
			return err
		}
		if err != nil {
			return nil
		}
	}
}
