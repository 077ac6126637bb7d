package main

import (
	"fmt"
	"time"

	"sim"
)

type put struct{ N int }

type node struct{ me *sim.Node }

func (x *node) Receive(from string, m sim.Message) {
	fmt.Println(m)
}

func (x *node) Timer(name string) {
	p := put{1}
	queue := []sim.Message{p}
	p.N = 2
	queue = append(queue, p)
	p.N = 3
	for _, m := range queue {
		x.me.Send("B", m)
	}
}

func main() {
	s := sim.System{Nodes: []string{"A", "B"}, For: time.Second, Start: func(n *sim.Node) sim.Handler {
		if n.Name() == "A" {
			n.After(time.Millisecond, "t")
		}
		return &node{n}
	}}
	fmt.Println(sim.Run(&s, *sim.NewSchedule()).Events)
}
