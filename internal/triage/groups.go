package triage

import (
	"iter"
	"sync"

	"github.com/leakwarden/leakwarden/internal/finding"
)

// groups holds groups by their keys, for several workers: what two of them find
// is held once. Its shards are locked by who adds to them or counts while others
// may; its methods lock nothing.
type groups struct {
	shards [1 << groupBits]groupShard
	// What follows is locked while a shard is.
	mu       sync.Mutex
	namings  keyed[finding.Naming]  // shared by the groups
	settings keyed[finding.Setting] // shared by the namings
}

// groupBits says how many shards there are, as a power of two: enough that
// workers seldom wait for one another.
const groupBits = 5

// groupShard is a part of groups.
type groupShard struct {
	mu sync.Mutex
	keyed[finding.Group]
}

// shard returns the shard in which the group with a key is, or would be.
func (g *groups) shard(key uint64) *groupShard { return &g.shards[key>>(64-groupBits)] }

// get returns the group with this key, or nil.
func (g *groups) get(key uint64) *finding.Group { return g.shard(key).get(key) }

// add adds a group with a key that is not there, and returns it, to be filled.
func (g *groups) add(key uint64) *finding.Group { return g.shard(key).add(key) }

// all returns the groups. Their order says nothing.
func (g *groups) all() iter.Seq[*finding.Group] {
	return func(yield func(*finding.Group) bool) {
		for i := range g.shards {
			for group := range g.shards[i].values() {
				if !yield(group) {
					return
				}
			}
		}
	}
}

// merge adds the groups of o.
func (g *groups) merge(o *groups) {
	for group := range o.all() {
		if mine := g.get(group.Key); mine != nil {
			mine.Merge(group)
		} else {
			*g.add(group.Key) = *group
		}
	}
}
