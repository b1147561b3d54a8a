package mention

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// syllables make words that are pronounced like Dutch ones and name nothing.
var syllables = strings.Fields("ba be bo bra da de don dra el en er fa fle ga gre ha he hol in ka ken kla kro la le lin lo ma me mer mo na nes no oo ora pa pel " +
	"pra ra ren ri ro sa sche ser sla so ster ta ten ter tra ul va ven ver vla vo wa wel wij win zan ze zil zon zwa")

func inventWord(r *rand.Rand) string {
	var b strings.Builder
	for range 2 + r.IntN(3) {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	return b.String()
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// inventRegister returns n organisations with names that share words as real
// ones do.
func inventRegister(n int) *register.Register {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	words := make([]string, 2+n/3)
	for i := range words {
		words[i] = inventWord(r)
	}
	zipf := rand.NewZipf(r, 1.2, 8, uint64(len(words)-1))
	generic := []string{"Huisartsenpraktijk", "Apotheek", "Ziekenhuis", "Fysiotherapie", "Tandartsenpraktijk", "Gezondheidscentrum", "Praktijk"}
	reg := &register.Register{Organisations: make([]register.Organisation, n)}
	for i := range reg.Organisations {
		o := &reg.Organisations[i]
		core := capital(words[zipf.Uint64()])
		switch r.IntN(4) {
		case 0:
			core = "De " + core
		case 1:
			core += " " + capital(words[r.IntN(len(words))])
		}
		o.ID, o.Name = fmt.Sprintf("org-%d", i), generic[r.IntN(len(generic))]+" "+core
		o.City = words[r.IntN(min(2000, len(words)))]
		o.Postcode = fmt.Sprintf("%04d %c%c", 1000+r.IntN(9000), 'A'+rune(r.IntN(26)), 'A'+rune(r.IntN(26)))
		o.Address = fmt.Sprintf("Straatweg %d", 1+r.IntN(200))
		o.Codes = []register.Code{{Scheme: "AGB", Value: fmt.Sprintf("%08d", 1000000+r.IntN(90000000))}}
		if r.IntN(2) == 0 {
			o.Domains = []string{strings.ToLower(strings.ReplaceAll(o.Name, " ", "")) + ".example"}
		}
		if r.IntN(4) == 0 {
			o.Aliases = []string{core + " " + o.City}
		}
	}
	return reg
}

func benchmarkBuild(b *testing.B, n int) {
	b.Helper()
	reg, p := inventRegister(n), testPack()
	var before, after runtime.MemStats
	var ix *Index
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		d := token.NewDict()
		ix = NewIndex(reg, p, d)
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(d)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
	b.ReportMetric(float64(ix.Len()), "phrases")
}

func BenchmarkBuild20k(b *testing.B)  { benchmarkBuild(b, 20_000) }
func BenchmarkBuild50k(b *testing.B)  { benchmarkBuild(b, 50_000) }
func BenchmarkBuild200k(b *testing.B) { benchmarkBuild(b, 200_000) }

func benchmarkSegment(b *testing.B, n int, segments func(*register.Register, *rand.Rand) []string) {
	b.Helper()
	reg := inventRegister(n)
	d := token.NewDict()
	ix := NewIndex(reg, testPack(), d)
	list := segments(reg, rand.New(rand.NewPCG(2, 2)))
	bytes, words := make([][]byte, len(list)), make([]token.Words, len(list))
	for i, s := range list {
		bytes[i] = []byte(s)
		d.Scan(bytes[i], &words[i])
	}
	s := ix.Scanner()
	var dst []Hit
	found, i := 0, 0
	for b.Loop() {
		dst = s.Segment(bytes[i], &words[i], dst[:0])
		found += len(dst)
		if i++; i == len(list) {
			i = 0
		}
	}
	b.ReportMetric(float64(found)/float64(b.N), "hits/op")
}

func unknownSegments(_ *register.Register, r *rand.Rand) []string {
	list := make([]string, 4096)
	pool := make([]string, 3000)
	for i := range pool {
		pool[i] = inventWord(r) + "qux" + inventWord(r)
	}
	for i := range list {
		list[i] = fmt.Sprintf("%s_%s-%s %s", pool[r.IntN(len(pool))], pool[r.IntN(len(pool))], pool[r.IntN(len(pool))], pool[r.IntN(len(pool))])
	}
	return list
}

func fileSegments(_ *register.Register, r *rand.Rand) []string {
	list := make([]string, 4096)
	for i := range list {
		list[i] = fmt.Sprintf("uitslag_%d_2024%02d%02d.pdf", r.IntN(1e6), 1+r.IntN(12), 1+r.IntN(28))
	}
	return list
}

func namedSegments(reg *register.Register, r *rand.Rand) []string {
	list := make([]string, 4096)
	for i := range list {
		list[i] = strings.ReplaceAll(reg.Organisations[r.IntN(len(reg.Organisations))].Name, " ", "_")
	}
	return list
}

// turnedSegments have names with their words in another order, each beside some
// of many persons.
func turnedSegments(reg *register.Register, r *rand.Rand) []string {
	list := make([]string, 4096)
	for i := range list {
		o := &reg.Organisations[r.IntN(len(reg.Organisations))]
		words := strings.Fields(o.Name + " " + o.City)
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		list[i] = fmt.Sprintf("%s_2024%02d_%s.pdf", strings.Join(words, "-"), 1+r.IntN(12), inventWord(r))
	}
	return list
}

// unseenSegments have words that a Scanner meets for the first time, again and
// again: more than it remembers.
func unseenSegments(_ *register.Register, r *rand.Rand) []string {
	list := make([]string, 200_000)
	for i := range list {
		list[i] = inventWord(r) + inventWord(r) + "q"
	}
	return list
}

func BenchmarkUnknown20k(b *testing.B)  { benchmarkSegment(b, 20_000, unknownSegments) }
func BenchmarkUnknown200k(b *testing.B) { benchmarkSegment(b, 200_000, unknownSegments) }
func BenchmarkFile20k(b *testing.B)     { benchmarkSegment(b, 20_000, fileSegments) }
func BenchmarkFile200k(b *testing.B)    { benchmarkSegment(b, 200_000, fileSegments) }
func BenchmarkNamed20k(b *testing.B)    { benchmarkSegment(b, 20_000, namedSegments) }
func BenchmarkNamed200k(b *testing.B)   { benchmarkSegment(b, 200_000, namedSegments) }
func BenchmarkTurned20k(b *testing.B)   { benchmarkSegment(b, 20_000, turnedSegments) }
func BenchmarkTurned200k(b *testing.B)  { benchmarkSegment(b, 200_000, turnedSegments) }
func BenchmarkUnseen20k(b *testing.B)   { benchmarkSegment(b, 20_000, unseenSegments) }
