package main

import (
	"runtime/debug"
	"sync"

	"github.com/leakwarden/leakwarden/internal/triage"
)

// How much of the memory in use, in percent, may be garbage. Building an index
// leaves much garbage, once; what a triage learns after that stays until its
// end, and half of the memory would be kept free for nothing.
const (
	garbageBuilding = 400
	garbageReading  = 25
)

// lean makes the collector run seldom until step is called first and often
// afterwards, where GOGC does not say what it should do. It returns what to call
// in place of step, and what undoes it.
func (p *program) lean(step func(triage.Progress)) (leanStep func(triage.Progress), undo func()) {
	if p.getenv("GOGC") != "" {
		return step, func() {}
	}
	before := debug.SetGCPercent(garbageBuilding)
	var once sync.Once
	leanStep = func(at triage.Progress) {
		once.Do(func() { debug.SetGCPercent(garbageReading) })
		step(at)
	}
	return leanStep, func() { debug.SetGCPercent(before) }
}
