// Returns the message's stamp, moved on.
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
	defer c.mu.Unlock()
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = max(c.time, s.Time) + 1
	s.Time = c.time
	return s
}
