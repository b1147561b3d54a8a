package listing

import "io"

// form is one form of listing. Exactly one of lines and document is set.
type form struct {
	name  string // for Options.Format
	about string // half a sentence, for people
	why   string // how it is recognised, for people
	// certain recognises the form by content that no other form has.
	certain func(h *head) bool
	// lines returns a parser prepared for what h shows. A form without a
	// certain is recognised by how many of h's lines its parser understands.
	lines func(h *head) parser
	// least is the share of lines that the parser must understand; 0 means 0.7.
	least float64
	// generic forms are tried only where no other form explains the lines.
	generic bool
	// nul tells that lines end in a NUL byte.
	nul bool
	// document reads a form that is not made of lines.
	document func(d *document, s *sink) error
}

// parser reads one line at a time. line is UTF-8 without its end, good until
// the next call.
type parser interface {
	read(line []byte, s *sink) outcome
}

// quickParser is a parser that takes some lines without more ado; quick books
// such a line itself, and is false for the others. line may be in any encoding.
type quickParser interface {
	quick(line []byte, s *sink) bool
}

// parserFunc is a parser without state.
type parserFunc func(line []byte, s *sink) outcome

func (f parserFunc) read(line []byte, s *sink) outcome { return f(line, s) }

// stateless returns a form's lines function for a parser without state.
func stateless(f func([]byte, *sink) outcome) func(*head) parser {
	return func(*head) parser { return parserFunc(f) }
}

// document is what a form that is not made of lines reads from.
type document struct {
	opts   Options
	random Random    // the bytes as they are, for archives; may be nil
	raw    io.Reader // the bytes, decompressed
	text   io.Reader // the text in UTF-8
	names  *text     // decodes names inside raw
	report *Report
	partly func() // only a part of the source is going to be read
}

// forms returns every form, in the order in which they are tried: of two that
// explain a listing equally well the first is taken. To add a form, write its
// file and put it here.
func forms() []form {
	return []form{
		workbook,
		zipArchive,
		sevenArchive,
		rarArchive,
		tarArchive,
		torrent,
		xmlDocument,
		webPage,
		jsonDocument,
		nulPaths,
		tree,
		checksums,
		gitTree,
		findLs,
		tarLong,
		rsyncList,
		zipInfo,
		lsLong,
		dirList,
		itemTable,
		sevenList,
		sevenBlocks,
		itemBlocks,
		unzipList,
		unrarList,
		awsLs,
		gsutilLs,
		ransomLook,
		robocopy,
		diskUsage,
		mtree,
		rcloneLs,
		delimited,
		contents,
		lsShort,
		plain,
	}
}

// Format describes one form of listing that Open knows.
type Format struct {
	Name  string // for Options.Format
	About string // half a sentence
}

// Formats returns every form, in the order in which they are tried.
func Formats() []Format {
	var all []Format
	for _, f := range forms() {
		all = append(all, Format{f.name, f.about})
	}
	return all
}
