// The mutex is embedded, so that c.Lock() reads well.
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
	sync.Mutex
	node string
	now  uint64
}

func New(node string) *Clock { return &Clock{node: node} }

func (c *Clock) advance(to uint64) Stamp {
	c.Lock()
	defer c.Unlock()
	if to > c.now {
		c.now = to
	}
	c.now++
	return Stamp{Time: c.now, Node: c.node}
}

func (c *Clock) Tick() Stamp           { return c.advance(0) }
func (c *Clock) Send() Stamp           { return c.advance(0) }
func (c *Clock) Receive(s Stamp) Stamp { return c.advance(s.Time) }
