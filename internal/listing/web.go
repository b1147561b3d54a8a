package listing

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/net/html"
)

// webPage reads index pages and file browsers: links with what stands around
// them, and tables without links.
var webPage = form{
	name:     "html",
	about:    "index pages of Apache, nginx, IIS, lighttpd, Python; tree -H; saved pages of file browsers; several pages in one file",
	why:      "the text is HTML with links or tables",
	certain:  isPage,
	document: readPage,
}

func isPage(h *head) bool {
	low := bytes.ToLower(h.raw[:min(len(h.raw), 1024)])
	low = bytes.TrimLeft(low, " \t\r\n")
	for _, start := range []string{"<!doctype html", "<html", "<head", "<body", "<pre", "<table"} {
		if bytes.HasPrefix(low, []byte(start)) {
			return true
		}
	}
	links, lines := 0, 0
	for _, line := range h.lines {
		if isBlank(line) {
			continue
		}
		lines++
		l := bytes.ToLower(line)
		if bytes.Contains(l, []byte("<a ")) && bytes.Contains(l, []byte("href=")) || bytes.Contains(l, []byte("<tr")) || bytes.Contains(l, []byte("<td")) || bytes.Contains(l, []byte("<li")) {
			links++
		}
	}
	return links > 0 && links*10 >= lines*6
}

// maxToken bounds one tag or text of a page.
const maxToken = 1 << 20

// page is the state of reading pages.
type webReader struct {
	z       *html.Tokenizer
	s       *sink
	base    []byte // folder of the page, in normal form
	link    []byte // the link whose details are still to come
	isDir   bool
	before  []byte // text since the last link ended or the row began
	after   []byte // text behind the link
	inLink  bool
	heading bool // inside title or h1
	head    []byte
	cells   [][]byte
	inCell  bool
	linked  bool // the row had a link
	order   order
	columns *columns
	rows    rowReader
}

func readPage(d *document, s *sink) error {
	z := html.NewTokenizer(d.text)
	z.SetMaxBuf(maxToken)
	p := &webReader{z: z, s: s, order: order{monthFirst: 1}}
	for !s.stopped {
		if z.Next() == html.ErrorToken {
			err := z.Err()
			p.flush()
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case errors.Is(err, html.ErrBufferExceeded):
				return &Error{What: "reading the page", Err: ErrTooLarge, Hint: "a tag or text over 1 MiB is no listing: save the page again"}
			}
			return broken("reading the page", err)
		}
		p.token()
	}
	return nil
}

func (p *webReader) token() {
	switch t := p.z.Token(); t.Type {
	case html.TextToken:
		p.text([]byte(t.Data))
	case html.StartTagToken, html.SelfClosingTagToken:
		p.start(t)
	case html.EndTagToken:
		p.end(t.Data)
	}
}

// maxDetails bounds the text kept around a link.
const maxDetails = 4096

func (p *webReader) text(b []byte) {
	switch {
	case p.heading:
		p.head = append(p.head, b[:min(len(b), maxDetails)]...)
	case p.inLink:
	case p.link != nil:
		if len(p.after) < maxDetails {
			p.after = append(append(p.after, ' '), b[:min(len(b), maxDetails)]...)
		}
		if bytes.IndexByte(b, '\n') >= 0 && !p.inCell && len(p.cells) == 0 {
			p.flush()
		}
	default:
		if bytes.IndexByte(b, '\n') >= 0 && !p.inCell {
			p.before = p.before[:0]
		}
		if len(p.before) < maxDetails {
			p.before = append(append(p.before, ' '), b[:min(len(b), maxDetails)]...)
		}
	}
	if p.inCell && len(p.cells) > 0 {
		cell := &p.cells[len(p.cells)-1]
		if len(*cell) < maxDetails {
			*cell = append(*cell, b[:min(len(b), maxDetails)]...)
		}
	}
}

func (p *webReader) start(t html.Token) {
	switch t.Data {
	case "title", "h1", "h2":
		p.flush()
		p.heading, p.head = true, p.head[:0]
	case "tr", "li":
		p.flush()
		p.cells, p.linked, p.before = p.cells[:0], false, p.before[:0]
	case "br":
		p.flush()
		p.before = p.before[:0]
	case "td", "th":
		if len(p.cells) < maxColumns {
			p.cells = append(p.cells, nil)
			p.inCell = true
		}
	case "a":
		for _, a := range t.Attr {
			if a.Key == "href" {
				p.flush()
				p.open([]byte(a.Val))
			}
		}
	}
}

func (p *webReader) end(tag string) {
	switch tag {
	case "title", "h1", "h2":
		p.heading = false
		p.rebase()
	case "a":
		p.inLink = false
	case "td", "th":
		p.inCell = false
	case "tr":
		p.flush()
		p.row()
	case "li", "table", "pre":
		p.flush()
	}
}

// rebase takes the folder out of a heading such as "Index of /a/b" or
// "srv.example - /a/b/".
func (p *webReader) rebase() {
	h := bytes.TrimSpace(p.head)
	i := bytes.Index(h, []byte(" /"))
	if i < 0 || len(h) > p.s.maxPath {
		return
	}
	low := bytes.ToLower(h[:i])
	if !bytes.HasPrefix(low, []byte("index of")) && !bytes.HasPrefix(low, []byte("directory listing")) && !bytes.HasSuffix(low, []byte(" -")) &&
		!bytes.HasPrefix(low, []byte("index van")) && !bytes.HasPrefix(low, []byte("listing")) {
		return
	}
	p.base, _ = normal(p.base[:0], h[i+1:], slashes)
}

