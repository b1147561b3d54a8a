package finding

import (
	"math"
	"strings"

	"github.com/leakwarden/leakwarden/internal/register"
)

// regions says how the organisations that a listing names beyond doubt are
// spread over the districts of the register. Most suppliers work in one part of
// a country, so where its clients are tells namesakes apart, and makes an
// organisation from elsewhere less likely.
type regions struct {
	of    []int32   // by organisation, its district; -1 for none
	named []float64 // by district, how many of its organisations are named
	share []float64 // by district, its part of the register
	total float64   // organisations named
	// trust is 0 where the spread is as chance would have it, and nears 1 the
	// less it is so.
	trust float64
}

// Bounds of what the districts say, in log-odds, and how many organisations
// named as the register is spread are added to those of the listing.
const (
	farthest, nearest = -2, 3
	drawnTo           = 10
)

// newRegions counts the organisations that are certain by district.
func newRegions(all []register.Organisation, certain map[int32]sureness) *regions {
	r := &regions{of: make([]int32, len(all))}
	numbers := make(map[string]int32)
	known := 0.0
	for i := range all {
		r.of[i] = -1
		d := districtOf(&all[i])
		if d == "" {
			continue
		}
		n, met := numbers[d]
		if !met {
			n = int32(len(numbers))
			numbers[d] = n
			r.named, r.share = append(r.named, 0), append(r.share, 0)
		}
		r.of[i] = n
		r.share[n]++
		known++
	}
	for org := range certain {
		if d := r.of[org]; d >= 0 {
			r.named[d]++
			r.total++
		}
	}
	surprise := 0.0
	for d := range r.share {
		r.share[d] /= known
		expected := r.share[d] * r.total
		surprise += (r.named[d] - expected) * (r.named[d] - expected) / math.Max(expected, 1e-9)
	}
	// By chance the surprise is as large as the degrees of freedom, with a
	// deviation of the root of twice that.
	free := float64(len(r.share) - 1)
	if r.total > 0 && surprise > free+4*math.Sqrt(2*free) {
		r.trust = 1 - free/surprise
	}
	return r
}

// lift returns how much likelier the listing names an organisation for where it
// is, in log-odds. That it is itself named does not count.
func (r *regions) lift(org int32, certain bool) float64 {
	if r == nil || r.trust == 0 || r.of[org] < 0 {
		return 0
	}
	d := r.of[org]
	named, total := r.named[d], r.total
	if certain {
		named, total = named-1, total-1
	}
	odds := (named + drawnTo*r.share[d]) / ((total + drawnTo) * r.share[d])
	return r.trust * math.Max(farthest, math.Min(nearest, math.Log(odds)))
}

// districtOf returns what tells where an organisation is more coarsely than its
// city does: the first part of its postcode, or of its first telephone number.
func districtOf(o *register.Organisation) string {
	if code := strings.ToUpper(strings.TrimSpace(o.Postcode)); len(code) > 3 {
		n := strings.IndexFunc(code, func(c rune) bool { return c < 'A' || c > 'Z' })
		if n <= 0 {
			n = 2
		}
		return code[:n]
	}
	if len(o.Phones) == 0 {
		return ""
	}
	digits := make([]byte, 0, 4)
	want := 3
	if strings.HasPrefix(o.Phones[0], "+") || strings.HasPrefix(o.Phones[0], "00") {
		want = 4 // the country's are among them
	}
	for _, c := range []byte(strings.TrimPrefix(o.Phones[0], "00")) {
		if c >= '0' && c <= '9' && len(digits) < want {
			digits = append(digits, c)
		}
	}
	if len(digits) < want {
		return ""
	}
	return "tel " + string(digits)
}
