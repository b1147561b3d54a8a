package invent

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// conventions decides how this supplier files: which sections it has, and how
// it writes clients there.
func (w *World) conventions() {
	r := stream(w.spec.Seed, partConventions, 0)
	for kind := range numberOfSections {
		optional := kind == citySection || kind == typeSection || kind == clientSection || kind == acronymSection
		if optional && r.IntN(5) < 2 || kind == clientSection && !w.watch().clients {
			continue
		}
		if w.spec.Flat && (!kind.flat() || kind == mailSection) {
			continue
		}
		w.sections = append(w.sections, w.section(r, kind))
	}
	if !w.spec.Flat && r.IntN(2) == 0 {
		second := w.section(r, folderSection)
		if second.root != w.sections[0].root {
			w.sections = append(w.sections, second)
		}
	}
	shares := make(map[string]int)
	for _, s := range w.words["shares."+w.spec.Sector] {
		name, share, _ := strings.Cut(s, "=")
		n := 0
		_, _ = fmt.Sscan(share, &n)
		shares[name] = n
	}
	for section, lines := range w.words {
		name, trap, ok := strings.Cut(strings.TrimPrefix(section, "own."), "!")
		if !strings.HasPrefix(section, "own.") || !ok || len(lines) < 2 {
			continue
		}
		w.groups = append(w.groups, group{name: name, trap: trapOf(trap), share: shares[name]})
	}
	sortGroups(w.groups)
	for i := range w.groups {
		g := &w.groups[i]
		lines := w.words["own."+g.name+"!"+g.trap.String()]
		g.dirs = compileAll(strings.Split(lines[0], "|"), r, separator(r))
		g.files = compileAll(strings.Split(lines[1], "|"), r, separator(r))
	}
}

func separator(r *rand.Rand) byte { return "__- "[r.IntN(4)] }

func (w *World) section(r *rand.Rand, kind sectionKind) section {
	sep := separator(r)
	s := section{kind: kind, root: pick(r, w.words["roots"+kind.suffix()]), code: r.IntN(3)}
	s.setting = setting{separator: sep, typed: kind == typeSection, placed: kind == citySection}
	s.setting.upper = !kind.flat() && r.IntN(6) == 0
	s.setting.decomposed = r.IntN(8) == 0
	s.setting.weights = kind.weights(r)
	if kind != folderSection {
		s.code = 0
	}
	s.dirs = compileAll(w.words["org.dirs"], r, sep)
	s.files = compileAll(w.words["files."+w.spec.Sector], r, sep)
	named := "named"
	switch kind {
	case ediSection:
		named = "edi"
	case mailSection:
		named = "mail"
		s.files = compileAll(w.words["mail.in"], r, sep)
	case invoiceSection:
		named = "invoice"
	case exportSection:
		named = "export"
	case deskSection:
		named = "desk"
	}
	s.named = compileAll(w.words[named], r, sep)
	if w.spec.Long {
		s.named = s.named[:1]
		s.setting.weights[Variant] += 40
	}
	return s
}

func (k sectionKind) suffix() string {
	return [numberOfSections]string{"", ".city", ".type", ".client", ".acronym", ".flat", ".edi", ".mail", ".invoice", ".export", ".desk"}[k]
}

// weights says how often a section of that kind writes a client in which way.
// One folder tree in five is an export with fields of 20 characters.
func (k sectionKind) weights(r *rand.Rand) [numberOfWays]int {
	switch k {
	case folderSection:
		if r.IntN(5) == 0 {
			return [numberOfWays]int{Cut: 60, Exact: 30, Spelling: 3}
		}
		return [numberOfWays]int{
			Exact: 30 + r.IntN(30), Separator: r.IntN(25), Variant: 5, Glued: r.IntN(12), Abbreviation: r.IntN(40), Short: 4,
			Code: 2, Alias: 4, Spelling: 5, CityOnly: 4, Acronym: 3,
		}
	case citySection:
		return [numberOfWays]int{Exact: 30, Separator: 10, Abbreviation: 25, Short: 12, Spelling: 4, Alias: 3}
	case typeSection:
		return [numberOfWays]int{Short: 35, Exact: 20, Separator: 10, CityOnly: 10, Spelling: 4, Acronym: 3}
	case acronymSection:
		return [numberOfWays]int{Acronym: 80, Exact: 20}
	case ediSection:
		return [numberOfWays]int{Code: 1}
	case mailSection:
		return [numberOfWays]int{Domain: 90, Exact: 5, Abbreviation: 5}
	case exportSection:
		return [numberOfWays]int{Separator: 30, Glued: 25, Code: 25, Exact: 15, Acronym: 5}
	}
	return fileWeights()
}

// fileWeights says how often a file name writes a client in which way.
func fileWeights() [numberOfWays]int {
	return [numberOfWays]int{
		Exact: 25, Separator: 20, Variant: 4, Address: 1, Glued: 10, Abbreviation: 20, Code: 8, Alias: 3, Spelling: 5, Cut: 4, CityOnly: 3, Acronym: 2,
	}
}

func sortGroups(groups []group) {
	slices.SortFunc(groups, func(a, b group) int { return strings.Compare(a.name, b.name) })
}

func fillBrandIn(pattern string, n names) string {
	return strings.ReplaceAll(pattern, "{brand}", n.brand())
}
