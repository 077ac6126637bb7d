package main

import (
	"fmt"
	"time"

	"sim"
)

type claim struct{ Term int }

type node struct {
	me   *sim.Node
	term int
}

func (x *node) Receive(from string, m sim.Message) {
	switch m := m.(type) {
	case claim:
		if m.Term > x.term {
			x.term = m.Term
		}
	}
}

func (x *node) Timer(name string) {
	x.term++
	x.me.Record("leads", x.term)
	x.me.Say(fmt.Sprint("leads term ", x.term))
	for _, to := range x.me.Peers() {
		x.me.Send(to, claim{x.term})
	}
}

func start(n *sim.Node) sim.Handler {
	x := &node{me: n}
	if n.Name() != "C" {
		n.After(time.Duration(10+n.Rand().IntN(20))*time.Millisecond, "election")
	}
	return x
}

func main() {
	for seed := uint64(1); seed <= 5; seed++ {
		s := sim.System{
			Nodes: []string{"A", "B", "C"}, For: time.Second, Start: start,
			Faults: sim.Faults{Delay: 30 * time.Millisecond, Loss: 0.2, Crashes: 1},
			Must:   []sim.Property{sim.AtMostOne("at most one leads a term", "leads")},
		}
		out := sim.Random(&s, seed)
		if out.Broken != nil {
			fmt.Println(seed, out.Broken.Property, out.Broken.What, out.Schedule.Len())
		} else {
			fmt.Println(seed, "holds", out.Events)
		}
	}
}
