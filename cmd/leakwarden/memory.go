package main

import (
	"context"
	"errors"
	"math"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"

	"github.com/leakwarden/leakwarden/internal/triage"
)

// Building an index leaves much garbage, once; what a triage learns after that
// stays until its end, and more of the memory would be kept free for nothing.
const (
	garbageBuilding = 400       // percent of the memory in use that may be garbage, at most
	garbageLeast    = 4         // and at least
	garbageRoom     = 24 << 20  // bytes that may be garbage while reading, however much is in use
	heapFree        = 384 << 20 // bytes that a triage takes rather than collect: of what it does not use
	garbageShare    = 3         // of them one such part may be garbage
	heapUsual       = 128 << 20 // bytes in use when reading begins; where a large register takes more, two thirds of that may be garbage
	leastMemory     = 64 << 20  // that a triage can be told to keep to
	memoryShare     = 4         // of the machine's memory one such part is used, where nothing else is said
	roomShare       = 8         // of the limit one such part is for garbage, and for what is no heap
	programRoom     = 16 << 20  // of the limit is for the program itself, which is no memory that Go knows of
)

// errMemory ends a triage that needs more memory than it may use.
var errMemory = errors.New("the triage needs more memory than it may use")

// memory keeps what a triage uses within a limit.
type memory struct {
	limit   int64 // bytes
	fixed   bool  // GOGC says how often to collect
	percent int
	first   uint64 // how often was collected when reading began, or little later
	before  int64  // bytes that were in use then
	over    context.CancelCauseFunc
	now     [2]metrics.Sample // the bytes in use when last was collected, and how often that was
}

// keepMemory keeps the triage that is told of its progress by step within limit
// bytes: it makes the collector run seldom until step is called first, and the
// more often afterwards the more is in use; GOGC, where set, goes before that.
// What needs more than limit is ended, with errMemory as the cause of its
// context. It returns what to call in place of step, and what undoes it.
func (p *program) keepMemory(ctx context.Context, limit int64, step func(triage.Progress)) (kept context.Context, keptStep func(triage.Progress), undo func()) {
	ctx, over := context.WithCancelCause(ctx)
	limit -= programRoom
	m := &memory{limit: limit, fixed: p.getenv("GOGC") != "", over: over}
	m.now[0].Name, m.now[1].Name = "/gc/heap/live:bytes", "/gc/cycles/total:gc-cycles"
	limitBefore, percentBefore := debug.SetMemoryLimit(limit), 0
	if !m.fixed {
		percentBefore = debug.SetGCPercent(garbageBuilding)
	}
	keptStep = func(at triage.Progress) {
		m.step()
		step(at)
	}
	return ctx, keptStep, func() {
		over(nil)
		debug.SetMemoryLimit(limitBefore)
		if !m.fixed {
			debug.SetGCPercent(percentBefore)
		}
	}
}

// step looks at what is in use. It is called once a batch of entries.
func (m *memory) step() {
	metrics.Read(m.now[:])
	live, times := int64(m.now[0].Value.Uint64()), m.now[1].Value.Uint64()
	if live > m.limit-m.limit/roomShare {
		m.over(errMemory)
	}
	if m.fixed {
		return
	}
	if m.first == 0 {
		m.first = times + 1
	}
	if times <= m.first {
		m.before = live
	}
	room := max(garbageRoom, (heapFree-live)/garbageShare, (m.before-heapUsual)*2/3)
	percent := int(min(max(room*100/max(1, live), garbageLeast), garbageBuilding))
	if percent != m.percent {
		debug.SetGCPercent(percent)
		m.percent = percent
	}
}

// memoryLimit returns the bytes that text like "512MiB" or "2g" stands for; for
// "" a part of the machine's memory.
func memoryLimit(text string) (int64, error) {
	if text == "" {
		if all := machineMemory(); all > 0 {
			return max(leastMemory, all/memoryShare), nil
		}
		return math.MaxInt64, nil
	}
	digits := strings.TrimRight(strings.ToLower(text), "kmgtib ")
	unit, known := map[string]float64{"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}[strings.TrimRight(strings.TrimSpace(strings.ToLower(text[len(digits):])), "ib")]
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil || !known || math.IsNaN(n) || n*unit > 1<<62 || n*unit < leastMemory {
		return 0, usage("not an amount of memory: "+strconv.Quote(text), "give at least 64MiB, for example --memory 512MiB or --memory 2GiB")
	}
	return int64(n * unit), nil
}
