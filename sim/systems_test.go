package sim_test

import (
	"slices"
	"strconv"
	"time"

	"happensbefore/sim"
)

// ping and its like are the smallest systems that show something.

type ball struct {
	Kind string
	N    int
}

// A player sends the ball back, and serves again when it stays away.
type player struct {
	node *sim.Node
	last int
}

func newPlayer(n *sim.Node) sim.Handler {
	p := &player{node: n}
	n.After(50*time.Millisecond, "serve")
	return p
}

func (p *player) Receive(from string, m sim.Message) {
	b := m.(ball)
	p.last = max(p.last, b.N)
	if b.Kind == "ping" {
		p.node.Send(from, ball{"pong", b.N})
	} else {
		p.node.Record("pong", b.N)
	}
}

func (p *player) Timer(string) {
	p.last++
	for _, peer := range p.node.Peers() {
		p.node.Send(peer, ball{"ping", p.last})
	}
	p.node.After(time.Duration(40+p.node.Rand().IntN(20))*time.Millisecond, "serve")
}

// A candidate asks for votes, and votes once in each term as far as it remembers.
type candidate struct {
	node  *sim.Node
	Term  int
	voted string
	votes []string
	lead  bool
}

type ballot struct {
	Kind string
	Term int
	Yes  bool
}

func newCandidate(n *sim.Node) sim.Handler {
	c := &candidate{node: n}
	if kept, ok := n.Disk().Load("ballot"); ok {
		b := kept.(kept2)
		c.Term, c.voted = b.Term, b.Voted
	}
	c.wait()
	return c
}

type kept2 struct {
	Term  int
	Voted string
}

func (c *candidate) keep() { c.node.Disk().Save("ballot", kept2{c.Term, c.voted}) }

func (c *candidate) wait() {
	c.node.After(time.Duration(150+c.node.Rand().IntN(150))*time.Millisecond, "election")
}

func (c *candidate) Timer(name string) {
	if name == "heartbeat" {
		if c.lead {
			c.tell(ballot{Kind: "lead", Term: c.Term})
			c.node.After(50*time.Millisecond, "heartbeat")
		}
		return
	}
	if c.lead {
		return
	}
	c.Term, c.voted, c.votes = c.Term+1, c.node.Name(), []string{c.node.Name()}
	c.keep()
	c.tell(ballot{Kind: "ask", Term: c.Term})
	c.wait()
}

func (c *candidate) tell(b ballot) {
	for _, peer := range c.node.Peers() {
		c.node.Send(peer, b)
	}
}

func (c *candidate) Receive(from string, m sim.Message) {
	b := m.(ballot)
	if b.Term > c.Term {
		c.Term, c.voted, c.lead, c.votes = b.Term, "", false, nil
		c.keep()
	}
	if b.Term < c.Term {
		return
	}
	switch b.Kind {
	case "ask":
		yes := c.voted == "" || c.voted == from
		if yes {
			c.voted = from
			c.keep()
			c.wait()
		}
		c.node.Send(from, ballot{"vote", c.Term, yes})
	case "vote":
		if b.Yes && !slices.Contains(c.votes, from) {
			c.votes = append(c.votes, from)
		}
		if !c.lead && len(c.votes) > (len(c.node.Peers())+1)/2 {
			c.lead = true
			c.node.Record("leader", c.Term)
			c.Timer("heartbeat")
		}
	case "lead":
		c.wait()
	}
}

// A keeper writes what it is given to a log and copies it to its peers.
type keeper struct {
	node    *sim.Node
	records int
}

type entry struct {
	Kind  string
	Words []string
	Seen  map[string]int
}

func newKeeper(n *sim.Node) sim.Handler {
	k := &keeper{node: n}
	data := n.Disk().Read("log")
	whole := len(data) / 4 * 4
	n.Disk().Truncate("log", whole)
	k.records = whole / 4
	n.Record("recovered", len(data))
	n.After(30*time.Millisecond, "write")
	return k
}

func (k *keeper) Timer(string) {
	k.records++
	k.node.Disk().Append("log", []byte{1, 2, 3, byte(k.records)})
	if k.records%3 == 0 {
		k.node.Disk().Sync("log")
	}
	k.node.Disk().Save("count", k.records)
	seen := map[string]int{}
	for i, peer := range k.node.Peers() {
		seen[peer] = i + k.records
	}
	for _, peer := range k.node.Peers() {
		k.node.Send(peer, entry{"copy", []string{"record", strconv.Itoa(k.records)}, seen})
	}
	k.node.After(30*time.Millisecond, "write")
}

func (k *keeper) Receive(from string, m sim.Message) {
	e := m.(entry)
	e.Seen[k.node.Name()] = -1 // its own copy
	e.Words[0] = from
	if k.records%7 == 0 {
		k.node.Say("has " + strconv.Itoa(k.records))
	}
}

// everything may go wrong.
var everything = sim.Faults{
	Delay: 40 * time.Millisecond, Loss: 0.1, Duplication: 0.1, Crashes: 3, Partitions: 3, OneWay: true, Pauses: 2,
	Length: 300 * time.Millisecond, Skew: 100 * time.Millisecond, Drift: 0.05, TornWrites: true, MidWrite: true,
}

func pingPong() *sim.System {
	return &sim.System{Nodes: []string{"A", "B"}, Start: newPlayer, For: 2 * time.Second, Faults: everything}
}

func election() *sim.System {
	return &sim.System{
		Nodes: []string{"A", "B", "C"}, Start: newCandidate, For: 2 * time.Second, Faults: everything,
		Links: func(from, to string) sim.Link {
			return sim.Link{Latency: 5 * time.Millisecond, Spread: sim.Halving(4 * time.Millisecond)}
		},
	}
}

func writing() *sim.System {
	return &sim.System{
		Nodes: []string{"A", "B", "C"}, Start: newKeeper, For: time.Second, Faults: everything,
		Drive: func(w *sim.World) {
			w.At(100*time.Millisecond, "A", "asks", func() { w.Begin("C1", "write", "x", 3).End(0) })
		},
	}
}
