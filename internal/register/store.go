package register

import (
	"maps"
	"slices"

	"github.com/leakwarden/leakwarden/internal/flat"
)

// leastRow is the fewest bytes in which an Organisation or a Problem is stored.
const leastRow = 16

// Fields stores reg and what was wrong with it, or loads both.
func Fields(c *flat.Codec, reg *Register, problems *[]Problem) {
	flat.String(c, &reg.SHA256)
	flat.Rows(c, &reg.Organisations, leastRow)
	orgs := reg.Organisations
	flat.Column(c, orgs, func(o *Organisation) *string { return &o.ID })
	flat.Column(c, orgs, func(o *Organisation) *string { return &o.Name })
	flat.Lists(c, orgs, func(o *Organisation) *[]string { return &o.Aliases })
	flat.Column(c, orgs, func(o *Organisation) *string { return &o.Type })
	flat.Column(c, orgs, func(o *Organisation) *string { return &o.City })
	flat.Column(c, orgs, func(o *Organisation) *string { return &o.Postcode })
	flat.Column(c, orgs, func(o *Organisation) *string { return &o.Address })
	flat.Lists(c, orgs, func(o *Organisation) *[]string { return &o.Domains })
	codesOf(c, orgs)
	flat.Lists(c, orgs, func(o *Organisation) *[]string { return &o.Phones })
	flat.Lists(c, orgs, func(o *Organisation) *[]string { return &o.Emails })
	participantsOf(c, orgs)
	flat.Column(c, orgs, func(o *Organisation) *string { return &o.Umbrella })
	extrasOf(c, orgs)

	flat.Rows(c, problems, leastRow)
	linesOf(c, *problems)
	flat.Column(c, *problems, func(p *Problem) *string { return &p.Column })
	flat.Column(c, *problems, func(p *Problem) *string { return (*string)(&p.Severity) })
	flat.Column(c, *problems, func(p *Problem) *string { return &p.What })
	flat.Column(c, *problems, func(p *Problem) *string { return &p.Hint })
}

func linesOf(c *flat.Codec, problems []Problem) {
	rows := make([]int, len(problems))
	for i := range problems {
		rows[i] = problems[i].Row
	}
	flat.Slice(c, &rows)
	for i := range rows[:min(len(rows), len(problems))] {
		problems[i].Row = rows[i]
	}
}

func participantsOf(c *flat.Codec, orgs []Organisation) {
	participants := make([]bool, len(orgs))
	for i := range orgs {
		participants[i] = orgs[i].Participant
	}
	flat.Bools(c, &participants)
	for i := range participants[:min(len(participants), len(orgs))] {
		orgs[i].Participant = participants[i]
	}
}

// pairs are schemes and values, or headings and cells, of one organisation.
type pairs []string

func pairsOf(c *flat.Codec, all []pairs) {
	flat.Lists(c, all, func(p *pairs) *[]string { return (*[]string)(p) })
	for _, p := range all {
		if len(p)%2 != 0 {
			c.Fail()
		}
	}
}

func codesOf(c *flat.Codec, orgs []Organisation) {
	all := make([]pairs, len(orgs))
	for i := range orgs {
		for _, code := range orgs[i].Codes {
			all[i] = append(all[i], code.Scheme, code.Value)
		}
	}
	pairsOf(c, all)
	if !c.Loading() {
		return
	}
	var list []Code
	for i, p := range all {
		from := len(list)
		for ; len(p) > 0; p = p[2:] {
			list = append(list, Code{p[0], p[1]})
		}
		if len(list) > from {
			orgs[i].Codes = list[from:len(list):len(list)]
		}
	}
}

func extrasOf(c *flat.Codec, orgs []Organisation) {
	all := make([]pairs, len(orgs))
	for i := range orgs {
		for _, title := range slices.Sorted(maps.Keys(orgs[i].Extra)) {
			all[i] = append(all[i], title, orgs[i].Extra[title])
		}
	}
	pairsOf(c, all)
	if !c.Loading() {
		return
	}
	for i, p := range all {
		if len(p) == 0 {
			continue
		}
		orgs[i].Extra = make(map[string]string, len(p)/2)
		for ; len(p) > 0; p = p[2:] {
			orgs[i].Extra[p[0]] = p[1]
		}
	}
}
