// An actor that selects over one channel for each kind of event.
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
	node  string
	ticks chan chan Stamp
	heard chan incoming
}

type incoming struct {
	from  Stamp
	reply chan Stamp
}

func New(node string) *Clock {
	c := &Clock{
		node:  node,
		ticks: make(chan chan Stamp),
		heard: make(chan incoming),
	}
	go func() {
		now := uint64(0)
		for {
			select {
			case reply := <-c.ticks:
				now++
				reply <- Stamp{Time: now, Node: node}
			case in := <-c.heard:
				now = max(now, in.from.Time) + 1
				in.reply <- Stamp{Time: now, Node: node}
			}
		}
	}()
	return c
}

func (c *Clock) Tick() Stamp {
	reply := make(chan Stamp, 1)
	c.ticks <- reply
	return <-reply
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	reply := make(chan Stamp, 1)
	c.heard <- incoming{s, reply}
	return <-reply
}
