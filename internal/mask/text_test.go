package mask

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/leakwarden/leakwarden/internal/mention"
	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// textOf returns a Text of cells.
func textOf(cells ...Cell) (t Text) {
	for _, c := range cells {
		t.text += c.Text
		t.cells = append(t.cells, cell{end: uint32(len(t.text)), ref: c.Ref, kind: c.Kind, why: c.Why, size: c.Size})
	}
	return t
}

func TestRenderings(t *testing.T) {
	text := textOf(
		Cell{Kind: Shown, Text: "a<b>&\"", Why: WhyRegister},
		Cell{Kind: Shown, Text: "/", Why: WhySeparator},
		Cell{Kind: Hidden, Size: 2, Ref: 1},
		Cell{Kind: Hidden},
		Cell{Kind: Date},
		Cell{Kind: Date, Text: "2024"},
		Cell{Kind: Date, Text: "2023", Why: WhyYear},
		Cell{Kind: Number, Size: 4, Why: WhyBSN},
	)
	const want = `a<b>&"/▒M▒▒▒‹date›‹2024›2023‹n9›`
	if got := text.String(); got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	const html = `<span class="shown">a&lt;b&gt;&amp;&#34;/</span><span class="hidden" title="hidden text, 4 to 6 letters">▒M</span>` +
		`<span class="hidden" title="hidden text">▒▒▒</span><span class="date" title="hidden date">‹date›</span>` +
		`<span class="date" title="date of which the year shows">‹2024›</span><span class="date" title="year">2023</span>` +
		`<span class="num" title="hidden number, 9 digits or more">‹n9›</span>`
	if got := string(text.HTML()); got != html {
		t.Errorf("HTML() = %s\nwant %s", got, html)
	}
	data, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	var back Text
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if got := back.String(); got != want {
		t.Errorf("after JSON: %q, want %q", got, want)
	}
	if err := json.Unmarshal([]byte(`"a\u202eb\u001b"`), &back); err != nil || back.String() != "a·b·" {
		t.Errorf("replay of controls: %q, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`1`), &back); err == nil {
		t.Error("a number was read as a Text")
	}
}

// TestNumbering gives the same hidden value the same number in one view.
func TestNumbering(t *testing.T) {
	m := New(smallPack(), nil, token.NewDict(), Default)
	refs := func(v *View, path string) (out []uint32) {
		for c := range v.Path([]byte(path)).Cells() {
			if c.Kind == Hidden || c.Kind == Number {
				out = append(out, c.Ref)
			}
		}
		return out
	}
	v := m.View(1)
	first := refs(v, "brief Jansen 12345")
	if again := refs(v, "map/factuur JANSEN 12-345.pdf"); !slices.Equal(first, again) || first[0] == 0 {
		t.Errorf("numbers are %v, then %v", first, again)
	}
	if turned, straight := refs(v, "brief Piet van den Bakker"), refs(v, "brief Bakker, Piet van den"); !slices.Equal(turned, straight) {
		t.Errorf("one name in two orders has numbers %v and %v", turned, straight)
	}
	if other := refs(v, "brief Bakker"); other[0] == first[0] {
		t.Error("two names have one number")
	}
}

// TestLengthsWithheld shows the class of a hidden length in large folders only,
// and never among staff or mail.
func TestLengthsWithheld(t *testing.T) {
	p := smallPack()
	p.Terms = append(p.Terms, pack.Term{Text: "personeel", Class: pack.Kind, Natures: []string{"hr"}})
	m := New(p, nil, token.NewDict(), Default)
	var sample []Sample
	for _, dir := range []string{"klanten", "personeel", "archief"} {
		sample = append(sample, Sample{Parent: Parent(nil), Segment: []byte(dir)})
		for i := range 500 {
			if dir == "archief" && i == 50 {
				break
			}
			name := "brief " + strings.Repeat(string(rune('a'+i%26)), 3+i/26) + ".pdf"
			sample = append(sample, Sample{Parent: Parent([]byte(dir)), Segment: []byte(name), Leaf: true})
		}
	}
	m.Learn(sample, int64(len(sample)))
	for path, want := range map[string]string{
		"klanten/brief Jansen.pdf":   "klanten/brief ▒M.pdf",
		"personeel/brief Jansen.pdf": "personeel/brief ▒▒▒.pdf",
		"archief/brief Jansen.pdf":   "archief/brief ▒▒▒.pdf",
	} {
		if got := m.View(1).Path([]byte(path)).String(); got != want {
			t.Errorf("Path(%q) = %q, want %q", path, got, want)
		}
	}
}

// TestStrict shows organisations and natures only.
func TestStrict(t *testing.T) {
	m := New(smallPack(), nil, token.NewDict(), Strict)
	got := m.View(1).Path([]byte("archief/2024/brief 3 plan.pdf")).String()
	if want := "▒▒▒/‹date›/brief ‹n3› ▒▒▒.pdf"; got != want {
		t.Errorf("strict: %q, want %q", got, want)
	}
}

// TestSelfCheck puts into cells what no rule would show.
func TestSelfCheck(t *testing.T) {
	v := smallView()
	v.Path([]byte("brief"))
	tests := []struct {
		name  string
		cells []Cell
		want  string
	}{
		{"a word that is not known", []Cell{{Kind: Shown, Text: "Jansen", Why: WhyVocabulary}}, "▒▒▒"},
		{"within a longer text", []Cell{{Kind: Shown, Text: "brief Jansen", Why: WhyVocabulary}}, "▒▒▒"},
		{"as the register's", []Cell{{Kind: Shown, Text: "Jansen", Why: WhyRegister}}, "▒▒▒"},
		{"as a separator", []Cell{{Kind: Shown, Text: "Ja", Why: WhySeparator}}, "▒▒▒"},
		{"digits", []Cell{{Kind: Shown, Text: "123", Why: WhyCounter}}, "▒▒▒"},
		{"digits in two cells", []Cell{{Kind: Shown, Text: "12", Why: WhyCounter}, {Kind: Shown, Text: "34", Why: WhyCounter}}, "12▒▒▒"},
		{"a code without a register", []Cell{{Kind: Shown, Text: "01012345", Why: WhyCode}}, "▒▒▒"},
		{"a date that is more than a year", []Cell{{Kind: Date, Text: "20240101"}}, "▒▒▒"},
		{"a direction mark", []Cell{{Kind: Shown, Text: "\u202e", Why: WhySeparator}}, "▒▒▒"},
		{"an escape", []Cell{{Kind: Shown, Text: "\x1b[", Why: WhySeparator}}, "▒▒▒"},
		{"beside what is right", []Cell{
			{Kind: Shown, Text: "Brief", Why: WhyVocabulary}, {Kind: Shown, Text: "Jansen", Why: WhyRegister}, {Kind: Date, Text: "2024"},
		}, "Brief▒▒▒‹2024›"},
		{"what is right", []Cell{{Kind: Shown, Text: "Brief", Why: WhyVocabulary}, {Kind: Shown, Text: "_", Why: WhySeparator}}, "Brief_"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			given := textOf(test.cells...)
			left, _ := v.check.run(v.r, []byte(given.text), given.cells, 0)
			if got := (Text{string(left), given.cells}).String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestJudged shows a phrase that a judge decided, once, and never the name of
// a person.
func TestJudged(t *testing.T) {
	m := trapMasker(t)
	v := m.View(1)
	var all []mention.PhraseID
	r := newReader(m)
	for _, s := range []string{"Noorderlicht", "Jansen"} {
		r.read([]byte(s))
		for _, h := range r.scan.Segment(r.segment, &r.words, nil) {
			all = append(all, h.Phrase)
		}
	}
	path := []byte("klanten/Noorderlicht/Jansen/Noorderlicht.pdf")
	if got := v.Path(path).String(); strings.Contains(got, "Noorderlicht") {
		t.Errorf("not judged: %q", got)
	}
	got := v.PathWith(path, all).String()
	if strings.Count(got, "Noorderlicht") != 1 || strings.Contains(got, "Jansen") {
		t.Errorf("judged: %q", got)
	}
	if again := v.Path(path).String(); strings.Contains(again, "Noorderlicht") {
		t.Errorf("a judgement outlived its path: %q", again)
	}
}

// TestOrderOfSample learns the same from a sample in any order.
func TestOrderOfSample(t *testing.T) {
	e := newExperiment(t, "order", developed, 40, 51, true)
	sample := sampleOf(e.paths)
	var want []string
	for _, p := range e.paths[:500] {
		want = append(want, e.view.Path([]byte(p.path)).String())
	}
	queue := e.masker.Queue(100)
	slices.Reverse(sample)
	e.masker.Learn(sample, int64(len(sample)))
	v := e.masker.View(9)
	for i, p := range e.paths[:500] {
		if got := v.Path([]byte(p.path)).String(); got != want[i] {
			t.Errorf("in reverse order %q, before %q", got, want[i])
		}
	}
	if got := e.masker.Queue(100); !slices.Equal(got, queue) {
		t.Error("the queue depends on the order")
	}
}

// TestMonotone adds lexicons: what was hidden without them stays hidden.
func TestMonotone(t *testing.T) {
	less, more := smallPack(), smallPack()
	more.Surnames = pack.NewWordSet(strings.Fields("jansen borst kok bakker mei uitslag ziek brief verslag scan"))
	for i := range more.Terms {
		if more.Surnames.HasWord(more.Terms[i].Text) {
			more.Terms[i].Ambiguous = true
		}
	}
	e := newExperiment(t, "monotone", developed, 10, 61, true)
	a := New(less, nil, token.NewDict(), Default).View(1)
	b := New(more, nil, token.NewDict(), Default).View(1)
	shown := func(v *View, path string) []bool {
		v.Path([]byte(path))
		out := make([]bool, len(path))
		for _, d := range v.drafts {
			for i := d.from; d.kind == Shown && d.why != WhySeparator && i < d.to; i++ {
				out[i] = true
			}
		}
		return out
	}
	for _, p := range e.paths {
		with, without := shown(b, p.path), shown(a, p.path)
		for i := range with {
			if with[i] && !without[i] {
				t.Fatalf("a larger lexicon shows more of %s", p.path)
			}
		}
	}
}

// TestIdempotent masks what was masked: nothing comes back, and what was shown
// and has no need of context is still shown.
func TestIdempotent(t *testing.T) {
	e := newExperiment(t, "idempotent", developed, 40, 71, true)
	for _, p := range e.paths[:1000] {
		once := e.view.Path([]byte(p.path))
		var shown []string
		for c := range once.Cells() {
			if c.Kind == Shown && c.Why != WhySeparator {
				shown = append(shown, c.Text)
			}
		}
		twice := e.view.Path([]byte(once.String()))
		for c := range twice.Cells() {
			if c.Kind == Shown && c.Why != WhySeparator && !slices.Contains(shown, c.Text) && !strings.Contains(strings.Join(shown, " "), c.Text) {
				t.Errorf("%q shows %q after %q", twice, c.Text, once)
			}
		}
	}
}

// TestQueue proposes the words that would explain most names, and nobody's.
func TestQueue(t *testing.T) {
	// Kinds that no pack holds, and practices that are not in the register.
	unknown := strings.Split("glasarchief/{YEAR}/glaasjesregister_{N4}_{N4}_{SN}.pdf|kwartaal/{YEAR}-{MM}/{N1} zorgtafellijst {SN} {DATE}.pdf|"+
		"Klanten/Huisartsenpraktijk Flonkertuin/{YEAR}/{LAB}.pdf|Klanten/Huisartsenpraktijk Flonkertuin/{MM}/{SN}.pdf|"+
		"Klanten/Apotheek Moerzicht/{YEAR}/{SN}.pdf|inbox/Apotheek Moerzicht {SN}.msg|inbox/{YEAR}/Apotheek Moerzicht.msg", "|")
	e := newExperiment(t, "queue", slices.Concat(unseenTemplates, developed, unknown), 100, 81, true)
	personal, queue := 0, e.masker.Queue(1000)
	gold := make(map[string]bool)
	for _, p := range e.paths {
		for _, s := range p.spans {
			if s.kind != "kind" && s.kind != "org" {
				for w := range wordsOf(token.Fold(p.path[s.start:s.end])) {
					gold[w] = true
				}
			}
		}
	}
	for _, q := range queue {
		if gold[q.Word] {
			personal++
		}
	}
	t.Logf("%d proposals, %d personal", len(queue), personal)
	for _, want := range []string{"glaasjesregister", "zorgtafellijst", "flonkertuin", "moerzicht"} {
		if !slices.ContainsFunc(queue, func(q Proposal) bool { return q.Word == want }) {
			t.Errorf("%q is not proposed", want)
		}
	}
	if 100*personal > len(queue) {
		t.Errorf("%d of %d proposals are personal, want at most 1 %%", personal, len(queue))
	}
}

// TestViewsInParallel masks with several views at once; run it with -race.
func TestViewsInParallel(t *testing.T) {
	e := newExperiment(t, "parallel", developed, 5, 91, true)
	want := make([]string, len(e.paths))
	for i, p := range e.paths {
		want[i] = e.view.Path([]byte(p.path)).String()
	}
	var wait sync.WaitGroup
	for n := range 4 {
		wait.Go(func() {
			v := e.masker.View(uint64(n))
			for i, p := range e.paths {
				if got := v.Path([]byte(p.path)).String(); got != want[i] {
					t.Errorf("view %d: %q, want %q", n, got, want[i])
				}
			}
		})
	}
	wait.Wait()
}
