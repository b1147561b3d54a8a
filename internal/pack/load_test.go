package pack

import "testing"

func TestLoad(t *testing.T) {
	for _, name := range Names() {
		p, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		amb := 0
		for _, x := range p.Terms {
			if x.Ambiguous {
				amb++
			}
		}
		t.Log(name, len(p.Terms), amb)
	}
}
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		Load("nl-health")
	}
}
