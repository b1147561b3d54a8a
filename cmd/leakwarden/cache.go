package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/leakwarden/leakwarden/internal/flat"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/triage"
)

// cacheEnding is what a cache's name has after that of its register.
const cacheEnding = ".cache"

// leastCached is the size, in bytes, of the registers that have a cache: a
// smaller one is read and indexed sooner than anyone notices.
const leastCached = 128 << 10

// mostCached bounds a cache that is read, by the size of its register.
func mostCached(register int64) int64 { return 64<<20 + 64*register }

// cache is the file beside a register in which a triage finds what an earlier
// one made of it: its organisations, what is wrong with them, and their index.
// It is of one program, pack and choice of suppliers, and nothing of a listing
// is in it, nor of the judgements and vocabularies that were made of one.
type cache struct {
	register  string // name of the file
	pack      string
	suppliers []string
	program   chan []byte // what tells this program from others; nil for no cache
}

// cache starts to find out which cache the flags mean.
func (f *triageFlags) cache() *cache {
	c := &cache{register: f.register, pack: f.pack, suppliers: f.suppliers}
	info, err := os.Stat(f.register)
	if f.noCache || f.vocabulary != "" || err != nil || !info.Mode().IsRegular() || info.Size() < leastCached {
		return c
	}
	c.program = make(chan []byte, 1)
	go func() { c.program <- programSum() }() // ends by itself, asked or not
	return c
}

// programSum returns a hash of the running program, nil where it cannot be
// read: a recogniser that has changed must not take an index of the old one.
func programSum() []byte {
	f, err := os.Open("/proc/self/exe") // also where another program took its place
	if err != nil {
		name, err := os.Executable()
		if err != nil {
			return nil
		}
		if f, err = os.Open(name); err != nil {
			return nil
		}
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		_, _ = io.WriteString(h, info.String()) // a hash takes everything
	}
	return h.Sum(nil)
}

// load returns the register, and how its index is found and kept; nil for the
// latter where neither is done.
func (c *cache) load(p *program, sector *pack.Pack) (*register.Register, *triage.Compiled, error) {
	if c.program == nil {
		reg, err := p.loadRegister(c.register, sector)
		return reg, nil, err
	}
	in, err := p.openInput(c.register, "a register", unlocking{})
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	file := bytes.NewBuffer(make([]byte, 0, min(in.size, register.MaxBytes)+bytes.MinRead))
	if _, err := file.ReadFrom(io.LimitReader(in, register.MaxBytes+1)); err != nil {
		return nil, nil, about(c.register, err)
	}
	raw := file.Bytes()
	stored := c.read(int64(len(raw)))
	key, known := c.key(raw)
	from, reg, problems := open(stored, key)
	if from == nil || !known {
		reg, problems, err = register.Read(bytes.NewReader(raw), register.ReadOptions{Pack: sector})
		if err != nil {
			return nil, nil, about(c.register, err)
		}
	}
	p.tellGraver(c.register, problems)
	if !known {
		return reg, nil, nil
	}
	return reg, &triage.Compiled{From: from, Keep: func(index func(*flat.Codec)) {
		c.write(key, func(to *flat.Codec) {
			register.Fields(to, reg, &problems)
			index(to)
		})
	}}, nil
}

// open returns what a cache holds of a register, and the Codec that continues
// with its index; nil where the cache is none, or of another key.
func open(stored []byte, key flat.Key) (*flat.Codec, *register.Register, []register.Problem) {
	from := flat.Open(stored, key)
	if from == nil {
		return nil, nil, nil
	}
	reg, problems := &register.Register{}, []register.Problem(nil)
	register.Fields(from, reg, &problems)
	if !from.Loading() {
		return nil, nil, nil
	}
	return from, reg, problems
}

// key returns what the cache of a register is kept under, and whether this
// program knows itself from others.
func (c *cache) key(raw []byte) (key flat.Key, known bool) {
	program := <-c.program
	sum, h := sha256.Sum256(raw), sha256.New()
	addTo(h, program)
	addTo(h, sum[:])
	addTo(h, []byte(c.pack))
	for _, s := range c.suppliers {
		addTo(h, []byte(s))
	}
	return flat.Key(h.Sum(nil)), program != nil
}

// addTo hashes a part so that no others, one after another, look the same.
func addTo(h hash.Hash, part []byte) {
	_, _ = h.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(part)))) // a hash takes everything
	_, _ = h.Write(part)
}

// read returns what the file holds, nil where there is none or where someone
// else could have written it.
func (c *cache) read(size int64) []byte {
	f, err := os.Open(c.register + cacheEnding)
	if err != nil {
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || !onlyOurs(info) || info.Size() > mostCached(size) {
		return nil
	}
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil
	}
	return data
}

// write makes the file anew, whole or not at all, readable to its owner alone.
// A folder that takes no file is no reason to tell anyone: the next triage
// starts as slowly as this one, and that is all.
func (c *cache) write(key flat.Key, store func(*flat.Codec)) {
	name := c.register + cacheEnding
	if !replaceable(name) {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".leakwarden-*")
	if err != nil {
		return
	}
	to := flat.Create(f, key)
	store(to)
	err = errors.Join(to.Close(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
}

// replaceable reports whether there is no file of the name, or a cache: what
// someone else called so stays as it is.
func replaceable(name string) bool {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return errors.Is(err, fs.ErrNotExist)
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, len(flat.Magic))
	_, err = io.ReadFull(f, start)
	return errors.Is(err, io.EOF) || err == nil && string(start) == flat.Magic
}
