package main

import (
	"testing"

	"golang.org/x/sys/unix"
)

func TestHardenTurnsCoreDumpsOff(t *testing.T) {
	harden()
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil || limit.Cur != 0 || limit.Max != 0 {
		t.Errorf("core dumps may have %d bytes, at most %d (%v)", limit.Cur, limit.Max, err)
	}
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	if err != nil || dumpable != 0 {
		t.Errorf("dumpable is %d (%v)", dumpable, err)
	}
}
