package main

import (
	"io"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/leakwarden/leakwarden/internal/invent"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"leakwarden": func() { os.Exit(mainCode()) },
		"invent":     func() { os.Exit(inventCode()) },
	})
}

// inventCode writes a register that is large enough for a cache, and a listing.
func inventCode() int {
	w := invent.Bench(7, 2_000, 1_500)
	p := &program{}
	if p.save("register.csv", w.Register) != nil || p.save("listing.txt", func(to io.Writer) error { return w.Tranche(0).Write(to, nil) }) != nil {
		return codeFailure
	}
	return codeDone
}

// The scripts show every command as it is used, and every error as it is told.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true})
}
