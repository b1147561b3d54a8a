package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/seal"
)

// unlocking are the flags with which sealed files are read.
type unlocking struct{ keys, identity string }

func (u *unlocking) flags(c *cobra.Command) {
	c.Flags().StringVar(&u.identity, "identity", "", "`FILE` with the age identity that opens sealed input")
	c.Flags().StringVar(&u.keys, "keys", "", "keyring `FILE` of the case of sealed input (default: CASE.keys beside it)")
}

// input is an open file, in the clear.
type input struct {
	io.Reader
	name string // without its folder; "-" is standard input
	size int64  // 0 where unknown
	file *os.File
	// sealed says that it is the clear text of a sealed file.
	sealed bool
}

func (in *input) Close() error {
	if in.file == nil {
		return nil
	}
	return in.file.Close()
}

const aListing = "a listing"

// openInput opens the file of the name, or standard input for "-", and unseals
// it where it is sealed. what it is, "a listing", is for messages.
func (p *program) openInput(name, what string, u unlocking) (*input, error) {
	if name == "-" {
		return p.unseal(&input{Reader: p.stdin, name: "-"}, "", u)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, about(name, err)
	}
	info, err := f.Stat()
	if err == nil {
		err = usable(info, what)
	}
	if err != nil {
		_ = f.Close()
		return nil, about(name, err)
	}
	in := &input{Reader: f, name: filepath.Base(name), file: f}
	if info.Mode().IsRegular() {
		in.Reader, in.size = io.NewSectionReader(f, 0, info.Size()), info.Size()
	}
	return p.unseal(in, name, u)
}

func usable(info fs.FileInfo, what string) error {
	switch {
	case info.IsDir():
		hint := "name a file"
		if what == aListing {
			hint = "write a list of its files first: find DIRECTORY -ls > listing.txt"
		}
		return failure("is a directory, not "+what, hint)
	case info.Mode().IsRegular() && info.Size() == 0:
		return failure("is empty", "check that it was copied whole")
	}
	return nil
}

// unseal replaces the reader of a sealed file by one of its clear text.
func (p *program) unseal(in *input, name string, u unlocking) (*input, error) {
	var src io.Reader
	var head []byte
	if r, ok := in.Reader.(*io.SectionReader); ok {
		head = make([]byte, len(seal.Magic))
		n, _ := r.ReadAt(head, 0)
		head, src = head[:n], r
	} else {
		b := bufio.NewReaderSize(in.Reader, 64<<10)
		head, _ = b.Peek(len(seal.Magic))
		in.Reader, src = b, b
	}
	if !seal.IsSealed(head) {
		return in, nil
	}
	r, err := openSealed(src, name, u)
	if err != nil {
		_ = in.Close()
		return nil, about(in.name, err)
	}
	in.Reader, in.size, in.sealed = r, 0, true
	return in, nil
}

// caseNames are the names that a case may have: they become names of files.
var caseNames = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)

func openSealed(src io.Reader, name string, u unlocking) (*seal.Reader, error) {
	if u.identity == "" {
		return nil, failure("is sealed", "give your identity with --identity FILE")
	}
	head := bufio.NewReaderSize(src, 64<<10)
	keys := u.keys
	if keys == "" {
		start, _ := head.Peek(1024)
		meta, err := seal.ReadMeta(bytes.NewReader(start))
		if err != nil {
			return nil, err
		}
		if !caseNames.MatchString(meta.Case) {
			return nil, failure("its case has a name that is no file's", "give the keyring with --keys FILE")
		}
		keys = filepath.Join(filepath.Dir(name), meta.Case+".keys")
	}
	k, err := unlock(keys, u.identity)
	if err != nil {
		return nil, err
	}
	return seal.Open(head, k)
}

// unlock returns the key in the keyring at keys.
func unlock(keys, identity string) (seal.Key, error) {
	ring, err := readKeyring(keys)
	if err != nil {
		return seal.Key{}, err
	}
	f, err := os.Open(identity)
	if err != nil {
		return seal.Key{}, about(identity, err)
	}
	defer f.Close()
	ids, err := age.ParseIdentities(f)
	if err != nil {
		return seal.Key{}, failure(identity+": not a file of age identities", "make one with leakwarden seal --new-identity officer.key")
	}
	k, err := ring.Unwrap(ids...)
	return k, about(keys, err)
}

func readKeyring(name string) (*seal.Keyring, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, failure(name+": no such keyring", "give it with --keys FILE; once shredded, nothing opens the files of its case")
	}
	if err != nil {
		return nil, about(name, err)
	}
	defer f.Close()
	ring, err := seal.ReadKeyring(f)
	return ring, about(name, err)
}

// loadPack returns the pack of the name.
func loadPack(name string) (*pack.Pack, error) {
	loaded, err := pack.Load(name)
	if err != nil {
		return nil, &problem{what: err.Error(), hint: "packs: " + strings.Join(pack.Names(), ", "), usage: true, err: err}
	}
	return loaded, nil
}

// mostTold is how many problems of a register a command tells that was not
// asked for them.
const mostTold = 5

// loadRegister reads a register and tells its graver problems on standard error.
func (p *program) loadRegister(name string, sector *pack.Pack) (*register.Register, error) {
	in, err := p.openInput(name, "a register", unlocking{})
	if err != nil {
		return nil, err
	}
	defer in.Close()
	reg, problems, err := register.Read(in, register.ReadOptions{Pack: sector})
	if err != nil {
		return nil, about(name, err)
	}
	p.tellGraver(name, problems)
	return reg, nil
}

// tellGraver tells the first errors of a register, and how many there are.
func (p *program) tellGraver(name string, problems []register.Problem) {
	told, errs, warnings := 0, 0, 0
	for _, problem := range problems {
		switch problem.Severity {
		case register.Error:
			errs++
			if told++; told <= mostTold {
				fmt.Fprint(p.stderr, "leakwarden: ", told1(name, problem))
			}
		case register.Warning:
			warnings++
		case register.Note:
		}
	}
	if errs > 0 || warnings > 0 {
		fmt.Fprintf(p.stderr, "leakwarden: %s: %s and %s; see them all: leakwarden register check %s\n",
			printable(name), count(errs, "error"), count(warnings, "warning"), printable(name))
	}
}
