// Options for a constructor that needs none.
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

type Option func(*Clock)

// StartAt lets a clock begin later, after a restart for example.
func StartAt(t uint64) Option {
	return func(c *Clock) { c.time = t }
}

type Clock struct {
	node string
	mu   sync.Mutex
	time uint64
}

func New(node string, options ...Option) *Clock {
	c := &Clock{node: node}
	for _, option := range options {
		option(c)
	}
	return c
}

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
	c.time = max(s.Time, c.time) + 1
	return Stamp{Time: c.time, Node: c.node}
}