// open begins the entry of a link, unless it leads elsewhere: to the page's
// own sorting, its parent, a script.
func (p *webReader) open(href []byte) {
	p.inLink, p.linked = true, true
	h := bytes.TrimSpace(href)
	if i := bytes.IndexAny(h, "?#"); i >= 0 {
		h = h[:i]
	}
	colon := bytes.IndexByte(h, ':')
	isAddress := bytes.HasPrefix(h, []byte("http://")) || bytes.HasPrefix(h, []byte("https://"))
	switch {
	case len(h) == 0, string(h) == "../", string(h) == "..", string(h) == "/", string(h) == "./", string(h) == ".":
		p.s.note(structural)
		return
	case colon > 0 && !isAddress && bytes.IndexByte(h[:colon], '/') < 0:
		p.s.note(linkedOnly)
		return
	}
	whole := h[0] == '/' || isAddress
	h = trimURL(h)
	if !isAddress {
		h = unpercent(h)
	}
	p.isDir = h[max(len(h)-1, 0):] != nil && len(h) > 0 && h[len(h)-1] == '/'
	if len(h)+len(p.base) > p.s.maxPath {
		p.s.note(pathTooLong)
		return
	}
	full := bytes.Clone(h)
	if !whole && len(p.base) > 0 {
		full = append(append(bytes.Clone(p.base), '/'), h...)
	}
	path, _ := normal(nil, full, slashes)
	// The parent's link leads to a folder above the page.
	if len(path) == 0 || bytes.HasPrefix(append(bytes.Clone(p.base), '/'), append(bytes.Clone(path), '/')) {
		p.s.note(structural)
		return
	}
	p.link, p.after = full, p.after[:0]
}

// flush takes the link that waits for its details.
func (p *webReader) flush() {
	if p.link == nil {
		return
	}
	m := unknown
	m.directory = p.isDir
	if !p.details(p.after, &m) {
		p.details(p.before, &m)
	}
	link := p.link
	p.link, p.before = nil, p.before[:0]
	if m.directory {
		m.size = -1
	}
	p.s.item(link, m)
}

// details reads date and size out of the text beside a link.
func (p *webReader) details(b []byte, m *meta) (found bool) {
	b = bytes.ReplaceAll(b, []byte("\u00a0"), []byte(" "))
	for len(b) > 0 {
		b = bytes.TrimLeft(b, " \t\r\n")
		if unix, rest, ok := p.time(b); ok {
			m.modified, b, found = unix, rest, true
			continue
		}
		end := bytes.IndexAny(b, " \t\r\n")
		if end < 0 {
			end = len(b)
		}
		w := b[:end]
		b = b[end:]
		if string(w) == "<dir>" {
			m.directory, found = true, true
		}
		if m.size < 0 && len(w) > 0 && digit(w[0]) {
			unit, after := word(b)
			if v, ok := human(append(append(bytes.Clone(w), ' '), unit...)); ok && len(unit) > 0 {
				m.size, b, found = v, after, true
			} else if v, ok := cellSize(w); ok {
				m.size, found = v, true
			}
		}
	}
	return found
}

// time reads the dates of web servers: 2024-01-02 03:04, 02-Jan-2024 03:04,
// 2024-Jan-02 03:04:05, 1/2/2024 3:04 PM.
func (p *webReader) time(b []byte) (unix int64, rest []byte, ok bool) {
	if unix, rest, ok := isoTime(b); ok {
		return unix, rest, true
	}
	if len(b) >= 17 && (b[2] == '-' && b[6] == '-' || b[4] == '-' && b[8] == '-') {
		y, d, m := b[7:11], b[:2], b[3:6]
		if b[4] == '-' {
			y, d, m = b[:4], b[9:11], b[5:8]
		}
		year, ok1 := digits(y, 4)
		day, ok2 := digits(d, 2)
		if month := monthName(m); ok1 && ok2 && month > 0 {
			seconds, rest, ok := clock(b[12:])
			unix, _ := civil(year, month, day, seconds)
			return unix, rest, ok
		}
	}
	if d, rest, ok := numericDate(b); ok {
		p.order.learn(d)
		rest = bytes.TrimLeft(rest, " ,")
		seconds, after, ok := clock12(rest)
		if !ok {
			return 0, nil, false
		}
		y, m, day := p.order.date(d)
		unix, _ := civil(y, m, day, seconds)
		return unix, after, true
	}
	return 0, nil, false
}

// row takes a row of a table that had no link.
func (p *webReader) row() {
	cells := p.cells
	p.cells = p.cells[:0]
	if len(cells) == 0 || p.linked {
		return
	}
	for i := range cells {
		cells[i] = bytes.TrimSpace(cells[i])
	}
	if blankRow(cells) {
		return
	}
	if p.columns == nil {
		c := noColumns()
		c.fromHeadings([][][]byte{cells})
		if c.title {
			c.heading = 0
			p.columns = &c
			p.rows = newRowReader(p.columns)
		}
		p.s.note(structural)
		return
	}
	p.s.line++
	p.s.dialect = slashes
	if at := max(p.columns.at[rolePath], p.columns.at[roleFolder]); at >= 0 && at < len(cells) && bytes.IndexByte(cells[at], '/') < 0 {
		p.s.dialect = backslashes
	}
	p.s.done(p.rows.take(cells, p.s))
}

// unpercent undoes %20 and its like; a percent sign that is none stays.
func unpercent(b []byte) []byte {
	if bytes.IndexByte(b, '%') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '%' && i+2 < len(b) && isHex(b[i+1]) && isHex(b[i+2]) {
			out = append(out, unhex(b[i+1])<<4|unhex(b[i+2]))
			i += 2
			continue
		}
		out = append(out, b[i])
	}
	return out
}

func unhex(c byte) byte {
	if digit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
