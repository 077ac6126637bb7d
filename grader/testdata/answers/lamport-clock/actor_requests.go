// One goroutine owns the time; requests come on a channel with a reply channel.
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

type request struct {
	heard uint64
	reply chan Stamp
}

type Clock struct {
	node     string
	requests chan request
}

func New(node string) *Clock {
	c := &Clock{node: node, requests: make(chan request)}
	go c.loop()
	return c
}

func (c *Clock) loop() {
	var time uint64
	for r := range c.requests {
		if r.heard > time {
			time = r.heard
		}
		time++
		r.reply <- Stamp{Time: time, Node: c.node}
	}
}

func (c *Clock) ask(heard uint64) Stamp {
	reply := make(chan Stamp)
	c.requests <- request{heard: heard, reply: reply}
	return <-reply
}

func (c *Clock) Tick() Stamp           { return c.ask(0) }
func (c *Clock) Send() Stamp           { return c.ask(0) }
func (c *Clock) Receive(s Stamp) Stamp { return c.ask(s.Time) }
