// One path returns without unlocking.
package lamport

import "sync"

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
	mu   sync.Mutex
	time uint64
}

func New(node string) *Clock { return &Clock{node: node} }

func (c *Clock) Tick() Stamp {
	c.mu.Lock()
	c.time++
	t := c.time
	c.mu.Unlock()
	return Stamp{Time: t, Node: c.node}
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	if s.Time > c.time {
		c.time = s.Time + 1
		return Stamp{Time: c.time, Node: c.node}
	}
	c.time++
	t := c.time
	c.mu.Unlock()
	return Stamp{Time: t, Node: c.node}
}
