package token

import (
	"bytes"
	"testing"

	"github.com/leakwarden/leakwarden/internal/flat"
)

// dictOf returns a Dict of words.
func dictOf(words ...string) *Dict {
	d := NewDict()
	for _, w := range words {
		d.Intern(w)
	}
	return d
}

// reload stores from and loads it into d.
func reload(t *testing.T, from, d *Dict) error {
	t.Helper()
	var b bytes.Buffer
	to := flat.Create(&b, flat.Key{})
	from.Fields(to)
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	c := flat.Open(b.Bytes(), flat.Key{})
	d.Fields(c)
	return c.Close()
}

func TestADictLoadsWithItsNumbers(t *testing.T) {
	words := []string{"huis", "Ärzte", "ij", "2024", "a"}
	d := dictOf("huis")
	if err := reload(t, dictOf(words...), d); err != nil {
		t.Fatal(err)
	}
	if d.Len() != len(words)+1 {
		t.Errorf("%d words", d.Len()-1)
	}
	for i, w := range words {
		if id := d.Lookup(w); id != ID(i+1) || d.Word(id) != Fold(w) {
			t.Errorf("%q is word %d, %q", w, id, d.Word(id))
		}
	}
	if id := d.Intern("new"); id != ID(len(words)+1) || d.Lookup("new") != id {
		t.Errorf("a word that is added is number %d", id)
	}
}

func TestADictOfOtherWordsIsRefused(t *testing.T) {
	for name, d := range map[string]*Dict{"other": dictOf("straat"), "more": dictOf("huis", "boom", "straat")} {
		n := d.Len()
		if err := reload(t, dictOf("huis", "boom"), d); err == nil || d.Len() != n || d.Lookup("straat") == Unknown {
			t.Errorf("%s: loaded over words that it does not have: %v", name, err)
		}
	}
}
