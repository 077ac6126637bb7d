// An actor that runs functions sent to it.
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
	ops  chan func()
}

func New(node string) *Clock {
	c := &Clock{node: node, ops: make(chan func())}
	go func() {
		for op := range c.ops {
			op()
		}
	}()
	return c
}

func (c *Clock) do(f func()) Stamp {
	done := make(chan Stamp)
	c.ops <- func() {
		f()
		done <- Stamp{Time: c.time, Node: c.node}
	}
	return <-done
}

func (c *Clock) Tick() Stamp {
	return c.do(func() { c.time++ })
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	return c.do(func() { c.time = max(c.time, s.Time) + 1 })
}
