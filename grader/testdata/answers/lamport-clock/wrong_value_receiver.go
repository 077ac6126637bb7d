// Value receivers: each call moves a copy of the clock.
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
	time uint64
}

func New(node string) *Clock { return &Clock{node: node} }

func (c Clock) Tick() Stamp {
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}

func (c Clock) Send() Stamp {
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}

func (c Clock) Receive(s Stamp) Stamp {
	if s.Time > c.time {
		c.time = s.Time
	}
	c.time++
	return Stamp{Time: c.time, Node: c.node}
}
