package identifier

import "testing"

// TestSamePerson holds that writings of one person have one hash, and that
// another surname or date of birth has another.
func TestSamePerson(t *testing.T) {
	r := newReader(t, "nl-health")
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"case", "Uitslag_Jansen_19700203.pdf", "UITSLAG JANSEN 19700203.PDF", true},
		{"form of the date", "Uitslag_Jansen_19700203.pdf", "03-02-1970 Jansen.docx", true},
		{"diacritics", "Öztürk, A. 03-02-1970", "Ozturk 19700203", true},
		{"interfix glued", "van den Berg 19700203", "vandenberg_03021970", true},
		{"initials", "J.P. Jansen", "Jansen, J.P.", true},
		{"other surname", "Jansen 19700203", "Pietersen 19700203", false},
		{"other date of birth", "Jansen 19700203", "Jansen 19700204", false},
		{"BSN beside it", "Jansen 999990019", "Jansen 999990032", true},
	} {
		a, b := r.read(c.a), r.read(c.b)
		if a.Person == 0 || b.Person == 0 {
			t.Errorf("%s: no person is named", c.name)
		}
		if (a.Person == b.Person) != c.same {
			t.Errorf("%s: same is %v, want %v", c.name, !c.same, c.same)
		}
	}
	if !r.read("Jansen 19700203").Dated || r.read("Jansen 2024").Dated {
		t.Error("Dated does not say whether there is a date of birth")
	}
}

func TestNumberAt(t *testing.T) {
	r := newReader(t, "nl-health")
	for name, want := range map[string]uint16{"999990019": 0, "uitslag Jansen 999990019.pdf": 2, "BSN 9999.90.019": 1} {
		got := r.read(name)
		if got.Kinds&NineDigits == 0 || got.NumberAt != want {
			t.Errorf("%s: kinds %b, number at word %d, want %d", name, got.Kinds, got.NumberAt, want)
		}
	}
}

func TestSpans(t *testing.T) {
	r := newReader(t, "nl-health")
	const name = "Brief dhr van den Berg 06-12345678 NL91ABNA0417164300 03-02-1970 2024-05-06 999990019.pdf"
	r.d.Scan([]byte(name), &r.w)
	got := make(map[Kinds]string)
	for _, s := range r.r.Spans([]byte(name), &r.w, nil) {
		got[s.Kinds] = name[s.Start:s.End]
	}
	for kind, want := range map[Kinds]string{
		PersonName: "van den Berg", Phone: "06-12345678", IBAN: "NL91ABNA0417164300", BirthDate: "03-02-1970",
		OtherDate: "2024-05-06", BSN | NineDigits: "999990019",
	} {
		if got[kind] != want {
			t.Errorf("kind %b: got %q, want %q", kind, got[kind], want)
		}
	}
}

// TestTraps holds the recogniser to what is easily taken for something else.
func TestTraps(t *testing.T) {
	r := newReader(t, "nl-health")
	for _, c := range []struct {
		name, text string
		has, lacks Kinds
	}{
		{"surname is a kind", "Brief mw Uitslag.pdf", PersonName, 0},
		{"surname is a month", "dhr Mei 19700203.pdf", PersonName | BirthDate, 0},
		{"surname is a place", "Jan van Breda 19700203.pdf", PersonName, 0},
		{"surname of two letters", "Li, J. 19700203", PersonName, 0},
		{"AGB that is a date", "Praktijk 01121970", BirthDate, BSN | NineDigits},
		{"AGB after its cue", "AGB 01121970", 0, BirthDate | BSN | NineDigits},
		{"sample number that passes", "monster 999990019", SampleNumber, BSN},
		{"UZOVI or year", "declaratie 2019", 0, BirthDate | Postcode | OtherDate},
		{"cut by Windows", "JANSEN~1.PDF", PersonName, 0},
		{"decomposed diacritics", "Yılmaz 03-02-1970", PersonName, 0},
		{"married names", "Jansen-de Vries 19700203", PersonName | BirthDate, 0},
		{"two dates", "Jansen 19700203 20240506.pdf", PersonName | BirthDate, 0},
		{"timestamp of a message", "MEDLAB_20240506104500.edi", 0, BirthDate | BSN | Phone},
		{"version of software", "go@v1.26.0", 0, Email},
		{"practice of a doctor", "Huisartsenpraktijk Jansen", 0, PersonName},
		{"practice and patient", "Huisartsenpraktijk Jansen - uitslag Pietersen 19700203", PersonName | BirthDate, 0},
		{"nothing", "", 0, ^Kinds(0)},
		{"right to left and emoji", "\u202efdp.😀 Jansen 19700203", BirthDate, 0},
		{"line break in a name", "Jansen\n19700203", PersonName | BirthDate, 0},
	} {
		got := r.read(c.text).Kinds
		if got&c.has != c.has || got&c.lacks != 0 {
			t.Errorf("%s: got %014b, want %014b and none of %014b", c.name, got, c.has, c.lacks&(1<<14-1))
		}
	}
}
