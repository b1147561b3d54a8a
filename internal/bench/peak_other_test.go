//go:build !unix

package bench

import "os"

// peakOf returns 0: what the system does not tell.
func peakOf(*os.ProcessState) int64 { return 0 }
