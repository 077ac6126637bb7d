package main

import (
	"fmt"
	"time"

	"sim"
)

type base struct{ me *sim.Node }

func (b *base) Timer(name string) { fmt.Println("base timer", name) }

func (b *base) Receive(from string, m sim.Message) { fmt.Println("base", from, m) }

type node struct{ base }

func (n *node) Receive(from string, m sim.Message) {
	fmt.Println("node", from, m)
	n.base.Receive(from, m)
}

func main() {
	s := sim.System{Nodes: []string{"A", "B"}, For: time.Second, Start: func(n *sim.Node) sim.Handler {
		n.After(time.Millisecond, "t")
		if n.Name() == "A" {
			n.Send("B", "hello")
		}
		return &node{base{n}}
	}}
	fmt.Println(sim.Run(&s, *sim.NewSchedule()).Events)
}
