// Package flat stores values in a file and loads them again in the time that it
// takes to read it: what lies flat in memory is written as it lies there.
//
// Such a file is a cache and no format. Only the program that wrote it can read
// it, which is what its Key is for; what is damaged, or of another key, is
// refused and has to be made again. The checksum tells damage, not malice: who
// can write the file can have it say anything.
package flat

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"maps"
	"reflect"
	"slices"
	"unsafe"
)

// Magic starts every file.
const Magic = "lwcache\n"

// Key says of what a file was made and by which program.
type Key [32]byte

// headSize is that of Magic and a Key; tailSize is that of the checksum.
const headSize, tailSize = len(Magic) + len(Key{}), 8

// unit is what everything in a file is a multiple of, so that no value lies
// across the bounds of its kind.
const unit = 8

// ErrDamaged says that a file does not hold what was stored.
var ErrDamaged = errors.New("the cache is damaged")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Codec stores fields of values or loads them. A function that names the fields
// one after another serves both ways, so that what is stored and what is loaded
// cannot differ. Errors are kept until Close.
type Codec struct {
	to  *bufio.Writer // nil when loading
	raw io.Writer     // below to and sum
	sum hash.Hash32   // of what was written
	err error
	in  []byte // what is left to load
}

// Create returns a Codec that stores to w.
func Create(w io.Writer, key Key) *Codec {
	c := &Codec{raw: w, sum: crc32.New(castagnoli)}
	c.to = bufio.NewWriterSize(io.MultiWriter(w, c.sum), 1<<16)
	c.write([]byte(Magic))
	c.write(key[:])
	return c
}

// Open returns a Codec that loads what is in data, whole and of this key, or
// nil. What is loaded can share memory with data, which must not be changed.
func Open(data []byte, key Key) *Codec {
	body := len(data) - tailSize
	if body < headSize || body%unit != 0 || string(data[:len(Magic)]) != Magic || !bytes.Equal(data[len(Magic):headSize], key[:]) {
		return nil
	}
	if uint64(crc32.Checksum(data[:body], castagnoli)) != binary.LittleEndian.Uint64(data[body:]) {
		return nil
	}
	return &Codec{in: data[headSize:body]}
}

// Loading reports whether c loads, and has met nothing wrong so far.
func (c *Codec) Loading() bool { return c.to == nil && c.err == nil }

// Fail has Close return ErrDamaged: what was loaded cannot be right.
func (c *Codec) Fail() { c.err = cmp.Or(c.err, ErrDamaged) }

// Close ends storing or loading. The error is that of writing, or ErrDamaged;
// then nothing that was loaded may be used.
func (c *Codec) Close() error {
	if c.to == nil {
		if len(c.in) > 0 {
			c.Fail()
		}
		return c.err
	}
	if c.err == nil {
		c.err = c.to.Flush()
	}
	if c.err == nil {
		_, c.err = c.raw.Write(binary.LittleEndian.AppendUint64(nil, uint64(c.sum.Sum32())))
	}
	return c.err
}

// write writes b, and zeros up to a whole unit.
func (c *Codec) write(b []byte) {
	c.part(b)
	c.pad(len(b))
}

func (c *Codec) part(b []byte) {
	if c.err == nil {
		_, c.err = c.to.Write(b)
	}
}

// pad writes zeros behind n bytes.
func (c *Codec) pad(n int) {
	var zeros [unit]byte
	c.part(zeros[:-n&(unit-1)])
}

// read returns the next n bytes; nil, and an error kept, if there are fewer.
func (c *Codec) read(n int) []byte {
	padded := (n + unit - 1) &^ (unit - 1)
	if c.err != nil || padded < n || padded > len(c.in) {
		c.Fail()
		return nil
	}
	b := c.in[:n:n]
	c.in = c.in[padded:]
	return b
}

