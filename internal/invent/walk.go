package invent

import (
	"math/rand/v2"
	"strings"
)

// Entry is one file or directory of the leak. It is good until the next.
type Entry struct {
	Path      []byte // with slashes
	Base      int    // where the last segment begins
	Size      int64
	Modified  int64 // Unix seconds
	Directory bool
	Label     Label
}

// walker writes a tree, depth first, without keeping it: it remembers a number
// per directory, and one per file of the directory it is in.
type walker struct {
	*renderer
	emit    func(*Entry) error
	err     error
	files   int
	entry   Entry
	path    []byte
	ends    []int // lengths of path, one for each directory entered
	upper   bool
	dirs    map[uint64]struct{}
	here    [1024]uint64 // names in this directory, by hash
	scratch []byte
	canary  planter
}

// enter goes into a directory, and emits it when it is new.
func (k *walker) enter(name []byte, l *Label) (isNew bool) {
	k.ends = append(k.ends, len(k.path))
	if len(k.path) > 0 {
		k.path = append(k.path, '/')
	}
	base := len(k.path)
	k.path = append(k.path, name...)
	if k.upper {
		upper(k.path[base:])
	}
	h := hash(k.path)
	if _, ok := k.dirs[h]; ok {
		return false
	}
	k.dirs[h] = struct{}{}
	clear(k.here[:])
	k.entry.Path, k.entry.Base, k.entry.Directory = k.path, base, true
	k.entry.Size, k.entry.Modified = 4096, k.modified()
	k.entry.Label = *l
	k.send()
	return true
}

// enterAll goes into each directory of a path, and returns how many it
// entered and whether the last is new.
func (k *walker) enterAll(path string, l *Label) (depth int, isNew bool) {
	for name := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		isNew = k.enter([]byte(name), l)
		depth++
	}
	return depth, isNew
}

// enterNew goes into directories that a template makes, of which the last must
// be one that was not there before.
func (k *walker) enterNew(t *template, l *Label) int {
	for try := 0; ; try++ {
		k.year = 0
		k.scratch = k.append(k.scratch[:0], t, "")
		if try > 2 {
			k.scratch = digits(append(k.scratch, k.separator), k.r.Uint64()%1_000_000, 1)
		}
		label := *l
		if k.nature != 0 {
			label.Nature = k.nature
		}
		depth, isNew := k.enterAll(string(k.scratch), &label)
		if isNew {
			return depth
		}
		k.leave(depth)
	}
}

func (k *walker) leave(depth int) {
	n := k.ends[len(k.ends)-depth]
	k.ends = k.ends[:len(k.ends)-depth]
	k.path = k.path[:n]
	clear(k.here[:])
}

// file emits a file whose name no other in this directory has.
func (k *walker) file(t *template, org string, l *Label) {
	n := len(k.path)
	base := n + 1
	for try := 0; ; try++ {
		k.path = append(k.path[:n], '/')
		if t.person && k.canary.due() {
			k.path = k.canary.append(k.path)
			k.nature = 0
		} else {
			k.path = k.append(k.path, t, org)
		}
		if try > 2 {
			k.path = number(k.path, base, k.r)
		}
		if k.upper {
			upper(k.path[base:])
		}
		if k.claim(hash(k.path[base:])) {
			break
		}
	}
	k.entry.Path, k.entry.Base, k.entry.Directory = k.path, base, false
	k.entry.Size, k.entry.Modified = k.size(), k.modified()
	k.entry.Label = *l
	if k.nature != 0 {
		k.entry.Label.Nature = k.nature
	}
	if t.number && l.Trap != NoTrap {
		k.entry.Label.Trap = Number
	}
	k.files++
	k.send()
	k.path = k.path[:n]
}

// number puts a counter before the extension of a name.
func number(path []byte, base int, r *rand.Rand) []byte {
	dot := len(path)
	for i := len(path) - 1; i > base; i-- {
		if path[i] == '.' {
			dot = i
			break
		}
	}
	extension := string(path[dot:])
	path = append(digits(append(path[:dot], " ("...), 2+r.Uint64()%9_998, 1), ')')
	return append(path, extension...)
}

func (k *walker) send() {
	if k.w.spec.Flat {
		if k.entry.Directory {
			return
		}
		k.entry.Path, k.entry.Base = k.entry.Path[k.entry.Base:], 0
	}
	if k.err == nil {
		k.err = k.emit(&k.entry)
	}
}

// claim reports whether a name is new in this directory. A full table says
// yes: a few equal names in a very large directory do no harm.
func (k *walker) claim(h uint64) bool {
	for i := range uint64(16) {
		slot := &k.here[(h+i)%uint64(len(k.here))]
		if *slot == h {
			return false
		}
		if *slot == 0 {
			*slot = h
			return true
		}
	}
	return true
}

func (k *walker) size() int64 {
	n := k.r.Uint64()
	return int64(n>>32%1024+1) << (n % 13)
}

func (k *walker) modified() int64 {
	const year2014, day = 1388534400, 86400
	n := k.r.Uint64()
	if k.year != 0 {
		return year2014 + int64(k.year-2014)*31556952 + int64(n%360*day+n>>32%day)
	}
	return year2014 + int64(n%(11*360)*day+n>>32%day)
}

func upper(b []byte) {
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
}

// hash is fast and good enough to tell names apart; 0 is never returned.
func hash(b []byte) uint64 {
	h := uint64(len(b)) * 0x9e3779b97f4a7c15
	for len(b) >= 8 {
		v := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		h = (h ^ v) * 0xff51afd7ed558ccd
		h ^= h >> 32
		b = b[8:]
	}
	for _, c := range b {
		h = (h ^ uint64(c)) * 0xc4ceb9fe1a85ec53
		h ^= h >> 29
	}
	return h | 1
}
