package listing

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"golang.org/x/text/transform"
)

// Reader reads one listing. Only Progress may be called from another goroutine.
type Reader struct {
	opts   Options
	meter  *meter
	peeled *peeled
	text   *text
	form   *form
	sink   *sink
	report Report
	next   func() (error, bool) // runs the form until a batch is full
	stop   func()
	err    error
	partly bool // only a part of the source is read, by design
}

// Open recognises the listing in src by its first 64 KiB and returns a Reader
// at its first entry. Close it when done.
func Open(src io.Reader, o Options) (*Reader, error) {
	r := &Reader{opts: o.withDefaults(), text: newText()}
	if r.opts.Format != "" && r.opts.Format != "auto" && formNamed(r.opts.Format) == nil {
		return nil, &Error{What: "choosing the listing format", Err: ErrFormat, Hint: "give one of: auto " + formatNames()}
	}
	r.meter = newMeter(src)
	if err := r.open(src); err != nil {
		_ = r.Close() // it has no error of its own
		return nil, err
	}
	return r, nil
}

func formatNames() string {
	var names []string
	for _, f := range forms() {
		names = append(names, f.name)
	}
	return strings.Join(names, " ")
}

func (r *Reader) open(src io.Reader) (err error) {
	defer faulted(&err)
	random, _ := src.(Random)
	if r.peeled, err = peel(r.meter); err != nil {
		return err
	}
	if len(r.peeled.names) > 0 {
		random = nil
	}
	sample, err := r.peeled.Peek(sampleSize)
	switch {
	case err != nil && !errors.Is(err, io.EOF) && len(sample) == 0:
		return broken("reading the listing", err)
	case len(sample) == 0:
		return &Error{What: "reading the listing", Err: ErrEmpty, Hint: "check that the file was copied whole"}
	}
	whole := errors.Is(err, io.EOF)
	in := io.Reader(r.peeled.Reader)
	if name, e := wideEncoding(sample); e != nil {
		r.text.utf16 = name
		wide := bufio.NewReaderSize(transform.NewReader(in, e.NewDecoder()), sampleSize)
		sample, err = wide.Peek(sampleSize)
		whole = errors.Is(err, io.EOF)
		in = wide
	} else if random != nil && bytes.IndexByte(sample[:min(len(sample), tarBlock)], 0) < 0 {
		r.sampleEncoding(random)
	}
	if bytes.HasPrefix(sample, byteOrderMark) {
		if _, err := io.ReadFull(in, make([]byte, len(byteOrderMark))); err != nil {
			return broken("reading the listing", err)
		}
		sample = sample[len(byteOrderMark):]
	}
	h := newHead(r.opts, bytes.Clone(sample), whole, r.text)
	h.random = random
	why := "the format was given"
	if r.form = formNamed(r.opts.Format); r.form == nil {
		r.form, why = recognise(h)
	} else if r.form.lines != nil {
		h.dialect = h.try(r.form, &Batch{}).dialect
	}
	r.text.forget()
	r.report.Format, r.report.Why = r.form.name, why
	r.report.Compression = strings.Join(r.peeled.names, "+")
	return r.start(h, in)
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// sampleEncoding takes evidence on the encoding from all over a large source.
func (r *Reader) sampleEncoding(random Random) {
	const parts, part = 16, 16 << 10
	size := random.Size()
	if size < 2*sampleSize {
		return
	}
	buf := make([]byte, part)
	for i := range int64(parts) {
		n, err := random.ReadAt(buf, size/parts*i)
		if err != nil && n == 0 {
			return
		}
		part := buf[:n]
		if start := bytes.IndexByte(part, '\n'); start >= 0 {
			r.text.learn(part[start:])
		}
	}
}

// start prepares the form to be run batch by batch.
func (r *Reader) start(h *head, in io.Reader) error {
	s := &sink{maxPath: maxPathBytes, dialect: h.dialect, text: r.text}
	r.sink = s
	run, err := r.runner(h, in)
	if err != nil {
		return err
	}
	r.next, r.stop = iter.Pull(func(yield func(error) bool) {
		s.full = func() bool { return yield(nil) }
		if err := guarded(run); err != nil && !s.stopped {
			yield(err)
		}
	})
	return nil
}

// runner returns what runs the form over in.
func (r *Reader) runner(h *head, in io.Reader) (func() error, error) {
	if r.form.document != nil {
		d := &document{opts: r.opts, random: h.random, raw: in, names: r.text, report: &r.report, partly: func() { r.partly = true }}
		d.text = &decoded{in: newLines(in, '\n', r.opts.MaxLine), t: r.text}
		return func() error { return r.form.document(d, r.sink) }, nil
	}
	p := r.form.lines(h)
	switch t, ok := p.(*tableParser); {
	case p == nil && r.form.name == delimited.name:
		return nil, &Error{What: "reading the columns of the table", Err: ErrColumns, Hint: columnsHint}
	case p == nil:
		return nil, &Error{What: "reading the listing as " + r.form.name, Err: ErrNotInForm, Hint: "give --listing-format auto, and see with: leakwarden listing inspect"}
	case ok:
		r.report.Columns = t.columns.String()
	}
	sep := byte('\n')
	if r.form.nul {
		sep = 0
	}
	l := newLines(in, sep, r.opts.MaxLine)
	return func() error { return r.readLines(l, p) }, nil
}

// guarded runs run and returns a panic as an error.
func guarded(run func() error) (err error) {
	defer faulted(&err)
	return run()
}

// readLines runs a parser over every line.
func (r *Reader) readLines(l *lines, p parser) error {
	s, t := r.sink, r.text
	quick, _ := p.(quickParser)
	for !s.stopped {
		line, long, err := l.next()
		if errors.Is(err, io.EOF) {
			return r.finish(p)
		}
		s.line++
		if err != nil {
			if len(line) > 0 || long {
				s.done(cutOff)
			}
			s.release(cutOff)
			return broken("reading the listing", err)
		}
		if long {
			s.release(badQuotes)
			s.done(tooLong)
			continue
		}
		if quick != nil && quick.quick(line, s) {
			continue
		}
		if !ascii(line) {
			line = t.decode(line)
		}
		s.done(p.read(line, s))
	}
	return nil
}

// finisher is a parser that holds lines back until it knows what they are.
type finisher interface {
	finish(s *sink)
}

func (r *Reader) finish(p parser) error {
	if f, ok := p.(finisher); ok {
		f.finish(r.sink)
	}
	r.sink.release(badQuotes)
	return nil
}

// Next fills b with the next entries, at most 16,384 and about 1 MiB of paths.
// It returns io.EOF, and no entries, at the end. Any other error comes after
// every entry before it was delivered; the Report is then good, and says so in
// Incomplete.
func (r *Reader) Next(b *Batch) error {
	b.reset(maxPathBytes)
	if r.err != nil {
		return r.err
	}
	r.sink.batch, r.sink.last = b, Path{}
	err, more := r.next()
	switch {
	case !more:
		r.err = io.EOF
		r.drain()
	case err != nil:
		r.err = r.fail(err)
		r.hashRest()
	}
	if len(b.Entries) > 0 {
		return nil
	}
	return r.err
}

// fail makes err an Error and notes it in the report.
func (r *Reader) fail(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		e = broken("reading the listing", err)
	}
	e.Line = r.sink.line
	r.report.Incomplete = e.Err.Error()
	if e.Line > 0 {
		r.report.Incomplete = fmt.Sprintf("after line %d: %v", e.Line, e.Err)
	}
	return e
}

