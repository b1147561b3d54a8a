package invent

import "slices"

// walk emits every entry of a tranche, in the order of its listing.
func (w *World) walk(number int, emit func(*Entry) error) error {
	t := &w.tranches[number]
	r := stream(w.spec.Seed, partStand, number)
	k := &walker{renderer: w.renderer(r), emit: emit, dirs: make(map[uint64]struct{})}
	k.canary = w.planter(number)
	root := Label{Trap: SupplierName}
	for i := range t.stands {
		s := &t.stands[i]
		k.enter([]byte(w.root(i, number)), &root)
		if s.group != nil {
			k.group(s.group, s.files)
		} else {
			k.sectionOf(s)
		}
		k.leave(1)
		if k.err != nil {
			return k.err
		}
	}
	return nil
}

// root is the share that a stand lies on.
func (w *World) root(stand, number int) string {
	roots := append([]string{key(w.Supplier)}, w.words["shares of disk"]...)
	first := w.spec.habit(90+number) % len(roots)
	return roots[(first+stand%2)%len(roots)]
}

// group emits the supplier's own files: directories of about eighteen files.
func (k *walker) group(g *group, files int) {
	label := Label{Trap: g.trap}
	for until := k.files + files; k.files < until && k.err == nil; {
		depth := k.enterNew(&g.dirs[k.r.IntN(len(g.dirs))], &label)
		for range min(k.some(18), until-k.files) {
			k.file(&g.files[k.r.IntN(len(g.files))], "", &label)
		}
		k.leave(depth)
	}
	k.year = 0
}

// some draws a number of files for one directory: mostly few, sometimes many.
func (k *walker) some(mean int) int {
	n := 1 + k.r.IntN(mean*3/2)
	if k.r.IntN(12) == 0 {
		n *= 4
	}
	return n
}

func (k *walker) sectionOf(s *stand) {
	if len(s.placements) == 0 {
		return
	}
	k.upper = s.section.setting.upper
	k.separator = s.section.setting.separator
	depth, _ := k.enterAll(s.section.root, &Label{})
	switch {
	case s.section.kind == mailSection:
		k.mail(s)
	case s.section.kind == deskSection:
		k.desks(s)
	case s.section.kind.flat():
		k.flat(s)
	default:
		k.folders(s)
	}
	k.fillers(s)
	k.leave(depth)
	k.upper = false
}

// folders emits a folder for each client, under its city or type where the
// section says so.
func (k *walker) folders(s *stand) {
	for i := range s.placements {
		p := &s.placements[i]
		folder := &p.writings[0]
		depth := 1
		if p.org >= 0 {
			o := &k.w.Organisations[p.org]
			if s.section.setting.placed {
				k.enter([]byte(o.City), &Label{Trap: PlaceOrStreet})
				depth++
			}
			if s.section.setting.typed {
				k.enter([]byte(k.w.sorts[o.sort].folder), &Label{})
				depth++
			}
		}
		if p.group != "" {
			k.enter([]byte(p.group), &Label{Tolerated: folder.label.Tolerated})
			depth++
		}
		k.enter([]byte(folder.text), &folder.label)
		k.client(s, p)
		k.leave(depth)
		if k.err != nil {
			return
		}
	}
}

// client emits the files in a client's folder. Most are named by the folder
// alone.
func (k *walker) client(in *stand, p *placement) {
	s := in.section
	inherited := p.writings[0].label
	inherited.Inherited = true
	for until := k.files + p.files; k.files < until && k.err == nil; {
		depth := 0
		if p.files > 3 {
			depth = k.enterNew(&s.dirs[k.r.IntN(len(s.dirs))], &inherited)
		}
		for range min(k.some(16), until-k.files) {
			if len(p.writings) > 1 && k.r.IntN(5) == 0 {
				k.named(s, p, &p.writings[1])
				continue
			}
			if k.r.IntN(60) == 0 && k.other(in, p) {
				continue
			}
			k.file(&s.files[k.r.IntN(len(s.files))], "", &inherited)
		}
		if depth > 0 {
			k.leave(depth)
		}
	}
	k.year = 0
}

