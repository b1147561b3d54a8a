package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/seal"
)

// shredFlags are the flags of shred.
type shredFlags struct{ confirm, signingKey, newSigningKey, verify, signer, out string }

func (p *program) shredCommand() *cobra.Command {
	var f shredFlags
	c := &cobra.Command{
		Use:   "shred KEYS",
		Short: "Destroy the key of a case, and certify it",
		Long: `Destroys a keyring: afterwards nothing opens the sealed files of its case, wherever
they are. Writes a certificate, signed with the Ed25519 key of --signing-key, of what
was destroyed and when. Backups of the keyring are not reached; the certificate says so.`,
		Example: `  leakwarden shred --new-signing-key signing.pem
  leakwarden shred case-1.keys --confirm case-1 --signing-key signing.pem -o case-1.certificate
  leakwarden shred --verify case-1.certificate --signer signing.pem.pub`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case f.newSigningKey != "":
				return p.newSigningKey(f.newSigningKey)
			case f.verify != "":
				return p.verifyCertificate(f.verify, f.signer)
			case len(args) == 0:
				return usage("no keyring given", "name the .keys file of the case")
			case f.signingKey == "":
				return usage("no signing key given", "give it with --signing-key; make one with --new-signing-key FILE")
			case f.out == "":
				return usage("no place for the certificate given", "name it with -o")
			}
			return p.shred(args[0], f)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.confirm, "confirm", "", "`NAME` of the case, to say that you mean it")
	fl.StringVar(&f.signingKey, "signing-key", "", "Ed25519 key `FILE` (PEM, PKCS #8) that signs the certificate")
	outFlag(c, &f.out)
	fl.StringVar(&f.newSigningKey, "new-signing-key", "", "make a signing key in `FILE` and its public key in FILE.pub, and shred nothing")
	fl.StringVar(&f.verify, "verify", "", "verify the certificate in `FILE`, and shred nothing")
	fl.StringVar(&f.signer, "signer", "", "public key `FILE` of who must have signed it")
	return c
}

func (p *program) shred(keys string, f shredFlags) error {
	ring, err := readKeyring(keys)
	if err != nil {
		return err
	}
	if f.confirm != ring.Case {
		return usage(fmt.Sprintf("%s: is the keyring of the case %q, and that was not confirmed", keys, ring.Case),
			"nothing brings the files of the case back; to go on, name it with --confirm")
	}
	signer, err := readSigningKey(f.signingKey)
	if err != nil {
		return err
	}
	out, err := p.create(f.out) // before the keyring goes: its certificate must have a place
	if err != nil {
		return err
	}
	defer out.discard()
	cert, err := seal.Shred(keys, p.now(), signer, p.random)
	if err != nil {
		return about(keys, err)
	}
	if err := cert.Write(out); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: destroyed; certificate in %s\n", printable(keys), printable(f.out))
	return err
}

func (p *program) newSigningKey(name string) error {
	public, private, err := ed25519.GenerateKey(p.random)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return err
	}
	open, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return err
	}
	if err := writeNew(name, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))); err != nil {
		return err
	}
	if err := writeNew(name+".pub", string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: open}))); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: keep it secret\n%s.pub: give it to whoever verifies certificates\n", printable(name), printable(name))
	return err
}

// readPEM returns the bytes of the first block of a file.
func readPEM(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, about(name, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 1<<16))
	if err != nil {
		return nil, about(name, err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, failure(name+": not a PEM file", "make a key with leakwarden shred --new-signing-key FILE")
	}
	return block.Bytes, nil
}

func readSigningKey(name string) (ed25519.PrivateKey, error) {
	der, err := readPEM(name)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if private, ok := parsed.(ed25519.PrivateKey); ok && err == nil {
		return private, nil
	}
	return nil, failure(name+": not an Ed25519 private key", "make one with leakwarden shred --new-signing-key FILE")
}

func (p *program) verifyCertificate(name, signer string) error {
	if signer == "" {
		return usage("no signer given", "name the public key of who must have signed it with --signer")
	}
	der, err := readPEM(signer)
	if err != nil {
		return err
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	public, ok := parsed.(ed25519.PublicKey)
	if err != nil || !ok {
		return failure(signer+": not an Ed25519 public key", "it is the .pub file beside the signing key")
	}
	f, err := os.Open(name)
	if err != nil {
		return about(name, err)
	}
	defer f.Close()
	cert, err := seal.ReadCertificate(f)
	if err != nil {
		return about(name, err)
	}
	if err := cert.Verify(public); err != nil {
		return about(name, err)
	}
	s := cert.Statement
	_, err = fmt.Fprintf(p.stdout, "%s: holds. Key %s of case %q, wrapped to %s, was destroyed at %s.\n",
		printable(name), printable(s.Key), s.Case, count(len(s.Wraps), "recipient"), s.Shredded.Format("2006-01-02 15:04:05 MST"))
	return err
}
