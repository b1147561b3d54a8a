package listing

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// The library that reads 7z headers makes room for as many files as a header
// claims before it reads the first. A header of a hundred bytes may claim four
// thousand million. So the header is walked first, and every count held against
// the bytes that could describe so many.

var errSevenHeader = errors.New("the 7z header contradicts itself")

const (
	sevenEnd            = 0x00
	sevenHeaderMark     = 0x01
	sevenArchive2       = 0x02 // properties of the archive
	sevenMoreStreams    = 0x03
	sevenMainStreams    = 0x04
	sevenFiles          = 0x05
	sevenPackInfo       = 0x06
	sevenUnpackInfo     = 0x07
	sevenSubStreams     = 0x08
	sevenSizes          = 0x09
	sevenDigests        = 0x0a
	sevenFolders        = 0x0b
	sevenUnpackSizes    = 0x0c
	sevenStreamCounts   = 0x0d
	sevenEncodedHeader  = 0x17
	sevenMaxCoders      = 32
	sevenMaxUnpacked    = 256 << 20
	sevenMaxEncodedOnce = 4
)

// sevenWalk reads the numbers of a header. Its first error stays.
type sevenWalk struct {
	b   []byte
	err error
}

func (w *sevenWalk) fail() {
	if w.err == nil {
		w.err = errSevenHeader
	}
	w.b = nil
}

func (w *sevenWalk) byte() byte {
	if len(w.b) == 0 {
		w.fail()
		return 0
	}
	c := w.b[0]
	w.b = w.b[1:]
	return c
}

// skip steps over n bytes and returns them.
func (w *sevenWalk) skip(n uint64) []byte {
	if n > uint64(len(w.b)) {
		w.fail()
		return nil
	}
	s := w.b[:n]
	w.b = w.b[n:]
	return s
}

// number reads a number whose first byte tells how many more there are.
func (w *sevenWalk) number() uint64 {
	first := w.byte()
	mask, v := byte(0x80), uint64(0)
	for i := range 8 {
		if first&mask == 0 {
			return v | uint64(first&(mask-1))<<(8*i)
		}
		v |= uint64(w.byte()) << (8 * i)
		mask >>= 1
	}
	return v
}

// count reads a number of things of which each takes at least one of the bytes
// to come, or of the bits where perByte is 8.
func (w *sevenWalk) count(perByte uint64) uint64 {
	n := w.number()
	if n > uint64(len(w.b)+1)*perByte {
		w.fail()
		return 0
	}
	return n
}

// digests steps over checksums of n things.
func (w *sevenWalk) digests(n uint64) {
	defined := n
	if w.byte() == 0 {
		defined = 0
		for i, c := range w.skip((n + 7) / 8) {
			for bit := range 8 {
				if uint64(i*8+bit) < n && c&(0x80>>bit) != 0 {
					defined++
				}
			}
		}
	}
	w.skip(4 * min(defined, 1<<40))
}

// sevenFolder is what the check keeps of one folder of packed streams.
type sevenFolder struct {
	coders  int
	method  []byte // of the first coder
	props   []byte
	outputs uint64
	sizes   []uint64
	digest  bool
}

func (w *sevenWalk) folder() (f sevenFolder) {
	coders := w.number()
	if coders == 0 || coders > sevenMaxCoders {
		w.fail()
		return f
	}
	f.coders = int(coders)
	var inputs uint64
	for i := range f.coders {
		flags := w.byte()
		method := w.skip(uint64(flags & 0x0f))
		in, out := uint64(1), uint64(1)
		if flags&0x10 != 0 {
			in, out = w.number(), w.number()
		}
		var props []byte
		if flags&0x20 != 0 {
			props = w.skip(w.number())
		}
		if in > sevenMaxCoders || out > sevenMaxCoders || out == 0 {
			w.fail()
			return f
		}
		if i == 0 {
			f.method, f.props = method, props
		}
		inputs, f.outputs = inputs+in, f.outputs+out
	}
	for range f.outputs - 1 {
		w.number()
		w.number()
	}
	if f.outputs-1 > inputs {
		w.fail()
		return f
	}
	if packed := inputs - (f.outputs - 1); packed > 1 {
		for range packed {
			w.number()
		}
	}
	return f
}

// sevenStreams is what the check keeps of a description of streams.
type sevenStreams struct {
	packedAt   uint64
	packedSize []uint64
	folders    []sevenFolder
}

func (w *sevenWalk) streams() (s sevenStreams) {
	for w.err == nil {
		switch w.byte() {
		case sevenEnd:
			return s
		case sevenPackInfo:
			w.packInfo(&s)
		case sevenUnpackInfo:
			w.unpackInfo(&s)
		case sevenSubStreams:
			w.subStreams(&s)
		default:
			w.fail()
		}
	}
	return s
}

