package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/transcript"
)

func (p *program) listingCommand() *cobra.Command {
	var forms strings.Builder
	for _, f := range transcript.Formats() {
		fmt.Fprintf(&forms, "  %-12s %s\n", f[0], f[1])
	}
	c := &cobra.Command{
		Use:   "listing",
		Short: "Look at a listing, and turn it into a masked or a sealed one",
		Long: `A listing is recognised by its content, with its compression and encoding. Its form
can be given by name with --listing-format:

` + forms.String(),
		Example: "  leakwarden listing inspect listing.txt",
	}
	group(c)
	c.AddCommand(p.listingInspect(), p.listingConvert())
	return c
}

// reading are the flags of how to read a listing.
type reading struct {
	form, columns string
	unlocking
}

func (r *reading) flags(c *cobra.Command) {
	c.Flags().StringVar(&r.form, "listing-format", "auto", "`NAME` of the listing's form")
	c.Flags().StringVar(&r.columns, "columns", "", "columns of a table: `path=3,size=2`, by number or heading")
	r.unlocking.flags(c)
}

func (p *program) listingInspect() *cobra.Command {
	var (
		m    masking
		r    reading
		rows int
	)
	c := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Tell what a listing was recognised as, what was not understood, and its first rows, masked",
		Example: `  leakwarden listing inspect listing.txt
  leakwarden listing inspect table.csv --columns path=2,size=5`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			o, err := p.transcriptOptions(m)
			if err != nil {
				return err
			}
			in, err := p.openInput(args[0], aListing, r.unlocking)
			if err != nil {
				return err
			}
			defer in.Close()
			o.Name, o.Format, o.Columns = in.name, r.form, r.columns
			seen, broken := transcript.Inspect(in.Reader, rows, o)
			if seen.Report.Format == "" && broken != nil {
				return explainListing(args[0], broken)
			}
			if err := p.save("", func(w io.Writer) error { return writeInspection(w, in.name, seen) }); err != nil {
				return err
			}
			return explainListing(args[0], broken)
		},
	}
	r.flags(c)
	m.flags(c)
	c.Flags().IntVar(&rows, "rows", 10, "show the first `N` entries")
	return c
}

// explainListing names the listing in an error of reading it.
func explainListing(name string, err error) error {
	if err != nil && transcript.UnknownFormat(err) {
		return usage(name+": "+err.Error(), cmp.Or(hintOf(err), "see leakwarden listing --help"))
	}
	return about(name, err)
}

func writeInspection(w io.Writer, name string, in transcript.Inspection) error {
	r := in.Report
	fmt.Fprintf(w, "%s\n", printable(name))
	row := func(title, format string, args ...any) {
		fmt.Fprintf(w, "  %-12s %s\n", title, fmt.Sprintf(format, args...))
	}
	row("format", "%s", r.Format)
	row("why", "%s", printable(r.Why))
	if r.Columns != "" {
		row("columns", "%s", printable(r.Columns))
	}
	row("encoding", "%s", r.Encoding)
	if r.Compression != "" {
		row("compression", "%s", r.Compression)
	}
	row("bytes", "%d", r.Bytes)
	row("lines", "%d: %d understood, %d blank, %d of structure, %d skipped", r.Lines, r.Understood, r.Blank, r.Structural,
		r.Lines-r.Understood-r.Blank-r.Structural)
	row("entries", "%d", in.Entries)
	for _, reason := range r.Skipped {
		row("skipped", "%d: %s (lines %s)", reason.Lines, reason.Reason, numbers(reason.First))
	}
	for _, reason := range r.Doubtful {
		row("doubtful", "%d: %s (lines %s)", reason.Lines, reason.Reason, numbers(reason.First))
	}
	if r.Repaired > 0 {
		row("repaired", "%d lines whose UTF-8 had been read as windows-1252", r.Repaired)
	}
	if r.Encrypted > 0 {
		row("encrypted", "%d items of the archive", r.Encrypted)
	}
	row("sha256", "%s", cmp.Or(r.SHA256, "none: of an archive the directory alone was read"))
	if r.Incomplete != "" {
		row("incomplete", "%s", r.Incomplete)
	}
	fmt.Fprintf(w, "\n%8s  %14s  %-20s  %s\n", "line", "size", "modified", "path, masked")
	for _, e := range in.First {
		fmt.Fprintln(w, inspectedRow(e))
	}
	_, err := fmt.Fprintln(w)
	return err
}

func inspectedRow(e transcript.Row) string {
	size, modified, slash := "", "", ""
	if e.Size >= 0 {
		size = fmt.Sprint(e.Size)
	}
	if !e.Modified.IsZero() {
		modified = e.Modified.Format("2006-01-02 15:04:05")
	}
	if e.Directory {
		slash = "/"
	}
	return fmt.Sprintf("%8d  %14s  %-20s  %s%s", e.Line, size, modified, e.Path, slash)
}

// numbers returns the first lines of a reason: "3, 9, 12".
func numbers(lines []int64) string {
	var out []string
	for _, n := range lines {
		out = append(out, fmt.Sprint(n))
	}
	return strings.Join(out, ", ")
}
