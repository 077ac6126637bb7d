package main

import (
	"fmt"
	"time"

	"sim"
)

type ask struct{ Key string }

type tell struct {
	Key   string
	Value int
}

type stop struct{ Now bool }

type node struct{ me *sim.Node }

func (n *node) Receive(from string, m sim.Message) {
	all := []sim.Message{ask{"one"}, m, tell{"two", 2}, nil, "three", ask{"four"}, stop{true}}
	for i, m := range all {
		a, ok := m.(ask)
		fmt.Println(i, a, ok)
		if s, ok := m.(stop); ok {
			fmt.Println(s)
		} else {
			fmt.Println("no stop:", s)
		}
	}
	var a ask
	var ok bool
	for _, m := range all {
		a, ok = m.(ask)
		fmt.Println(a, ok)
	}
	for _, m := range all {
		n, ok := m.(string)
		fmt.Println(n, ok)
	}
}

func (n *node) Timer(name string) {
	n.me.Send("B", ask{"a"})
	n.me.Send("B", stop{})
	n.me.Send("B", "x")
	n.me.Send("B", nil)
}

func start(n *sim.Node) sim.Handler {
	if n.Name() == "A" {
		n.After(time.Millisecond, "go")
	}
	return &node{n}
}

func main() {
	s := sim.System{Nodes: []string{"A", "B"}, For: time.Second, Start: start}
	out := sim.Run(&s, *sim.NewSchedule())
	fmt.Println(out.Events, out.Broken == nil)
}
