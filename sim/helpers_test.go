package sim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"happensbefore/sim"
	"happensbefore/trace"
)

const ms = time.Millisecond

// A node made of functions, for tests of what the world does.
type node struct {
	receive func(from string, m sim.Message)
	timer   func(name string)
}

func (n node) Receive(from string, m sim.Message) {
	if n.receive != nil {
		n.receive(from, m)
	}
}

func (n node) Timer(name string) {
	if n.timer != nil {
		n.timer(name)
	}
}

// A letter is a flat message.
type letter struct{ Text string }

// A scene is a system whose nodes and clients tell a log what they meet.
type scene struct {
	sim.System
	log []string
}

// listening is a scene whose nodes log what arrives, as "12ms B: hello".
func listening(names ...string) *scene {
	s := &scene{}
	s.Nodes = names
	var w *sim.World
	s.Drive = func(world *sim.World) { w = world }
	s.Start = func(n *sim.Node) sim.Handler {
		return node{
			receive: func(from string, m sim.Message) { s.note(w, n, m.(letter).Text) },
			timer:   func(name string) { s.note(w, n, name) },
		}
	}
	return s
}

func (s *scene) note(w *sim.World, n *sim.Node, what string) {
	s.log = append(s.log, fmt.Sprintf("%s %s: %s", w.Now(), n.Name(), what))
}

// nodes gives each client a way to every node, and runs the scene.
func (s *scene) run(sch *sim.Schedule, clients func(w *sim.World, at map[string]*sim.Node)) *sim.Outcome {
	nodes := map[string]*sim.Node{}
	begin, drive := s.Start, s.Drive
	s.Start = func(n *sim.Node) sim.Handler {
		nodes[n.Name()] = n
		return begin(n)
	}
	s.Drive = func(w *sim.World) {
		if drive != nil {
			drive(w)
		}
		if clients != nil {
			clients(w, nodes)
		}
	}
	s.log = nil
	if sch == nil {
		sch = sim.NewSchedule()
	}
	return sim.Run(&s.System, *sch)
}

func (s *scene) wants(t *testing.T, lines ...string) {
	t.Helper()
	if got, want := strings.Join(s.log, "\n"), strings.Join(lines, "\n"); got != want {
		t.Errorf("what the nodes met:\n%s\nwant:\n%s", got, want)
	}
}

// says are the lines of a trace, without times.
func says(t *trace.Trace) string {
	copy := *t
	copy.Events = nil
	for _, e := range t.Events {
		e.Timed = false
		copy.Events = append(copy.Events, e)
	}
	return trace.Format(&copy)
}

func panics(t *testing.T, part string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if said := fmt.Sprint(recover()); !strings.Contains(said, part) {
			t.Errorf("it panics with %q, want words with %q", said, part)
		}
	}()
	f()
}
