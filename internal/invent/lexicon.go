package invent

import (
	"embed"
	"strings"
)

//go:embed data/nl.txt data/en.txt
var data embed.FS

// lexicon is the words and templates of one language, by section. The file of
// a language explains the form.
type lexicon map[string][]string

// readLexicon reads the embedded words of a language; without that language it
// gives the Dutch ones.
func readLexicon(language string) lexicon {
	raw, err := data.ReadFile("data/" + language + ".txt")
	if err != nil {
		return readLexicon("nl")
	}
	words := make(lexicon)
	section := ""
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
		case strings.HasPrefix(section, "own."):
			words[section] = append(words[section], line) // split by its reader
		default:
			words[section] = append(words[section], strings.Split(line, "|")...)
		}
	}
	return words
}

// sector returns the section of that name for a sector, or the plain one.
func (l lexicon) sector(name, sector string) []string {
	if words := l[name+"."+sector]; len(words) > 0 {
		return words
	}
	return l[name]
}
