package main

import "runtime/debug"

// garbage is how much of the memory in use, in percent, may be garbage during a
// triage. What a triage learns stays until its end, so there is little to
// collect, and half of the memory would be kept free for nothing.
const garbage = 25

// lean makes the collector keep less memory free, where GOGC does not say what
// it should do. The function returned undoes it.
func (p *program) lean() (undo func()) {
	if p.getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(garbage)
	return func() { debug.SetGCPercent(before) }
}
