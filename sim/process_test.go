package sim_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"happensbefore/sim"
)

// inBoth runs a test with processes that wait in sim alone, and in a bubble
// where they may wait by any means: what they do with sim has to be the same.
func inBoth(t *testing.T, f func(t *testing.T, wait func())) {
	t.Run("one at a time", func(t *testing.T) { f(t, nil) })
	t.Run("in a bubble", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { f(t, synctest.Wait) })
	})
}

// asking is a scene in which A calls B, which answers after a while.
func asking(wait func(), ask func(s *scene, w *sim.World, n *sim.Node)) *scene {
	s := &scene{}
	s.Nodes, s.Wait = []string{"A", "B"}, wait
	var w *sim.World
	s.Drive = func(world *sim.World) { w = world }
	s.Start = func(n *sim.Node) sim.Handler {
		if n.Name() == "A" {
			n.Go(func() { ask(s, w, n) })
		}
		return node{receive: func(from string, m sim.Message) {
			if n.Name() == "B" {
				text := m.(letter).Text
				n.Go(func() {
					n.Sleep(5 * ms)
					n.Reply(from, letter{text + " answered"})
				})
			} else {
				s.note(w, n, "handler: "+m.(letter).Text)
			}
		}}
	}
	return s
}

func TestAProcessWaitsForItsReply(t *testing.T) {
	inBoth(t, func(t *testing.T, wait func()) {
		s := asking(wait, func(s *scene, w *sim.World, n *sim.Node) {
			for _, text := range []string{"one", "two", "three"} {
				m, err := n.Call("B", letter{text}, 30*ms)
				s.note(w, n, fmt.Sprint(m, err))
			}
			m, err := n.Call("B", letter{"four"}, 24*ms)
			s.note(w, n, fmt.Sprint(m, err))
		})
		s.run(sim.NewSchedule().Drop("A", "B", 2).Duplicate("B", "A", 1, ms), nil)
		s.wants(t, "25ms A: {one answered} <nil>", "55ms A: <nil> sim: no reply in time", "80ms A: {three answered} <nil>", "104ms A: <nil> sim: no reply in time")
	})
}

func TestAReplyToSomebodyElseIsAMessage(t *testing.T) {
	inBoth(t, func(t *testing.T, wait func()) {
		s := listening("A", "B", "C")
		s.Wait = wait
		begin := s.Start
		var asked error
		s.Start = func(n *sim.Node) sim.Handler {
			h := begin(n)
			switch n.Name() {
			case "A":
				n.Go(func() { _, asked = n.Call("B", letter{"question"}, 50*ms) })
			case "B":
				return node{receive: func(string, sim.Message) { n.Reply("C", letter{"to C"}) }}
			}
			return h
		}
		s.run(nil, nil)
		s.wants(t, "20ms C: to C")
		if asked != sim.ErrTimeout {
			t.Errorf("the call ends with %v", asked)
		}
	})
}

func TestAProcessEndsWithItsNode(t *testing.T) {
	inBoth(t, func(t *testing.T, wait func()) {
		ended := 0
		s := asking(wait, func(s *scene, w *sim.World, n *sim.Node) {
			defer func() {
				ended++
				n.Send("B", letter{"no node is left to send this"})
				n.Sleep(ms)
				ended += 100
			}()
			n.Sleep(30 * ms)
			s.note(w, n, "slept")
			n.Sleep(30 * ms)
			s.note(w, n, "slept again")
		})
		s.For = 100 * ms
		out := s.run(sim.NewSchedule().Crash("A", 40*ms, 10*ms), nil)
		s.wants(t, "30ms A: slept", "80ms A: slept")
		if ended != 2 || out.Broken != nil {
			t.Errorf("%d processes ended, each by its deferred function; %+v", ended, out.Broken)
		}
		if strings.Contains(says(out.Trace), "no node is left") {
			t.Error("a process of a node that is down sends")
		}
	})
}

func TestAReplyToAProcessThatHasDiedIsDropped(t *testing.T) {
	inBoth(t, func(t *testing.T, wait func()) {
		s := asking(wait, func(s *scene, w *sim.World, n *sim.Node) {
			m, err := n.Call("B", letter{"question"}, 30*ms)
			s.note(w, n, fmt.Sprint(m, err))
		})
		out := s.run(sim.NewSchedule().Crash("A", 15*ms, 3*ms), nil)
		s.wants(t, "43ms A: {question answered} <nil>")
		if out.Broken != nil {
			t.Errorf("%+v", out.Broken)
		}
	})
}

func TestAProcessWaitsOnItsNodesClock(t *testing.T) {
	inBoth(t, func(t *testing.T, wait func()) {
		s := asking(wait, func(s *scene, w *sim.World, n *sim.Node) {
			n.Sleep(100 * ms)
			s.note(w, n, "slept")
		})
		s.run(sim.NewSchedule().Drift("A", 0.25), nil)
		s.wants(t, "80ms A: slept")
	})
}

func TestAHandlerMustNotWait(t *testing.T) {
	inBoth(t, func(t *testing.T, wait func()) {
		panics(t, "a handler must not wait", func() {
			sim.Run(&sim.System{Nodes: []string{"A"}, Wait: wait, Start: func(n *sim.Node) sim.Handler {
				n.Sleep(ms)
				return node{}
			}}, sim.Schedule{})
		})
	})
}

// explode is a line to be named.
func explode() { panic("boom") }

func TestAPanicOfAProcessReachesTheTestWithItsStack(t *testing.T) {
	inBoth(t, func(t *testing.T, wait func()) {
		defer func() {
			p, ok := recover().(*sim.Panic)
			if !ok {
				t.Fatal("the run does not panic as sim does")
			}
			value, stack := p.Carried()
			if value != "boom" || !strings.Contains(string(stack), "sim_test.explode") || p.Node != "A" || !strings.Contains(p.Error(), "boom") {
				t.Errorf("%v at %s:\n%s", value, p.Node, stack)
			}
		}()
		s := asking(wait, func(s *scene, w *sim.World, n *sim.Node) {
			n.Sleep(ms)
			explode()
		})
		s.run(nil, nil)
	})
}
