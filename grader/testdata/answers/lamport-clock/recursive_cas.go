// Tries again by calling itself.
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
	t    atomic.Uint64
}

func New(node string) *Clock { return &Clock{node: node} }

func (c *Clock) Tick() Stamp { return c.Receive(Stamp{}) }

func (c *Clock) Send() Stamp { return c.Receive(Stamp{}) }

func (c *Clock) Receive(s Stamp) Stamp {
	now := c.t.Load()
	next := max(now, s.Time) + 1
	if !c.t.CompareAndSwap(now, next) {
		return c.Receive(s)
	}
	return Stamp{next, c.node}
}
