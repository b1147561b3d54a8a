package finding

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"

	"github.com/leakwarden/leakwarden/internal/register"
	"github.com/leakwarden/leakwarden/internal/token"
)

// Opinion is what an analyst says of a text and an organisation.
type Opinion string

// The opinions.
const (
	Same      Opinion = "same"      // the text names the organisation, and no other
	Different Opinion = "different" // it does not
	Unsure    Opinion = "unsure"    // looked at, and not decided: never more than possible
)

// Judgement is an analyst's opinion, to be applied in later runs and cases.
type Judgement struct {
	Text         string
	Organisation string // ID
	Opinion      Opinion
}

// Judgements are applied to texts that are the same words, whatever their case,
// diacritics and separators.
type Judgements struct {
	list []Judgement
	// by gives per text in its folded words what is said of which organisation.
	by map[string]map[string]Opinion
}

// maxJudgements and maxJudgedText bound a file of judgements.
const (
	maxJudgements = 100_000
	maxJudgedText = 1024
)

// JudgementError says what is wrong with a file of judgements.
type JudgementError struct {
	Row  int // from 1; 0 for the file as a whole
	What string
}

// Error says which row is wrong, and how.
func (e *JudgementError) Error() string {
	if e.Row == 0 {
		return "judgements: " + e.What
	}
	return fmt.Sprintf("judgements: row %d: %s", e.Row, e.What)
}

// Hint says what to do.
func (e *JudgementError) Hint() string {
	return "a judgement is a row “opinion,organisation,text” under that heading, the opinion one of same, different, unsure"
}

// ReadJudgements reads a CSV file with the columns opinion, organisation and
// text. Two rows that contradict each other are an error.
func ReadJudgements(r io.Reader) (*Judgements, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = 3
	j := &Judgements{by: make(map[string]map[string]Opinion)}
	for row := 1; ; row++ {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return j, nil
		}
		switch {
		case err != nil:
			return nil, &JudgementError{row, "not three fields of CSV"}
		case row == 1 && fields[0] == "opinion":
			continue
		case len(j.list) == maxJudgements:
			return nil, &JudgementError{0, fmt.Sprintf("more than %d rows", maxJudgements)}
		case len(fields[2]) > maxJudgedText || wordsOf(fields[2]) == "":
			return nil, &JudgementError{row, "a text without words, or too long"}
		}
		if err := j.add(Judgement{fields[2], fields[1], Opinion(fields[0])}); err != nil {
			return nil, &JudgementError{row, err.Error()}
		}
	}
}

// add adds g. That a text names one organisation says that it names no other,
// unless the same is said of that one.
func (j *Judgements) add(g Judgement) error {
	if g.Opinion != Same && g.Opinion != Different && g.Opinion != Unsure {
		return errors.New("an opinion that is none of same, different, unsure")
	}
	key := wordsOf(g.Text)
	of := j.by[key]
	if of == nil {
		of = make(map[string]Opinion)
		j.by[key] = of
	}
	if old, known := of[g.Organisation]; known && old != g.Opinion {
		return fmt.Errorf("contradicts an earlier row on the same text and organisation %q", g.Organisation)
	}
	of[g.Organisation] = g.Opinion
	j.list = append(j.list, g)
	return nil
}

// Len returns the number of judgements; a nil j has none.
func (j *Judgements) Len() int {
	if j == nil {
		return 0
	}
	return len(j.list)
}

// of returns what is said of a text and an organisation, "" for nothing.
func (j *Judgements) of(text, organisation string) Opinion {
	if j == nil {
		return ""
	}
	said := j.by[wordsOf(text)]
	if o, known := said[organisation]; known {
		return o
	}
	for _, o := range said {
		if o == Same {
			return Different
		}
	}
	return ""
}

// Apply returns reg with the texts that name an organisation as aliases of it,
// and how many there are; reg is not changed.
func (j *Judgements) Apply(reg *register.Register) (*register.Register, int) {
	if j.Len() == 0 {
		return reg, 0
	}
	at := make(map[string]int, len(reg.Organisations))
	for i, o := range reg.Organisations {
		at[o.ID] = i
	}
	out := *reg
	out.Organisations = append([]register.Organisation(nil), reg.Organisations...)
	applied := 0
	for _, g := range j.list {
		i, known := at[g.Organisation]
		if !known || g.Opinion != Same {
			continue
		}
		o := &out.Organisations[i]
		o.Aliases = append(o.Aliases[:len(o.Aliases):len(o.Aliases)], g.Text)
		applied++
	}
	return &out, applied
}

// wordsOf returns the words of s, folded, with one space between.
func wordsOf(s string) string {
	var w token.Words
	token.NewDict().Scan([]byte(s), &w)
	var out []byte
	for _, x := range w.List {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, token.Fold(s[x.Start:x.End])...)
	}
	return string(out)
}