func (w *sevenWalk) packInfo(s *sevenStreams) {
	s.packedAt = w.number()
	n := w.count(1)
	for w.err == nil {
		switch w.byte() {
		case sevenEnd:
			return
		case sevenSizes:
			for range n {
				s.packedSize = append(s.packedSize, w.number())
			}
		case sevenDigests:
			w.digests(n)
		default:
			w.fail()
		}
	}
}

func (w *sevenWalk) unpackInfo(s *sevenStreams) {
	if w.byte() != sevenFolders {
		w.fail()
		return
	}
	n := w.count(1)
	if w.byte() != 0 { // the folders are elsewhere: nobody writes that
		w.fail()
		return
	}
	for range n {
		s.folders = append(s.folders, w.folder())
		if w.err != nil {
			return
		}
	}
	for w.err == nil {
		switch w.byte() {
		case sevenEnd:
			return
		case sevenUnpackSizes:
			for i := range s.folders {
				for range s.folders[i].outputs {
					s.folders[i].sizes = append(s.folders[i].sizes, w.number())
				}
			}
		case sevenDigests:
			w.digests(n)
			for i := range s.folders {
				s.folders[i].digest = true // or some of them; it only lowers a bound
			}
		default:
			w.fail()
		}
	}
}

func (w *sevenWalk) subStreams(s *sevenStreams) {
	counts := make([]uint64, len(s.folders))
	for i := range counts {
		counts[i] = 1
	}
	for w.err == nil {
		switch w.byte() {
		case sevenEnd:
			return
		case sevenStreamCounts:
			total := uint64(0)
			for i := range counts {
				counts[i] = w.count(1)
				total += counts[i]
			}
			if total > uint64(len(w.b))+uint64(len(s.folders)) {
				w.fail()
			}
		case sevenSizes:
			for _, n := range counts {
				for range max(n, 1) - 1 {
					w.number()
				}
			}
		case sevenDigests:
			w.subDigests(s, counts)
		default:
			w.fail()
		}
	}
}

// subDigests steps over the checksums of streams that have none yet: of every
// folder but those with one stream and a checksum of their own.
func (w *sevenWalk) subDigests(s *sevenStreams, counts []uint64) {
	var n uint64
	for i, c := range counts {
		if c != 1 || !s.folders[i].digest {
			n += c
		}
	}
	w.digests(n)
}

// files returns how many files a header has.
func (w *sevenWalk) files() uint64 {
	size := uint64(len(w.b))
	for w.err == nil {
		switch w.byte() {
		case sevenEnd:
			return 0
		case sevenArchive2:
			for w.err == nil && w.byte() != sevenEnd {
				w.skip(w.number())
			}
		case sevenMoreStreams, sevenMainStreams:
			w.streams()
		case sevenFiles:
			n := w.number()
			// A name, a time and attributes take sixteen bytes at least.
			if n > 4096 && n > size/16 || n > size {
				w.fail()
			}
			return n
		default:
			w.fail()
		}
	}
	return 0
}

// checkSeven walks the header of the 7z archive r, unpacked where it is packed.
func checkSeven(r Random, header []byte) error {
	for range sevenMaxEncodedOnce {
		w := &sevenWalk{b: header}
		switch w.byte() {
		case sevenHeaderMark:
			w.files()
			return w.err
		case sevenEncodedHeader:
		default:
			return errSevenHeader
		}
		s := w.streams()
		if w.err != nil {
			return w.err
		}
		if len(s.folders) == 0 {
			return nil // an archive without anything
		}
		var err error
		if header, err = unpackSeven(r, s); err != nil || header == nil {
			return err
		}
	}
	return errSevenHeader
}

// unpackSeven unpacks a packed header. It returns nothing for an encrypted one,
// which the library refuses by itself.
func unpackSeven(r Random, s sevenStreams) ([]byte, error) {
	f := s.folders[0]
	switch {
	case len(s.folders) != 1 || len(s.packedSize) != 1 || len(f.sizes) == 0:
		return nil, errSevenHeader
	case f.coders > 1 || bytes.Equal(f.method, methodAES):
		return nil, ErrEncrypted
	case !bytes.Equal(f.method, []byte{3, 1, 1}) || len(f.props) != 5:
		return nil, errSevenHeader // programs pack headers with LZMA only
	case f.sizes[0] > sevenMaxUnpacked || s.packedSize[0] > maxHeader:
		return nil, ErrTooLarge
	}
	const signature = 32
	start := binary.LittleEndian.AppendUint64(bytes.Clone(f.props), f.sizes[0])
	packed := io.NewSectionReader(r, signature+int64(s.packedAt), int64(s.packedSize[0]))
	z, err := lzma.ReaderConfig{DictCap: maxWindow}.NewReader(io.MultiReader(bytes.NewReader(start), packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, int64(f.sizes[0])))
}
