package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// output is where a command writes: standard output, or a file that appears
// whole or not at all.
type output struct {
	*bufio.Writer
	name string // "" is standard output
	file *os.File
	// inPlace says that file is no plain file, and is not to be renamed.
	inPlace bool
}

// create returns the output of the name; "" and "-" are standard output. The
// file is made beside its final place, readable to its owner alone. What is
// there and no plain file, as a device or a pipe, is written to as it is.
func (p *program) create(name string) (*output, error) {
	if name == "" || name == "-" {
		return &output{Writer: bufio.NewWriterSize(p.stdout, 64<<10)}, nil
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil, failure(name+": is a directory", "name a file to write")
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return nil, writing(name, err)
		}
		return &output{Writer: bufio.NewWriterSize(f, 64<<10), name: name, file: f, inPlace: true}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".leakwarden-*")
	if err != nil {
		return nil, writing(name, err)
	}
	return &output{Writer: bufio.NewWriterSize(f, 64<<10), name: name, file: f}, nil
}

// commit makes the file appear under its name.
func (o *output) commit() error {
	if err := o.Flush(); err != nil {
		o.discard()
		return writing(o.name, err)
	}
	if o.file == nil {
		return nil
	}
	if o.inPlace {
		err := o.file.Close()
		o.file = nil
		return err
	}
	err := errors.Join(o.file.Sync(), o.file.Close())
	if err == nil {
		err = os.Rename(o.file.Name(), o.name)
	}
	if err != nil {
		o.discard()
		return writing(o.name, err)
	}
	o.file = nil
	return nil
}

// discard removes what was written. It does nothing after commit; of standard
// output it only keeps back what was not flushed.
func (o *output) discard() {
	if o.file == nil {
		return
	}
	_ = o.file.Close()
	if !o.inPlace {
		_ = os.Remove(o.file.Name())
	}
	o.file = nil
}

// save writes the output of the name by write, whole or not at all.
func (p *program) save(name string, write func(io.Writer) error) error {
	o, err := p.create(name)
	if err != nil {
		return err
	}
	defer o.discard()
	if err := write(o); err != nil {
		return err
	}
	return o.commit()
}

func writing(name string, err error) error {
	if name == "" {
		name = "standard output"
	}
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return &problem{what: fmt.Sprintf("writing %s: %v", name, err), hint: "check that the folder exists, is writable and has room", err: err}
}
