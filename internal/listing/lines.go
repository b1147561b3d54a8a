package listing

import (
	"bytes"
	"errors"
	"io"
)

const lineBuffer = 256 << 10

// lines parts a stream at sep, taking no line over max bytes.
type lines struct {
	src  io.Reader
	sep  byte
	max  int
	buf  []byte
	r, w int
	err  error
}

func newLines(src io.Reader, sep byte, max int) *lines {
	return &lines{src: src, sep: sep, max: max, buf: make([]byte, lineBuffer+max)}
}

// next returns the next line without its end, good until the call after. long
// reports a line over max, of which nothing is returned. At the end err is
// io.EOF; where the source broke off it is that error, and part tells whether
// a line was cut off by it.
func (l *lines) next() (line []byte, long bool, err error) {
	if i := bytes.IndexByte(l.buf[l.r:l.w], l.sep); i >= 0 && i <= l.max {
		line = l.buf[l.r : l.r+i]
		l.r += i + 1
		return l.trim(line), false, nil
	}
	return l.slow()
}

func (l *lines) trim(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' && l.sep == '\n' {
		return line[:n-1]
	}
	return line
}

// slow finds a line that needs more of the source, or is over max.
func (l *lines) slow() (line []byte, long bool, err error) {
	seen := 0
	for {
		if i := bytes.IndexByte(l.buf[l.r+seen:l.w], l.sep); i >= 0 {
			line = l.buf[l.r : l.r+seen+i]
			l.r += seen + i + 1
			return l.trim(line), long || len(line) > l.max, nil
		}
		seen = l.w - l.r
		if seen > l.max {
			long, seen, l.r = true, 0, l.w
		}
		if l.err != nil {
			return l.rest(long)
		}
		l.fill()
	}
}

// rest returns what is left after the source ended.
func (l *lines) rest(long bool) ([]byte, bool, error) {
	line := l.buf[l.r:l.w]
	l.r = l.w
	if len(line) == 0 && !long || !errors.Is(l.err, io.EOF) {
		return line, long, l.err
	}
	return l.trim(line), long, nil
}

func (l *lines) fill() {
	if l.r > 0 {
		l.w = copy(l.buf, l.buf[l.r:l.w])
		l.r = 0
	}
	for tries := 0; ; tries++ {
		n, err := l.src.Read(l.buf[l.w:])
		l.w += n
		l.err = err
		if err == nil && tries == 100 && n == 0 {
			l.err = io.ErrNoProgress
		}
		if n > 0 || l.err != nil {
			return
		}
	}
}
