package mention

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/leakwarden/leakwarden/internal/token"
)

func lateOf(t testing.TB, key byte, segments ...string) *Late {
	t.Helper()
	l, err := NewLate(bytes.Repeat([]byte{key}, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := token.NewDict()
	var w token.Words
	for i, s := range segments {
		d.Scan([]byte(s), &w)
		l.Add(uint32(i), []byte(s), &w)
	}
	return l
}

func TestLateFind(t *testing.T) {
	l := lateOf(t, 1,
		"Huisartsenpraktijk De Linde", "uitslag_jansen_19800101.pdf", "DeLinde", "delinde-2024", "de linden",
		"St. Jan en Piet", "IJsselkliniek", "01012345 export", "123456782", "Müller")
	tests := []struct {
		name string
		want []uint32
	}{
		{"De Linde", []uint32{0, 2, 3}},
		{"DE-LINDE", []uint32{0, 2, 3}},
		{"Linde", []uint32{0, 2}},
		{"Sint Jan & Piet", []uint32{5}},
		{"Ysselkliniek", []uint32{6}},
		{"01012345", []uint32{7}},
		{"19800101", nil}, // a date
		{"123456782", nil},
		{"Muller", []uint32{9}},
		{"Beuk", nil},
		{"", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := l.Find(test.name); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestLateStored(t *testing.T) {
	stored, err := lateOf(t, 1, "Huisartsenpraktijk De Linde", "DeLinde").AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"linde", "Linde", "huisartsen"} {
		if bytes.Contains(stored, []byte(text)) {
			t.Errorf("the stored form holds %q", text)
		}
	}
	same, err := ReadLate(stored, bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := same.Find("de linde"), []uint32{0, 1}; !slices.Equal(got, want) {
		t.Errorf("with the key: got %v, want %v", got, want)
	}
	other, err := ReadLate(stored, bytes.Repeat([]byte{2}, 32))
	if err != nil {
		t.Fatal(err)
	}
	if got := other.Find("de linde"); got != nil {
		t.Errorf("with another key: got %v, want none", got)
	}
	for n := range stored {
		if _, err := ReadLate(stored[:n], bytes.Repeat([]byte{1}, 32)); err == nil {
			t.Fatalf("cut to %d bytes: got no error", n)
		}
	}
}

func BenchmarkLateFind(b *testing.B) {
	const rows = 1_300_000
	l := lateOf(b, 1)
	d := token.NewDict()
	var w token.Words
	for i := range rows {
		s := fmt.Appendf(nil, "uitslag %d van %c%c%c op afdeling %d", i, 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, i%7)
		d.Scan(s, &w)
		l.Add(uint32(i), s, &w)
	}
	for b.Loop() {
		l.Find("Huisartsenpraktijk De Linde")
	}
}
