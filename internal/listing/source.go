package listing

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

const (
	hashBlock  = 256 << 10
	hashBlocks = 4
)

// meter reads a source, counts its bytes, and hashes them in a goroutine of its
// own, which ends at end.
type meter struct {
	src    io.Reader
	read   atomic.Int64
	free   chan []byte
	filled chan []byte
	sum    chan string
	mu     sync.Mutex // guards what follows
	digest string
	ended  bool
}

func newMeter(src io.Reader) *meter {
	m := &meter{
		src: src, free: make(chan []byte, hashBlocks), filled: make(chan []byte, hashBlocks),
		sum: make(chan string, 1),
	}
	for range hashBlocks {
		m.free <- make([]byte, 0, hashBlock)
	}
	go func() {
		h := sha256.New()
		for block := range m.filled {
			h.Write(block)
			m.free <- block[:0]
		}
		m.sum <- hex.EncodeToString(h.Sum(nil))
	}()
	return m
}

func (m *meter) Read(p []byte) (int, error) {
	if len(p) > hashBlock {
		p = p[:hashBlock]
	}
	n, err := m.src.Read(p)
	if n > 0 {
		m.read.Add(int64(n))
		m.hash(p[:n])
	}
	return n, err
}

// hash gives p to the goroutine that hashes. A decompressor may read ahead in
// goroutines of its own, even while hashing ends.
func (m *meter) hash(p []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.ended {
		m.filled <- append(<-m.free, p...)
	}
}

// end ends hashing and returns the digest of what was read.
func (m *meter) end() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.ended {
		m.ended = true
		close(m.filled)
		m.digest = <-m.sum
	}
	return m.digest
}

const (
	sampleSize = 64 << 10
	// maxPeel bounds how often a listing may be compressed over and over.
	maxPeel = 3
	// maxWindow bounds what a compressed stream may ask to be held in memory.
	maxWindow = 128 << 20
)

// peeled is a source with its compression taken off.
type peeled struct {
	*bufio.Reader
	names  []string
	closer []func()
}

// peel takes off up to maxPeel layers of compression.
func peel(src io.Reader) (*peeled, error) {
	p := &peeled{Reader: bufio.NewReaderSize(src, sampleSize)}
	for range maxPeel {
		head, _ := p.Peek(10)
		name, inner, closer, err := decompress(head, p.Reader)
		if name == "" {
			return p, nil
		}
		if err != nil {
			p.close()
			return nil, broken("reading the "+name+" stream", err)
		}
		p.names, p.closer = append(p.names, name), append(p.closer, closer)
		p.Reader = bufio.NewReaderSize(inner, sampleSize)
	}
	return p, nil
}

func (p *peeled) close() {
	for _, c := range p.closer {
		c()
	}
	p.closer = nil
}

func decompress(head []byte, src *bufio.Reader) (name string, inner io.Reader, closer func(), err error) {
	nothing := func() {}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}):
		z, err := gzip.NewReader(src)
		return "gzip", z, nothing, err
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(src, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(maxWindow*2))
		if err != nil {
			return "zstd", nil, nothing, err
		}
		return "zstd", z, z.Close, nil
	case bytes.HasPrefix(head, []byte{0xfd, '7', 'z', 'X', 'Z', 0}):
		if block, _ := src.Peek(64); xzWindow(block) > maxWindow {
			return "xz", nil, nothing, ErrTooLarge
		}
		z, err := xz.NewReader(src)
		return "xz", z, nothing, err
	case len(head) == 10 && bytes.HasPrefix(head, []byte("BZh")) && bytes.Equal(head[4:10], []byte{0x31, 0x41, 0x59, 0x26, 0x53, 0x59}):
		return "bzip2", bzip2.NewReader(src), nothing, nil
	}
	return "", nil, nothing, nil
}

// xzWindow returns how much memory the first block of an xz stream asks for,
// 0 where it does not say.
func xzWindow(b []byte) int64 {
	const streamHeader = 12
	if len(b) < streamHeader+8 || b[streamHeader] == 0 {
		return 0
	}
	flags, rest := b[streamHeader+1], b[streamHeader+2:]
	for _, has := range []byte{0x40, 0x80} { // sizes of the block, which we do not need
		for has&flags != 0 && len(rest) > 1 && rest[0]&0x80 != 0 {
			rest = rest[1:]
		}
		if has&flags != 0 {
			rest = rest[1:]
		}
	}
	for range flags&3 + 1 {
		if len(rest) < 3 {
			return 0
		}
		id, n := rest[0], int(rest[1])
		if id == 0x21 && n == 1 {
			bits := rest[2] & 0x3f
			return int64(2|bits&1) << (bits/2 + 11)
		}
		rest = rest[min(2+n, len(rest)):]
	}
	return 0
}
