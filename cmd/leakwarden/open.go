package main

import (
	"io"

	"github.com/spf13/cobra"
)

func (p *program) openCommand() *cobra.Command {
	var u unlocking
	c := &cobra.Command{
		Use:   "open FILE",
		Short: "Write the clear text of a sealed file to a pipe",
		Long: `Writes the clear text of a sealed file to standard output, for another program. It
is not shown on a terminal, and not written to a file by this program: to look into a
sealed listing use triage, mask or listing inspect. What comes before a damaged place
is authentic, and the error comes after it.`,
		Example: `  leakwarden open listing.sealed --identity officer.key | wc -l`,
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if isTerminal(p.stdout) {
				return usage("the clear text of a sealed file is not for a terminal", "pipe it into a program; to look into a listing use leakwarden listing inspect")
			}
			if u.identity == "" {
				return usage("no identity given", "give your identity with --identity FILE")
			}
			in, err := p.openInput(args[0], "a sealed file", u)
			if err != nil {
				return err
			}
			defer in.Close()
			if !in.sealed {
				return failure(in.name+": not a sealed file", "leakwarden seal makes one")
			}
			_, err = io.Copy(p.stdout, in.Reader)
			return about(in.name, err)
		},
	}
	u.flags(c)
	return c
}
