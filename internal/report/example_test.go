package report_test

import (
	"fmt"
	"strings"

	"github.com/leakwarden/leakwarden/internal/report"
)

// A stream that was stored is shown as a table of its organisations.
func ExampleReplay() {
	stored := strings.NewReader(`{"config":{"version":1,"tool":"leakwarden","suppliers":[],"listings":[]}}
{"finding":{"organisation":{"id":"org-1","name":"=De Linde"},"status":"indicated","tier":"strong","confidence":0.99,"items":123}}
{"summary":{"items":200}}
`)
	var out strings.Builder
	h, err := report.New("csv", &out, report.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := report.Replay(stored, h); err != nil {
		fmt.Println(err)
	}
	if err := h.Close(); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(out.String(), "\r\n", "\n"))
	// Output:
	// organisation_id,name,type,city,participant,umbrella,status,tier,confidence,reason,items,inherited_items,bulk_items,bytes,period_from,period_to,natures,flags,signals,name_items,birth_date_items,bsn_items,distinct_persons_at_least,evidence_listing,evidence_line,evidence_text,evidence_class,evidence_strength
	// org-1,'=De Linde,,,false,,indicated,strong,0.99,,123,0,0,0,,,,,,0,0,0,0,,,,,
}
