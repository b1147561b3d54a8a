package register

import "slices"

// Change is what became of one organisation from one register to another.
type Change struct {
	Kind          ChangeKind
	Before, After Organisation // zero for what was not there
	Fields        []string     // of Changed: headings of what differs, in the order of Write
}

// ChangeKind says what became of an organisation.
type ChangeKind string

// The kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// Diff returns what differs from a to b, by ID: first what was removed or
// changed, in the order of a, then what was added, in the order of b. Order
// within a register and extra columns make no difference.
func Diff(a, b *Register) []Change {
	before, after := byID(a), byID(b)
	var changes []Change
	for _, old := range a.Organisations {
		now, ok := after[old.ID]
		if !ok {
			changes = append(changes, Change{Kind: Removed, Before: old})
			continue
		}
		if fields := differing(old, *now); len(fields) > 0 {
			changes = append(changes, Change{Changed, old, *now, fields})
		}
	}
	for _, now := range b.Organisations {
		if _, ok := before[now.ID]; !ok {
			changes = append(changes, Change{Kind: Added, After: now})
		}
	}
	return changes
}

func byID(r *Register) map[string]*Organisation {
	m := make(map[string]*Organisation, len(r.Organisations))
	for i := range r.Organisations {
		m[r.Organisations[i].ID] = &r.Organisations[i]
	}
	return m
}

func differing(a, b Organisation) []string {
	before, after := a.cells(), b.cells()
	var fields []string
	for i, title := range header {
		if before[i] != after[i] {
			fields = append(fields, title)
		}
	}
	return slices.Clip(fields)
}
