package triage

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/finding"
	"github.com/leakwarden/leakwarden/internal/mask"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/register"
)

const smallRegister = `id,name,aliases,type,city,domains,codes
org-1,Huisartsenpraktijk De Korenmaat,,gp,Oosterwolderveen,korenmaat.example,AGB:01098761
org-2,Huisartsenpraktijk De Korenmaat,,gp,Westermadeveld,,AGB:01098762
org-3,Ziekenhuis Merelborg,ZMB Merelborg,hospital,Oosterwolderveen,merelborg.example,AGB:06098763
org-4,Huisartsenpraktijk Jansen,,gp,Kolmdrechtveen,,AGB:01098764
org-5,Medisch Laboratorium Vinteloor,,lab,Kolmdrechtveen,,
org-6,Apotheek Zilverlinde,,pharmacy,Westermadeveld,,
`

// triaged runs a triage over lines of plain paths and returns the messages.
func triaged(t *testing.T, o Options, lines ...string) []finding.Message {
	t.Helper()
	var err error
	if o.Pack, err = pack.Load("nl-health"); err != nil {
		t.Fatal(err)
	}
	if o.Register, _, err = register.Read(strings.NewReader(smallRegister), register.ReadOptions{Pack: o.Pack}); err != nil {
		t.Fatal(err)
	}
	o.Policy = mask.Default
	o.Listings = []Source{{Name: "listing.txt", Reader: strings.NewReader(strings.Join(lines, "\n") + "\n")}}
	var messages []finding.Message
	if err := Run(t.Context(), o, func(m finding.Message) error { messages = append(messages, m); return nil }); err != nil {
		t.Fatal(err)
	}
	return messages
}

// found returns the findings by the ID of their organisation.
func found(messages []finding.Message) map[string]*finding.Finding {
	by := make(map[string]*finding.Finding)
	for _, m := range messages {
		if m.Finding != nil {
			by[m.Finding.Organisation.ID] = m.Finding
		}
	}
	return by
}

// filesBelow returns n files in a directory.
func filesBelow(dir string, n int) (lines []string) {
	for i := range n {
		lines = append(lines, fmt.Sprintf("%s/%d/uitslag %d HPV.pdf", dir, 2020+i%4, i))
	}
	return lines
}

func TestANameIsInheritedAndYields(t *testing.T) {
	lines := filesBelow("Klanten/Ziekenhuis Merelborg", 12)
	lines = append(lines, "Klanten/Ziekenhuis Merelborg/2021/brief Apotheek Zilverlinde.pdf")
	by := found(triaged(t, Options{}, lines...))
	if f := by["org-3"]; f == nil || f.Tier != finding.Strong || f.Items != 12 || f.Inherited != 12 {
		t.Errorf("hospital: %+v, want strong with 12 inherited items", f)
	}
	if f := by["org-6"]; f == nil || f.Items != 1 || f.Inherited != 0 {
		t.Errorf("pharmacy: %+v, want one item of its own, which is not the hospital's", f)
	}
}

func TestNamesakes(t *testing.T) {
	t.Run("told apart by city", func(t *testing.T) {
		by := found(triaged(t, Options{}, filesBelow("Klanten/Huisartsenpraktijk De Korenmaat Westermadeveld", 8)...))
		if by["org-2"] == nil || by["org-2"].Tier != finding.Strong || by["org-1"] != nil && by["org-1"].Tier != finding.Possible {
			t.Errorf("org-1 %+v, org-2 %+v; want org-2 strong", by["org-1"], by["org-2"])
		}
	})
	t.Run("told apart by code", func(t *testing.T) {
		by := found(triaged(t, Options{}, filesBelow("Klanten/HAP De Korenmaat (01098761)", 8)...))
		if by["org-1"] == nil || by["org-1"].Tier != finding.Strong || by["org-2"] != nil && by["org-2"].Tier != finding.Possible {
			t.Errorf("org-1 %+v, org-2 %+v; want org-1 strong", by["org-1"], by["org-2"])
		}
	})
	t.Run("left undecided", func(t *testing.T) {
		messages := triaged(t, Options{}, filesBelow("Klanten/Huisartsenpraktijk De Korenmaat", 8)...)
		for id, f := range found(messages) {
			if f.Tier != finding.Possible {
				t.Errorf("%s is %s, though nothing decides", id, f.Tier)
			}
		}
		why := ""
		for _, m := range messages {
			if m.Unresolved != nil {
				why += m.Unresolved.Why + "\n"
			}
		}
		if !strings.Contains(why, "several: org-1 org-2") {
			t.Errorf("unresolved: %q, want both candidates", why)
		}
	})
}

