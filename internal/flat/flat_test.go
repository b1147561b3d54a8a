package flat

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"reflect"
	"testing"
)

// thing has a field of every kind.
type thing struct {
	numbers []uint32
	structs []point
	none    []int64
	empty   []int16
	value   [3]uint8
	flags   []bool
	text    string
	texts   []string
	map1    map[int32]uint64
	map2    map[string]string
	rows    []row
}

type point struct {
	x int64
	y int8
	z float32
}

type row struct {
	name  string
	other []string
}

func (t *thing) fields(c *Codec) {
	Slice(c, &t.numbers)
	Slice(c, &t.structs)
	Slice(c, &t.none)
	Slice(c, &t.empty)
	Value(c, &t.value)
	Bools(c, &t.flags)
	String(c, &t.text)
	Strings(c, &t.texts)
	Map(c, &t.map1, Slice, Slice)
	Map(c, &t.map2, Strings, Strings)
	Rows(c, &t.rows, 8)
	Column(c, t.rows, func(r *row) *string { return &r.name })
	Lists(c, t.rows, func(r *row) *[]string { return &r.other })
}

func someThing() *thing {
	return &thing{
		numbers: []uint32{1, 2, 1 << 31}, structs: []point{{1, 2, 3.5}, {-1, -2, -3.5}}, empty: []int16{}, value: [3]uint8{7, 8, 9},
		flags: []bool{true, false, true}, text: "één", texts: []string{"a", "", "bc"}, map1: map[int32]uint64{-3: 1, 4: 2},
		map2: map[string]string{"k": "v", "": "w"},
		rows: []row{{"one", []string{"x", "yy"}}, {"", nil}, {"three", []string{""}}},
	}
}

func stored(tb testing.TB, t *thing, key Key) []byte {
	tb.Helper()
	var b bytes.Buffer
	c := Create(&b, key)
	t.fields(c)
	if err := c.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsStoredIsLoaded(t *testing.T) {
	for name, want := range map[string]*thing{"full": someThing(), "empty": {}} {
		c, got := Open(stored(t, want, Key{1}), Key{1}), &thing{}
		got.fields(c)
		if err := c.Close(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, want)
		}
	}
}

func TestUnalignedIsCopied(t *testing.T) {
	data := stored(t, someThing(), Key{})
	for shift := range 8 {
		moved := append(make([]byte, shift, shift+len(data)), data...)[shift:]
		c, got := Open(moved, Key{}), &thing{}
		got.fields(c)
		if err := c.Close(); err != nil || !reflect.DeepEqual(got, someThing()) {
			t.Errorf("moved by %d bytes: %v", shift, err)
		}
	}
}

func TestDamageIsRefused(t *testing.T) {
	data := stored(t, someThing(), Key{1})
	if Open(data, Key{2}) != nil {
		t.Error("taken under another key")
	}
	for n := range data {
		if Open(data[:n], Key{1}) != nil {
			t.Errorf("taken when cut to %d bytes", n)
		}
	}
	for bit := range 8 * len(data) {
		flipped := bytes.Clone(data)
		flipped[bit/8] ^= 1 << (bit % 8)
		if Open(flipped, Key{1}) != nil {
			t.Errorf("taken with bit %d flipped", bit)
		}
	}
	if Open(append(bytes.Clone(data), 0, 0, 0, 0, 0, 0, 0, 0), Key{1}) != nil {
		t.Error("taken with more behind")
	}
}

func TestWhatIsLeftIsDamage(t *testing.T) {
	c := Open(stored(t, someThing(), Key{}), Key{})
	Slice(c, &[]uint32{})
	if err := c.Close(); !errors.Is(err, ErrDamaged) {
		t.Errorf("closed with fields left: %v", err)
	}
	c = Open(stored(t, &thing{}, Key{}), Key{})
	(&thing{}).fields(c)
	Slice(c, &[]uint32{})
	if err := c.Close(); !errors.Is(err, ErrDamaged) {
		t.Errorf("closed with a field too many: %v", err)
	}
}

type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestAWriterThatFailsIsTold(t *testing.T) {
	c := Create(&full{1000}, Key{})
	numbers := make([]uint32, 100_000)
	Slice(c, &numbers)
	if err := c.Close(); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v", err)
	}
}

// gappy has memory between its fields and behind them.
type gappy struct {
	a uint8
	b [2]struct {
		x uint16
		y uint8
	}
	c uint64
	d uint8
}

func TestWhatLiesBetweenFieldsIsNotStored(t *testing.T) {
	memory := bytes.Repeat([]byte{0xee}, 2*int(reflect.TypeFor[gappy]().Size()))
	var b bytes.Buffer
	c := Create(&b, Key{})
	values := sliceOf[gappy](memory, 2)
	if v := values[1]; v.a != 0xee || v.b[1].x != 0xeeee || v.b[1].y != 0xee || v.c != 0xeeeeeeeeeeeeeeee || v.d != 0xee {
		t.Fatal("the memory is not that of the values")
	}
	Slice(c, &values)
	Value(c, &values[0])
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	const fields = 1 + 2*(2+1) + 8 + 1
	if got := bytes.Count(b.Bytes()[:b.Len()-tailSize], []byte{0xee}); got != 3*fields {
		t.Errorf("%d bytes stored of %d", got, 3*fields)
	}
}

func TestPointersAreNotStored(t *testing.T) {
	for name, store := range map[string]func(*Codec){
		"text":    func(c *Codec) { Slice(c, &[]struct{ s string }{}) },
		"pointer": func(c *Codec) { Slice(c, &[]*int{}) },
		"truth":   func(c *Codec) { Slice(c, &[]bool{}) },
		"nothing": func(c *Codec) { Slice(c, &[]struct{}{}) },
		"map":     func(c *Codec) { Value(c, &map[int]int{}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: stored as it lies in memory", name)
				}
			}()
			store(Create(io.Discard, Key{}))
		}()
	}
}

// FuzzLoad loads any bytes under a checksum that fits: what loads is either
// refused or stored again as it was, and takes no more memory than the file
// gives reason for.
func FuzzLoad(f *testing.F) {
	for _, seed := range []*thing{someThing(), {}} {
		data := stored(f, seed, Key{})
		f.Add(data[headSize : len(data)-tailSize])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		data := append([]byte(Magic), make([]byte, len(Key{}))...)
		data = append(data, body[:len(body)&^(unit-1)]...)
		data = binary.LittleEndian.AppendUint64(data, uint64(crc32.Checksum(data, castagnoli)))
		c, got := Open(data, Key{}), &thing{}
		if c == nil {
			t.Fatal("a checksum that fits is refused")
		}
		got.fields(c)
		if len(got.rows) > len(body) || len(got.flags) > len(body) || len(got.texts) > len(body) {
			t.Error("more rows, flags or texts than bytes")
		}
		if c.Close() != nil {
			return
		}
		again, want := &thing{}, stored(t, got, Key{})
		second := Open(want, Key{})
		again.fields(second)
		if err := second.Close(); err != nil || !bytes.Equal(stored(t, again, Key{}), want) {
			t.Errorf("loaded %+v, and stored again %+v, %v", got, again, err)
		}
	})
}
