package mask

import (
	"bytes"
	"strings"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/mention"
)

// View masks paths for one reader and numbers equal hidden values in it: the
// same number is the same hidden text. Numbers of two views have nothing to do
// with each other. It is not for use by two goroutines.
type View struct {
	r      *reader
	seed   uint64
	refs   table[uint32] // by what is hidden
	drafts []draft
	cells  []cell // what was made of drafts: checked, with all sizes
	out    []byte // text of the cells
	begin  int    // first draft of the segment at hand
	base   int    // where the segment at hand starts in the path
	check  checker
	levels []level         // the root, and the directories of the path before
	path   []byte          // of the deepest of them
	both   bool            // slashes split it
	room   []cell          // for cells to come
	texts  strings.Builder // with room for those to come
	spans  []identifier.Span
	// persons reads what shows; nil where nobody counts that.
	persons *identifier.Recogniser
}

// level is the state of a View after a directory of a path and those above it.
// The next path is likely to lie in the same.
type level struct {
	end              int // of the directory's path, with its slash
	cells, out, told int
	within           uint64 // kindOf it
	key              uint64 // of its path with its slash
	owner            bool   // each child is a person's
	delicate, large  bool
}

// Renew makes v what Masker.View with the same seed would return: it numbers hidden
// values anew.
func (v *View) Renew() {
	v.refs.clear()
	v.levels = v.levels[:1]
}

// Path masks a path whose segments are split by slashes, as listing.Entry has
// them. It takes some 1.8 µs for a path of ordinary length.
func (v *View) Path(path []byte) Text { return v.PathWith(path, nil) }

// PathWith is Path where a judge has found that the phrases in shown are
// indeed an organisation's there: they show although they are one word or
// ordinary, once in a path, alone in their segment. A phrase that is made of
// names of persons still shows only beside an organisation word.
func (v *View) PathWith(path []byte, shown []mention.PhraseID) Text {
	return v.mask(path, shown, false)
}

// Line masks one line that is not known to be a path: both slashes split it.
// The line must not hold its line feed.
func (v *View) Line(line []byte) Text { return v.mask(line, nil, true) }

// mask masks path, of which backslashes are slashes too if both is set.
func (v *View) mask(path []byte, shown []mention.PhraseID, both bool) Text {
	if len(shown) > 0 || both != v.both {
		v.levels, v.both = v.levels[:1], both
	}
	v.leave(path)
	v.path = append(v.path[:v.top().end], path[v.top().end:]...)
	for {
		above := v.top()
		v.begin, v.base, v.r.within = len(v.drafts), above.end, above.within
		rest := path[above.end:]
		end := indexSlash(rest, both)
		if end < 0 {
			v.r.read(rest)
			v.r.decide(where{owner: above.owner, shown: shown})
			withhold := v.segment()&delicate != 0 || above.delicate || !above.large
			v.seal()
			if len(shown) > 0 {
				v.levels = v.levels[:1]
			}
			return v.text(withhold)
		}
		v.r.read(rest[:end])
		within := kindOf(v.r.atoms)
		v.r.decide(where{owner: above.owner, shown: shown})
		traits := v.segment()
		v.shown(rest[end:end+1], WhySeparator, end)
		v.seal()
		v.enter(rest[:end+1], within, traits)
	}
}

func (v *View) top() *level { return &v.levels[len(v.levels)-1] }

// indexSlash returns where the first slash in b is, of either kind if both is
// set, or -1.
func indexSlash(b []byte, both bool) int {
	if !both {
		return bytes.IndexByte(b, '/')
	}
	for i, c := range b {
		if c == '/' || c == '\\' {
			return i
		}
	}
	return -1
}

// leave goes back to the deepest directory of the path before that path lies in
// too.
func (v *View) leave(path []byte) {
	n, end := 1, 0
	for n < len(v.levels) {
		next := v.levels[n].end
		if next > len(path) || !bytes.Equal(path[end:next], v.path[end:next]) {
			break
		}
		n, end = n+1, next
	}
	v.levels = v.levels[:n]
	top := v.top()
	v.drafts, v.cells, v.out, v.r.told = v.drafts[:top.cells], v.cells[:top.cells], v.out[:top.out], v.r.told[:top.told]
}

// enter goes into the directory that was just masked, whose name with its slash
// is name, and whose words have traits.
func (v *View) enter(name []byte, within uint64, traits trait) {
	above := v.top()
	d := level{
		end: above.end + len(name), cells: len(v.cells), out: len(v.out), told: len(v.r.told), within: within,
		delicate: above.delicate || traits&delicate != 0,
		owner:    traits&ownerCue != 0 && len(v.r.atoms) == 1,
	}
	inner := fnv(above.key, name[:len(name)-1])
	d.key = fnv(inner, name[len(name)-1:])
	d.large = v.r.slots.is(large, inner)
	if len(name) == 1 {
		d.large = above.large
	}
	v.levels = append(v.levels, d)
}
