package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/seal"
)

// sealFlags are the flags of seal.
type sealFlags struct {
	name, keys, identity, out, newIdentity string
	officers, escrow                       []string
}

func (p *program) sealCommand() *cobra.Command {
	var f sealFlags
	c := &cobra.Command{
		Use:   "seal FILE",
		Short: "Encrypt a file under the key of a case",
		Long: `Encrypts a file, or - for standard input, under the key of a case. The first file
of a case makes the key, and a keyring CASE.keys in which the key is wrapped to each
officer (--to) and to the escrow. Later files need --identity, to take the key from
the keyring. Whoever has the file without keyring and identity can read nothing of it;
docs/seal.md says what the files hold.`,
		Example: `  leakwarden seal --new-identity officer.key
  leakwarden seal listing.txt --case case-1 --to officer.key.pub -o listing.sealed
  leakwarden triage listing.sealed --register register.csv --identity officer.key`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case f.newIdentity != "" && len(args) == 0:
				return p.newIdentity(f.newIdentity)
			case f.newIdentity != "":
				return usage("--new-identity makes an identity and seals nothing", "seal the file afterwards")
			case len(args) == 0:
				return usage("no file given", "name a file to seal, or -")
			}
			return p.seal(args[0], f)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.name, "case", "", "`NAME` of the case: letters, digits, dot, dash and underscore")
	fl.StringArrayVar(&f.officers, "to", nil, "an officer's `RECIPIENT` (age1pq1…) or a file of recipients; may be given several times")
	fl.StringArrayVar(&f.escrow, "escrow", nil, "the escrow's `RECIPIENT` or a file of recipients; may be given several times")
	fl.StringVar(&f.keys, "keys", "", "keyring `FILE` (default: CASE.keys beside the output)")
	fl.StringVar(&f.identity, "identity", "", "`FILE` with your age identity, for a keyring that exists")
	fl.StringVarP(&f.out, "output", "o", "", "write to `FILE` (default: the file's name with .sealed)")
	fl.StringVar(&f.newIdentity, "new-identity", "", "make an age identity in `FILE` and its recipient in FILE.pub, and seal nothing")
	return c
}

// newIdentity writes an identity and its recipient. It overwrites nothing.
func (p *program) newIdentity(name string) error {
	secret, public, err := seal.NewIdentity()
	if err != nil {
		return err
	}
	if err := writeNew(name, secret+"\n"); err != nil {
		return err
	}
	if err := writeNew(name+".pub", public+"\n"); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: keep it secret and in two places\n%s.pub: give it to whoever seals\n", printable(name), printable(name))
	return err
}

// writeNew writes a file for its owner alone, which must not be there yet.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return failure(name+": is there already", "name another file; a key that is overwritten is lost")
	}
	if err != nil {
		return writing(name, err)
	}
	_, err = io.WriteString(f, text)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return writing(name, err)
	}
	return nil
}

func (p *program) seal(name string, f sealFlags) error {
	if !caseNames.MatchString(f.name) {
		return usage("no case named, or not one that can be a file's name", "name it with --case, for example --case lab-2026")
	}
	if f.out == "" && name == "-" {
		return usage("no output named", "standard input has no name: name the output with -o")
	}
	if f.out == "" {
		f.out = name + ".sealed"
	}
	if f.keys == "" {
		f.keys = filepath.Join(filepath.Dir(f.out), f.name+".keys")
	}
	in, err := p.openInput(name, "a file", unlocking{})
	if err != nil {
		return err
	}
	defer in.Close()
	k, err := p.caseKey(f)
	if err != nil {
		return err
	}
	defer k.Wipe()
	meta := seal.Meta{Case: f.name, Policy: string(mask.Default)}
	return p.save(f.out, func(w io.Writer) error {
		return about(in.name, seal.Seal(w, in.Reader, k, meta, p.random))
	})
}

// caseKey takes the key from the keyring, or makes both.
func (p *program) caseKey(f sealFlags) (seal.Key, error) {
	if _, err := os.Stat(f.keys); err == nil {
		if f.identity == "" {
			return seal.Key{}, failure(f.keys+": the case has a key already", "give your identity with --identity FILE, or name another case")
		}
		ring, err := readKeyring(f.keys)
		if err != nil {
			return seal.Key{}, err
		}
		if ring.Case != f.name {
			return seal.Key{}, failure(f.keys+": is the keyring of another case", "name that case with --case, or another keyring with --keys")
		}
		return unlock(f.keys, f.identity)
	}
	var to []seal.Recipient
	for _, role := range []struct {
		role  seal.Role
		given []string
	}{{seal.Officer, f.officers}, {seal.Escrow, f.escrow}} {
		for _, text := range role.given {
			public, err := recipients(text)
			if err != nil {
				return seal.Key{}, err
			}
			for _, one := range public {
				to = append(to, seal.Recipient{Role: role.role, Public: one})
			}
		}
	}
	k, err := seal.NewKey(p.random)
	if err != nil {
		return seal.Key{}, err
	}
	ring, err := seal.NewKeyring(f.name, k, p.now(), to...)
	if err != nil {
		return seal.Key{}, about("case "+f.name, err)
	}
	var text strings.Builder
	if err := ring.Write(&text); err != nil {
		return seal.Key{}, err
	}
	return k, writeNew(f.keys, text.String())
}

// recipients returns the recipients that text is, or that the file of that
// name holds.
func recipients(text string) ([]string, error) {
	if strings.HasPrefix(text, "age1") {
		return []string{text}, nil
	}
	f, err := os.Open(text)
	if err != nil {
		return nil, about(text, err)
	}
	defer f.Close()
	parsed, err := age.ParseRecipients(f)
	if err != nil {
		return nil, about(text, seal.ErrRecipient)
	}
	var public []string
	for _, r := range parsed {
		hybrid, ok := r.(*age.HybridRecipient)
		if !ok {
			return nil, about(text, seal.ErrRecipient)
		}
		public = append(public, hybrid.String())
	}
	return public, nil
}