func TestAPersonIsNoPractice(t *testing.T) {
	var lines []string
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("Patienten/Jansen P/uitslag dhr Jansen 0%d-03-1961 %d.pdf", 1+i%9, i))
	}
	if f := found(triaged(t, Options{}, lines...))["org-4"]; f != nil && f.Tier != finding.Possible {
		t.Errorf("a patient made the practice of that name %s: %s", f.Tier, f.Reason)
	}
}

func TestASupplierIsNotAffected(t *testing.T) {
	lines := append(filesBelow("Medisch Laboratorium Vinteloor/kwaliteit", 30), filesBelow("Klanten/Ziekenhuis Merelborg", 5)...)
	messages := triaged(t, Options{Suppliers: []string{"Medisch laboratorium VINTELOOR"}}, lines...)
	if f := found(messages)["org-5"]; f != nil {
		t.Errorf("the supplier is indicated: %s", f.Reason)
	}
	s := messages[len(messages)-1].Summary
	if s == nil || s.SupplierOwn < 30 || s.Attributed != 5 || s.Items != s.SupplierOwn+s.Attributed+s.Unattributed {
		t.Errorf("summary %+v, want 30 items of the supplier's own and 5 attributed", s)
	}
}

// TestAnExplanationAddsUp holds that the numbers of an explanation are those of
// the judgement: contributions sum to log-odds, and those with the share give
// the probability.
func TestAnExplanationAddsUp(t *testing.T) {
	lines := append(filesBelow("Klanten/HAP De Korenmaat (01098761)", 8), "Facturen/factuur 2021 De Korenmaat Oosterwolderveen.pdf", "post/brief Korenmaat.pdf")
	var e *finding.Explanation
	for _, m := range triaged(t, Options{Explain: "org-1"}, lines...) {
		if m.Explanation != nil {
			e = m.Explanation
		}
	}
	if e == nil || len(e.Signs) < 2 {
		t.Fatalf("explanation %+v, want several signs", e)
	}
	for _, s := range e.Signs {
		sum := 0.0
		for _, c := range s.Contributions {
			sum += c.Value * c.Weight
		}
		if math.Abs(sum-s.LogOdds) > 1e-9 {
			t.Errorf("%s: contributions sum to %v, log-odds are %v", s.Class, sum, s.LogOdds)
		}
		if p := s.Share / (1 + math.Exp(-s.LogOdds)); math.Abs(p-s.Probability) > 1e-9 {
			t.Errorf("%s: share and log-odds give %v, probability is %v", s.Class, p, s.Probability)
		}
		if s.Share <= 0 || s.Share > 1+1e-9 || s.P > 1 {
			t.Errorf("%s: share %v, attributed %v", s.Class, s.Share, s.P)
		}
	}
}

func TestFoldersBesideKnownOnesAreUnresolved(t *testing.T) {
	var lines []string
	for _, dir := range []string{"Huisartsenpraktijk De Korenmaat Westermadeveld", "Ziekenhuis Merelborg", "Apotheek Zilverlinde", "Huisartsenpraktijk Jansen Kolmdrechtveen", "Huisartsenpraktijk De Korenmaat Oosterwolderveen", "Huisartsenpraktijk Wilgenhofstee"} {
		lines = append(lines, filesBelow("Klanten/"+dir, 4)...)
	}
	for _, m := range triaged(t, Options{}, lines...) {
		if u := m.Unresolved; u != nil && u.Items == 4 && strings.HasPrefix(u.Text.String(), "Huisartsenpraktijk") {
			if strings.Contains(u.Text.String(), "Wilgenhofstee") {
				t.Error("a name that the register does not hold shows")
			}
			return
		}
	}
	t.Error("the practice that the register does not hold is not reported")
}
