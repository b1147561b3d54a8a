package listing

import "bytes"

// sevenBlocks is the form of 7z l -slt.
var sevenBlocks = form{
	name:  "7z-slt",
	about: "7z l -slt: one block of keys an entry",
	why:   "the lines are blocks of keys as 7z l -slt writes them",
	lines: func(h *head) parser {
		return newBlockParser(h, blockParser{mark: []byte(" = "), path: "Path", size: "Size"})
	},
}

// itemBlocks is the form of Get-ChildItem | Format-List.
var itemBlocks = form{
	name:  "gci-list",
	about: "PowerShell Get-ChildItem -Recurse | Format-List",
	why:   "the lines are blocks of keys as PowerShell's Format-List writes them",
	lines: func(h *head) parser {
		return newBlockParser(h, blockParser{mark: []byte(" : "), windows: true, path: "FullName", size: "Length"})
	},
}

// blockParser reads entries that are written as one key a line. Entries end at
// an empty line or where the path's key comes again.
type blockParser struct {
	mark       []byte
	windows    bool
	path, size string

	name, folder []byte
	whole        bool // name is a whole path
	line         int64
	meta         meta
	archive      bool // the block is about the archive itself
	order        order
}

// newBlockParser returns p, or nil where the lines have not two keys.
func newBlockParser(h *head, p blockParser) parser {
	seen := map[string]bool{}
	for _, line := range h.lines {
		key, _, ok := bytes.Cut(line, p.mark)
		if name := string(bytes.TrimRight(key, " ")); ok && blockKeys[name] {
			seen[name] = true
		}
	}
	if len(seen) < 2 {
		return nil
	}
	return &p
}

// blockKeys are the keys that these blocks hold; another line is foreign.
var blockKeys = map[string]bool{
	"Path": true, "Folder": true, "Size": true, "Packed Size": true, "Modified": true, "Created": true, "Accessed": true, "Attributes": true,
	"Encrypted": true, "Comment": true, "CRC": true, "Method": true, "Characteristics": true, "Host OS": true, "Version": true, "Volume Index": true,
	"Offset": true, "Block": true, "Anti": true, "Type": true, "Physical Size": true, "Headers Size": true, "Solid": true, "Blocks": true, "User": true,
	"Group": true, "Mode": true, "Symbolic Link": true, "Hard Link": true, "Alternate Stream": true, "NTSecurity": true, "Link": true, "Code Page": true,
	"User ID": true, "Group ID": true, "Device Major": true, "Device Minor": true, "Warnings": true, "Embedded Stub Size": true, "Tail Size": true,
	"Changed": true, "Metadata Changed": true, "Split Before": true, "Split After": true, "Commented": true, "Checksum": true, "Volume Name": true,
	"FullName": true, "Name": true, "Length": true, "LastWriteTime": true, "LastWriteTimeUtc": true, "CreationTime": true, "CreationTimeUtc": true,
	"LastAccessTime": true, "LastAccessTimeUtc": true, "LinkType": true, "Target": true, "VersionInfo": true, "BaseName": true, "Directory": true,
	"DirectoryName": true, "Exists": true, "Extension": true, "Parent": true, "Root": true, "IsReadOnly": true, "PSPath": true, "PSParentPath": true,
	"PSChildName": true, "PSDrive": true, "PSProvider": true, "PSIsContainer": true, "ResolvedTarget": true, "UnixMode": true, "LinkTarget": true,
}

func (p *blockParser) read(line []byte, s *sink) outcome {
	if p.windows {
		s.dialect = backslashes
	}
	if isBlank(line) {
		p.finish(s)
		return blank
	}
	if p.mark[1] == '=' && (only(line, "-") || sevenFrame(line) && !bytes.Contains(line, p.mark)) {
		p.finish(s)
		p.archive = len(line) == 2
		return structural
	}
	key, value, ok := bytes.Cut(line, p.mark)
	if !ok && bytes.HasSuffix(line, p.mark[:2]) {
		key, value, ok = line[:len(line)-2], nil, true
	}
	name := string(bytes.TrimRight(key, " "))
	if p.windows && bytes.HasSuffix(bytes.TrimRight(line, " "), []byte(":")) {
		return structural // a key without a value, or the folder's heading
	}
	if !ok || !blockKeys[name] {
		if p.windows && len(line) > 0 && line[0] == ' ' {
			return structural // a value wrapped, or the folder's heading
		}
		return notInForm
	}
	return p.key(name, value, s)
}

func (p *blockParser) key(name string, value []byte, s *sink) outcome {
	switch name {
	case p.path, "Name":
		if p.line > 0 && (name == p.path && p.whole || name == "Name" && !p.windows) {
			p.finish(s)
		}
		if name == p.path || !p.whole {
			if len(value) > s.maxPath {
				return pathTooLong
			}
			p.name = append(p.name[:0], value...)
			p.whole = name == p.path
		}
		if p.line == 0 {
			p.line = s.line
			p.meta.size = -1
			if p.archive {
				return structural
			}
			return understood
		}
		return structural
	case "DirectoryName", "Directory":
		if p.windows {
			p.folder, _ = normal(p.folder[:0], value[:min(len(value), s.maxPath)], s.dialect)
		}
	case p.size:
		if v, ok := grouped(value); ok {
			p.meta.size = v
		}
	case "Folder", "PSIsContainer":
		p.meta.directory = p.meta.directory || string(value) == "+" || string(value) == "True"
	case "Attributes", "Mode":
		p.meta.directory = p.meta.directory || len(value) > 0 && (value[0] == 'D' || value[0] == 'd') || bytes.Contains(value, []byte("Directory"))
	case "Modified", "LastWriteTime":
		p.modified(value)
	case "Type", "Physical Size":
		p.archive = p.archive || !p.windows
	case "Encrypted":
		if string(value) == "+" && !s.dry {
			s.encrypted++
		}
	}
	return structural
}

func (p *blockParser) modified(value []byte) {
	if d, _, ok := numericDate(value); ok {
		p.order.learn(d)
	}
	if fields := bytes.TrimSpace(value); len(fields) > 0 {
		p.meta.modified, _ = cellTime(fields, p.order)
		if unix, _, ok := isoTime(fields); ok {
			p.meta.modified = unix
		}
	}
}

// finish takes the entry whose block ends here.
func (p *blockParser) finish(s *sink) {
	if p.line > 0 && !p.archive {
		now, held := s.line, s.held
		s.line, s.held = p.line, 0
		folder := p.folder
		if p.whole {
			folder = nil
		}
		if o := s.add(folder, p.name, p.meta); o != understood {
			s.doubting(o)
		}
		s.line, s.held = now, held
	}
	if p.line > 0 || p.archive {
		p.archive = false
	}
	p.line, p.whole, p.meta, p.folder = 0, false, meta{size: -1}, p.folder[:0]
}
