package main

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/pack"
)

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version and that of the packs",
		Example: "  leakwarden version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var packs []string
			for _, name := range pack.Names() {
				loaded, err := pack.Load(name)
				if err != nil {
					return err
				}
				packs = append(packs, name+" "+loaded.Version)
			}
			_, err := fmt.Fprintf(p.stdout, "leakwarden %s (%s %s/%s)\npacks: %s\n",
				version, runtime.Version(), runtime.GOOS, runtime.GOARCH, strings.Join(packs, ", "))
			return err
		},
	}
}
