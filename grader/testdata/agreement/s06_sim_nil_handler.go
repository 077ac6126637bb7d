package main

import (
	"fmt"
	"time"

	"sim"
)

type node struct{ n int }

func (x *node) Receive(from string, m sim.Message) { x.n++ }

func (x *node) Timer(name string) { fmt.Println("the receiver's field", x.n) }

func start(n *sim.Node) sim.Handler {
	n.After(time.Millisecond, "t")
	var none *node
	return none
}

func main() {
	s := sim.System{Nodes: []string{"A"}, For: time.Second, Start: start}
	sim.Run(&s, *sim.NewSchedule())
	fmt.Println("not reached")
}
