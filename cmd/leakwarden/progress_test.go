package main

import (
	"testing"
	"time"
)

func TestBarSaysPathsASecondAndTimeLeft(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	b := &bar{started: at, now: func() time.Time { return at.Add(10 * time.Second) }}
	b.entries.Store(25_000_000)
	if got, want := b.rate(), " 25.0 M paths, 2.5 M paths/s"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	tests := []struct {
		name       string
		read, size int64
		want       string
	}{
		{"a quarter read", 25, 100, ", 30s left"},
		{"all read", 100, 100, ", 0s left"},
		{"size unknown", 25, 0, ""},
		{"nothing read", 0, 100, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := b.left(test.read, test.size); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPrintableShowsWhatCannotBeSeen(t *testing.T) {
	if got, want := printable("a\x1b[31mb\u202ec\u200bd é ▒"), `a\u{1b}[31mb\u{202e}c\u{200b}d é ▒`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
