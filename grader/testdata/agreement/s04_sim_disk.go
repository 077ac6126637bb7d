package main

import (
	"errors"
	"fmt"
	"time"

	"sim"
)

type state struct {
	Term  int
	Voted string
	Log   []string
}

type please struct{ N int }

type answer struct {
	N    int
	Text string
}

type server struct {
	me    *sim.Node
	state state
}

func start(n *sim.Node) sim.Handler {
	s := &server{me: n}
	if m, ok := n.Disk().Load("state"); ok {
		s.state = m.(state)
	}
	fmt.Println(n.Name(), "starts with", s.state.Term, s.state.Voted, s.state.Log)
	if n.Name() == "C" {
		n.Go(func() { client(n) })
	}
	return s
}

func client(n *sim.Node) {
	for i := 1; i <= 4; i++ {
		m, err := n.Call("S", please{i}, 300*time.Millisecond)
		if errors.Is(err, sim.ErrTimeout) {
			fmt.Println("no answer to", i)
			continue
		}
		a, ok := m.(answer)
		fmt.Println("answer", a.N, a.Text, ok, err)
		n.Sleep(100 * time.Millisecond)
	}
}

func (s *server) Receive(from string, m sim.Message) {
	p, ok := m.(please)
	if !ok {
		return
	}
	s.state.Term++
	s.state.Log = append(s.state.Log, fmt.Sprint("entry ", p.N))
	s.me.Disk().Save("state", s.state)
	s.state.Voted = "after the save"
	s.me.Reply(from, answer{p.N, fmt.Sprint("done ", len(s.state.Log))})
}

func (s *server) Timer(name string) {}

func main() {
	sys := sim.System{Nodes: []string{"C", "S"}, For: 5 * time.Second, Start: start}
	sch := sim.NewSchedule().Crash("S", 150*time.Millisecond, 200*time.Millisecond)
	out := sim.Run(&sys, *sch)
	fmt.Println(out.Events, out.Broken == nil)
}
