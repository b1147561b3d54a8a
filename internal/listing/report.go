package listing

// Reason is one reason why lines were skipped, or taken with a doubt.
type Reason struct {
	Reason string
	Lines  int64
	First  []int64 // the first line numbers, at most five, rising
}

// Report tells what a listing was taken for and where each of its lines went:
// Understood + Blank + Structural + the lines of Skipped = Lines. In forms
// without lines (archives, JSON documents, web pages, torrents) a line is an
// item.
type Report struct {
	Format      string // name out of Formats
	Why         string // one sentence: how it was recognised
	Encoding    string // "utf-8", "windows-1252", "mixed: utf-8, cp850"
	Compression string // "", "gzip", "zstd", "xz", "bzip2", or several joined by "+"
	// SHA256 is of the bytes of the source as given, in hex. It is empty until
	// the end, and stays so where an archive's directory alone was read.
	SHA256 string
	Bytes  int64 // read of the source as given

	Lines, Understood, Blank, Structural int64

	Skipped   []Reason // most lines first
	Doubtful  []Reason // taken, but look again; most lines first
	Repaired  int64    // lines whose UTF-8 had been read as Windows-1252
	Encrypted int64    // items of an archive whose content is encrypted
	Columns   string   // of a table: the columns taken, as Options.Columns writes them
	// Incomplete says why reading ended before the end; empty otherwise.
	Incomplete string
}
