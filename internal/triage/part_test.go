package triage

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// contentsOf returns what is sealed in a part.
func contentsOf(tb testing.TB, key PartKey, part []byte) (content []byte) {
	tb.Helper()
	r := bytes.NewReader(part)
	h, err := readHead(r)
	if err != nil {
		tb.Fatal(err)
	}
	from, fits, err := key.open(r, &h)
	if err != nil || !fits {
		tb.Fatalf("key fits: %v; %v", fits, err)
	}
	defer from.close()
	for {
		block, err := from.next()
		if errors.Is(err, io.EOF) {
			return content
		}
		if err != nil {
			tb.Fatal(err)
		}
		content = append(content, block...)
	}
}

// sealedPart returns a part with any content.
func sealedPart(tb testing.TB, key PartKey, s Shard, content []byte) []byte {
	tb.Helper()
	to, err := newBlocks()
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	to.cut(content)
	if err := to.write(&out, key, partHead{shard: s, tool: "test"}); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// reread reads a part with this content, and returns what was read.
func reread(tb testing.TB, sh *shared, o *Options, content []byte) (*contents, error) {
	tb.Helper()
	part := bytes.NewReader(sealedPart(tb, PartKey{}, Shard{1, 1}, content))
	h, err := readHead(part)
	if err != nil {
		tb.Fatal(err)
	}
	from, fits, err := PartKey{}.open(part, &h)
	if err != nil || !fits {
		tb.Fatalf("key fits: %v; %v", fits, err)
	}
	defer from.close()
	return readPart(from, 1, sh.bounds(o.Pack), basisOf(o, sh), &same{bound: newBound(), step: func() error { return nil }})
}

// samplePart returns a small triage and the content of its one part.
func samplePart(tb testing.TB) (o Options, l texts, content []byte) {
	tb.Helper()
	o = smallOptions(tb)
	lines := append(filesBelow("Klanten/Ziekenhuis Merelborg", 3), "Klanten/Huisartsenpraktijk De Korenmaat/brief dhr Zwanenburg 12-03-1961.pdf", "Klanten/Huisartsenpraktijk Onbekend/x.pdf")
	l = listed(strings.Join(lines, "\n") + "\n")
	return o, l, contentsOf(tb, l.key(), partsOf(tb, o, l, 1)[0])
}

// TestPartsHoldNoText looks for the words of a listing in what parts hold before
// they are sealed.
func TestPartsHoldNoText(t *testing.T) {
	o, text := inventedOptions(t, 2_000)
	l := listed(string(text))
	words := make(map[string]bool)
	for _, w := range strings.FieldsFunc(string(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 5 {
			words[w] = true
		}
	}
	for i, part := range partsOf(t, o, l, 2) {
		content := contentsOf(t, l.key(), part)
		for w := range words {
			if bytes.Contains(content, []byte(w)) {
				t.Errorf("part %d holds %q", i+1, w)
			}
		}
	}
}

// TestAnyChangeOfAPartIsFound changes each byte of a part, and cuts it
// everywhere.
func TestAnyChangeOfAPartIsFound(t *testing.T) {
	o, l, _ := samplePart(t)
	part := partsOf(t, o, l, 1)[0]
	key, sh := l.key(), newShared(&o)
	read := func(part []byte) error {
		r := bytes.NewReader(part)
		h, err := readHead(r)
		if err != nil {
			return err
		}
		from, fits, err := key.open(r, &h)
		if err != nil || !fits {
			return cmpOr(err, errNoPart)
		}
		defer from.close()
		_, err = readPart(from, 1, sh.bounds(o.Pack), basisOf(&o, sh), &same{bound: newBound(), step: func() error { return nil }})
		return err
	}
	if err := read(part); err != nil {
		t.Fatal(err)
	}
	for i := range part {
		changed := bytes.Clone(part)
		changed[i] ^= 1 << (i % 8)
		if read(changed) == nil {
			t.Errorf("byte %d was changed, and nobody notices", i)
		}
		if read(part[:i]) == nil {
			t.Errorf("all from byte %d on is cut, and nobody notices", i)
		}
	}
	if read(append(bytes.Clone(part), 0)) == nil {
		t.Error("a byte follows, and nobody notices")
	}
}

func cmpOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// TestGroupsBelowThemselvesAreRefused holds for parts that their maker sealed:
// judging them would not end.
func TestGroupsBelowThemselvesAreRefused(t *testing.T) {
	o, l, content := samplePart(t)
	sh := newShared(&o)
	x, err := reread(t, sh, &o, content)
	if err != nil {
		t.Fatal(err)
	}
	for g := range x.partial.groups.all() {
		g.Parent = g.Key
	}
	c := &coder{}
	c.codePart(x, 1, sh.bounds(o.Pack))
	part := sealedPart(t, l.key(), Shard{1, 1}, c.Buf)
	o.Listings = l.sources()
	err = Merge(t.Context(), o, func() (PartKey, error) { return l.key(), nil }, []Part{{"1.part", bytes.NewReader(part)}}, func(finding.Message) error { return nil })
	var refused *PartError
	if !errors.As(err, &refused) {
		t.Errorf("error %v, want a PartError", err)
	}
}

// TestMergeTellsTheFaultsOfShards holds that a fault in a shard, on another
// machine, is told with the whole.
func TestMergeTellsTheFaultsOfShards(t *testing.T) {
	o, l, content := samplePart(t)
	sh := newShared(&o)
	x, err := reread(t, sh, &o, content)
	if err != nil {
		t.Fatal(err)
	}
	x.faults = []string{"triage.somewhere:1"}
	c := &coder{}
	c.codePart(x, 1, sh.bounds(o.Pack))
	got, _, err := merged(t, o, l, [][]byte{sealedPart(t, l.key(), Shard{1, 1}, c.Buf)})
	var fault *Fault
	if !errors.As(err, &fault) || fault.Where != "triage.somewhere:1" || !strings.Contains(got, `"summary"`) {
		t.Errorf("error %v, messages %q; want the fault and all messages", err, got)
	}
}

func TestAPartOfAnotherProgramIsRefused(t *testing.T) {
	o, l, _ := samplePart(t)
	parts := partsOf(t, o, l, 1)
	for _, test := range []struct{ tool, build, want string }{
		{"leakwarden 9", "", "1.part: was made by test, and this is leakwarden 9"},
		{"test", "other", "1.part: was made by another build of this version of the program"},
	} {
		o.Tool, o.Build = test.tool, test.build
		if _, _, err := merged(t, o, l, parts); err == nil || err.Error() != test.want {
			t.Errorf("error %v, want %s", err, test.want)
		}
	}
}

// FuzzPart reads parts from anything.
func FuzzPart(f *testing.F) {
	o, l, _ := samplePart(f)
	key, sh := l.key(), newShared(&o)
	f.Add(partsOf(f, o, l, 1)[0])
	f.Add([]byte(partMagic))
	f.Fuzz(func(t *testing.T, file []byte) {
		r := bytes.NewReader(file)
		h, err := readHead(r)
		if err != nil {
			return
		}
		from, fits, err := key.open(r, &h)
		if err != nil || !fits {
			return
		}
		defer from.close()
		_, _ = readPart(from, 1, sh.bounds(o.Pack), basisOf(&o, sh), &same{bound: newBound(), step: func() error { return nil }})
	})
}

// FuzzContents reads what a part seals from anything. What is taken is written
// as it is read again, and can be judged.
func FuzzContents(f *testing.F) {
	o, _, content := samplePart(f)
	sh := newShared(&o)
	start := len(content) - len(bytes.TrimPrefix(content, content[:16*len(basis{})]))
	f.Add(content[start:])
	f.Fuzz(func(t *testing.T, rest []byte) {
		if len(rest) > maxClear/2 {
			return
		}
		x, err := reread(t, sh, &o, append(bytes.Clone(content[:start]), rest...))
		if err != nil {
			if fault := (*Fault)(nil); errors.As(err, &fault) {
				t.Fatal(err)
			}
			return
		}
		once := coder{}
		once.codePart(x, 1, sh.bounds(o.Pack))
		if x, err = reread(t, sh, &o, once.Buf); err != nil {
			t.Fatalf("what was read and written is not read again: %v", err)
		}
		twice := coder{}
		twice.codePart(x, 1, sh.bounds(o.Pack))
		if !bytes.Equal(twice.Buf, once.Buf) {
			t.Fatal("what was read and written again differs")
		}
		if !x.acyclic() {
			return
		}
		tree := finding.NewTree(x.partial.root, x.partial.groups.all())
		judge := &finding.Judge{Index: sh.index, Weights: finding.DefaultWeights(), Supplier: sh.suppliers, Register: sh.register}
		judge.Decide(tree)
	})
}
