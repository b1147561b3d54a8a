package invent

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// sectionKind is a convention by which a supplier files clients' papers.
type sectionKind uint8

const (
	folderSection  sectionKind = iota // a folder per client
	citySection                       // a folder per city, in it one per client
	typeSection                       // a folder per type of client
	clientSection                     // a folder per client number
	acronymSection                    // a folder per acronym
	flatSection                       // client in the file name only
	ediSection
	mailSection
	invoiceSection
	exportSection
	deskSection // in a clerk's own folder, once or twice
	numberOfSections
)

// flat reports whether the files of several clients share a directory.
func (k sectionKind) flat() bool { return k >= flatSection }

// section is a place in the leak where clients' papers lie.
type section struct {
	kind    sectionKind
	root    string
	setting setting
	code    int // how a folder's name carries the code: 0 not, 1 behind, 2 before
	dirs    []template
	files   []template // that do not name the client
	named   []template // that do
}

// group is a part of the supplier's own files.
type group struct {
	name  string
	trap  Trap
	share int
	dirs  []template
	files []template
}

// placement puts some files of one organisation in a section.
type placement struct {
	org      int32 // -1: a stranger
	files    int
	group    string    // folder above the client's, of the group it is a location of
	writings []writing // the first is the folder's, where there is one
}

// stand is a section or a group in one tranche.
type stand struct {
	section    *section
	group      *group
	files      int
	placements []placement
}

type tranche struct {
	number int
	stands []stand
}

// plan decides which organisations are affected, and where their papers lie.
func (w *World) plan() {
	r := stream(w.spec.Seed, partPlan, 0)
	clients := len(w.Organisations)
	if w.supplierWatched() {
		clients-- // the last is the supplier
	}
	order := r.Perm(clients)
	if w.spec.Regional {
		order = w.homeFirst(order)
	}
	for _, i := range order[:min(clients, w.spec.Affected)] {
		w.affected = append(w.affected, int32(i))
	}
	slices.Sort(w.affected)
	weights := make([]float64, len(w.affected))
	for i := range weights {
		weights[i] = math.Exp(r.NormFloat64() * 1.2)
	}
	for t := range w.spec.Tranches {
		w.tranches = append(w.tranches, w.planTranche(r, t, w.volumes(r, t, weights)))
	}
}

// homeFirst returns organisations in their order, but nine in ten of those of
// the supplier's own districts, one in six, first.
func (w *World) homeFirst(order []int) []int {
	first, last := make([]int, 0, len(order)), make([]int, 0, len(order))
	for n, i := range order {
		district := w.Organisations[i].Postcode[:2]
		if hash([]byte(district))%6 == uint64(w.spec.habit(91))%6 && n%10 > 0 {
			first = append(first, i)
		} else {
			last = append(last, i)
		}
	}
	return append(first, last...)
}

// volumes gives for each affected organisation its number of files in a
// tranche. Each is in at least one tranche, most are not in all.
func (w *World) volumes(r *rand.Rand, tranche int, weights []float64) []int {
	n := w.spec.Tranches
	foreign := float64(w.spec.Paths) * (1 - w.spec.OwnShare) * 0.9 / float64(n)
	here := slices.Clone(weights)
	total := 0.0
	for i := range here {
		if n > 1 && i%n != tranche && r.IntN(2) == 0 {
			here[i] = 0
		}
		total += here[i]
	}
	files := make([]int, len(here))
	for i := range here {
		if here[i] > 0 {
			files[i] = max(1, int(here[i]/total*foreign))
		}
	}
	return files
}

func (w *World) planTranche(r *rand.Rand, number int, files []int) tranche {
	t := tranche{number: number}
	stands := make([]stand, len(w.sections))
	for i, id := range w.affected {
		if n := files[i]; n > 0 {
			w.place(r, stands, id, n)
		}
	}
	used := 0
	for i := range stands {
		stands[i].section = &w.sections[i]
		w.placeStrangers(r, &stands[i])
		for _, p := range stands[i].placements {
			stands[i].files += p.files
		}
		stands[i].files += len(stands[i].placements) / 12 // that name nobody
		used += stands[i].files
	}
	own := max(0, w.spec.Paths/w.spec.Tranches-used)
	shares := 0
	for _, g := range w.groups {
		shares += g.share
	}
	rest := own
	for i := range w.groups {
		n := own * w.groups[i].share / shares
		if i == len(w.groups)-1 {
			n = rest
		}
		rest -= n
		stands = append(stands, stand{group: &w.groups[i], files: n})
	}
	r.Shuffle(len(stands), func(i, j int) { stands[i], stands[j] = stands[j], stands[i] })
	t.stands = stands
	return t
}

