package mention

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// addresses adds the domains and the addresses of e-mail of an organisation.
func (b *builder) addresses(org int32) {
	o := &b.ix.reg.Organisations[org]
	for i, d := range o.Domains {
		b.domain(source{org: org, alias: ofDomain, start: uint16(i)}, d)
	}
	for i, e := range o.Emails {
		src := source{org: org, alias: ofEmail, start: uint16(i)}
		local, d, ok := strings.Cut(e, "@")
		if !ok || local == "" {
			continue
		}
		if provider(d) {
			b.address(src, e, d)
			continue
		}
		b.domain(src, d)
	}
}

// domain adds a domain, and what stands before its public suffix as a name.
func (b *builder) domain(src source, d string) {
	d = strings.Trim(strings.ToLower(strings.TrimSpace(d)), ".")
	d = strings.TrimPrefix(d, "www.")
	if provider(d) || !strings.Contains(d, ".") {
		return
	}
	b.address(src, d, d)
	if strings.Count(d, ".") > 1 {
		if registered, err := publicsuffix.EffectiveTLDPlusOne(d); err != nil || registered != d {
			return
		}
	}
	label, _, _ := strings.Cut(d, ".")
	parts := b.split(label)
	if len(parts) == 0 || letters(parts) < 5 {
		return
	}
	b.phrase(append([]part(nil), parts...), src, Label)
}

// address lets text, which ends in domain d, mean an organisation.
func (b *builder) address(src source, text, d string) {
	v := compact(text)
	if len(v) < 4 || len(v) > maxDomain {
		return
	}
	top := b.split(d[strings.LastIndexByte(d, '.')+1:])
	if len(top) != 1 {
		return
	}
	b.ix.words[top[0].id].traits |= topLevel
	hash := fnvString(v)
	p := b.ix.domains.get(hash)
	if p < 0 {
		p = b.newPhrase(src, draft{scheme: -1, class: Domain, words: int32(strings.Count(text, ".") + 1), bits: 24})
		b.ix.domains.put(hash, p)
	}
	b.pairs = append(b.pairs, pair{p, src.org, Address})
}

// maxDomain is the longest domain or address, in letters and digits, that is
// looked for.
const maxDomain = 96

// provider reports whether anyone can have an address at domain d.
func provider(d string) bool {
	d = strings.ToLower(strings.TrimSpace(d))
	return slices.Contains(mailProviders, d)
}

// mailProviders are domains at which anyone can have an address: they tell
// nothing of an organisation, and their addresses count only as a whole.
var mailProviders = []string{
	"gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "hotmail.co.uk", "outlook.com", "outlook.nl", "live.com",
	"live.nl", "live.co.uk", "msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.nl", "icloud.com", "me.com", "mac.com",
	"aol.com", "proton.me", "protonmail.com", "gmx.net", "gmx.de", "web.de", "t-online.de", "ziggo.nl", "kpnmail.nl",
	"kpnplanet.nl", "planet.nl", "hetnet.nl", "home.nl", "xs4all.nl", "upcmail.nl", "chello.nl", "casema.nl", "quicknet.nl",
	"telfort.nl", "tele2.nl", "online.nl", "solcon.nl", "zonnet.nl", "caiway.nl", "caiway.net", "freeler.nl", "wxs.nl",
	"versatel.nl", "zeelandnet.nl", "telenet.be", "skynet.be", "proximus.be", "btinternet.com", "sky.com", "talktalk.net",
	"virginmedia.com", "ntlworld.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "bluewin.ch",
}
