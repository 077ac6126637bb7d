package sim

import (
	"math/rand/v2"
	"time"
)

// A Node is one machine: what a Handler may do to the world. Its methods are
// for the node's own handler, while it is being called.
type Node struct {
	world *World
	index int
	name  string

	handler Handler
	up      bool
	epoch   int      // how often it has started; what belongs to an earlier life is void
	paused  bool     //
	held    []*event // what arrived while paused
	timers  map[string]*event
	random  *rand.Rand
	disk    Disk
	skew    time.Duration
	drift   float64
	call    *call      // the Call that Receive is answering
	working []*process // its processes that have not ended
}

// Name is the node's name.
func (n *Node) Name() string { return n.name }

// Peers are the names of all other nodes, in the order of System.Nodes.
func (n *Node) Peers() []string {
	peers := make([]string, 0, len(n.world.nodes)-1)
	for _, other := range n.world.nodes {
		if other != n {
			peers = append(peers, other.name)
		}
	}
	return peers
}

// Send sends a message. It may be lost, and nobody says so. A message to the
// node itself arrives as any other does. A name that no node has is a mistake
// in the program, and panics.
func (n *Node) Send(to string, m Message) { n.world.send(n, to, m, nil) }

// After sets the node's timer of that name to run out after d on the node's
// own clock. A timer of that name that is still running is set anew.
func (n *Node) After(d time.Duration, timer string) {
	n.Cancel(timer)
	e := &event{kind: timerEvent, node: n, epoch: n.epoch, timer: timer}
	n.timers[timer] = e
	n.world.push(e, n.world.now+n.lasting(d))
}

// Cancel stops the timer of that name, if it is running.
func (n *Node) Cancel(timer string) {
	if e := n.timers[timer]; e != nil {
		e.void = true
		delete(n.timers, timer)
	}
}

// start is the date of virtual time 0; it is the one of testing/synctest.
var start = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Now is the time on the node's own clock, which may be wrong.
func (n *Node) Now() time.Time { return start.Add(n.local()) }

// lasting is how long d on the node's own clock takes.
func (n *Node) lasting(d time.Duration) time.Duration {
	return time.Duration(float64(max(d, 0)) / (1 + n.drift))
}

func (n *Node) local() time.Duration {
	now := n.skew + time.Duration(float64(n.world.now)*(1+n.drift))
	n.world.sight.mark(n, uint64(now))
	return now
}

// Rand is the node's own source of random numbers; the schedule's seed decides
// what comes out of it.
func (n *Node) Rand() *rand.Rand { return n.random }

// Disk is what survives the node's crashes.
func (n *Node) Disk() *Disk { return &n.disk }

// Record makes something that the node did visible from outside: to the test's
// properties, and in the diagram. What is a word of the lab's, such as "leader";
// number says which, such as the term.
func (n *Node) Record(what string, number int) { n.world.record(n, what, number) }

// Say puts a remark at the node's line in the diagram.
func (n *Node) Say(text string) { n.world.note(n, text) }
