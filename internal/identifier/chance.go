package identifier

import "math"

// passShare is the share of random nine-digit numbers that pass the
// eleven-proof.
const passShare = 1.0 / 11

// CorrectedBSN estimates how many of nine numbers in the shape of a BSN are
// one, when passing of them pass the eleven-proof, which chance alone lets one
// in eleven do. low and high bound it with 95 % confidence (Wilson's interval
// of the share that passes, corrected in the same way); all lie in [0, nine]
// and low ≤ estimate ≤ high.
func CorrectedBSN(nine, passing int64) (estimate, low, high int64) {
	if nine <= 0 || passing <= 0 {
		return 0, 0, 0
	}
	n := float64(nine)
	share := min(float64(passing)/n, 1)
	const z = 1.959963985
	middle := (share + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	count := func(s float64) int64 {
		return int64(math.Round(n * min(max((s-passShare)/(1-passShare), 0), 1)))
	}
	return count(share), count(middle - half), count(middle + half)
}
