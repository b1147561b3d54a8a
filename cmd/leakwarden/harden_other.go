//go:build !linux

package main

// harden does nothing: only on Linux is it known how.
func harden() {}
