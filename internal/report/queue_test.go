package report

import (
	"strings"
	"testing"

	"github.com/leakwarden/leakwarden/internal/mask"
)

func TestQueue(t *testing.T) {
	var out strings.Builder
	err := Queue(&out, []mask.Proposal{
		{Word: "glaasjesregister", Count: 12, Parents: 3},
		{Word: "=flonker\x1b", Count: 2, Parents: 2, Cue: "apotheek"},
	})
	want := "word,names,folders,cue\r\nglaasjesregister,12,3,\r\n'=flonker\\u001b,2,2,apotheek\r\n"
	if err != nil || out.String() != want {
		t.Errorf("got %q, %v; want %q", out.String(), err, want)
	}
}
