// Command ahocorasick counts the lines of a file that hold one of the names in
// another, with a library for that: something to compare with. It has a module
// of its own, so that what it needs stays out of the product's.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	ahocorasick "github.com/BobuSumisu/aho-corasick"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "ahocorasick:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 3 {
		return fmt.Errorf("usage: ahocorasick NAMES LISTING")
	}
	names, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	trie := ahocorasick.NewTrieBuilder().AddStrings(strings.Split(strings.TrimSpace(string(names)), "\n")).Build()
	f, err := os.Open(os.Args[2])
	if err != nil {
		return err
	}
	defer f.Close()
	lines, hits := bufio.NewScanner(f), 0
	for lines.Scan() {
		if trie.MatchFirst(lines.Bytes()) != nil {
			hits++
		}
	}
	fmt.Println(hits)
	return lines.Err()
}
