package mask

import (
	"testing"

	"github.com/leakwarden/leakwarden/internal/identifier"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// TestExposed counts nothing of what is masked as it should be, and each
// identifier once that a fault shows.
func TestExposed(t *testing.T) {
	e := newExperiment(t, "exposed", developed, 40, 81, true)
	e.masker.Watch(identifier.New(e.masker.lex.pack, e.masker.lex.dict))
	view := e.masker.View(1)
	for _, p := range e.paths {
		view.Path([]byte(p.path))
	}
	if n := e.masker.Exposed(); n != 0 {
		t.Errorf("%d identifiers show of %d paths", n, len(e.paths))
	}

	p, err := pack.Load("nl-health")
	if err != nil {
		t.Fatal(err)
	}
	d := token.NewDict()
	persons := identifier.New(p, d)
	m := New(p, nil, d, Default)
	m.lex.add(d.Intern("jansen"), vocabulary) // or the self-check would hide it
	m.Watch(persons)
	v := m.View(1)
	v.r.read([]byte("Verwijsbrief mw Jansen geb 03-02-1970.pdf"))
	for i := range v.r.atoms {
		if a := &v.r.atoms[i]; a.kind == wordAtom {
			a.why = WhyVocabulary
		}
	}
	v.segment()
	v.seal()
	const want = "Verwijsbrief mw Jansen geb ‹1970›.pdf"
	if got := v.text(true).String(); got != want {
		t.Fatalf("the fault shows %q, want %q", got, want)
	}
	if n := m.Exposed(); n != 2 {
		t.Errorf("Exposed() = %d of a name and a date of birth that show", n)
	}
}
