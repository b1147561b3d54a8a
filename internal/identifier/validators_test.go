package identifier

import "testing"

func TestValidators(t *testing.T) {
	for _, c := range []struct {
		name  string
		valid func([]byte) bool
		yes   []string
		no    []string
	}{
		{
			"ValidBSN", ValidBSN,
			[]string{"111222333", "123456782", "249566758", "999990019", "999999400", "000078840", "11122233" + "3"},
			[]string{"111252333", "123456789", "000000000", "00000000", "12345678", "1234567820", "", "12345678a"},
		},
		{"ValidNHS", ValidNHS, []string{"9434765870", "7300000584"}, []string{"9434765871", "0000000000", "943476587", "943476587a"}},
		{"ValidRijksregister", ValidRijksregister, []string{"85073003328", "17073003384"}, []string{"12345678901", "85133003328", "8507300332"}},
		{"ValidKVNR", ValidKVNR, []string{"A000500015", "A123456780", "a123456780"}, []string{"A123456789", "1123456780", "A12345678"}},
		{"ValidIK", ValidIK, []string{"260326822", "100696012"}, []string{"260326823", "26032682"}},
		{"ValidSSN", ValidSSN, []string{"536904399"}, []string{"000123456", "666123456", "900123456", "536004399", "536900000"}},
		{"ValidNPI", ValidNPI, []string{"1234567893"}, []string{"1234567890", "3234567893", "123456789"}},
		{"ValidNINO", ValidNINO, []string{"AB123456C", "ab123456c"}, []string{"DB123456C", "AO123456C", "AB123456E", "AB12345C"}},
		{
			"ValidIBAN", ValidIBAN,
			[]string{"NL91ABNA0417164300", "BE68539007547034", "DE89370400440532013000", "GB29NWBK60161331926819", "nl91abna0417164300"},
			[]string{"NL92ABNA0417164300", "NL91ABNA041716430", "XX91ABNA0417164300", "", "NL"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, s := range c.yes {
				if !c.valid([]byte(s)) {
					t.Errorf("%s is refused", s)
				}
			}
			for _, s := range c.no {
				if c.valid([]byte(s)) {
					t.Errorf("%s passes", s)
				}
			}
		})
	}
}

// TestLANR computes the check digit apart from the function: no published
// number is at hand.
func TestLANR(t *testing.T) {
	// 1×4 + 2×9 + 3×4 + 4×9 + 5×4 + 6×9 = 144: the check digit is 6.
	if !ValidLANR([]byte("123456601")) {
		t.Error("123456601 is refused")
	}
	if ValidLANR([]byte("123456701")) {
		t.Error("123456701 passes")
	}
}
