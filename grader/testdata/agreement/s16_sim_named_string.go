package main

import (
	"fmt"
	"time"

	"sim"
)

type id string

type put struct{ N int }

type node struct{ me *sim.Node }

func (x *node) Receive(from string, m sim.Message) {
	switch m := m.(type) {
	case string:
		fmt.Println("string", m)
	case id:
		fmt.Println("id", m)
	}
}

func (x *node) Timer(name string) {
	x.me.Send("B", id("x"))
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
