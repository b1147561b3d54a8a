package finding

import (
	"fmt"
	"testing"

	"github.com/leakwarden/leakwarden/internal/register"
)

func TestRegions(t *testing.T) {
	all := make([]register.Organisation, 400)
	for i := range all {
		all[i].Postcode = fmt.Sprintf("%d%d11 AB", 1+i%5, i%10)
	}
	all[399].Postcode = ""
	one, even := make(map[int32]sureness), make(map[int32]sureness)
	for i := range int32(40) {
		one[i*10], even[i*9] = sureness{groups: 1}, sureness{groups: 1}
	}
	for _, tt := range []struct {
		name      string
		certain   map[int32]sureness
		org       int32
		low, high float64
	}{
		{"where all others are", one, 10, 1, nearest},
		{"elsewhere", one, 3, farthest, -1},
		{"nobody knows where", one, 399, 0, 0},
		{"others are everywhere", even, 10, 0, 0},
		{"no others", nil, 10, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := newRegions(all, tt.certain).lift(tt.org, false); got < tt.low || got > tt.high {
				t.Errorf("got a lift of %.2f, want %.2f to %.2f", got, tt.low, tt.high)
			}
		})
	}
}

func TestDistrictOf(t *testing.T) {
	for _, tt := range []struct {
		postcode string
		phones   []string
		want     string
	}{
		{"2711 AB", []string{"079-5550100"}, "27"},
		{"ls1 4ap", nil, "LS"},
		{"90210", nil, "90"},
		{"", []string{"(201) 555-0123"}, "tel 201"},
		{"", []string{"+31 79 5550100"}, "tel 3179"},
		{"", []string{"0031 79 5550100"}, "tel 3179"},
		{"", []string{"79"}, ""},
		{"", nil, ""},
	} {
		if got := districtOf(&register.Organisation{Postcode: tt.postcode, Phones: tt.phones}); got != tt.want {
			t.Errorf("%q %q: got %q, want %q", tt.postcode, tt.phones, got, tt.want)
		}
	}
}
