package main

import (
	"bytes"
	"crypto/rand"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	pageFiles    = regexp.MustCompile("(?s)```[a-z]+ ([a-z.]+)\n(.*?)```\n")
	pageSessions = regexp.MustCompile("(?s)```console\n(.*?)```\n")
	pageWords    = regexp.MustCompile(`"[^"]*"|\S+`)
)

// TestTriagePage holds the examples of docs/triage.md to what the program
// prints; "…" stands for any lines.
func TestTriagePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/triage.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, f := range pageFiles.FindAllStringSubmatch(string(page), -1) {
		if err := os.WriteFile(f[1], []byte(f[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sessions := pageSessions.FindAllStringSubmatch(string(page), -1)
	if len(sessions) < 6 {
		t.Fatalf("only %d examples", len(sessions))
	}
	for _, s := range sessions {
		for _, step := range strings.Split("\n"+s[1], "\n$ leakwarden ")[1:] {
			command, want, _ := strings.Cut(step, "\n")
			if got := session(t, command); !printed(got, want) {
				t.Errorf("leakwarden %s: the page is out of date; the program prints\n%s", command, got)
			}
		}
	}
}

// session returns what the program prints on standard output.
func session(t *testing.T, command string) string {
	t.Helper()
	args := pageWords.FindAllString(command, -1)
	for i := range args {
		args[i] = strings.Trim(args[i], `"`)
	}
	var out, problems bytes.Buffer
	p := &program{stdout: &out, stderr: &problems, now: time.Now, random: rand.Reader, getenv: func(string) string { return "" }}
	if code := p.run(t.Context(), args); code != codeDone {
		t.Fatalf("leakwarden %s: exit code %d: %s", command, code, problems.String())
	}
	return out.String()
}

// printed reports whether got is want, in which "…" stands for any lines.
func printed(got, want string) bool {
	parts := strings.Split("\n"+want, "\n…\n")
	rest, ok := strings.CutPrefix("\n"+got, parts[0])
	for i, part := range parts[1:] {
		if i == len(parts)-2 && part == "" {
			return ok
		}
		_, rest, ok = strings.Cut(rest, "\n"+strings.TrimSuffix(part, "\n"))
		if !ok {
			return false
		}
	}
	return ok && strings.TrimSpace(rest) == ""
}