// other emits a file in a client's folder that names another client, and is
// that one's.
func (k *walker) other(in *stand, p *placement) bool {
	q := &in.placements[k.r.IntN(len(in.placements))]
	if in.section.kind != folderSection || q.org < 0 || q.org == p.org || q.writings[0].label.Way != Exact || !q.writings[0].label.Decidable {
		return false
	}
	label := q.writings[0].label
	label.Tolerated = slices.Concat(label.Tolerated, p.writings[0].label.Affected)
	k.file(&in.section.named[k.r.IntN(len(in.section.named))], q.writings[0].text, &label)
	return true
}

// named emits a file that names the client itself, in its own folder.
func (k *walker) named(s *section, p *placement, x *writing) {
	label := x.label
	if folder := &p.writings[0].label; folder.Decidable {
		label.Decidable, label.Candidates = true, nil
	}
	k.file(&s.named[k.r.IntN(len(s.named))], x.text, &label)
}

// flat emits directories in which the files of all clients lie mixed.
func (k *walker) flat(s *stand) {
	left := make([]int, 0, len(s.placements)) // index into placements, one for each that has files left
	files := make([]int, len(s.placements))
	for i := range s.placements {
		left = append(left, i)
		files[i] = s.placements[i].files
	}
	month := template{parts: []part{{fill: fillYear}, {text: "/"}, {fill: fillMonth}}}
	for len(left) > 0 && k.err == nil {
		depth := k.enterNew(&month, &Label{})
		for range k.some(60) {
			if len(left) == 0 {
				break
			}
			j := k.r.IntN(len(left))
			p := &s.placements[left[j]]
			x := &p.writings[k.r.IntN(len(p.writings))]
			k.file(&s.section.named[k.r.IntN(len(s.section.named))], x.text, &x.label)
			if files[left[j]]--; files[left[j]] == 0 {
				left[j] = left[len(left)-1]
				left = left[:len(left)-1]
			}
		}
		k.leave(depth)
	}
	k.year = 0
}

// mail emits a folder for each domain, or names the domain in the message.
func (k *walker) mail(s *stand) {
	for i := range s.placements {
		p := &s.placements[i]
		x := &p.writings[0]
		k.enter([]byte(x.text), &x.label)
		inherited := x.label
		inherited.Inherited = p.org >= 0
		for range p.files {
			if k.r.IntN(4) == 0 {
				k.file(&s.section.named[k.r.IntN(len(s.section.named))], x.text, &x.label)
				continue
			}
			k.file(&s.section.files[k.r.IntN(len(s.section.files))], "", &inherited)
		}
		k.leave(1)
		if k.err != nil {
			return
		}
	}
}

// desks emits papers of clients among a clerk's own.
func (k *walker) desks(s *stand) {
	own := &k.w.groups[len(k.w.groups)-1]
	for i := range s.placements {
		p := &s.placements[i]
		depth, _ := k.enterAll(k.w.people.users[k.r.IntN(len(k.w.people.users))]+"/Documents", &Label{Trap: Person})
		for range p.files {
			x := &p.writings[k.r.IntN(len(p.writings))]
			k.file(&s.section.named[k.r.IntN(len(s.section.named))], x.text, &x.label)
		}
		for range k.r.IntN(4) {
			k.file(&own.files[k.r.IntN(len(own.files))], "", &Label{Trap: own.trap})
		}
		k.leave(depth)
	}
}

// fillers emits folders between the clients' that name no one.
func (k *walker) fillers(s *stand) {
	n := len(s.placements) / 12
	if n == 0 {
		return
	}
	folder := k.w.words["folder"]
	depth, _ := k.enterAll(folder[k.r.IntN(len(folder))], &Label{})
	for range n {
		k.file(&s.section.files[k.r.IntN(len(s.section.files))], "", &Label{Trap: Person})
	}
	k.leave(depth)
}
