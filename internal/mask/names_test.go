package mask

import (
	"math/rand/v2"
	"strings"

	"github.com/leakwarden/leakwarden/internal/pack"
	"github.com/leakwarden/leakwarden/internal/token"
)

// stratum is the origin of a name: masking must not be better for some people
// than for others.
type stratum int

const (
	common stratum = iota
	migrant
	rare
	wordName
	strata
)

func (s stratum) String() string { return [...]string{"common", "migrant", "rare", "word"}[s] }

// person is an invented person.
type person struct {
	id                    int
	origin                stratum
	first, infix, surname string
	born                  [3]int // year, month, day
	digits                string // nine, in the range for tests
}

// nameSource draws names. The development source holds names that many people
// have; the held-out source makes them of syllables, and keeps none that the
// pack holds.
type nameSource struct {
	rnd     *rand.Rand
	pack    *pack.Pack
	words   []string // surnames that are words of the vocabulary
	heldOut bool
	next    int
}

var (
	commonSurnames = strings.Fields("Jansen Vries Berg Bakker Dijk Visser Smit Meijer Boer Mulder Groot Bos Vos Peters Hendriks Leeuwen Dekker " +
		"Brouwer Wit Dijkstra Smits Graaf Meer Linden Kok Jacobs Haan Vermeulen Heuvel Veen Broek Bruijn Heijden Schouten Beek Willems Vliet Ven Hoekstra Maas " +
		"Verhoeven Koster Dam Wal Prins Blom Huisman Peeters Jong Kuipers Veenstra Kramer Brink Scholten Wijk Postma Martens Vink Bosch Timmermans")
	migrantSurnames = strings.Fields("Yılmaz Kaya Demir Şahin Çelik Öztürk Amrani Idrissi Bouzidi Benali Chaoui Nguyen Tran Pham Li Bo Wang Singh Ramdin Kowalski " +
		"Nowak Wiśniewska Haddad Khoury Mohamed Abdi Hussein Özdemir Aydın Tahiri Achahbar Rodrigues Fernandes")
	firstNames        = strings.Fields("Jan Piet Anna Maria Sanne Emma Daan Sem Lotte Kees Henk Ingrid Willem Johanna Mei Joris Femke Bram Tess Karin")
	migrantFirstNames = strings.Fields("Mehmet Ayşe Fatima Mohammed Youssef Nour Thi Linh Wei Aleksandra Zofia Ibrahim Hatice Rachid Samira")
	dutchInfixes      = strings.Fields("van de van_de van_den van_der de den ter ten")
)

// parts are the syllables of which held-out names are made: first, middle, last.
var parts = [strata][3][]string{
	common: {
		strings.Fields("Bre Gro Hel Kan Lom Mee Nij Oos Pel Rie Schou Ter Vel Wes Zand Hoe Kla Dui Stee Wou"),
		strings.Fields("ven len der ber gel ker ten mer ren del"), strings.Fields("stra ink sma ers hof mans huis ma beek veld wijk aard boom"),
	},
	migrant: {
		strings.Fields("Ab Bou Çe Da El Ghe Ha Kha Ma Na Öz Raz Şa Ta Ya Zeh Xu Ngo Wiś Krz"),
		strings.Fields("ra kı mou li dır za cha nie ha sse"), strings.Fields("oui lar oğlu adi iyev ska wicz ane uddin ari uong ullah"),
	},
	rare: {
		strings.Fields("Quae Fru Ploe Eyn Wre Ghij Sny Tjo Aer Ui Oef Jel Vae Cny Sij"),
		strings.Fields("ne bro ckel sje pho ghe lle vin"), strings.Fields("voets broeck raedt qua aeghe zeele goet uts orst ijck"),
	},
}

func (n *nameSource) pick(list []string) string { return list[n.rnd.IntN(len(list))] }

// invent makes a name of syllables that no list of the pack holds.
func (n *nameSource) invent(s stratum) string {
	for {
		p := parts[s]
		name := n.pick(p[0])
		for range n.rnd.IntN(3) {
			name += n.pick(p[1])
		}
		name += n.pick(p[2])
		hash := token.Hash(name)
		if !n.pack.Surnames.Has(hash) && !n.pack.FirstNames.Has(hash) && !n.pack.Places.Has(hash) {
			return name
		}
	}
}

func (n *nameSource) person() person {
	n.next++
	p := person{id: n.next, digits: testBSN(n.rnd)}
	p.born = [3]int{1930 + n.rnd.IntN(90), 1 + n.rnd.IntN(12), 1 + n.rnd.IntN(28)}
	switch d := n.rnd.IntN(100); {
	case d < 50:
		p.origin = common
	case d < 70:
		p.origin = rare
	case d < 88:
		p.origin = migrant
	default:
		p.origin = wordName
	}
	p.surname, p.first = n.names(p.origin)
	if p.origin != migrant && n.rnd.IntN(4) == 0 {
		p.infix = strings.ReplaceAll(n.pick(dutchInfixes), "_", " ")
	}
	return p
}

func (n *nameSource) names(s stratum) (surname, first string) {
	switch {
	case s == wordName:
		w := n.pick(n.words)
		surname = strings.ToUpper(w[:1]) + w[1:]
	case n.heldOut, s == rare:
		surname = n.invent(s)
	case s == migrant:
		surname = n.pick(migrantSurnames)
	default:
		surname = n.pick(commonSurnames)
	}
	switch {
	case n.heldOut:
		first = n.invent(min(s, rare))
	case s == migrant:
		first = n.pick(migrantFirstNames)
	default:
		first = n.pick(firstNames)
	}
	return surname, first
}

// testBSN returns nine digits that pass the eleven-proof, of the range that is
// given to nobody.
func testBSN(rnd *rand.Rand) string {
	for {
		s := []byte("99999") // then four digits
		for range 3 {
			s = append(s, byte('0'+rnd.IntN(10)))
		}
		sum := 0
		for i, c := range s {
			sum += (9 - i) * int(c-'0')
		}
		if last := sum % 11; last < 10 {
			return string(append(s, byte('0'+last)))
		}
	}
}

// vocabularyNames returns the single words of the vocabulary that could be a
// surname by their length.
func vocabularyNames(p *pack.Pack) (words []string) {
	for _, t := range p.Terms {
		if t.Class == pack.Extension || t.Class == pack.Title || strings.ContainsAny(t.Text, " 0123456789") {
			continue
		}
		if len(t.Text) >= 3 && len(t.Text) <= 9 {
			words = append(words, t.Text)
		}
	}
	return append(words, "docx", "ziek", "pil", "koorts", "uitslag", "borst", "mei")
}
