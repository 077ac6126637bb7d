// Before by a switch on cmp.Compare.
package lamport

import (
	"cmp"
	"sync"
)

type Stamp struct {
	Time uint64
	Node string
}

func (s Stamp) Before(o Stamp) bool {
	switch cmp.Compare(s.Time, o.Time) {
	case -1:
		return true
	case 1:
		return false
	default:
		return s.Node < o.Node
	}
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
	return Stamp{c.time, c.node}
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = max(c.time, s.Time)
	c.time++
	return Stamp{c.time, c.node}
}
