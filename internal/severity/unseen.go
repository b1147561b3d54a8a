package severity

import "math"

// normal95 is the two-sided 95 % quantile of the normal distribution.
const normal95 = 1.959963984540054

// Chao1 estimates the number of all kinds from a sample in which observed kinds
// were seen, once of them just once and twice just twice (Chao 1984), with the
// log-normal 95 % interval (Chao 1987). Here a kind is an affected
// organisation, and the sample is the part of a leak that was examined.
//
// It is a lower bound on average where the sample is random. The interval never
// goes below observed. Where nothing was seen just once, or a single thing
// once and nothing twice, the estimate is observed itself with an interval of
// no width: the sample does not speak of more, which is not proof that there
// is none. Negative counts are taken as 0.
func Chao1(once, twice, observed int) (estimate, low, high float64) {
	f1, f2, seen := float64(max(0, once)), float64(max(0, twice)), float64(max(0, observed))
	var unseen, variance float64
	if f2 > 0 {
		r := f1 / f2
		unseen = f1 * f1 / (2 * f2)
		variance = f2 * (r*r/2 + r*r*r + r*r*r*r/4)
	} else {
		unseen = f1 * (f1 - 1) / 2
		if all := seen + unseen; all > 0 {
			variance = f1*(f1-1)/2 + f1*(2*f1-1)*(2*f1-1)/4 - f1*f1*f1*f1/(4*all)
		}
	}
	if unseen <= 0 {
		return seen, seen, seen
	}
	k := math.Exp(normal95 * math.Sqrt(math.Log(1+max(0, variance)/(unseen*unseen))))
	return seen + unseen, seen + unseen/k, seen + unseen*k
}