// drain reads what a document form left of the source, for the checksum.
func (r *Reader) drain() {
	if r.partly || r.peeled == nil {
		return
	}
	if _, err := io.Copy(io.Discard, r.peeled.Reader); err != nil && r.report.Incomplete == "" {
		r.err = r.fail(broken("reading the listing to its end", err))
	}
	_, _ = io.Copy(io.Discard, r.meter) // trailing bytes behind a compressed stream
}

// hashRest reads what follows the place where reading failed, so that the
// checksum is of the whole source.
func (r *Reader) hashRest() {
	if r.partly || r.peeled == nil {
		return
	}
	r.peeled.close()                    // it may be reading ahead
	_, _ = io.Copy(io.Discard, r.meter) // a second error tells nothing new
}

// Report tells what was read so far; it is whole once Next returned an error.
func (r *Reader) Report() Report {
	rep := r.report
	r.sink.fill(&rep)
	rep.Repaired += r.text.repaired
	rep.Encoding = r.text.name()
	rep.Bytes = r.meter.read.Load()
	if r.err != nil && !r.partly {
		rep.SHA256 = r.meter.end()
	}
	return rep
}

// Progress returns how many bytes of the source were read so far.
func (r *Reader) Progress() int64 { return r.meter.read.Load() }

// Close ends reading. It does not close the source.
func (r *Reader) Close() error {
	if r.stop != nil {
		r.sink.stopped = true
		r.stop()
	}
	if r.peeled != nil {
		r.peeled.close()
	}
	r.meter.end()
	return nil
}
