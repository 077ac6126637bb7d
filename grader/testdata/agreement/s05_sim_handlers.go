package main

import (
	"fmt"
	"time"

	"sim"
)

type hello struct{ From string }

// Methods of the value, called through a pointer.
type plain struct {
	me   *sim.Node
	seen []string
}

func (p plain) Receive(from string, m sim.Message) {
	p.seen = append(p.seen, from)
	fmt.Println("plain", p.me.Name(), from, len(p.seen))
}

func (p plain) Timer(name string) { p.me.Send("B", hello{p.me.Name()}) }

type counting struct {
	me *sim.Node
	n  int
}

func (c *counting) Receive(from string, m sim.Message) {
	c.n++
	h := m.(hello)
	fmt.Println("counting", c.me.Name(), from, h.From, c.n)
	c.me.Send(from, hello{c.me.Name()})
}

func (c *counting) Timer(name string) {
	c.n += 10
	fmt.Println("timer", name, c.n)
	if c.n < 50 {
		c.me.After(10*time.Millisecond, name)
	}
}

func newPlain(n *sim.Node) *plain {
	if n.Name() == "C" {
		return &plain{n, []string{"none"}}
	}
	p := &plain{me: n}
	p.seen = append(p.seen, "nobody")
	return p
}

func start(n *sim.Node) sim.Handler {
	switch n.Name() {
	case "A":
		n.After(5*time.Millisecond, "first")
		return newPlain(n)
	case "B":
		c := &counting{me: n}
		c.n = 3
		n.After(7*time.Millisecond, "tick")
		return c
	}
	n.Send("B", hello{"C"})
	return newPlain(n)
}

func main() {
	s := sim.System{Nodes: []string{"A", "B", "C"}, For: time.Second, Start: start}
	out := sim.Run(&s, *sim.NewSchedule().Crash("B", 30*time.Millisecond, 20*time.Millisecond))
	fmt.Println(out.Events)
}
