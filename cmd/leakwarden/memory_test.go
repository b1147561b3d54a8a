package main

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/leakwarden/leakwarden/internal/triage"
)

func TestMemoryLimit(t *testing.T) {
	tests := []struct {
		text string
		want int64 // 0: not an amount
	}{
		{"64MiB", 64 << 20},
		{"512m", 512 << 20},
		{"2GiB", 2 << 30},
		{"1.5 g", 3 << 29},
		{"1t", 1 << 40},
		{"134217728", 128 << 20},
		{"200000 KB", 200_000 << 10},
		{"63MiB", 0},
		{"-1GiB", 0},
		{"many", 0},
		{"1x", 0},
		{"MiB", 0},
		{"1e30", 0},
		{"0", 0},
		{"inf", 0},
		{"1 g b m", 0},
	}
	for _, test := range tests {
		got, err := memoryLimit(test.text)
		if (err == nil) != (test.want != 0) || got != test.want {
			t.Errorf("memoryLimit(%q) = %d, %v; want %d", test.text, got, err, test.want)
		}
	}
	if got, err := memoryLimit(""); err != nil || got < leastMemory {
		t.Errorf("without a limit: %d, %v; want a part of the machine's", got, err)
	}
}

func TestATriageThatNeedsMoreMemoryEnds(t *testing.T) {
	runtime.GC() // what is in use is known after the first collection
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	p := &program{getenv: func(string) string { return "" }}
	steps := 0
	count := func(triage.Progress) { steps++ }
	ctx, step, undo := p.keepMemory(t.Context(), 1<<40, count)
	step(triage.Progress{})
	if ctx.Err() != nil || steps != 1 {
		t.Errorf("with room: ended %v, %d steps; want none ended, 1", ctx.Err(), steps)
	}
	undo()
	if got := debug.SetGCPercent(100); got != 100 {
		t.Errorf("afterwards %d %% may be garbage, want the 100 of before", got)
	}
	ctx, step, undo = p.keepMemory(t.Context(), 1, count)
	defer undo()
	step(triage.Progress{})
	if !errors.Is(context.Cause(ctx), errMemory) || hintOf(context.Cause(ctx)) == "" {
		t.Errorf("without room it ends with %v, want %v and a hint", context.Cause(ctx), errMemory)
	}
}
