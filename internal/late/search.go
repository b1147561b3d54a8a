package late

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/token"
)

// MostPlaces is how many places Found.First holds at most.
const MostPlaces = 5

// Answer is what an index holds of some names.
type Answer struct {
	Listings []Listing
	Rows     int64   // different names of files and directories
	Items    int64   // entries
	Found    []Found // one for each name, in their order
}

// Found is what an index holds of one name.
type Found struct {
	Name  string
	Rows  int64 // names of files and directories that hold it
	Glued int64 // of these, those that write it, or some of its words, as one
	Items int64 // entries at or below these, each counted once
	First []Place
	// Partly says that the name has a number that no index keeps, so that any
	// number in its place was taken for it.
	Partly bool
}

// Place is where an entry is first met.
type Place struct {
	Listing int   // number, from 0
	Line    int64 // from 1
}

// query is one name on its way through the rows.
type query struct {
	Found
	words int
	runs  [][]run // by the word they start with
	open  int     // depth of the directory at hand that holds the name; 0 for none
	last  bool    // found in the row at hand
}

// run is a mark that stands for one word of a name, or for several glued.
type run struct {
	mark   uint64
	number uint32 // of the mark in the index; 0 if it has none
	next   int    // word after it
}

// Search returns what the index read from src holds of names: their words in
// order, with any separators, case and diacritics, or glued together. The error
// is ErrName, ErrNotIndex, ErrKey, ErrTruncated, ErrChanged or that of src.
// Memory does not grow with the index but by a bit for each of its marks; a
// million rows take less than a second.
func Search(src io.Reader, k Key, names []string) (*Answer, error) {
	s := searcher{byMark: make(map[uint64][]*run), starts: make(map[uint32][]start)}
	m := k.marker()
	for i, name := range names {
		q, err := newQuery(m, name)
		if err != nil {
			return nil, fmt.Errorf("late alias %d: %w", i+1, err)
		}
		s.queries = append(s.queries, q)
	}
	d, err := open(src, k)
	if err != nil {
		return nil, fmt.Errorf("reading an index of late aliases: %w", err)
	}
	defer d.close()
	a := &Answer{Listings: d.listings()}
	s.marks(d)
	s.rows(d, a)
	if err := d.end(); err != nil {
		return nil, fmt.Errorf("reading an index of late aliases: %w", err)
	}
	for _, q := range s.queries {
		a.Found = append(a.Found, q.Found)
	}
	return a, nil
}

func newQuery(m *marker, name string) (*query, error) {
	q := &query{Found: Found{Name: name}}
	text := []byte(name)
	var w token.Words
	token.NewDict().Scan(text, &w)
	var words []string // a number left out is ""
	var plain []string // as written, with those before it that tell nothing
	before := ""
	for i := range w.List {
		folded := token.Fold(string(text[w.List[i].Start:w.List[i].End]))
		word, what := keep(text, w.List, i)
		before += folded
		if what == dropped {
			continue
		}
		if what == left {
			q.Partly = true
		}
		words, plain, before = append(words, word), append(plain, before), ""
	}
	if len(words) > maxNameWords || strings.Join(words, "") == "" {
		return nil, ErrName
	}
	q.words, q.runs = len(words), make([][]run, len(words))
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			if slices.Contains(words[i:j], "") {
				if j == i+1 {
					q.runs[i] = append(q.runs[i], run{number: gap, next: j})
				}
				break
			}
			q.glue(m, i, j, strings.Join(words[i:j], ""))
			if j > i+1 {
				q.glue(m, i, j, strings.Join(plain[i:j], ""))
			}
		}
	}
	return q, nil
}

// possible reports whether the index has marks that make up the name. Of most
// names it has not, and the rows need not be asked for them.
func (q *query) possible() bool {
	reached := make([]bool, q.words+1)
	reached[0] = true
	for i, runs := range q.runs {
		for _, r := range runs {
			if reached[i] && (r.number != gap || r.mark == 0) {
				reached[r.next] = true
			}
		}
	}
	return reached[q.words]
}

// glue adds the run of words from i to before j, written as text.
func (q *query) glue(m *marker, i, j int, text string) {
	if word, telling := mention.Canonical(text); telling {
		q.runs[i] = append(q.runs[i], run{mark: m.mark(word), next: j})
	}
}