// length stores the length of a slice or a map, or loads it: -1 for nil. What
// it loads is at most what there is room for, each being of size bytes or more.
func (c *Codec) length(n, size int) int {
	if c.to != nil {
		c.write(binary.LittleEndian.AppendUint64(nil, uint64(n+1)))
		return n
	}
	b := c.read(unit)
	if b == nil {
		return -1
	}
	loaded := binary.LittleEndian.Uint64(b)
	if loaded > uint64(len(c.in)/size)+1 {
		c.Fail()
		return -1
	}
	return int(loaded) - 1
}

// Slice is a field of numbers, or of structs and arrays of numbers. It is
// loaded as a part of the file: it must only be read, or cloned.
func Slice[E any](c *Codec, s *[]E) {
	size, gaps := layoutOf[E]()
	n := len(*s)
	if *s == nil {
		n = -1
	}
	switch n = c.length(n, size); {
	case n < 0:
		*s = nil
	case c.to != nil:
		c.write(without(gaps, bytesOf(*s), size))
	default:
		*s = sliceOf[E](c.read(n*size), n)
	}
}

// Value is a field that is a number, or a struct or an array of numbers.
func Value[T any](c *Codec, v *T) {
	size, gaps := layoutOf[T]()
	memory := bytesOf(unsafe.Slice(v, 1))
	if c.to != nil {
		c.write(without(gaps, memory, size))
		return
	}
	copy(memory, c.read(size))
}

// Bools is a field of truth values.
func Bools(c *Codec, s *[]bool) {
	var flat []uint8
	if *s != nil {
		flat = make([]uint8, len(*s))
	}
	for i, v := range *s {
		if v {
			flat[i] = 1
		}
	}
	Slice(c, &flat)
	if !c.Loading() || flat == nil {
		return
	}
	*s = make([]bool, len(flat))
	for i, v := range flat {
		(*s)[i] = v == 1
	}
}

// String is a field that is a text.
func String(c *Codec, s *string) {
	one := []string{*s}
	Strings(c, &one)
	if len(one) != 1 {
		c.Fail()
		return
	}
	*s = one[0]
}

// Strings is a field of texts. They share one block of memory when loaded.
func Strings(c *Codec, s *[]string) {
	var ends []uint32
	if *s != nil {
		ends = make([]uint32, 0, len(*s))
	}
	size := 0
	for _, v := range *s {
		size += len(v)
		ends = append(ends, uint32(size))
	}
	Slice(c, &ends)
	if size = c.length(size, 1); c.to != nil {
		for _, v := range *s {
			c.part([]byte(v))
		}
		c.pad(size)
		return
	}
	block, from := string(c.read(max(0, size))), uint32(0)
	if !c.Loading() || ends == nil {
		return
	}
	*s = make([]string, len(ends))
	for i, to := range ends {
		if to < from || int(to) > len(block) {
			c.Fail()
			return
		}
		(*s)[i], from = block[from:to], to
	}
}

// Map is a field that leads from numbers or texts to others. It is stored in the
// order of its keys.
func Map[K cmp.Ordered, V any](c *Codec, m *map[K]V, keys func(*Codec, *[]K), values func(*Codec, *[]V)) {
	var ks []K
	var vs []V
	if *m != nil {
		ks = slices.AppendSeq(make([]K, 0, len(*m)), maps.Keys(*m))
		slices.Sort(ks)
	}
	for _, k := range ks {
		vs = append(vs, (*m)[k])
	}
	keys(c, &ks)
	values(c, &vs)
	if !c.Loading() || ks == nil {
		return
	}
	if len(ks) != len(vs) {
		c.Fail()
		return
	}
	*m = make(map[K]V, len(ks))
	for i, k := range ks {
		(*m)[k] = vs[i]
	}
}

// Rows is a field of structs whose fields follow as columns, in at least so many
// bytes a row. It is loaded as rows that hold nothing yet.
func Rows[R any](c *Codec, rows *[]R, least int) {
	n := len(*rows)
	if *rows == nil {
		n = -1
	}
	if n = c.length(n, least); c.Loading() && n >= 0 {
		*rows = make([]R, n)
	}
}

