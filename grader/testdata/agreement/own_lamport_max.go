package main

import (
	"fmt"
	"sync"
)

type Stamp struct {
	Time uint64
	Node string
}

func (s Stamp) Before(o Stamp) bool {
	if s.Time == o.Time {
		return s.Node < o.Node
	}
	return s.Time < o.Time
}

type Clock struct {
	mu   sync.Mutex
	node string
	time uint64
}

func (c *Clock) Tick() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time++
	return Stamp{c.time, c.node}
}

func (c *Clock) Receive(s Stamp) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = max(c.time, s.Time) + 1
	return Stamp{Time: c.time, Node: c.node}
}

func main() {
	a, b := &Clock{node: "A"}, &Clock{node: "B"}
	m := a.Tick()
	r := b.Receive(m)
	fmt.Println(m, r, m.Before(r), r.Before(m), m == r, m == Stamp{1, "A"})
	fmt.Printf("%d@%s %+v\n", r.Time, r.Node, r)
}
