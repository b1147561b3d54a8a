package mask

import (
	"bytes"
	"slices"
	"testing"
)

// BenchmarkPath masks paths as the privacy experiment makes them, checked.
func BenchmarkPath(b *testing.B) {
	e := newExperiment(b, "bench", developed, 100, 5, true)
	var paths [][]byte
	size := 0
	for _, p := range e.paths {
		paths = append(paths, []byte(p.path))
		size += len(p.path)
	}
	slices.SortFunc(paths, bytes.Compare) // as a listing has them
	b.SetBytes(int64(size / len(paths)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.view.Path(paths[i%len(paths)])
	}
}

// BenchmarkCheck is the self-check alone.
func BenchmarkCheck(b *testing.B) {
	e := newExperiment(b, "bench", developed, 100, 5, true)
	texts, visible := make([]Text, len(e.paths)), make([][]byte, len(e.paths))
	for i, p := range e.paths {
		texts[i] = e.view.Path([]byte(p.path))
		visible[i] = []byte(texts[i].text)
	}
	for i := 0; b.Loop(); i++ {
		n := i % len(texts)
		e.view.check.run(e.view.r, visible[n], texts[n].cells, 0)
	}
}

// BenchmarkLearn types the slots of a sample.
func BenchmarkLearn(b *testing.B) {
	e := newExperiment(b, "bench", developed, 400, 5, true)
	sample := sampleOf(e.paths)
	for b.Loop() {
		e.masker.Learn(sample, int64(len(sample)))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(sample)), "ns/sample")
}
