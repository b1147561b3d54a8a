package identifier

// The functions of this file say whether text has the shape and the check
// digits of a number. They take it without separators, never allocate, and
// prove little by themselves: of random digits, one in eleven passes ValidBSN.

// ValidBSN reports whether b is a Dutch burgerservicenummer: nine digits, or
// eight where the first is 0 and was left out.
func ValidBSN(b []byte) bool {
	if len(b) != 9 && len(b) != 8 || !digits(b) {
		return false
	}
	sum, weight, any := 0, len(b), byte(0)
	for _, c := range b[:len(b)-1] {
		sum += weight * int(c-'0')
		weight--
		any |= c - '0'
	}
	sum -= int(b[len(b)-1] - '0')
	return sum%11 == 0 && any != 0
}

// ValidNHS reports whether b is a British NHS number of ten digits.
func ValidNHS(b []byte) bool {
	if len(b) != 10 || !digits(b) {
		return false
	}
	sum := 0
	for i, c := range b[:9] {
		sum += (10 - i) * int(c-'0')
	}
	check := 11 - sum%11
	if check == 11 {
		check = 0
	}
	return check == int(b[9]-'0') && sum > 0
}

// ValidRijksregister reports whether b is a Belgian national register number of
// eleven digits, or a BIS number, with a possible date of birth.
func ValidRijksregister(b []byte) bool {
	if len(b) != 11 || !digits(b) {
		return false
	}
	month := value(b[2:4])
	switch {
	case month >= 40:
		month -= 40
	case month >= 20:
		month -= 20
	}
	if month > 12 || value(b[4:6]) > 31 {
		return false
	}
	first, check := value(b[:9]), value(b[9:])
	return check == 97-first%97 || check == 97-(2_000_000_000+first)%97
}

// ValidKVNR reports whether b is the number of a person insured in Germany: a
// letter and nine digits.
func ValidKVNR(b []byte) bool {
	if len(b) != 10 || b[0]|0x20 < 'a' || b[0]|0x20 > 'z' || !digits(b[1:]) {
		return false
	}
	letter := int(b[0]|0x20-'a') + 1
	sum := letter/10 + crossSum(2*(letter%10))
	for i, c := range b[1:9] {
		sum += crossSum((1 + i&1) * int(c-'0'))
	}
	return sum%10 == int(b[9]-'0')
}

// ValidIK reports whether b is a German Institutionskennzeichen of nine digits.
func ValidIK(b []byte) bool {
	if len(b) != 9 || !digits(b) {
		return false
	}
	sum := 0
	for i, c := range b[2:8] {
		sum += crossSum((2 - i&1) * int(c-'0'))
	}
	return sum%10 == int(b[8]-'0')
}

// ValidLANR reports whether b is the number of a German physician: nine digits,
// the seventh of which checks the six before it.
func ValidLANR(b []byte) bool {
	if len(b) != 9 || !digits(b) {
		return false
	}
	sum := 0
	for i, c := range b[:6] {
		sum += (4 + 5*(i&1)) * int(c-'0')
	}
	return (10-sum%10)%10 == int(b[6]-'0')
}

// ValidSSN reports whether b can be an American social security number: nine
// digits outside the ranges that are never given out. It has no check digit.
func ValidSSN(b []byte) bool {
	if len(b) != 9 || !digits(b) {
		return false
	}
	area := value(b[:3])
	return area != 0 && area != 666 && area < 900 && value(b[3:5]) != 0 && value(b[5:]) != 0
}

// ValidNPI reports whether b is an American National Provider Identifier of ten
// digits.
func ValidNPI(b []byte) bool {
	if len(b) != 10 || !digits(b) || b[0] != '1' && b[0] != '2' {
		return false
	}
	sum := 24 // of the prefix 80840
	for i, c := range b {
		sum += crossSum((2 - i&1) * int(c-'0'))
	}
	return sum%10 == 0
}

// ValidNINO reports whether b has the shape of a British National Insurance
// number: two letters, six digits and a letter from A to D.
func ValidNINO(b []byte) bool {
	if len(b) != 9 || !digits(b[2:8]) {
		return false
	}
	first, second, last := b[0]&^0x20, b[1]&^0x20, b[8]&^0x20
	return ninoLetter(first) && ninoLetter(second) && second != 'O' && 'A' <= last && last <= 'D'
}

func ninoLetter(c byte) bool {
	switch c {
	case 'D', 'F', 'I', 'Q', 'U', 'V':
		return false
	}
	return 'A' <= c && c <= 'Z'
}

// ibanLength gives the length of an IBAN of a country.
func ibanLength(country [2]byte) int {
	switch country {
	case [2]byte{'N', 'L'}:
		return 18
	case [2]byte{'B', 'E'}:
		return 16
	case [2]byte{'D', 'E'}, [2]byte{'G', 'B'}, [2]byte{'I', 'E'}, [2]byte{'B', 'G'}:
		return 22
	case [2]byte{'F', 'R'}, [2]byte{'I', 'T'}, [2]byte{'G', 'R'}:
		return 27
	case [2]byte{'E', 'S'}, [2]byte{'S', 'E'}, [2]byte{'R', 'O'}, [2]byte{'C', 'Z'}, [2]byte{'S', 'K'}:
		return 24
	case [2]byte{'L', 'U'}, [2]byte{'A', 'T'}, [2]byte{'L', 'T'}:
		return 20
	case [2]byte{'C', 'H'}, [2]byte{'L', 'V'}, [2]byte{'H', 'R'}:
		return 21
	case [2]byte{'D', 'K'}, [2]byte{'F', 'I'}:
		return 18
	case [2]byte{'P', 'L'}, [2]byte{'H', 'U'}:
		return 28
	case [2]byte{'P', 'T'}:
		return 25
	case [2]byte{'T', 'R'}:
		return 26
	case [2]byte{'N', 'O'}:
		return 15
	}
	return 0
}

// ValidIBAN reports whether b, without spaces, is an IBAN of a European
// country, by its length and check digits.
func ValidIBAN(b []byte) bool {
	if len(b) < 5 || ibanLength([2]byte{b[0] &^ 0x20, b[1] &^ 0x20}) != len(b) || !digits(b[2:4]) {
		return false
	}
	rest := 0
	for i := range b {
		c := b[(i+4)%len(b)]
		switch {
		case '0' <= c && c <= '9':
			rest = (10*rest + int(c-'0')) % 97
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			rest = (100*rest + int(c|0x20-'a') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// crossSum returns the sum of the digits of n, which is at most 99.
func crossSum(n int) int { return n/10 + n%10 }

func digits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// value returns the number that digits write. Those of more than 18 have none.
func value(b []byte) int {
	if len(b) > 18 {
		return -1
	}
	v := 0
	for _, c := range b {
		v = 10*v + int(c-'0')
	}
	return v
}
