package listing

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/net/html"
)

// xmlDocument reads tree -X, and S3's ListBucketResult.
var xmlDocument = form{
	name:  "xml",
	about: "XML of tree -X and of S3 bucket listings",
	why:   "the text is XML of files and folders",
	certain: func(h *head) bool {
		marks, lines := 0, 0
		for _, line := range h.lines {
			t := bytes.TrimLeft(line, " \t")
			if len(t) == 0 {
				continue
			}
			lines++
			for _, start := range []string{"<?xml", "<tree", "</tree", "<directory", "</directory", "<file ", "<link ", "</link", "</file", "<report", "</report", "<files", "<directories", "<fifo", "<socket", "<ListBucketResult", "<Contents>", "<Key>"} {
				if bytes.HasPrefix(t, []byte(start)) {
					marks++
					break
				}
			}
		}
		return marks > 0 && marks*10 >= lines*7 || bytes.Contains(h.raw, []byte("<ListBucketResult"))
	},
	document: readXML,
}

// maxXMLDepth bounds how deep folders nest.
const maxXMLDepth = 1024

type xmlReader struct {
	s       *sink
	path    []byte
	ends    []int // length of path before each open folder
	over    int
	field   string
	fields  jsonFields
	cut     bool
	pending bool
}

func readXML(d *document, s *sink) error {
	z := html.NewTokenizer(d.text)
	z.SetMaxBuf(maxToken)
	x := &xmlReader{s: s}
	for !s.stopped {
		if z.Next() == html.ErrorToken {
			err := z.Err()
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case errors.Is(err, html.ErrBufferExceeded):
				return &Error{What: "reading the XML text", Err: ErrTooLarge, Hint: "a tag or text over 1 MiB is no listing"}
			}
			return broken("reading the XML text", err)
		}
		switch t := z.Token(); t.Type {
		case html.TextToken:
			x.text([]byte(t.Data))
		case html.StartTagToken:
			x.start(t)
		case html.SelfClosingTagToken:
			x.start(t)
			x.end(t.Data)
		case html.EndTagToken:
			x.end(t.Data)
		}
	}
	return nil
}

func (x *xmlReader) text(b []byte) {
	if !x.pending {
		return
	}
	b = bytes.TrimSpace(b)
	switch x.field {
	case "key":
		x.fields.set(keyPath, b)
	case "size":
		x.fields.set(keySize, b)
	case "lastmodified":
		x.fields.set(keyTime, b)
	}
}

func (x *xmlReader) start(t html.Token) {
	x.field = t.Data
	switch t.Data {
	case "contents":
		x.pending, x.fields = true, jsonFields{meta: unknown}
	case "directory", "file", "link", "fifo", "socket", "block", "char":
		x.entry(t)
	}
}

func (x *xmlReader) entry(t html.Token) {
	f := jsonFields{meta: unknown}
	for _, a := range t.Attr {
		switch a.Key {
		case "name":
			f.name = []byte(a.Val)
		case "size":
			f.set(keySize, []byte(a.Val))
		case "time":
			f.set(keyTime, []byte(a.Val))
		}
	}
	if f.name == nil {
		return
	}
	f.meta.directory = t.Data == "directory"
	x.s.line++
	if x.over > 0 {
		x.s.done(tooDeep)
	} else {
		if x.cut {
			x.s.doubting(parentsCut)
		}
		x.s.done(x.s.add(x.folderOf(f.name), f.name, f.meta))
	}
	if !f.meta.directory {
		return
	}
	if x.over > 0 || len(x.ends) >= maxXMLDepth || len(x.path)+len(f.name) >= x.s.maxPath {
		x.over++
		return
	}
	x.ends = append(x.ends, len(x.path))
	if folder := x.folderOf(f.name); folder == nil && len(x.path) > 0 {
		f.name = f.name[bytes.LastIndexByte(f.name, '/')+1:]
	}
	if len(x.path) > 0 {
		x.path = append(x.path, '/')
	}
	before := len(x.path)
	if x.path, _ = normal(x.path, f.name, slashes); len(x.path) == before && before > 0 {
		x.path = x.path[:before-1] // the name was "."
	}
}

// folderOf returns the folder that name stands in: none where name is a whole
// path, as tree -f writes it.
func (x *xmlReader) folderOf(name []byte) []byte {
	if bytes.IndexByte(name, '/') < 0 || len(x.path) == 0 {
		return x.path
	}
	whole, _ := normal(nil, name, slashes)
	if bytes.HasPrefix(whole, append(bytes.Clone(x.path), '/')) {
		return nil
	}
	return x.path
}

func (x *xmlReader) end(tag string) {
	x.field = ""
	switch tag {
	case "directory":
		switch {
		case x.over > 0:
			x.over--
		case len(x.ends) == 0:
			x.cut = true
		default:
			x.path = x.path[:x.ends[len(x.ends)-1]]
			x.ends = x.ends[:len(x.ends)-1]
		}
	case "contents":
		if x.pending {
			x.pending = false
			x.s.item(x.fields.path, x.fields.meta)
		}
	}
}
