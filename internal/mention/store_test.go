package mention

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/flat"
	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// richRegister returns a register with everything that an Index can hold.
func richRegister() *register.Register {
	reg := inventRegister(300)
	for i := range reg.Organisations {
		o := &reg.Organisations[i]
		switch i % 5 {
		case 0:
			o.Extra = map[string]string{"region": "Noordland"}
		case 1:
			o.Phones, o.Emails = []string{fmt.Sprintf("0%09d", 101000000+i)}, []string{fmt.Sprintf("balie%d@post.example", i)}
		case 2:
			o.City, o.Type = "Hoog Zandmeer", "gp"
		case 3:
			o.Codes = append(o.Codes, register.Code{Scheme: "KVK", Value: o.Codes[0].Value}, register.Code{Scheme: "ODS", Value: fmt.Sprintf("A8%04d", i)})
		}
	}
	reg.Organisations = append(
		reg.Organisations,
		register.Organisation{ID: "s", Name: "St. Mary's Surgery", City: "Zandmeer"},
		register.Organisation{ID: "m", Name: "Stichting Müller en De Linde Gezondheidscentrum b.v.", Aliases: []string{"GC HoogLinde"}},
	)
	return reg
}

func storedIndex(tb testing.TB, ix *Index) []byte {
	tb.Helper()
	var b bytes.Buffer
	c := flat.Create(&b, flat.Key{})
	ix.Store(c)
	if err := c.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestALoadedIndexIsTheBuiltOne holds that every field is stored. It fails for
// one that fields in store.go does not name; and, so that this cannot pass
// unnoticed, for one that is empty in an index of richRegister.
func TestALoadedIndexIsTheBuiltOne(t *testing.T) {
	reg, p, d, again := richRegister(), testPack(), token.NewDict(), token.NewDict()
	d.Intern("before")
	again.Intern("before")
	want := NewIndex(reg, p, d)
	for _, name := range emptyFields(reflect.ValueOf(want).Elem(), "Index") {
		t.Errorf("%s is empty: let richRegister fill it", name)
	}
	got := Load(flat.Open(storedIndex(t, want), flat.Key{}), reg, p, again)
	if got == nil {
		t.Fatal("not loaded")
	}
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(again, d) {
		t.Errorf("what is loaded differs from what was built, in %s", strings.Join(differences(reflect.ValueOf(got).Elem(), reflect.ValueOf(want).Elem(), "Index"), ", "))
	}
}

// emptyFields returns the fields of a struct, and of those in it, that are zero
// or whose elements all are.
func emptyFields(v reflect.Value, name string) (names []string) {
	for i := range v.NumField() {
		f, at := v.Field(i), name+"."+v.Type().Field(i).Name
		switch {
		case f.Kind() == reflect.Struct:
			names = append(names, emptyFields(f, at)...)
		case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Struct:
			for k := range f.Type().Elem().NumField() {
				if !anySet(f, k) {
					names = append(names, at+"[]."+f.Type().Elem().Field(k).Name)
				}
			}
		case f.IsZero(), (f.Kind() == reflect.Map || f.Kind() == reflect.Slice) && f.Len() == 0:
			names = append(names, at)
		}
	}
	return names
}

// anySet reports whether field k is set in any of the structs.
func anySet(structs reflect.Value, k int) bool {
	for i := range structs.Len() {
		if !structs.Index(i).Field(k).IsZero() {
			return true
		}
	}
	return false
}

// differences names the fields in which two structs differ.
func differences(a, b reflect.Value, name string) (names []string) {
	for i := range a.NumField() {
		at := name + "." + a.Type().Field(i).Name
		switch x, y := a.Field(i), b.Field(i); {
		case x.Kind() == reflect.Struct:
			names = append(names, differences(x, y, at)...)
		case fmt.Sprint(x) != fmt.Sprint(y):
			names = append(names, at)
		}
	}
	return names
}

func TestAnIndexOfOtherWordsIsNotLoaded(t *testing.T) {
	reg, p := richRegister(), testPack()
	data := storedIndex(t, NewIndex(reg, p, token.NewDict()))
	d := token.NewDict()
	d.Intern("before")
	if Load(flat.Open(data, flat.Key{}), reg, p, d) != nil || d.Len() != 2 {
		t.Error("loaded over other words")
	}
}

// vouched returns data with the checksum that fits it.
func vouched(tb testing.TB, data []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	c := flat.Create(&b, flat.Key{})
	var unit [8]byte
	for body := data[min(len(data), len(flat.Magic)+len(flat.Key{})):]; len(body) >= 2*len(unit); body = body[len(unit):] {
		unit = [8]byte(body)
		flat.Value(c, &unit)
	}
	if err := c.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// FuzzLoadedIndex damages a stored index: it is refused, or it is the index.
// Where the checksum is made to fit, it still loads without a fault.
func FuzzLoadedIndex(f *testing.F) {
	reg, p, d := inventRegister(3), testPack(), token.NewDict()
	want := NewIndex(reg, p, d)
	data := storedIndex(f, want)
	if !bytes.Equal(vouched(f, data), data) {
		f.Fatal("vouched changes what is right")
	}
	f.Add(len(data), 0, byte(0))
	f.Add(100, 90, byte(1))
	f.Add(len(data), len(data)/2, byte(255))
	f.Add(len(data), len(data)-1, byte(8))
	f.Fuzz(func(t *testing.T, size, at int, change byte) {
		damaged := bytes.Clone(data[:min(max(0, size), len(data))])
		if at >= 0 && at < len(damaged) {
			damaged[at] ^= change
		}
		words := token.NewDict()
		c := flat.Open(damaged, flat.Key{})
		if (c == nil) != !bytes.Equal(damaged, data) {
			t.Fatalf("%d bytes, byte %d changed by %d: opened %v", size, at, change, c != nil)
		}
		if c != nil && !reflect.DeepEqual(Load(c, reg, p, words), want) {
			t.Error("loaded another index")
		}
		Load(flat.Open(vouched(t, damaged), flat.Key{}), reg, p, token.NewDict())
	})
}
