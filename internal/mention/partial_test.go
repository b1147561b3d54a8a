package mention

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// inParts is a register whose names are seldom written whole.
func inParts() []register.Organisation {
	orgs := []register.Organisation{
		{ID: "child", Name: "Velmont Children's Hospital", City: "Durham"},
		{ID: "luke", Name: "Ostrand St. Luke's Hospital", City: "Leeds"},
		{ID: "saint", Name: "Saint Odran Bartwick Medical Centre", City: "Bartwick"},
		{ID: "mount", Name: "Mt. Grantley General Hospital", City: "Orwell"},
		{ID: "clinics", Name: "Masonby General Hospital & Family of Clinics", City: "Shelwick"},
		{ID: "dash", Name: "Sakawea Medical Centre - Annex", City: "Hazelby"},
		{ID: "chain", Name: "Wellmere Bristow Valley Medical Centre", City: "Bristow"},
		{ID: "aber", Name: "Sandmoor Medical Centre Aberwick", City: "Aberwick"},
		{ID: "farg", Name: "Sandmoor Medical Centre Fargate", City: "Fargate"},
		{ID: "tenn", Name: "Tennholm Healthcare-Jeffwell Memorial Hospital", City: "Jeffwell"},
		{ID: "colli", Name: "Batwell Memorial Hospital-Colliergate", City: "Colliergate"},
		{ID: "murr", Name: "Murrow County Memorial Hospital", City: "Slaythorpe"},
		{ID: "garf", Name: "Garfold County Hospital", City: "Pomerby"},
		{ID: "initials", Name: "Sandmoor Health Medical Centre - Conwick", City: "Conwick"},
		{ID: "twin1", Name: "Quillan Ridge Hospital", City: "Leeds"},
		{ID: "twin2", Name: "Quillan Ridge Surgery and Hospital", City: "Leeds"},
	}
	for i := range orgs {
		orgs[i].Type = "hospital"
	}
	return orgs
}

