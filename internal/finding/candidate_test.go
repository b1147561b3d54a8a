package finding

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// namesakes returns a judge of a register in which n organisations share names,
// over a tree of a group for each of names.
func namesakes(tb testing.TB, n int, names ...string) *judging {
	tb.Helper()
	p, err := pack.Load("uk-health")
	if err != nil {
		tb.Fatal(err)
	}
	cities := []string{"Bartwick", "Fargate", "Zorwick"}
	reg := &register.Register{}
	for i := range n {
		o := register.Organisation{ID: fmt.Sprint(i), Name: "St Odran's Hospital", City: cities[i%len(cities)], Postcode: fmt.Sprintf("%d711 AB", 1+i%7)}
		if i%2 > 0 {
			o.Name, o.Aliases = "Grantley Ridge Medical Centre "+o.City, []string{"St Odran's Hospital"}
		}
		if i == 4 {
			o.Domains = []string{"zorblatt.example"}
		}
		reg.Organisations = append(reg.Organisations, o)
	}
	d, words := token.NewDict(), &token.Words{}
	ix := mention.NewIndex(reg, p, d)
	scanner := ix.Scanner()
	var groups []*Group
	for i, name := range names {
		d.Scan([]byte(name), words)
		hits := scanner.Segment([]byte(name), words, nil)
		s := &Setting{Cues: uint32(i % 2 * 3), PlacesAbove: []int32{int32(i % 3)}}
		for _, place := range scanner.Places() {
			s.Places = append(s.Places, place.City)
		}
		g := &Group{Key: Mix(start, uint64(i)), Leaf: i%3 > 0, Naming: &Naming{Hits: hits, Around: make([]Around, len(hits)), Setting: s}}
		g.Stats.Items = 1
		groups = append(groups, g)
	}
	j := &judging{Judge: &Judge{Index: ix, Register: reg, Weights: DefaultWeights()}, Tree: NewTree(&Group{}, slices.Values(groups))}
	for range groups {
		j.above = append(j.above, -1)
	}
	j.certain, j.sure = make(map[int32]sureness), make(set, n/64+1)
	for i := range int32(n) {
		if i%3 > 0 {
			j.certain[i] = sureness{groups: i % 3, first: i % int32(len(names))}
			j.sure.add(i)
		}
	}
	j.regions = newRegions(reg.Organisations, j.certain)
	return j
}

var odran = []string{
	"st-odrans-hospital", "fargate_st-odrans-hospital", "zorblatt_st-odrans-hospital", "grantley ridge medical centre zorwick",
	"hospital odran grantley ridge", "st odrans hospital bartwick zorblatt.example",
}

// TestCandidatesAlikeAreJudgedAlike checks that judging candidates together gives
// the very numbers that judging each by itself gives.
func TestCandidatesAlikeAreJudgedAlike(t *testing.T) {
	j := namesakes(t, 60, odran...)
	for i, g := range j.Tree.Groups {
		for n, h := range g.Hits {
			candidates := j.Index.Phrase(h.Phrase).Candidates
			contexts, best, total := make([]float64, len(candidates)), math.Inf(-1), 0.0
			for c := range candidates {
				v := j.vector(int32(i), n, c)
				contexts[c] = j.Weights.context(&v)
				best = max(best, contexts[c])
			}
			for c := range candidates {
				total += math.Exp(contexts[c] - best)
			}
			s := scratch{codes: j.codesOf(nil, int32(i))}
			j.classify(&s, int32(i), n)
			for c := range candidates {
				v := j.vector(int32(i), n, c)
				want := sigmoid(j.Weights.sum(&v)) * (math.Exp(contexts[c]-best) / total)
				if got := s.classes[s.of[c]].p; got != want {
					t.Errorf("group %d, hit %d, candidate %d: got %v, want %v", i, n, c, got, want)
				}
			}
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	j := namesakes(b, 60, odran...)
	for b.Loop() {
		var s scratch
		for i := range j.Tree.Groups {
			j.judgeGroup(&s, int32(i))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(j.Tree.Groups)), "ns/group")
}
