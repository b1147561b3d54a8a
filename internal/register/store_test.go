package register

import (
	"bytes"
	"reflect"
	"strconv"
	"testing"

	"github.com/leakwarden/leakwarden/internal/flat"
)

// fill gives v and all in it values of their own, so that a field that is not
// stored is missed.
func fill(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + strconv.Itoa(*n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(t, v.Index(i), n)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key, n)
		fill(t, value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), n)
		}
	default:
		t.Fatalf("a field of kind %s: say here how it is filled, and store it", v.Kind())
	}
}

func storedRegister(t *testing.T, reg *Register, problems []Problem) []byte {
	t.Helper()
	var b bytes.Buffer
	c := flat.Create(&b, flat.Key{})
	Fields(c, reg, &problems)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEveryFieldIsStored(t *testing.T) {
	var reg Register
	var problems []Problem
	n := 0
	fill(t, reflect.ValueOf(&reg).Elem(), &n)
	fill(t, reflect.ValueOf(&problems).Elem(), &n)
	reg.Organisations = append(reg.Organisations, Organisation{ID: "bare"}, reg.Organisations[1])
	for _, want := range []struct {
		Register
		problems []Problem
	}{{reg, problems}, {}} {
		var got Register
		var told []Problem
		c := flat.Open(storedRegister(t, &want.Register, want.problems), flat.Key{})
		Fields(c, &got, &told)
		if err := c.Close(); err != nil || !reflect.DeepEqual(got, want.Register) || !reflect.DeepEqual(told, want.problems) {
			t.Errorf("loaded %+v %+v, %v; want %+v %+v", got, told, err, want.Register, want.problems)
		}
	}
}