func TestPartial(t *testing.T) {
	f := newFixture(inParts()...)
	for _, tt := range []struct{ name, in, want string }{
		{"possessive without its apostrophe", "041_velmont-childrens-hospital_list.pdf", "child"},
		{"possessive with the s apart", "041_velmont-children-s-hospital_list.pdf", "child"},
		{"possessive left out", "ostrand_st_luke_hospital.pdf", "luke"},
		{"saint in capitals inside", "SaintOdranHospitalBartwick.pdf", "saint"},
		{"saint shortened inside", "StOdranHospitalBartwick.pdf", "saint"},
		{"mount written out", "MountGrantleyHospital.pdf", "mount"},
		{"leading part before and", "041_masonby-general-hospital_list.pdf", "clinics"},
		{"leading part before a dash", "041_sakawea-medical-centre_list.pdf", "dash"},
		{"part after the chain", "041_bristow-valley-medical-centre_list.pdf", "chain"},
		{"another order", "041_sandmoor-aberwick-medical-centre_list.pdf", "aber"},
		{"another order, its sister", "sandmoor fargate medical centre", "farg"},
		{"words left out inside", "041_tennholm-jeffwell-memorial-hospital_list.pdf", "tenn"},
		{"chain and place", "sandmoor-aberwick", "aber"},
		{"glued by accident", "041_batwell-memorial-hospitalcolliergate_list.zip", "colli"},
		{"a general word left out", "Murrow-County-Hospital.pdf", "murr"},
		{"initials of the chain", "041_shmc-conwick_list.pdf", "initials"},
		{"one typing error", "041_sandmoor-aberwikc-medical-centre_list.pdf", "aber"},
		{"a county of another name", "KINGSBY-COUNTY-HOSPITAL.pdf", ""},
		{"a word that nothing explains", "041_zorblatt-aberwick-medical-centre_list.pdf", ""},
		{"too little of the name", "wellmere-medical-centre", ""},
		{"a word of two that a list holds", "sandmoor-medical-centre", ""},
		{"other signs between", "sandmoor_list-aberwick_medical.centre", ""},
		{"a person", "luke_fargate_brief", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := f.inPart(tt.in); got != tt.want {
				t.Errorf("%s: got %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// inPart returns the organisation that a segment names, if it is one only, whole or in part.
func (f *fixture) inPart(segment string) string {
	hits := f.hits(segment)
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Coverage == 0 && !h.Full && h.Class != Spelling })
	if ids := f.names(hits); len(ids) == 1 {
		return ids[0]
	}
	return ""
}

func TestPartialCoverage(t *testing.T) {
	f := newFixture(inParts()...)
	for _, tt := range []struct {
		in   string
		from uint8
		to   uint8
	}{
		{"sandmoor-aberwick-medical-centre", 100, 100},
		{"bristow-valley-medical-centre", 50, 95},
	} {
		hits := f.hits(tt.in)
		if len(hits) != 1 || hits[0].Coverage < tt.from || hits[0].Coverage > tt.to {
			t.Errorf("%s: got %v, want a coverage from %d to %d", tt.in, hits, tt.from, tt.to)
			continue
		}
		if p := f.ix.Phrase(hits[0].Phrase); len(p.Candidates) != 1 || p.Roles[0] != Partial || hits[0].Full {
			t.Errorf("%s: got %v of %+v, want one organisation in part", tt.in, hits[0], p)
		}
	}
}

func TestPartialAllocatesNothing(t *testing.T) {
	f := newFixture(inParts()...)
	segment := []byte("041_tennholm-jeffwell-memorial-hospital_list.pdf")
	var w token.Words
	f.dict.Scan(segment, &w)
	dst := f.scan.Segment(segment, &w, nil)
	first := slices.Clone(dst)
	if n := testing.AllocsPerRun(100, func() { dst = f.scan.Segment(segment, &w, dst[:0]) }); n != 0 {
		t.Errorf("got %v allocations, want none", n)
	}
	if !slices.Equal(first, dst) {
		t.Errorf("got %v, then %v", first, dst)
	}
}

// TestRememberedRunsSayTheSame holds that a Scanner says of a segment what a new
// one does, whatever runs it remembers and has forgotten.
func TestRememberedRunsSayTheSame(t *testing.T) {
	f, r := newFixture(inParts()...), rand.New(rand.NewPCG(1, 1))
	other := strings.Fields("dr 07 list de and zorblatt smit shmc Aberwikc hospitalcolliergate børn Odran")
	orgs, inPart := inParts(), 0
	for range 20_000 {
		o := &orgs[r.IntN(len(orgs))]
		words := append(strings.Fields(o.Name+" "+o.City), other[r.IntN(len(other))], other[r.IntN(len(other))])
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		segment := []byte(strings.Join(words[r.IntN(3):], string("-_ "[r.IntN(3)])) + "-list.pdf")
		var w token.Words
		f.dict.Scan(segment, &w)
		got, want := f.scan.Segment(segment, &w, nil), f.ix.Scanner().Segment(segment, &w, nil)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: got %v, want %v", segment, got, want)
		}
		if slices.ContainsFunc(got, func(h Hit) bool { return h.Coverage > 0 }) {
			inPart++
		}
	}
	if n := len(f.scan.readings.slots); inPart < 1000 || n < 1<<mostReadingBits {
		t.Errorf("got %d names in part and room for %d readings, want more", inPart, n)
	}
}

// TestLooseNames checks writings that a name is known by though the register
// has it otherwise: parted elsewhere, without its last organisation words.
func TestLooseNames(t *testing.T) {
	f := newFixture(
		register.Organisation{ID: "lakes", Name: "Storkhill Lakes Healthcare System", City: "Orwell"},
		register.Organisation{ID: "clinic", Name: "Mid Bartley Ziekenhuis & Kliniek", City: "Leeds"},
		register.Organisation{ID: "kind", Name: "Linford Memorial Hospital - CAH", City: "Durham"},
		register.Organisation{ID: "label", Name: "Odran Hospital", City: "Bartwick", Domains: []string{"zorblattstodran.example"}},
		register.Organisation{ID: "site", Name: "Claybourne County Surgery", City: "Fargate", Domains: []string{"claybournemedicalcentre.example"}},
		register.Organisation{ID: "whole", Name: "Claybourne Medical Centre", City: "Hazelby", Domains: []string{"claybournemedicalcentre.example"}})
	for _, tt := range []struct{ name, in, want string }{
		{"a word in two", "041_stork-hill-lakes-health-care-system_list.pdf", "lakes"},
		{"up to the first organisation word", "Mid-Bartley_Ziekenhuis_041.pdf", "clinic"},
		{"without what a dash parts", "linford memorial hospital.pdf", "kind"},
	} {
		if got := f.inPart(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	hits := f.hits("041_zorblatt-st-odran_list.pdf")
	if len(hits) != 1 || f.ix.Phrase(hits[0].Phrase).Roles[0] != Label || hits[0].Last-hits[0].First != 2 {
		t.Errorf("got %v, want the label of a domain in three words", hits)
	}
	hits = f.hits("claybourne medical centre")
	if len(hits) != 1 || f.ix.Phrase(hits[0].Phrase).Words != 3 {
		t.Errorf("got %v, want one hit of three words, though the letters are a label too", hits)
	}
}
