// Without a lock: Add, and compare-and-swap in a loop.
package lamport

import "sync/atomic"

type Stamp struct {
	Time uint64
	Node string
}

func (s Stamp) Before(o Stamp) bool {
	if s.Time != o.Time {
		return s.Time < o.Time
	}
	return s.Node < o.Node
}

type Clock struct {
	node string
	time atomic.Uint64
}

func New(node string) *Clock { return &Clock{node: node} }

func (c *Clock) Tick() Stamp {
	return Stamp{Time: c.time.Add(1), Node: c.node}
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	for {
		old := c.time.Load()
		next := max(old, s.Time) + 1
		if c.time.CompareAndSwap(old, next) {
			return Stamp{Time: next, Node: c.node}
		}
	}
}
