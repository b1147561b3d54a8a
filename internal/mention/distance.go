package mention

// keys are the rows of a keyboard, each a little to the right of the one above.
var keys = [3]string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// near tells of each pair of letters whether one is easily written for the
// other: keys beside each other, or letters that sound alike.
var near = func() (t [26]uint32) {
	join := func(a, b byte) {
		t[a-'a'] |= 1 << (b - 'a')
		t[b-'a'] |= 1 << (a - 'a')
	}
	for y, row := range keys {
		for x := range len(row) {
			if x+1 < len(row) {
				join(row[x], row[x+1])
			}
			if y+1 < len(keys) {
				for _, below := range []int{x - 1, x} {
					if below >= 0 && below < len(keys[y+1]) {
						join(row[x], keys[y+1][below])
					}
				}
			}
		}
	}
	for _, pair := range []string{"ck", "sz", "fv", "iy", "dt", "gh", "bp", "ae", "ou"} {
		join(pair[0], pair[1])
	}
	return t
}()

// Costs of an edit in tenths.
const (
	edit      = 10
	easyEdit  = 6 // neighbours on the keyboard, letters that sound alike, a letter doubled, two letters swapped
	firstEdit = 8 // more, for the first letter: people rarely mistype it
	oneEdit   = 1 << 8
)

// apart returns by how many edits, and at what cost, text differs from word:
// the fewest edits, and of those the cheapest. It returns false for more than
// limit edits. Both are small letters, of at most maxUnknown bytes.
func apart(text []byte, word string, limit int) (edits int, cost uint8, ok bool) {
	n, m := len(text), len(word)
	if n-m > limit || m-n > limit || n > maxUnknown || m > maxUnknown {
		return 0, 0, false
	}
	const far = 100 * oneEdit
	var rows [3][maxUnknown + 1]int32 // in edits * oneEdit + cost
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range m + 1 {
		last[j] = far
		if j <= limit {
			last[j] = begin(j)
		}
	}
	for i := 1; i <= n; i++ {
		lo, hi := max(1, i-limit), min(m, i+limit)
		row[0] = far
		if i <= limit {
			row[0] = begin(i)
		}
		if lo > 1 {
			row[lo-1] = far
		}
		least := row[lo-1]
		for j := lo; j <= hi; j++ {
			v := last[j-1] + substitute(text[i-1], word[j-1], i == 1 || j == 1)
			v = min(v, last[j]+oneMore(text, i-1), row[j-1]+oneMore(word, j-1))
			if i > 1 && j > 1 && text[i-1] == word[j-2] && text[i-2] == word[j-1] && text[i-1] != text[i-2] {
				v = min(v, before[j-2]+oneEdit+easyEdit)
			}
			row[j] = v
			least = min(least, v)
		}
		if hi < m {
			row[hi+1] = far
		}
		if least >= int32(limit+1)*oneEdit {
			return 0, 0, false
		}
		before, last, row = last, row, before
	}
	v := last[m]
	if edits = int(v / oneEdit); edits > limit {
		return 0, 0, false
	}
	return edits, uint8(v % oneEdit), true
}

// begin is the cost of n letters more or less at the start.
func begin(n int) int32 {
	if n == 0 {
		return 0
	}
	return int32(n)*(oneEdit+edit) + firstEdit
}

// oneMore is the cost of letter i of s, which the other text lacks.
func oneMore[T []byte | string](s T, i int) int32 {
	switch {
	case i == 0:
		return oneEdit + edit + firstEdit
	case s[i] == s[i-1]:
		return oneEdit + easyEdit
	}
	return oneEdit + edit
}

// substitute is the cost of a for b.
func substitute(a, b byte, first bool) int32 {
	if a == b {
		return 0
	}
	v := int32(oneEdit + edit)
	if near[a-'a']>>(b-'a')&1 != 0 {
		v = oneEdit + easyEdit
	}
	if first {
		v += firstEdit
	}
	return v
}
