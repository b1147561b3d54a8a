package finding

// Features returns the names of the features, in the order of Weights and of
// the vectors that Vectors gives.
func Features() []string { return featureNames[:] }

// Telling returns the indices of the features that tell candidates of one
// phrase apart.
func Telling() []int {
	out := make([]int, len(telling))
	for i, f := range telling {
		out[i] = int(f)
	}
	return out
}

// Candidates is one hit of a group with all that it can mean, for measuring
// and for fitting Weights.
type Candidates struct {
	Group         *Group
	Organisations []int32     // indices into the register
	Vectors       [][]float64 // one for each organisation
}

// Vectors calls yield for each hit of each group that was judged, in order of
// the groups' keys.
func (v *Verdict) Vectors(yield func(Candidates)) {
	for at, g := range v.run.Tree.Groups {
		for n, h := range g.Hits {
			c := Candidates{Group: g, Organisations: v.run.Index.Phrase(h.Phrase).Candidates}
			if len(c.Organisations) > maxCandidates {
				continue
			}
			for i := range c.Organisations {
				x := v.run.vector(int32(at), n, i)
				c.Vectors = append(c.Vectors, x[:])
			}
			yield(c)
		}
	}
}
