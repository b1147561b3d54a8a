package invent

import (
	"math/rand/v2"
	"strings"
)

// part is one piece of a template: literal text, or something to fill in.
type part struct {
	fill fill
	text string
}

// fill says what stands in a part's place.
type fill uint8

const (
	literal fill = iota
	fillSurname
	fillGiven
	fillInitials
	fillTitle
	fillBirth
	fillDate
	fillStamp
	fillYear
	fillMonth
	fillQuarter
	fillN2
	fillN4
	fillN5
	fillN6
	fillN8
	fillN9
	fillN10
	fillLabNumber
	fillBSN
	fillExam
	fillDepartment
	fillPlace
	fillStreet
	fillBrand
	fillWord
	fillPackage
	fillSoftware
	fillHex
	fillUser
	fillVersion
	fillSupplier
	fillOrg
)

// fillOf names the parts that a template may hold.
func fillOf(name string) (fill, bool) {
	f, ok := map[string]fill{
		"sn": fillSurname, "fn": fillGiven, "ini": fillInitials, "title": fillTitle,
		"dob": fillBirth, "date": fillDate, "ts": fillStamp, "year": fillYear, "month": fillMonth,
		"q": fillQuarter, "n2": fillN2, "n4": fillN4, "n5": fillN5, "n6": fillN6, "n8": fillN8,
		"n9": fillN9, "n10": fillN10, "labno": fillLabNumber, "bsn": fillBSN, "exam": fillExam,
		"dept": fillDepartment, "place": fillPlace, "street": fillStreet, "brand": fillBrand,
		"word": fillWord, "pkg": fillPackage, "soft": fillSoftware, "hex": fillHex, "user": fillUser,
		"ver": fillVersion, "supplier": fillSupplier, "org": fillOrg,
	}[name]
	return f, ok
}

// template is a compiled pattern of a name, or of a directory with slashes.
type template struct {
	parts  []part
	nature Nature
	person bool // names a person
	number bool // holds a number that looks like a code
}

// compile reads a pattern of the word files. Choices in <> are made once, by r.
// A part that is not known stays as it is written.
func compile(pattern string, r *rand.Rand, separator byte) template {
	var t template
	if i := strings.LastIndexByte(pattern, '@'); i >= 0 {
		t.nature = natureOf(pattern[i+1:])
		pattern = pattern[:i]
	}
	for {
		before, rest, ok := strings.Cut(pattern, "<")
		choice, after, closed := strings.Cut(rest, ">")
		if !ok || !closed {
			break
		}
		pattern = before + pick(r, strings.Split(choice, ";")) + after
	}
	pattern = strings.ReplaceAll(pattern, "~", string(separator))
	for pattern != "" {
		before, rest, ok := strings.Cut(pattern, "{")
		if before != "" {
			t.parts = append(t.parts, part{text: before})
		}
		if !ok {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		if f, known := fillOf(name); known {
			t.parts = append(t.parts, part{fill: f})
			t.number = t.number || f == fillN8 || f == fillN9
			t.person = t.person || f == fillSurname || f == fillBirth || f == fillBSN
		} else {
			t.parts = append(t.parts, part{text: "{" + name + "}"})
		}
		pattern = after
	}
	return t
}

func compileAll(patterns []string, r *rand.Rand, separator byte) []template {
	templates := make([]template, 0, len(patterns))
	for _, p := range patterns {
		templates = append(templates, compile(p, r, separator))
	}
	return templates
}
