package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/leakwarden/leakwarden/internal/late"
	"github.com/leakwarden/leakwarden/internal/pack"
)

// aliasFlags are the flags of alias.
type aliasFlags struct {
	index, key, register, pack, format, out string
}

func (p *program) aliasCommand() *cobra.Command {
	var f aliasFlags
	c := &cobra.Command{
		Use:   "alias NAME...",
		Short: "Look for names that became known later, in the index of a triage",
		Long: `Tells how many names of files and folders hold a NAME, and how many items these are,
in the index that triage --index made: without the listing. A name is looked for as its
words in order, with any separators, case and diacritics, or glued together. Names come
from the command line, from a register of new organisations, or both. What is found is
to be judged: run triage again with the name in the register, or write a judgement.`,
		Example: `  leakwarden triage listing.txt --register register.csv --index case-1.index --index-key case-1.key -o report.txt
  leakwarden alias "Praktijk om de hoek" --index case-1.index --index-key case-1.key`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case f.index == "" || f.key == "":
				return usage("no index given, or no key", "name both: --index case-1.index --index-key case-1.key")
			case f.format != "text" && f.format != "json":
				return usage("no such format: "+strconv.Quote(f.format), "choose one of text, json")
			}
			return p.alias(args, f)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.index, "index", "", "`FILE` that triage --index wrote")
	fl.StringVar(&f.key, "index-key", "", "`FILE` of its key")
	fl.StringVar(&f.register, "register", "", "`FILE` of new organisations (CSV): all their names and aliases are looked for")
	packFlag(c, &f.pack)
	fl.StringVar(&f.format, "format", "text", "text or json: the `FORM` of the answer")
	outFlag(c, &f.out)
	return c
}

// indexKey returns the key in the file of the name. With make, it makes one
// where there is no such file, and says so.
func (p *program) indexKey(name string, create bool) (k late.Key, err error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && create {
		if _, err := io.ReadFull(p.random, k[:]); err != nil {
			return k, fmt.Errorf("making a key: %w", err)
		}
		if err := writeNew(name, string(k[:])); err != nil {
			return k, err
		}
		fmt.Fprintf(p.stderr, "leakwarden: %s: made; keep it secret: without it the index is worthless, and destroying it destroys the index\n", printable(name))
		return k, nil
	}
	if err != nil {
		return k, about(name, err)
	}
	if copy(k[:], text); len(text) != len(k) {
		return k, failure(name+": not a key of an index", "a key is 32 bytes, made by triage --index-key with the name of a new file")
	}
	return k, nil
}

// sought is a name to look for.
type sought struct{ name, organisation string }

// mostSought bounds the names that are looked for at once.
const mostSought = 50_000

// seek returns the names to look for, and how many of the register cannot be.
func (p *program) seek(args []string, f aliasFlags, sector *pack.Pack) (names []sought, left int, err error) {
	for _, name := range args {
		if !late.Searchable(name) {
			return nil, 0, usage("a name without words, with too many, or only a number", "an index keeps no number of more than two digits; look for the name that belongs to it")
		}
		names = append(names, sought{name: name})
	}
	if f.register != "" {
		reg, err := p.loadRegister(f.register, sector)
		if err != nil {
			return nil, 0, err
		}
		for _, org := range reg.Organisations {
			for _, name := range append([]string{org.Name}, org.Aliases...) {
				name = withoutForm(name, sector.LegalForms)
				if !late.Searchable(name) {
					left++
					continue
				}
				names = append(names, sought{name, org.ID})
			}
		}
	}
	switch {
	case len(names) == 0:
		return nil, left, usage("no name to look for", "name one, or a register of new organisations with --register")
	case len(names) > mostSought:
		return nil, left, failure(fmt.Sprintf("more than %d names to look for", mostSought), "split the register")
	}
	return names, left, nil
}

