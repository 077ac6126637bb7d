// Named results and a deferred unlock.
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

func New(node string) (c *Clock) {
	c = &Clock{node: node}
	return
}

func (c *Clock) Tick() (s Stamp) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time++
	s.Time, s.Node = c.time, c.node
	return
}

func (c *Clock) Send() (s Stamp) { return c.Tick() }

func (c *Clock) Receive(in Stamp) (out Stamp) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if in.Time > c.time {
		c.time = in.Time
	}
	c.time++
	out.Time, out.Node = c.time, c.node
	return
}
