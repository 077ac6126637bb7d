package main

import (
	"fmt"
	"time"

	"sim"
)

type ping struct{ N int }

type pong struct{ M int }

type node struct{ me *sim.Node }

func (x *node) Receive(from string, m sim.Message) {
	defer fmt.Println("on the way out")
	fmt.Println(m.(pong).M)
}

func (x *node) Timer(name string) { x.me.Send("B", ping{1}) }

func main() {
	s := sim.System{Nodes: []string{"A", "B"}, For: time.Second, Start: func(n *sim.Node) sim.Handler {
		if n.Name() == "A" {
			n.After(time.Millisecond, "t")
		}
		return &node{n}
	}}
	sim.Run(&s, *sim.NewSchedule())
	fmt.Println("not reached")
}