// withoutForm returns name without legal forms before or after it.
func withoutForm(name string, forms []string) string {
	is := func(word string) bool {
		word = strings.ToLower(word)
		return slices.Contains(forms, word) || slices.Contains(forms, strings.ReplaceAll(word, ".", ""))
	}
	words := strings.Fields(name)
	for len(words) > 1 && is(words[0]) {
		words = words[1:]
	}
	for len(words) > 1 && is(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

func (p *program) alias(args []string, f aliasFlags) error {
	sector, err := loadPack(f.pack)
	if err != nil {
		return err
	}
	names, left, err := p.seek(args, f, sector)
	if err != nil {
		return err
	}
	key, err := p.indexKey(f.key, false)
	if err != nil {
		return err
	}
	in, err := p.openInput(f.index, "an index", unlocking{})
	if err != nil {
		return err
	}
	defer in.Close()
	plain := make([]string, 0, len(names))
	for _, n := range names {
		plain = append(plain, n.name)
	}
	answer, err := late.Search(in, key, plain)
	if err != nil {
		return about(f.index, err)
	}
	if left > 0 {
		fmt.Fprintf(p.stderr, "leakwarden: %s: %s not looked for: no words, too many, or only a number\n", printable(f.register), count(left, "name"))
	}
	all := aliases(names, answer, late.Doubts(sector, plain))
	return p.save(f.out, func(w io.Writer) error {
		if f.format == "json" {
			return writeAliasesJSON(w, answer, all)
		}
		return writeAliases(w, answer, all)
	})
}

// alias is what is told of one name.
type alias struct {
	Name         string       `json:"name"`
	Organisation string       `json:"organisation,omitempty"`
	Names        int64        `json:"names"`
	Glued        int64        `json:"glued"`
	Items        int64        `json:"items"`
	First        []aliasPlace `json:"first"`
	Sure         string       `json:"sure"`
	Doubts       []late.Doubt `json:"doubts"`
}

type aliasPlace struct {
	Listing int   `json:"listing"`
	Line    int64 `json:"line"`
}

// How sure a name that is found is.
const (
	likely = "likely" // as a name of a register would be
	unsure = "unsure" // for the doubts that are told
	absent = "not found"
)

func aliases(names []sought, answer *late.Answer, doubts [][]late.Doubt) []alias {
	out := make([]alias, 0, len(names))
	for i, f := range answer.Found {
		a := alias{Name: f.Name, Organisation: names[i].organisation, Names: f.Rows, Glued: f.Glued, Items: f.Items, First: []aliasPlace{}, Sure: likely, Doubts: append([]late.Doubt{}, doubts[i]...)}
		for _, at := range f.First {
			a.First = append(a.First, aliasPlace(at))
		}
		if f.Partly {
			a.Doubts = append(a.Doubts, "it has a number that the index does not keep: any number in its place was taken for it")
		}
		if f.Items >= 100 && f.Items*5 > answer.Items {
			a.Doubts = append(a.Doubts, "it is on more than a fifth of all items: a supplier's own name, or a convention")
		}
		switch {
		case f.Rows == 0:
			a.Sure = absent
		case len(a.Doubts) > 0:
			a.Sure = unsure
		}
		out = append(out, a)
	}
	return out
}

func writeAliases(w io.Writer, answer *late.Answer, all []alias) error {
	for _, a := range all {
		who := printable(a.Name)
		if a.Organisation != "" {
			who = printable(a.Organisation) + " " + who
		}
		if a.Names == 0 {
			fmt.Fprintf(w, "%s: not found in what was examined\n", who)
			continue
		}
		fmt.Fprintf(w, "%s: %s in %s of files or folders, %s\n", who, count64(a.Items, "item"), count64(a.Names, "name"), a.Sure)
		for _, doubt := range a.Doubts {
			fmt.Fprintf(w, "  but %s\n", doubt)
		}
		for _, at := range a.First {
			fmt.Fprintf(w, "  %s, line %d\n", listingName(answer, at.Listing), at.Line)
		}
		if more := a.Names - int64(len(a.First)); more > 0 {
			fmt.Fprintf(w, "  and %d more\n", more)
		}
	}
	_, err := fmt.Fprintf(w, "Looked for %s in %s of files and folders, %s, of %s.\n", count(len(all), "name"), count64(answer.Rows, "name"), count64(answer.Items, "item"), count(len(answer.Listings), "listing"))
	return err
}

func count64(n int64, of string) string { return count(int(n), of) }

func listingName(answer *late.Answer, n int) string {
	if n < len(answer.Listings) {
		return printable(answer.Listings[n].Name)
	}
	return "listing " + strconv.Itoa(n+1)
}

// writeAliasesJSON writes a line about the index and one for each name.
func writeAliasesJSON(w io.Writer, answer *late.Answer, all []alias) error {
	type listing struct {
		Name   string `json:"name"`
		SHA256 string `json:"sha256"`
	}
	type index struct {
		Version  int       `json:"version"`
		Listings []listing `json:"listings"`
		Names    int64     `json:"names"`
		Items    int64     `json:"items"`
	}
	about := index{Version: 1, Listings: []listing{}, Names: answer.Rows, Items: answer.Items}
	for _, l := range answer.Listings {
		about.Listings = append(about.Listings, listing{l.Name, hex.EncodeToString(l.SHA256[:])})
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	if err := out.Encode(map[string]index{"index": about}); err != nil {
		return fmt.Errorf("writing aliases: %w", err)
	}
	for _, a := range all {
		if err := out.Encode(map[string]alias{"alias": a}); err != nil {
			return fmt.Errorf("writing aliases: %w", err)
		}
	}
	return nil
}
