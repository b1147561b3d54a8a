package invent

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// invent fills the register, and the list of organisations outside it.
func (w *World) invent() {
	v := newInventor(w.words, stream(w.spec.Seed, partRegister, 0), w.spec.Organisations, w.spec.Language == "en")
	if w.spec.Long {
		v.useLong(w.spec.Organisations)
	}
	w.cities, w.sorts = v.cities, v.sorts
	want := w.spec.Organisations
	if w.supplierWatched() {
		want--
	}
	for _, name := range w.spec.Names[:min(want, len(w.spec.Names))] {
		w.add(v.called(name))
	}
	for len(w.Organisations) < want {
		o := v.organisation()
		w.add(o)
		group := o.kind == brandCore || o.kind == saintCore
		if !group || (o.Type != "hospital" && o.Type != "care-home" && o.Type != "trust") || v.r.IntN(3) > 0 {
			continue
		}
		parent := int32(len(w.Organisations) - 1)
		for range 2 + v.r.IntN(7) {
			if len(w.Organisations) == want {
				break
			}
			if l, ok := v.location(&o, parent); ok {
				w.add(l)
			}
		}
	}
	w.inventStrangers(v)
	if w.supplierWatched() {
		o := v.organisation()
		o.Name, o.Type, o.core, o.generic, o.Aliases, o.Acronym = w.Supplier, "laboratory", w.Supplier, "", nil, ""
		o.Domain = key(w.Supplier) + ".example"
		w.add(o)
	}
}

// supplierWatched says that the register holds the supplier too. In half of
// the worlds it does.
func (w *World) supplierWatched() bool { return w.spec.Organisations > 1 && w.spec.habit(77)%2 == 0 }

// inventStrangers invents organisations that are not in the register. Some
// have the name of one that is, in another city; no register can then tell.
func (w *World) inventStrangers(v *inventor) {
	given := w.spec.Names[min(len(w.Organisations), len(w.spec.Names)):]
	for len(w.strangers) < max(6, w.spec.Affected/7) {
		o := v.organisation()
		if len(given) > 0 {
			o, given = v.called(given[0]), given[1:]
		}
		known := len(w.index.full[key(o.Name)])+len(w.index.core[key(o.core)]) > 0
		if known && v.r.IntN(3) > 0 || w.confusable(&o, known) {
			continue
		}
		o.ID = ""
		w.strangers = append(w.strangers, o)
	}
}

// confusable reports whether no reader could tell a stranger from one of the
// register: its name is a typing error away, or is its type and city alone
// where the register has one of that type.
func (w *World) confusable(o *Organisation, known bool) bool {
	if o.kind == placeCore && len(w.index.cityType[o.Type+"|"+key(o.City)]) > 0 {
		return true
	}
	return !known && w.index.mistakable(key(o.core), "")
}

func (w *World) add(o Organisation) {
	o.ID = fmt.Sprintf("org-%d", len(w.Organisations)+1)
	w.index.add(int32(len(w.Organisations)), &o, w.sorts[o.sort])
	w.Organisations = append(w.Organisations, o)
}

// watch says what a register knows: not all know everything.
type watch struct{ domains, addresses, clients, capitals bool }

func (w *World) watch() watch {
	h := w.spec.habit
	return watch{domains: h(50)%6 > 0, addresses: h(51)%4 > 0, clients: h(52)%3 > 0, capitals: h(53)%8 == 0}
}

// Register writes the register as comma-separated values with a heading, in
// the order of Organisations. Some worlds' registers leave out domains,
// addresses or the supplier's own numbers, or write names in capitals.
func (w *World) Register(to io.Writer) error {
	out := csv.NewWriter(to)
	head := []string{"id", "name", "aliases", "type", "city", "postcode", "address", "domains", "codes", "participant", "umbrella", "email"}
	if err := out.Write(head); err != nil {
		return fmt.Errorf("writing the register: %w", err)
	}
	for i := range w.Organisations {
		o := &w.Organisations[i]
		if err := out.Write(w.row(o)); err != nil {
			return fmt.Errorf("writing the register: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the register: %w", err)
	}
	return nil
}

func (w *World) row(o *Organisation) []string {
	knows := w.watch()
	row := []string{
		o.ID, o.Name, strings.Join(o.Aliases, "|"), o.Type, o.City, o.Postcode, o.Address, o.Domain,
		strings.Join(o.codes(knows.clients), "|"), strconv.FormatBool(o.Participant), o.Umbrella, "info@" + o.Domain,
	}
	if knows.capitals {
		row[1] = strings.ToUpper(row[1])
	}
	if !knows.addresses {
		row[5], row[6] = "", ""
	}
	if !knows.domains {
		row[7], row[11] = "", ""
	}
	return row
}

func (o *Organisation) codes(clients bool) []string {
	var codes []string
	for _, c := range [][2]string{{"AGB", o.AGB}, {"ODS", o.ODS}, {"KVK", o.KvK}, {"CLIENT", o.Client}} {
		if c[1] != "" && (clients || c[0] != "CLIENT") {
			codes = append(codes, c[0]+":"+c[1])
		}
	}
	return codes
}