// searcher takes queries through an index.
type searcher struct {
	queries []*query
	byMark  map[uint64][]*run
	useful  []uint64 // a bit for each mark that some name starts with
	starts  map[uint32][]start
	row     []uint32
	open    []*query // those with an open directory
}

// start is a name that starts with a mark.
type start struct {
	query *query
	next  int
}

// marks finds the numbers of the marks that are looked for.
func (s *searcher) marks(d *decoder) {
	for _, q := range s.queries {
		for _, runs := range q.runs {
			for i := range runs {
				if runs[i].mark != 0 {
					s.byMark[runs[i].mark] = append(s.byMark[runs[i].mark], &runs[i])
				}
			}
		}
	}
	count := uint32(d.number(maxMarks))
	for n := uint32(1); n <= count && d.err == nil; n++ {
		b := d.bytes(8)
		if len(b) < 8 {
			return
		}
		for _, r := range s.byMark[binary.BigEndian.Uint64(b)] {
			r.number = n
		}
	}
	s.useful = make([]uint64, count/64+1)
	for _, q := range s.queries {
		if !q.possible() {
			continue
		}
		for _, r := range q.runs[0] {
			if r.number != gap || r.mark == 0 {
				s.useful[r.number/64] |= 1 << (r.number % 64)
				s.starts[r.number] = append(s.starts[r.number], start{q, r.next})
			}
		}
	}
}

func (s *searcher) rows(d *decoder, a *Answer) {
	line := int64(0)
	a.Rows = int64(d.number(math.MaxInt64))
	for n := int64(0); n < a.Rows && d.err == nil; n++ {
		depth := int(d.number(maxDepth + 1))
		items := int64(d.number(math.MaxInt64))
		listing := int(d.number(maxListings))
		line += d.difference()
		words, runs := int(d.number(maxRowMarks)), int(d.number(maxRowMarks))
		s.row = s.row[:0]
		for range words + runs {
			s.row = append(s.row, uint32(d.number(uint64(len(s.useful))*64)))
		}
		a.Items += items
		s.leave(depth)
		for i, number := range s.row {
			if int(number/64) < len(s.useful) && s.useful[number/64]&(1<<(number%64)) != 0 {
				s.try(i, words, depth, Place{listing, line})
			}
		}
		for _, q := range s.open {
			q.Items += items
			q.last = false
		}
	}
}

// leave closes the directories that the row at depth is not in.
func (s *searcher) leave(depth int) {
	s.open = slices.DeleteFunc(s.open, func(q *query) bool {
		if depth <= q.open {
			q.open = 0
		}
		return q.open == 0
	})
}

// try looks for names that start at mark i of the row, whose first marks are
// those of its words.
func (s *searcher) try(i, words, depth int, at Place) {
	for _, st := range s.starts[s.row[i]] {
		q, glued := st.query, st.next > 1 || i >= words
		switch {
		case q.last: // found in this row already
			continue
		case i >= words && st.next != q.words:
			continue
		case i < words:
			more, ok := q.match(s.row[i+1:words], st.next)
			if !ok {
				continue
			}
			glued = glued || more
		}
		q.found(glued, at)
		if q.open == 0 {
			q.open = depth
			s.open = append(s.open, q)
		}
	}
}

// match reports whether marks go on with the name from a word, and whether they
// write some of it glued.
func (q *query) match(marks []uint32, word int) (glued, ok bool) {
	if word == q.words {
		return false, true
	}
	if len(marks) == 0 {
		return false, false
	}
	for _, r := range q.runs[word] {
		if r.number != marks[0] || r.number == gap && r.mark != 0 {
			continue
		}
		if glued, ok := q.match(marks[1:], r.next); ok {
			return glued || r.next > word+1, true
		}
	}
	return false, false
}

// found counts a row.
func (q *query) found(glued bool, at Place) {
	q.last = true
	q.Rows++
	if glued {
		q.Glued++
	}
	if len(q.First) < MostPlaces && !slices.Contains(q.First, at) {
		q.First = append(q.First, at)
	}
}

// Searchable reports whether Search takes name: it has words that an index
// keeps, and not too many.
func Searchable(name string) bool {
	_, err := newQuery(Key{}.marker(), name)
	return err == nil
}
