// A channel with room for one as the lock.
package lamport

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
	sem  chan struct{}
	time uint64
}

func New(node string) *Clock {
	return &Clock{node: node, sem: make(chan struct{}, 1)}
}

func (c *Clock) Tick() Stamp {
	c.sem <- struct{}{}
	defer func() { <-c.sem }()
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	c.sem <- struct{}{}
	defer func() { <-c.sem }()
	if s.Time > c.time {
		c.time = s.Time
	}
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}
