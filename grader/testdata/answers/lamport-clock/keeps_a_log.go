// Keeps every stamp it gave out; the latest is the time.
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
	log  []Stamp
}

func New(node string) *Clock { return &Clock{node: node} }

func (c *Clock) last() uint64 {
	if len(c.log) == 0 {
		return 0
	}
	return c.log[len(c.log)-1].Time
}

func (c *Clock) append(t uint64) Stamp {
	s := Stamp{Time: t, Node: c.node}
	c.log = append(c.log, s)
	return s
}

func (c *Clock) Tick() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.append(c.last() + 1)
}

func (c *Clock) Send() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.append(c.last() + 1)
}

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.last()
	if s.Time > t {
		t = s.Time
	}
	return c.append(t + 1)
}
