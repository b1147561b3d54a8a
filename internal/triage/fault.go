package triage

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/leakwarden/leakwarden/internal/listing"
)

// Fault is an error of this program that an entry brought about. It says where,
// and never of what value: that could be text of a listing.
type Fault struct{ Where string }

// Error says where, and that the message is withheld.
func (f *Fault) Error() string {
	return "internal error at " + f.Where + "; its message is withheld, because it could hold text of a listing"
}

// Hint says what to do.
func (f *Fault) Hint() string {
	return "report this line; it holds no data. What was being looked at then is not in the result"
}

// guarded analyses a batch; a panic on the way becomes a *Fault, and the worker
// can go on with other batches.
func (w *worker) guarded(n int, b *listing.Batch) (fault error) {
	defer func() {
		if recover() != nil {
			fault = &Fault{where()}
			w.abandon()
		}
	}()
	w.analyse(n, b)
	return nil
}

// abandon leaves what was being looked at. What was counted before is kept, unless
// that brings about another panic.
func (w *worker) abandon() {
	defer func() {
		if recover() != nil {
			w.stack, w.path = w.stack[:min(1, len(w.stack))], w.path[:0]
		}
	}()
	w.finish()
}

// learnSlots has the masker learn from the sample; a panic on the way becomes a
// *Fault.
func (sh *shared) learnSlots(all *partial) (fault error) {
	defer func() {
		if recover() != nil {
			fault = &Fault{where()}
		}
	}()
	sh.masker.Learn(samples(all.sample), all.sample.total())
	return nil
}

// faultOf turns a panic of the function that defers it into a *Fault.
func faultOf(err *error) {
	if recover() != nil {
		*err = &Fault{where()}
	}
}

// where returns the function and line of this program that panicked.
func where() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		if strings.Contains(f.Function, "leakwarden/internal/") || !more {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
	}
}
