// A read-write mutex, with a Now nobody asked for.
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
	mu   sync.RWMutex
	t    uint64
}

func New(node string) *Clock { return &Clock{node: node} }

// Now is the current time, for debugging.
func (c *Clock) Now() uint64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.t
}

func (c *Clock) Tick() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t++
	return Stamp{c.t, c.node}
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.t < s.Time {
		c.t = s.Time
	}
	c.t++
	return Stamp{c.t, c.node}
}