// Column is a field that is one text of each row.
func Column[R any](c *Codec, rows []R, text func(*R) *string) {
	all := make([]string, len(rows))
	for i := range rows {
		all[i] = *text(&rows[i])
	}
	Strings(c, &all)
	if !c.Loading() {
		return
	}
	if len(all) != len(rows) {
		c.Fail()
		return
	}
	for i := range rows {
		*text(&rows[i]) = all[i]
	}
}

// Lists is a field that is any number of texts of each row.
func Lists[R any](c *Codec, rows []R, list func(*R) *[]string) {
	lengths, all := make([]int32, len(rows)), []string{}
	for i := range rows {
		l := *list(&rows[i])
		if lengths[i] = int32(len(l)); l == nil {
			lengths[i] = -1
		}
		all = append(all, l...)
	}
	Slice(c, &lengths)
	Strings(c, &all)
	if !c.Loading() {
		return
	}
	if len(lengths) != len(rows) {
		c.Fail()
		return
	}
	for i, n := range lengths {
		if n < 0 {
			*list(&rows[i]) = nil
			continue
		}
		if int(n) > len(all) {
			c.Fail()
			return
		}
		*list(&rows[i]), all = all[:n:n], all[n:]
	}
}

// gap is memory between the fields of a struct, where anything can lie that
// once was there.
type gap struct{ from, to uintptr }

// layoutOf returns the size of an E, and its gaps. It panics if an E holds what
// cannot be stored as it lies: a pointer, or a truth value, of which not every
// byte is one.
func layoutOf[E any]() (size int, gaps []gap) {
	t := reflect.TypeFor[E]()
	if !isFlat(t) || t.Size() == 0 {
		panic("flat: " + t.String() + " cannot be stored as it lies in memory")
	}
	return int(t.Size()), appendGaps(nil, t, 0)
}

// appendGaps appends the gaps of a type that lies at an offset.
func appendGaps(gaps []gap, t reflect.Type, at uintptr) []gap {
	end := at
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if at+f.Offset > end {
				gaps = append(gaps, gap{end, at + f.Offset})
			}
			gaps = appendGaps(gaps, f.Type, at+f.Offset)
			end = at + f.Offset + f.Type.Size()
		}
		if end < at+t.Size() {
			gaps = append(gaps, gap{end, at + t.Size()})
		}
	case reflect.Array:
		for range t.Len() {
			gaps = appendGaps(gaps, t.Elem(), end)
			end += t.Elem().Size()
		}
	default:
	}
	return gaps
}

// without returns values of a size with nothing in their gaps.
func without(gaps []gap, memory []byte, size int) []byte {
	if len(gaps) == 0 {
		return memory
	}
	memory = bytes.Clone(memory)
	for one := memory; len(one) > 0; one = one[size:] {
		for _, g := range gaps {
			clear(one[g.from:g.to])
		}
	}
	return memory
}

func isFlat(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if !isFlat(t.Field(i).Type) {
				return false
			}
		}
		return true
	case reflect.Array:
		return isFlat(t.Elem())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Float32, reflect.Float64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return true
	default:
		return false
	}
}

// bytesOf returns the memory of s.
func bytesOf[E any](s []E) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(E))))
}

// sliceOf returns n values of which b is the memory: b itself where it is
// aligned, and a copy where not.
func sliceOf[E any](b []byte, n int) []E {
	if len(b) == 0 {
		return make([]E, 0)
	}
	if p := unsafe.Pointer(unsafe.SliceData(b)); uintptr(p)%unsafe.Alignof(*new(E)) == 0 {
		return unsafe.Slice((*E)(p), n)
	}
	s := make([]E, n)
	copy(bytesOf(s), b)
	return s
}
