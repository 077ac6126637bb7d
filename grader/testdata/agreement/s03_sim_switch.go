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
	switch m := m.(type) {
	case ask, stop:
		fmt.Println("one of two", m)
	case tell:
		m.Value++
		fmt.Println("tell", m.Value, m.Key)
	case string:
		fmt.Println("text", len(m), m)
	case int:
		fmt.Println("number", m+1)
	case float64, bool:
		fmt.Println("fraction or truth", m)
	case nil:
		fmt.Println("nothing")
	default:
		fmt.Println("other")
	}
	if t, ok := m.(tell); ok {
		fmt.Println("still", t.Value)
	}
	if _, ok := m.(ask); ok {
		fmt.Println("asked")
	}
	a, ok := m.(ask)
	fmt.Printf("%v %+v %v\n", a, a, ok)
	fmt.Printf("%v %+v\n", m, m)
}

func (n *node) Timer(name string) {
	to := "B"
	n.me.Send(to, ask{"x"})
	n.me.Send(to, stop{true})
	n.me.Send(to, tell{"y", 41})
	n.me.Send(to, "words")
	n.me.Send(to, 6)
	n.me.Send(to, 2.5)
	n.me.Send(to, true)
	var none sim.Message
	fmt.Println(none == nil)
	var some sim.Message = tell{"z", 1}
	fmt.Println(some == nil, some)
	n.me.Send(to, some)
	all := []sim.Message{ask{"in a list"}, tell{"t", 2}}
	all = append(all, stop{true})
	for _, m := range all {
		n.me.Send(to, m)
	}
	by := map[string]sim.Message{"one": ask{"of a map"}}
	n.me.Send(to, by["one"])
	n.me.Send(to, choose(1))
	n.me.Send(to, choose(2))
}

func choose(n int) sim.Message {
	if n == 1 {
		return ask{"chosen"}
	}
	return tell{Key: "chosen", Value: n}
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
