package main

import (
	"fmt"
	"time"

	"sim"
)

type put struct{ N int }

type got struct{ N int }

type node struct{ me *sim.Node }

func (x *node) Receive(from string, m sim.Message) {
	fmt.Println(m == sim.Message(put{1}), m == sim.Message(got{1}))
}

func (x *node) Timer(name string) {
	x.me.Send("B", put{1})
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
