package identifier

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestPassShare holds that chance lets one in eleven numbers pass.
func TestPassShare(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	passing := 0
	for range 100_000 {
		if ValidBSN([]byte(strconv.Itoa(100_000_000 + rnd.IntN(900_000_000)))) {
			passing++
		}
	}
	if passing < 8_800 || passing > 9_400 {
		t.Errorf("%d of 100,000 random numbers pass, want about 9,090", passing)
	}
}

func TestCorrectedBSN(t *testing.T) {
	for _, c := range []struct {
		name          string
		nine, passing int64
		want          int64
	}{
		{"none", 0, 0, 0},
		{"chance alone", 11_000, 1_000, 0},
		{"fewer than chance", 1_000, 50, 0},
		{"all", 1_000, 1_000, 1_000},
		{"half", 1_100, 600, 550},
		{"more passing than there are", 10, 20, 10},
	} {
		got, low, high := CorrectedBSN(c.nine, c.passing)
		if got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
		if low > got || got > high || low < 0 || high > c.nine {
			t.Errorf("%s: %d is not from %d to %d", c.name, got, low, high)
		}
	}
}

// TestCorrectedBSNCovers holds that the interval holds the truth about as often
// as it says.
func TestCorrectedBSNCovers(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	const runs, nine, real = 2_000, 500, 60
	covered := 0
	for range runs {
		passing := int64(real)
		for range nine - real {
			if rnd.IntN(11) == 0 {
				passing++
			}
		}
		if _, low, high := CorrectedBSN(nine, passing); low <= real && real <= high {
			covered++
		}
	}
	if covered < runs*93/100 {
		t.Errorf("the interval holds the truth in %d of %d runs", covered, runs)
	}
}
