package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/register"
)

func (p *program) registerCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "register",
		Short: "Check, import, compare and export registers of organisations",
		Long: `A register is a CSV file of the organisations that you watch over: a row of
headings, then a row for each. Only the columns id and name are required; aliases,
type, city, postcode, address, domains, codes, phone, email, contact, participant
and umbrella are known, in any case, singular or plural, in English or Dutch.
aliases, domains and codes hold several values split by |; a code is SCHEME:VALUE.
Other columns are kept.`,
		Example: "  leakwarden register check register.csv",
	}
	group(c)
	c.AddCommand(p.registerCheck(), p.registerImport(), p.registerDiff(), p.registerExport())
	return c
}

func (p *program) registerCheck() *cobra.Command {
	var packName string
	c := &cobra.Command{
		Use:   "check FILE",
		Short: "Tell what is wrong with a register, row by row, and how to mend it",
		Long: `Tells what is wrong with a register, row by row, and how to mend it: errors
(something of the row is not used), warnings (used, but may find too little or too
much) and notes. Exits with 1 where there are errors.`,
		Example: "  leakwarden register check register.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			sector, err := loadPack(packName)
			if err != nil {
				return err
			}
			in, err := p.openInput(args[0], "a register", unlocking{})
			if err != nil {
				return err
			}
			defer in.Close()
			reg, problems, err := register.Read(in, register.ReadOptions{Pack: sector})
			if err != nil {
				return about(args[0], err)
			}
			return p.tellProblems(args[0], reg, problems)
		},
	}
	packFlag(c, &packName)
	return c
}

func packFlag(c *cobra.Command, name *string) {
	c.Flags().StringVar(name, "pack", "nl-health", "`NAME` of the pack: what is known of a sector in a country")
}

// tellProblems prints all problems and the count of each severity.
func (p *program) tellProblems(name string, reg *register.Register, problems []register.Problem) error {
	n := make(map[register.Severity]int)
	err := p.save("", func(w io.Writer) error {
		for _, problem := range problems {
			n[problem.Severity]++
			fmt.Fprint(w, told1(name, problem))
		}
		_, err := fmt.Fprintf(w, "%s: %s; %s, %s, %s\n", printable(name), count(len(reg.Organisations), "organisation"),
			count(n[register.Error], "error"), count(n[register.Warning], "warning"), count(n[register.Note], "note"))
		return err
	})
	if err == nil && n[register.Error] > 0 {
		return errTold
	}
	return err
}

// told1 returns a problem in two lines.
func told1(name string, problem register.Problem) string {
	where := name
	if problem.Row > 0 {
		where += fmt.Sprintf(": row %d", problem.Row)
	}
	if problem.Column != "" {
		where += ": " + problem.Column
	}
	return fmt.Sprintf("%s: %s: %s\nhint: %s\n", printable(where), problem.Severity, printable(problem.What), printable(problem.Hint))
}

// count returns "1 error", "2 errors".
func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

func (p *program) registerImport() *cobra.Command {
	var packName, country, out string
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Turn a public register into one that triage reads",
		Long: `Turns a public register into one that triage reads. Known by content: epraccur.csv
of the NHS Organisation Data Service, the JSON dump of the Research Organization
Registry, and whatever register check reads. Problems are told on standard error.`,
		Example: "  leakwarden register import epraccur.csv -o register.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			sector, err := loadPack(packName)
			if err != nil {
				return err
			}
			in, err := p.openInput(args[0], "a register", unlocking{})
			if err != nil {
				return err
			}
			defer in.Close()
			reg, problems, err := register.Import(in, register.ImportOptions{
				ReadOptions: register.ReadOptions{Pack: sector, MaxBytes: 1 << 30}, Country: country,
			})
			if err != nil {
				return about(args[0], err)
			}
			for _, problem := range problems {
				if problem.Severity != register.Note {
					fmt.Fprint(p.stderr, "leakwarden: ", told1(args[0], problem))
				}
			}
			return p.save(out, func(w io.Writer) error { return register.Write(w, reg) })
		},
	}
	packFlag(c, &packName)
	c.Flags().StringVar(&country, "country", "", "keep one country only, by its two `LETTERS`, where the register tells")
	outFlag(c, &out)
	return c
}

func outFlag(c *cobra.Command, out *string) {
	c.Flags().StringVarP(out, "output", "o", "", "write to `FILE` instead of standard output")
}

func (p *program) registerDiff() *cobra.Command {
	var packName string
	c := &cobra.Command{
		Use:     "diff OLD NEW",
		Short:   "Tell what differs from one register to another, by id",
		Example: `  leakwarden register diff register-2025.csv register-2026.csv`,
		Args:    cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			sector, err := loadPack(packName)
			if err != nil {
				return err
			}
			var regs [2]*register.Register
			for i, name := range args {
				if regs[i], err = p.loadRegister(name, sector); err != nil {
					return err
				}
			}
			return p.save("", func(w io.Writer) error { return writeDiff(w, register.Diff(regs[0], regs[1])) })
		},
	}
	packFlag(c, &packName)
	return c
}

func writeDiff(w io.Writer, changes []register.Change) error {
	n := make(map[register.ChangeKind]int)
	for _, c := range changes {
		n[c.Kind]++
		switch c.Kind {
		case register.Removed:
			fmt.Fprintf(w, "- %s  %s\n", printable(c.Before.ID), printable(c.Before.Name))
		case register.Added:
			fmt.Fprintf(w, "+ %s  %s\n", printable(c.After.ID), printable(c.After.Name))
		case register.Changed:
			fmt.Fprintf(w, "~ %s  %s: %s\n", printable(c.After.ID), printable(c.After.Name), strings.Join(c.Fields, ", "))
		}
	}
	_, err := fmt.Fprintf(w, "%d removed, %d changed, %d added\n", n[register.Removed], n[register.Changed], n[register.Added])
	return err
}

func (p *program) registerExport() *cobra.Command {
	var packName, out string
	var types []string
	c := &cobra.Command{
		Use:   "export FILE",
		Short: "Write a register in its plain form, cleaned, safe in a spreadsheet",
		Long: `Writes a register in its plain form: UTF-8, commas, the known columns first, every
organisation with an id of its own, codes and domains as they are matched. A value
that a spreadsheet would take for a formula is made harmless.`,
		Example: "  leakwarden register export register.csv --type gp -o practices.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			sector, err := loadPack(packName)
			if err != nil {
				return err
			}
			reg, err := p.loadRegister(args[0], sector)
			if err != nil {
				return err
			}
			if len(types) > 0 {
				reg.Organisations = slices.DeleteFunc(reg.Organisations, func(org register.Organisation) bool {
					return !slices.ContainsFunc(types, func(t string) bool { return strings.EqualFold(t, org.Type) })
				})
			}
			return p.save(out, func(w io.Writer) error { return register.Write(w, reg) })
		},
	}
	packFlag(c, &packName)
	c.Flags().StringArrayVar(&types, "type", nil, "keep organisations of this `TYPE` only; may be given several times")
	outFlag(c, &out)
	return c
}
