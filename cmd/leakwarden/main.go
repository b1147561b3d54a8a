// Command leakwarden tells from the listing of a leak which organisations are
// affected and what was leaked of them, and shows nobody's name.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// version is set by the linker.
var version = "unreleased"

// program is what the commands take from the outside. Nothing below cmd reads
// a clock, an environment or a file name.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	random         io.Reader
	getenv         func(string) string
}

func main() {
	os.Exit(mainCode())
}

func mainCode() int {
	harden()
	signal.Ignore(syscall.SIGPIPE) // so that a closed pipe is an error, after which files are cleaned away
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, random: rand.Reader, getenv: os.Getenv}
	return p.run(ctx, os.Args[1:])
}

// run carries out one command line and returns the exit code.
func (p *program) run(ctx context.Context, args []string) (code int) {
	defer func() {
		if v := recover(); v != nil {
			code = p.panicked()
		}
	}()
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	return p.tell(ctx, err)
}

// panicked tells where a panic happened, and never of what value: that could
// be text of a listing.
func (p *program) panicked() int {
	fmt.Fprintln(p.stderr, "leakwarden: internal error; its message is withheld, because it could hold text of a listing")
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		fmt.Fprintf(p.stderr, "  %s:%d\n", f.Function, f.Line)
		if !more {
			break
		}
	}
	fmt.Fprintln(p.stderr, "hint: report these lines; they hold no data")
	return codeFailure
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "leakwarden",
		Short: "From a leaked listing of file names to every affected organisation warned",
		Long: `Leakwarden tells from the listing of a leak which organisations of a register
are affected and what was leaked of them, and shows nobody's name.

It opens no network connection.`,
		Example: `  leakwarden demo --dir demo
  leakwarden triage demo/tranche-1.txt --register demo/register.csv`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	group(root)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetVersionTemplate("leakwarden {{.Version}}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage(err.Error(), "see "+c.CommandPath()+" --help")
	})
	root.AddCommand(
		p.triageCommand(), p.aliasCommand(), p.maskCommand(), p.listingCommand(), p.registerCommand(),
		p.sealCommand(), p.openCommand(), p.shredCommand(), p.demoCommand(), p.versionCommand(),
	)
	finish(root)
	return root
}

// group makes c a command that only holds others.
func group(c *cobra.Command) {
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		hint := "see " + c.CommandPath() + " --help"
		if like := c.SuggestionsFor(args[0]); len(like) > 0 {
			hint = "did you mean " + strings.Join(like, " or ") + "?"
		}
		return usage(fmt.Sprintf("unknown command %q for %s", args[0], c.CommandPath()), hint)
	}
	c.SuggestionsMinimumDistance = 2
}

// exitCodes closes every help text.
const exitCodes = `
Exit codes: 0 done; 1 failure; 2 usage; 3 something was found (triage --exit-code only).
`

// finish gives c and all below it what every command has.
func finish(c *cobra.Command) {
	c.SetHelpTemplate(`{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}` + exitCodes)
	c.DisableAutoGenTag = true
	c.Flags().SortFlags = false
	if args := c.Args; args != nil {
		c.Args = func(c *cobra.Command, given []string) error {
			if err := args(c, given); err != nil {
				return usage(err.Error(), "see "+c.CommandPath()+" --help")
			}
			return nil
		}
	}
	for _, below := range c.Commands() {
		finish(below)
	}
}

// isTerminal reports whether v is a file that shows on a terminal.
func isTerminal(v any) bool {
	f, ok := v.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// tell prints err with what mends it, and returns the exit code.
func (p *program) tell(ctx context.Context, err error) int {
	if err == nil {
		return codeDone
	}
	if errors.Is(err, errFound) {
		return codeFound
	}
	if errors.Is(err, errTold) || errors.Is(err, syscall.EPIPE) {
		return codeFailure
	}
	if ctx.Err() != nil {
		fmt.Fprintln(p.stderr, "leakwarden: interrupted; no output file was written")
		return codeFailure
	}
	code := codeFailure
	for _, one := range flatten(err) {
		fmt.Fprintf(p.stderr, "leakwarden: %s\n", printable(one.Error()))
		if hint := hintOf(one); hint != "" {
			fmt.Fprintf(p.stderr, "hint: %s\n", printable(hint))
		}
		var u *problem
		if errors.As(one, &u) && u.usage {
			code = codeUsage
		}
	}
	return code
}
