package listing

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
)

// benchText renders n lines of one form, invented.
func benchText(form string, n int) []byte {
	var b bytes.Buffer
	switch form {
	case "csv":
		b.WriteString("path,size,modified\n")
	case "dir":
		b.WriteString(" Volume in drive D is DATA\n Volume Serial Number is 1234-ABCD\n")
	case "tree":
		b.WriteString(".\n")
	}
	for i := range n {
		folder := fmt.Sprintf("Aanvragers/Huisartsenpraktijk Voorbeeld %03d/2024/Uitslagen maand %02d", i/400%500, i/30%12+1)
		name := fmt.Sprintf("uitslag_%07d_cytologie.pdf", i)
		switch form {
		case "plain":
			fmt.Fprintf(&b, "%s/%s\n", folder, name)
		case "ls-lR":
			if i%30 == 0 {
				fmt.Fprintf(&b, "\n./%s:\ntotal 120\n", folder)
			}
			fmt.Fprintf(&b, "-rw-r--r-- 1 lab lab %8d Mar %2d  2024 %s\n", i*37%900000, i%28+1, name)
		case "dir":
			if i%30 == 0 {
				fmt.Fprintf(&b, "\n Directory of D:\\%s\n\n", bytes.ReplaceAll([]byte(folder), []byte("/"), []byte(`\`)))
			}
			fmt.Fprintf(&b, "%02d-03-2024  11:%02d        %10d %s\n", i%28+1, i%60, i*37%900000, name)
		case "tree":
			if i%30 == 0 {
				fmt.Fprintf(&b, "├── Praktijk %d\n│   ├── 2024\n", i)
			}
			fmt.Fprintf(&b, "│   │   ├── %s\n", name)
		case "csv":
			fmt.Fprintf(&b, "\"%s/%s\",%d,2024-03-%02d 11:%02d:00\n", folder, name, i*37%900000, i%28+1, i%60)
		}
	}
	return b.Bytes()
}

// readAll reads a listing and returns how many entries it has.
func readAll(tb testing.TB, data []byte, o Options) (entries int, rep Report) {
	tb.Helper()
	r, err := Open(bytes.NewReader(data), o)
	if err != nil {
		tb.Fatal(err)
	}
	defer r.Close()
	var b Batch
	for {
		err := r.Next(&b)
		entries += len(b.Entries)
		if errors.Is(err, io.EOF) {
			return entries, r.Report()
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
}

// BenchmarkRead reads 1,000,000 lines of each form, beside a bufio.Scanner
// that only finds their ends.
func BenchmarkRead(b *testing.B) {
	const n = 1_000_000
	for _, form := range []string{"plain", "ls-lR", "tree", "dir", "csv"} {
		data := benchText(form, n)
		lines := float64(bytes.Count(data, []byte{'\n'}))
		b.Run(form+"/listing", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if entries, _ := readAll(b, data, Options{}); entries < n {
					b.Fatalf("read %d entries, want %d", entries, n)
				}
			}
			b.ReportMetric(lines*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mlines/s")
		})
		b.Run(form+"/scanner", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				s := bufio.NewScanner(bytes.NewReader(data))
				for s.Scan() {
				}
			}
			b.ReportMetric(lines*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mlines/s")
		})
	}
}
