// Gives Stamp a String method, and uses it for Before.
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
	return s.String() < o.String()
}

// String gives 000…04@B, so that strings sort as stamps do.
func (s Stamp) String() string {
	return fmt.Sprintf("%020d@%s", s.Time, s.Node)
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
