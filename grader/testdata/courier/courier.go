package courier

import (
	"time"

	"sim"
)

type Letter struct{ Text string }

type Courier struct{ node *sim.Node }

func New(n *sim.Node) *Courier {
	c := &Courier{n}
	n.Go(c.walk)
	return c
}

func (c *Courier) walk() {
	c.node.Sleep(time.Second)
	var stops []string
	c.node.Send(stops[0], Letter{"hello"})
}

func (c *Courier) Receive(from string, m sim.Message) {}

func (c *Courier) Timer(name string) {}
