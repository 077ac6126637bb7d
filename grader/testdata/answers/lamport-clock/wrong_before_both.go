// Before wants both to be smaller.
package lamport

import "sync"

type Stamp struct {
	Time uint64
	Node string
}

func (s Stamp) Before(o Stamp) bool {
	return s.Time <= o.Time && s.Node < o.Node
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

func (c *Clock) Send() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stamp{Time: c.time, Node: c.node}
}

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.Time > c.time {
		c.time = s.Time
	}
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}
