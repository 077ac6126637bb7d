// Three systems on a thousand seeds with every fault there is: what was drawn
// and what happened, as one number for each system. Each engine, each machine
// and each process has to print the same.
package main

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"time"

	"sim"
)

const (
	seeds = 1000
	ms    = time.Millisecond
)

func main() {
	faults := sim.Faults{
		Delay: 40 * ms, Loss: 0.1, Duplication: 0.1, Crashes: 2, Partitions: 2, OneWay: true, Pauses: 1,
		Length: 60 * ms, Skew: 100 * ms, Drift: 0.05, TornWrites: true,
	}
	links := func(from, to string) sim.Link {
		if to == "A" {
			return sim.Link{Latency: 3 * ms, Spread: sim.LongTail(2 * ms)}
		}
		return sim.Link{Latency: 5 * ms, Spread: sim.Halving(4 * ms)}
	}
	tell("ping-pong", sim.System{Nodes: []string{"A", "B"}, Start: newPlayer, Links: links, For: 120 * ms, Faults: faults})
	tell("election", sim.System{Nodes: []string{"A", "B", "C"}, Start: newCandidate, Links: links, For: 200 * ms, Faults: faults,
		Must: []sim.Property{sim.AtMostOne("one leader a term", "leader")}})
	tell("writing", sim.System{Nodes: []string{"A", "B", "C"}, Start: newKeeper, Links: links, For: 80 * ms, Faults: faults})
}

func tell(name string, s sim.System) {
	h := sha256.New()
	events := 0
	for seed := uint64(1); seed <= seeds; seed++ {
		drawn := sim.Random(&s, seed)
		out := sim.Run(&s, drawn.Schedule)
		if out.Events != drawn.Events {
			fmt.Println(name, "seed", seed, "has", drawn.Events, "events, and run again", out.Events)
		}
		events += out.Events
		h.Write([]byte(out.Schedule.String()))
		h.Write([]byte(out.Text()))
	}
	fmt.Printf("%s: %d seeds, %d events, %x\n", name, seeds, events, h.Sum(nil))
}

// A Message is what all three systems send.
type Message struct {
	Kind  string
	N     int
	Yes   bool
	Words []string
	Seen  map[string]int
}

// A Player sends the ball back, and serves again when it stays away.
type Player struct {
	node *sim.Node
	last int
}

func newPlayer(n *sim.Node) sim.Handler {
	n.After(20*ms, "serve")
	return &Player{node: n}
}

func (p *Player) Receive(from string, m sim.Message) {
	ball := m.(Message)
	p.last = max(p.last, ball.N)
	if ball.Kind == "ping" {
		p.node.Send(from, Message{Kind: "pong", N: ball.N})
	} else {
		p.node.Record("pong", ball.N)
	}
}

func (p *Player) Timer(name string) {
	p.last++
	for _, peer := range p.node.Peers() {
		p.node.Send(peer, Message{Kind: "ping", N: p.last})
	}
	p.node.After(time.Duration(10+p.node.Rand().IntN(20))*ms, "serve")
}

// A Candidate asks for votes, and forgets its own when it crashes: now and then
// two lead in one term.
type Candidate struct {
	node  *sim.Node
	term  int
	voted string
	votes map[string]bool
	leads bool
}

func newCandidate(n *sim.Node) sim.Handler {
	c := &Candidate{node: n}
	c.wait()
	return c
}

func (c *Candidate) wait() {
	c.node.After(time.Duration(30+c.node.Rand().IntN(40))*ms, "election")
}

func (c *Candidate) Timer(name string) {
	if name == "heartbeat" && c.leads {
		c.tell(Message{Kind: "lead", N: c.term})
		c.node.After(20*ms, "heartbeat")
	}
	if name == "heartbeat" || c.leads {
		return
	}
	c.term++
	c.voted = c.node.Name()
	c.votes = map[string]bool{c.node.Name(): true}
	c.tell(Message{Kind: "ask", N: c.term})
	c.wait()
}

func (c *Candidate) tell(m Message) {
	for _, peer := range c.node.Peers() {
		c.node.Send(peer, m)
	}
}

func (c *Candidate) Receive(from string, m sim.Message) {
	b := m.(Message)
	if b.N > c.term {
		c.term = b.N
		c.voted = ""
		c.leads = false
		c.votes = nil
	}
	if b.N < c.term {
		return
	}
	switch b.Kind {
	case "ask":
		yes := c.voted == "" || c.voted == from
		if yes {
			c.voted = from
			c.wait()
		}
		c.node.Send(from, Message{Kind: "vote", N: c.term, Yes: yes})
	case "vote":
		if b.Yes && c.votes != nil {
			c.votes[from] = true
		}
		if !c.leads && len(c.votes) > (len(c.node.Peers())+1)/2 {
			c.leads = true
			c.node.Record("leader", c.term)
			c.Timer("heartbeat")
		}
	case "lead":
		c.wait()
	}
}

// A Keeper writes records to a log and copies them to its peers, some of them
// with a call.
type Keeper struct {
	node    *sim.Node
	records int
}

func newKeeper(n *sim.Node) sim.Handler {
	k := &Keeper{node: n}
	data := n.Disk().Read("log")
	n.Disk().Truncate("log", len(data)/4*4)
	k.records = len(data) / 4
	n.Record("recovered", len(data))
	n.After(15*ms, "write")
	return k
}

func (k *Keeper) Timer(name string) {
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
		k.node.Send(peer, Message{Kind: "copy", Words: []string{"record", strconv.Itoa(k.records)}, Seen: seen})
	}
	k.node.After(15*ms, "write")
	if k.records%2 == 0 {
		k.node.Go(k.ask)
	}
}

func (k *Keeper) ask() {
	reply, err := k.node.Call(k.node.Peers()[0], Message{Kind: "how many"}, 30*ms)
	if err != nil {
		k.node.Say(err.Error())
		return
	}
	k.node.Sleep(ms)
	k.node.Say("the other has " + strconv.Itoa(reply.(Message).N) + " at " + k.node.Now().Format("05.000000"))
}

func (k *Keeper) Receive(from string, m sim.Message) {
	b := m.(Message)
	if b.Kind == "how many" {
		k.node.Reply(from, Message{Kind: "so many", N: k.records})
		return
	}
	b.Seen[k.node.Name()] = -1 // its own copy
	b.Words[0] = from
}
