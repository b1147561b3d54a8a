package listing

import (
	"io"
	"time"
)

// Random is what a Source offers beside io.Reader where it can be read at any
// place, as an *io.SectionReader can. Archives from such a source are listed
// from their directory alone.
type Random interface {
	io.ReaderAt
	Size() int64
}

const (
	defaultMaxLine = 64 << 10
	// maxPathBytes bounds a path. Windows allows 32,767 characters, Linux 4,096
	// bytes.
	maxPathBytes       = 32 << 10
	defaultMaxBuffered = 256 << 20
)

// Options say how a listing is to be read. The zero value recognises
// everything by content.
type Options struct {
	// Name is the file's name, a hint only; it is never printed.
	Name string
	// Format is "auto", "" for the same, or a name out of Formats.
	Format string
	// Columns overrides the choice of columns of a table:
	// "path=3,size=2,modified=5", by number from 1 or by heading.
	// The keys are path, folder, name, size, modified and directory.
	Columns string
	// MaxLine bounds a line in bytes; longer ones are counted and skipped, as
	// are paths over 32 KiB. 0 means 64 KiB.
	MaxLine int
	// MaxBuffered bounds what is held in memory of an archive that comes
	// through a pipe. 0 means 256 MiB.
	MaxBuffered int64
	// Now dates the lines of ls and FTP that leave the year out. Zero leaves
	// such entries without a time.
	Now time.Time
}

func (o Options) withDefaults() Options {
	if o.MaxLine <= 0 {
		o.MaxLine = defaultMaxLine
	}
	if o.MaxBuffered <= 0 {
		o.MaxBuffered = defaultMaxBuffered
	}
	return o
}
