package finding

import (
	"fmt"
	"time"
)

// periodOf returns the range of months that the dates of the entries and the
// periods in their names span, nil where there is neither.
func periodOf(s *Stats) *Period {
	from, to := s.FromMonth, s.ToMonth
	for _, seconds := range []int64{s.First, s.Last} {
		if seconds == 0 {
			continue
		}
		t := time.Unix(seconds, 0).UTC()
		month := int32(12*t.Year() + int(t.Month()) - 1)
		if from == 0 || month < from {
			from = month
		}
		to = max(to, month)
	}
	if from == 0 {
		return nil
	}
	return &Period{monthText(from), monthText(to)}
}

func monthText(m int32) string { return fmt.Sprintf("%04d-%02d", m/12, m%12+1) }