// place spreads the files of an organisation over one to four sections; most
// lie in the first.
func (w *World) place(r *rand.Rand, stands []stand, id int32, files int) {
	for n := 1 + min(r.IntN(4), r.IntN(4)); n > 0 && files > 0; n-- {
		i := r.IntN(len(stands))
		s := &w.sections[i]
		unfit := s.kind == acronymSection && w.Organisations[id].Acronym == "" || s.kind == deskSection && n == 1 && files > 3
		if unfit {
			i = 0
			s = &w.sections[0]
		}
		part := files
		if n > 1 {
			part = max(1, files/3)
		}
		if s.kind == deskSection {
			part = min(part, 1+r.IntN(3))
		}
		p := placement{org: id, files: part}
		count := 1
		if s.kind.flat() {
			count = 1 + r.IntN(2)
		}
		for range count {
			p.writings = append(p.writings, w.folderWriting(r, id, s))
		}
		if r.IntN(2) == 0 {
			w.grouped(&p, s)
		}
		if !s.kind.flat() && r.IntN(3) == 0 {
			inner := s.setting
			inner.weights = fileWeights()
			p.writings = append(p.writings, w.write(r, id, inner))
		}
		stands[i].placements = append(stands[i].placements, p)
		files -= part
	}
}

// grouped puts a location in the folder of its group, where it can be: its own
// folder then names the location alone.
func (w *World) grouped(p *placement, s *section) {
	o := &w.Organisations[p.org]
	if s.kind != folderSection || o.chain == "" || len(w.index.core[key(o.core)]) > 1 {
		return
	}
	label := Label{Affected: []int32{p.org}, Tolerated: []int32{o.Parent}, Way: Short, Decidable: true}
	p.group, p.writings[0] = o.chain, writing{strings.TrimPrefix(o.core, o.chain+" "), label}
}

// folderWriting writes an organisation as the section does, with its code
// where the section's folders carry one.
func (w *World) folderWriting(r *rand.Rand, id int32, s *section) writing {
	o := &w.Organisations[id]
	if s.kind == clientSection {
		return writing{o.Client, Label{Affected: []int32{id}, Way: Code, Decidable: true}}
	}
	x := w.write(r, id, s.setting)
	code := o.AGB + o.ODS
	if s.code == 0 || r.IntN(4) == 0 || x.label.Way == Code || strings.Contains(x.text, code) {
		return x
	}
	x.label.Decidable, x.label.Candidates = true, nil
	x.text = withCode(x.text, code, s.code)
	return x
}

func withCode(text, code string, how int) string {
	if how == 2 {
		return code + " - " + text
	}
	return text + " (" + code + ")"
}

// placeStrangers adds organisations that are not in the register.
func (w *World) placeStrangers(r *rand.Rand, s *stand) {
	if s.section.kind == acronymSection || s.section.kind == clientSection {
		return
	}
	for range 1 + len(s.placements)/8 {
		o := &w.strangers[r.IntN(len(w.strangers))]
		text := o.Name
		switch s.section.kind {
		case ediSection:
			text = o.AGB + o.ODS
		case mailSection:
			if len(w.index.core[key(o.core)]) > 0 {
				continue // its domain could be another's
			}
			text = o.Domain
		default:
			if len(w.index.core[key(o.core)]) > 0 && !strings.Contains(text, o.City) {
				text += " " + o.City
			}
			if s.section.code > 0 && r.IntN(2) == 0 {
				text = withCode(text, o.AGB+o.ODS, s.section.code)
			}
		}
		if s.section.setting.upper {
			text = strings.ToUpper(text)
		}
		s.placements = append(s.placements, placement{
			org: -1, files: 1 + r.IntN(30), writings: []writing{{text, Label{Trap: Stranger}}},
		})
	}
	r.Shuffle(len(s.placements), func(i, j int) {
		s.placements[i], s.placements[j] = s.placements[j], s.placements[i]
	})
}
