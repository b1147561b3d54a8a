package report

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/leakwarden/leakwarden/internal/mask"
)

// Queue writes words that an analyst may accept into a vocabulary or a register,
// one a row: word, names that hold it, directories of these, organisation word
// beside it. It shows words that a report hides: for the analyst's eyes alone.
func Queue(w io.Writer, proposals []mask.Proposal) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{{"word", "names", "folders", "cue"}}
	for _, p := range proposals {
		rows = append(rows, []string{csvSafe(p.Word), number(int64(p.Count)), number(int64(p.Parents)), csvSafe(p.Cue)})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("writing words in question: %w", err)
	}
	return nil
}
