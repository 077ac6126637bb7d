package main

import (
	"fmt"
	"time"

	"sim"
)

type entry struct {
	Key   string
	Value int
}

type batch struct {
	Round   int
	Entries []entry
	Seen    map[string]int
	Nested  inner
	Took    time.Duration
	Kind    kind
}

type inner struct {
	Words []string
	By    map[string]entry
}

type kind int

const (
	small kind = iota
	large
)

type node struct {
	me   *sim.Node
	last batch
	sent batch
}

func (n *node) Receive(from string, m sim.Message) {
	b, ok := m.(batch)
	fmt.Println(n.me.Name(), "gets", ok, b.Round, b.Entries, b.Seen, b.Nested, b.Took, b.Kind == large)
	n.last = b
	b.Round = 100
	if len(b.Entries) > 0 {
		b.Entries[0].Value = -1
	}
	if b.Seen != nil {
		b.Seen["changed by"] = 1
	}
	again := m.(batch)
	fmt.Println("again", again.Round, again.Entries, again.Seen)
	if n.me.Name() == "B" {
		n.me.Reply(from, b)
		n.me.Send(from, b)
		b.Nested.Words = nil
	}
}

func (n *node) Timer(name string) {
	for round := range 3 {
		n.sent.Round = round
		n.sent.Entries = append(n.sent.Entries, entry{"k", round})
		for _, to := range n.me.Peers() {
			n.me.Send(to, n.sent)
			n.sent.Seen["to "+to]++
		}
	}
	v := batch{Round: 7}
	n.me.Send("B", v)
	v.Round = 8
	n.me.Send("B", v)
	p := &v
	p.Round = 9
	n.me.Send("B", *p)
	n.me.Send("B", []batch{{Round: 10}}[0])
	n.me.Send("B", with(11))
}

func with(round int) batch { return batch{Round: round, Kind: large, Took: 3 * time.Second} }

func main() {
	s := sim.System{Nodes: []string{"A", "B", "C"}, For: time.Second, Start: func(n *sim.Node) sim.Handler {
		h := &node{me: n, sent: batch{Seen: map[string]int{}, Nested: inner{Words: []string{"w"}, By: map[string]entry{"x": {"y", 3}}}}}
		if n.Name() == "A" {
			n.After(time.Millisecond, "go")
		}
		return h
	}}
	out := sim.Run(&s, *sim.NewSchedule())
	fmt.Println(out.Events)
}
