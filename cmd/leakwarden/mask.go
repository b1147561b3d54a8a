package main

import (
	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/transcript"
)

// masking are the flags of the commands that mask.
type masking struct {
	register, pack string
	strict         bool
}

func (m *masking) flags(c *cobra.Command) {
	c.Flags().StringVar(&m.register, "register", "", "`FILE` of organisations whose names may show")
	packFlag(c, &m.pack)
	c.Flags().BoolVar(&m.strict, "strict", false, "show organisations and kinds of data only")
}

func (p *program) transcriptOptions(m masking) (o transcript.Options, err error) {
	if o.Pack, err = loadPack(m.pack); err != nil {
		return o, err
	}
	if m.register != "" {
		if o.Register, err = p.loadRegister(m.register, o.Pack); err != nil {
			return o, err
		}
	}
	if m.strict {
		o.Policy = mask.Strict
	}
	return o, nil
}

func (p *program) maskCommand() *cobra.Command {
	var m masking
	var streaming bool
	c := &cobra.Command{
		Use:   "mask",
		Short: "Mask paths on standard input, one line out for each line in",
		Long: `Masks paths on standard input, one line out for each line in, in order. What is
not known to be safe is hidden. What may show is learned from the whole input up to
64 MiB; of a longer input, and with --streaming, each line is masked by itself, which
shows less.`,
		Example: `  leakwarden mask < paths.txt > masked.txt
  find /srv/share | leakwarden mask --register register.csv`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			o, err := p.transcriptOptions(m)
			if err != nil {
				return err
			}
			way := transcript.Learning
			if streaming {
				way = transcript.Streaming
			}
			return transcript.Lines(p.stdout, p.stdin, o, way)
		},
	}
	m.flags(c)
	c.Flags().BoolVar(&streaming, "streaming", false, "write each line before reading the next")
	return c
}
