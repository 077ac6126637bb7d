// Nodes that pass messages on for ever: what a simulated event costs.
package main

import (
	"fmt"
	"time"

	"sim"
)

type Message struct {
	Kind string
	Hops int
}

type Relay struct {
	node *sim.Node
	next string
}

func (r *Relay) Receive(from string, m sim.Message) {
	t := m.(Message)
	t.Hops++
	r.node.Send(r.next, t)
}

func (r *Relay) Timer(name string) { r.node.Send(r.next, Message{Kind: "token"}) }

// How large a run it is; benchmarks put other numbers here.
const (
	nodes  = 9
	events = 20000
)

func main() {
	s := sim.System{For: 900 * time.Hour, Events: events}
	for i := range nodes {
		s.Nodes = append(s.Nodes, fmt.Sprint("n", i))
	}
	s.Start = func(n *sim.Node) sim.Handler {
		peers := n.Peers()
		n.After(time.Millisecond, "begin")
		return &Relay{n, peers[len(peers)/2]}
	}
	fmt.Println(sim.Random(&s, 1).Events)
}
