package finding

// DefaultWeights were set on invented listings; docs/quality.md says how, and
// what they reach on seeds that took no part.
func DefaultWeights() Weights {
	return Weights{
		always: -1.2,
		byCode: 4, byPrefixedCode: 3, byDomain: 4.5, byName: 0.3, byAlias: 0, byAbbreviation: 0.5, bySpelling: -1.5,
		edits: -0.8, rarity: 1.1, words: 0.4, whole: 2, cue: 1.8, cueAbove: 0.8,
		person: -4.5, place: -4.5, street: -2.5, common: -3, generic: -2.5, short: -2.5, digits: -4, brand: -3.5,
		supportedPerson: -1, supportedWeak: -0.8,
		slotRate: 0.9, folder: 0.6,
		city: 2.5, cityAbove: 1.8, cityOther: -2.5, cityOtherAbove: -1,
		kind: 1, kindAbove: 0.8, kindOther: -3, kindOtherAbove: -1.2,
		codeBeside: 5, codeOther: -3, elsewhere: 1.5, analyst: 8, unsure: -3,
	}
}
