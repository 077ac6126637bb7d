// Searches for the shortest schedule from five hundred seeds, and one that begins
// where nothing goes wrong. Each engine has to come to the same.
package main

import (
	"fmt"
	"time"

	"sim"
)

const (
	seeds = 500
	ms    = time.Millisecond
)

// A vote asks for votes, gives one, or says who leads.
type vote struct {
	Kind string
	Term int
}

// A server votes for who asks first, and forgets it in a crash.
type server struct {
	node  *sim.Node
	voted string
}

func newServer(n *sim.Node) sim.Handler {
	switch n.Name() {
	case "A":
		n.After(5*ms, "stand")
	case "C":
		n.After(60*ms, "stand")
	}
	return &server{node: n}
}

func (s *server) Timer(string) { s.node.Send("B", vote{Kind: "vote?", Term: 1}) }

func (s *server) Receive(from string, m sim.Message) {
	v := m.(vote)
	switch v.Kind {
	case "vote?":
		if s.voted == "" || s.voted == from {
			s.voted = from
			s.node.Send(from, vote{Kind: "vote", Term: v.Term})
		}
	case "vote":
		s.node.Record("leader", v.Term)
		for _, p := range s.node.Peers() {
			s.node.Send(p, vote{Kind: "leads", Term: v.Term})
		}
	case "leads":
		s.node.Cancel("stand")
	}
}

func main() {
	s := sim.System{
		Nodes: []string{"A", "B", "C"}, Start: newServer, For: 400 * ms,
		Faults: sim.Faults{Delay: 30 * ms, Loss: 0.3, Duplication: 0.1, Crashes: 4, Partitions: 2, Length: 60 * ms, Until: 120 * ms},
		Must:   []sim.Property{sim.AtMostOne("at most one leader a term", "leader")},
	}
	broken := 0
	for seed := uint64(1); seed <= seeds; seed++ {
		out := sim.Random(&s, seed)
		if out.Broken == nil {
			continue
		}
		broken++
		tell(fmt.Sprint("seed ", seed, ", shrunk"), sim.Shrink(&s, out.Schedule, 20_000))
	}
	fmt.Println(broken, "of", seeds, "seeds")
	tell("explored", sim.Explore(&s, sim.Bound{Steps: 2, Effort: 40_000}))
}

func tell(how string, f *sim.Found) {
	fmt.Printf("%s: %d tried, %d events spent, %d until it breaks\n%s", how, f.Tried, f.Spent, f.Events, f.Schedule)
}
