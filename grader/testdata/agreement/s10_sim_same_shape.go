package main

import (
	"fmt"
	"time"

	"sim"
)

type term int

type put struct{ N term }

type get struct{ N int }

type node struct{ me *sim.Node }

func (x *node) Receive(from string, m sim.Message) {
	switch m.(type) {
	case get:
		fmt.Println("get")
	case put:
		fmt.Println("put")
	}
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
