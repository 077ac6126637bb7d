package main

import (
	"fmt"
	"time"

	"sim"
)

type ping struct {
	Round int
	Words []string
}

type pong struct{ Answer string }

type node struct {
	me    *sim.Node
	heard int
}

func start(n *sim.Node) sim.Handler {
	h := &node{me: n}
	if n.Name() == "A" {
		n.Send("B", ping{Round: 1, Words: []string{"hello"}})
		n.After(50*time.Millisecond, "again")
	}
	return h
}

func (n *node) Receive(from string, m sim.Message) {
	n.heard++
	switch m := m.(type) {
	case ping:
		fmt.Println(n.me.Name(), "hears", m.Round, m.Words, "from", from)
		n.me.Send(from, pong{Answer: fmt.Sprint("heard ", m.Round)})
	case pong:
		fmt.Println(n.me.Name(), "is answered:", m.Answer, n.heard)
	}
}

func (n *node) Timer(name string) {
	fmt.Println("timer", name)
	n.me.Send("B", ping{Round: 2})
}

func main() {
	s := sim.System{Nodes: []string{"A", "B"}, Start: start, For: time.Second}
	out := sim.Run(&s, *sim.NewSchedule())
	fmt.Println(out.Broken == nil)
}
