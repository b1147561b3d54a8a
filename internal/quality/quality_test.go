package quality

import (
	"math"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/invent"
)

func TestReadAttributions(t *testing.T) {
	tests := []struct {
		name, in, err string
		want          int
	}{
		{name: "lines are read", in: "3\torg-1\tstrong\t0.99\n4\torg-2\tpossible\t0.41\n", want: 2},
		{name: "a missing field is told", in: "3\torg-1\tstrong\n", err: "line 1 has 3 fields"},
		{name: "a line without a number is told", in: "x\torg-1\tstrong\t0.99\n", err: "line 1 does not begin with a number"},
		{name: "a line without a confidence is told", in: "1\torg-1\tstrong\tsure\n", err: "line 1 has no confidence"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var o Output
			err := o.ReadAttributions(strings.NewReader(tt.in))
			if got := len(o.Attributions); got != tt.want {
				t.Errorf("got %d attributions, want %d", got, tt.want)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
				t.Errorf("got error %v, want %q", err, tt.err)
			}
		})
	}
}

func TestReadStream(t *testing.T) {
	in := `{"config":{"version":1}}
{"finding":{"organisation":{"id":"org-7"},"tier":"strong","confidence":0.98,"items":12,"evidence":[{"text":"x"}]}}
{"unresolved":{"text":"y","items":1,"why":"no organisation of that name"}}
`
	var o Output
	if err := o.ReadStream(strings.NewReader(in)); err != nil {
		t.Fatal(err)
	}
	want := Claim{ID: "org-7", Tier: finding.Strong, Confidence: 0.98, Items: 12}
	if len(o.Claims) != 1 || o.Claims[0] != want || o.Unresolved != (Unresolved{1, 1}) {
		t.Errorf("got %+v and %v unresolved, want %+v and one", o.Claims, o.Unresolved, want)
	}
}

func TestWilson(t *testing.T) {
	tests := []struct {
		in        Ratio
		low, high float64
	}{
		{Ratio{9, 10}, 0.596, 0.982},
		{Ratio{0, 10}, 0, 0.278},
		{Ratio{990, 1000}, 0.982, 0.995},
		{Ratio{}, 0, 1},
	}
	for _, tt := range tests {
		if low, high := tt.in.Wilson(); math.Abs(low-tt.low) > 0.001 || math.Abs(high-tt.high) > 0.001 {
			t.Errorf("%v: got %.3f to %.3f, want %.3f to %.3f", tt.in, low, high, tt.low, tt.high)
		}
	}
}

func TestCalibrationError(t *testing.T) {
	var c Calibration
	for i := range 100 {
		c.add(0.95, i < 95)
		c.add(0.6, i < 40)
	}
	if got := c.Error(); math.Abs(got-0.1) > 1e-9 {
		t.Errorf("got %.4f, want 0.1: half of the claims are right as often as said, half are 0.2 off", got)
	}
}

// TestPerfect and TestNothing hold the two ends of the scale.
func TestPerfect(t *testing.T) {
	w, truth := world()
	s := Score{}
	s.Add(w, truth, perfect(w, truth))
	for _, tiers := range []Tiers{s.Organisations, s.Lines} {
		if p, r := tiers.Precision(finding.Strong).Share(), tiers.Recall(finding.Strong).Share(); p != 1 || r != 1 {
			t.Errorf("got precision %.3f and recall %.3f, want 1", p, r)
		}
	}
	if got := s.MedianItemError(); got != 0 {
		t.Errorf("got an item error of %.3f, want 0", got)
	}
	if s.Separated.Share() != 1 || s.LeftUndecided.Share() != 1 || s.Separated.All == 0 || s.LeftUndecided.All == 0 {
		t.Errorf("got %v separated and %v left undecided, want all of some", s.Separated, s.LeftUndecided)
	}
	for way, r := range s.Ways {
		if r.Probable.Share() != 1 {
			t.Errorf("got %v of %s, want all", r.Probable, way)
		}
	}
}

func TestNothing(t *testing.T) {
	w, truth := world()
	s := Score{}
	s.Add(w, truth, &Output{})
	if got := s.Organisations.Recall(finding.Possible); got.Right != 0 || got.All == 0 {
		t.Errorf("got recall %v of a triage that says nothing", got)
	}
	if got := s.Organisations.Precision(finding.Possible); got.All != 0 {
		t.Errorf("got %v claims of a triage that says nothing", got)
	}
}

func TestAlarms(t *testing.T) {
	w, truth := world()
	o := perfect(w, truth)
	for line := range truth.Traps {
		o.Attributions = append(o.Attributions, Attribution{Line: line, ID: "org-1", Tier: finding.Probable, Confidence: 0.9})
		break
	}
	s := Score{}
	s.Add(w, truth, o)
	alarms := 0
	for _, a := range s.Traps {
		alarms += a.False[1]
	}
	if alarms != 1 || s.Lines.Precision(finding.Probable).Share() == 1 {
		t.Errorf("got %d alarms and precision %v, want the one alarm counted", alarms, s.Lines.Precision(finding.Probable))
	}
}

func TestNames(t *testing.T) {
	names, err := ReadNames(strings.NewReader(`{"org":"a"}{"orgs":["b","c"]}{"org":"d"}`))
	if err != nil {
		t.Fatal(err)
	}
	tiers, _ := names.Score([]Attribution{
		{Line: 1, ID: "a", Tier: finding.Strong},
		{Line: 2, ID: "c", Tier: finding.Probable},
		{Line: 2, ID: "a", Tier: finding.Probable},
		{Line: 3, ID: "d", Tier: finding.Possible},
	})
	if got := tiers.Precision(finding.Probable); got != (Ratio{2, 3}) {
		t.Errorf("got precision %v, want 2 of 3", got)
	}
	if got := tiers.Recall(finding.Probable); got != (Ratio{2, 3}) {
		t.Errorf("got recall %v, want 2 of 3", got)
	}
}

func world() (*invent.World, *invent.Truth) {
	w := invent.New(invent.Spec{Seed: 5, Paths: 8_000})
	return w, w.Tranche(0).Truth()
}

// perfect is what an analyst who makes no mistake would say.
func perfect(w *invent.World, truth *invent.Truth) *Output {
	o := &Output{}
	decided := make(map[int32]bool)
	for i := range truth.Lines {
		l := &truth.Lines[i]
		if !l.Decidable {
			for _, id := range l.Candidates {
				o.Attributions = append(o.Attributions, Attribution{l.Number, w.Organisations[id].ID, finding.Possible, 0.5})
			}
			continue
		}
		decided[l.Affected[0]] = true
		o.Attributions = append(o.Attributions, Attribution{l.Number, w.Organisations[l.Affected[0]].ID, finding.Strong, 1})
	}
	for id := range decided {
		o.Claims = append(o.Claims, Claim{w.Organisations[id].ID, finding.Strong, 1, truth.Items[id]})
	}
	return o
}
