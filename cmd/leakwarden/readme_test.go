package main

import (
	"os"
	"strings"
	"testing"
)

// TestReadme holds the transcript in the README to what the program prints.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```console\n$ leakwarden ")
	want, _, found := strings.Cut(rest, "\n```")
	if !found {
		t.Fatal("README.md has no transcript")
	}
	command, want, _ := strings.Cut(want, "\n")
	args := strings.Fields(strings.TrimSuffix(command, " | head -n 30"))
	out := string(runProgram(t, args...))
	lines := strings.Split(out, "\n")
	if got := strings.Join(lines[:min(len(lines), 30)], "\n"); got != want {
		t.Errorf("the transcript is out of date; the program prints\n%s", got)
	}
}
