// Keeps a whole Stamp and moves that on.
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
	mu      sync.Mutex
	current Stamp
}

func New(node string) *Clock {
	return &Clock{current: Stamp{Node: node}}
}

func (c *Clock) Tick() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current.Time++
	return c.current
}

func (c *Clock) Send() Stamp {
	return c.Tick()
}

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current.Before(s) {
		c.current.Time = s.Time
	}
	c.current.Time++
	return c.current
}
