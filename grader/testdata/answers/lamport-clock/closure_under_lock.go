// A helper that runs a function under the lock.
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

func (c *Clock) locked(f func()) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
	return Stamp{Time: c.time, Node: c.node}
}

func (c *Clock) Tick() Stamp {
	return c.locked(func() { c.time++ })
}

func (c *Clock) Send() Stamp {
	return c.Tick()
}

func (c *Clock) Receive(s Stamp) Stamp {
	return c.locked(func() {
		if s.Time > c.time {
			c.time = s.Time
		}
		c.time++
	})
}
