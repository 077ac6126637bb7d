package sim

import (
	"context"
	"math/bits"
	"math/rand/v2"
	"strconv"
	"time"
)

// A Node is one machine from one start to the next crash: what a Handler may do
// to the world. Its methods are for the node's own code. Once the node has
// crashed they do nothing, and end the goroutine of a process that calls them.
type Node struct {
	*machine
	life   int // the machine's epoch that this is
	disk   Disk
	random *rand.Rand
	call   *call // the Call that Receive is answering
	ctx    context.Context
	cancel context.CancelFunc
}

// A machine is what a node is over all of its lives.
type machine struct {
	world *World
	index int
	name  string

	handler Handler
	node    *Node // its present life
	up      bool
	epoch   int      // how often it has gone down; what belongs to an earlier life is void
	paused  bool     //
	held    []*event // what arrived while paused
	timers  map[string]*event
	store   store
	skew    time.Duration
	drift   int64 // in billionths
	working []*process

	writes  int     // to the disk, so far
	breaks  []*Step // crashes in the middle of a write
	dying   *Step   // the one that has happened: the node does nothing any more
	resumed chan struct{}
}

// gone says whether the node's life is over.
func (n *Node) gone() bool { return n.life != n.epoch || n.dying != nil || n.world.over }

// Name is the node's name.
func (n *Node) Name() string { return n.name }

// Peers are the names of all other nodes, in the order of System.Nodes.
func (n *Node) Peers() []string {
	peers := make([]string, 0, len(n.world.nodes)-1)
	for _, other := range n.world.nodes {
		if other != n.machine {
			peers = append(peers, other.name)
		}
	}
	return peers
}

// Send sends a message. It may be lost, and nobody says so. A message to the
// node itself arrives as any other does. A name that no node has is a mistake
// in the program, and panics.
func (n *Node) Send(to string, m Message) { n.send(to, m, nil, false) }

// send sends a message that belongs to a Call: the question, or the reply.
func (n *Node) send(to string, m Message, c *call, reply bool) {
	w := n.world
	receiver := w.node(to)
	if b := w.bubble; b != nil {
		b.send(n, receiver, m, c, reply)
	} else if !n.gone() {
		w.send(n.machine, receiver, w.shapes.copied(m), c, reply)
	}
}

// After sets the node's timer of that name to run out after d on the node's
// own clock. A timer of that name that is still running is set anew.
func (n *Node) After(d time.Duration, timer string) {
	if b := n.world.bubble; b != nil {
		b.act(n, "after "+timer+" "+d.String(), func() { n.after(d, timer) })
	} else if !n.gone() {
		n.after(d, timer)
	}
}

func (m *machine) after(d time.Duration, timer string) {
	m.stopTimer(timer)
	e := m.world.event(timerEvent)
	e.node, e.epoch, e.timer = m, m.epoch, timer
	m.timers[timer] = e
	m.world.push(e, m.world.now+m.lasting(d))
}

// Cancel stops the timer of that name, if it is running.
func (n *Node) Cancel(timer string) {
	if b := n.world.bubble; b != nil {
		b.act(n, "cancel "+timer, func() { n.stopTimer(timer) })
	} else if !n.gone() {
		n.stopTimer(timer)
	}
}

func (m *machine) stopTimer(timer string) {
	if e := m.timers[timer]; e != nil {
		e.void = true
		delete(m.timers, timer)
	}
}

// start is the date of virtual time 0; it is the one of testing/synctest.
var start = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Now is the time on the node's own clock, which may be wrong.
func (n *Node) Now() time.Time {
	if b := n.world.bubble; b != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		return start.Add(n.local(b.now()))
	}
	return start.Add(n.local(n.world.now))
}

const (
	billion = 1_000_000_000

	// maxDrift bounds how wrong a clock's rate may be. Real ones are off by less
	// than a thousandth.
	maxDrift = 0.5
)

// lasting is how long d on the node's own clock takes, rounded up to a whole
// microsecond, which reads better: a timer never runs out before the node's
// clock shows so. In whole numbers, because floating point may be rounded
// otherwise on other machines.
func (m *machine) lasting(d time.Duration) time.Duration {
	d = min(max(d, 0), longest) // "never" is no time that can be added to another
	if m.drift == 0 {
		return d
	}
	rate := uint64(billion+m.drift) * uint64(time.Microsecond)
	high, low := bits.Mul64(uint64(d), billion)
	low, carry := bits.Add64(low, rate-1, 0)
	whole, _ := bits.Div64(high+carry, low, rate)
	return time.Duration(whole) * time.Microsecond
}

// local is what the node's clock shows at a time.
func (m *machine) local(at time.Duration) time.Duration {
	if m.drift != 0 {
		high, low := bits.Mul64(uint64(at), uint64(billion+m.drift))
		whole, _ := bits.Div64(high, low, billion)
		at = time.Duration(whole)
	}
	m.world.sight.mark(m, uint64(m.skew+at))
	return m.skew + at
}

// Rand is the node's own source of random numbers; the schedule's seed and how
// often the node has crashed decide what comes out of it.
func (n *Node) Rand() *rand.Rand {
	if n.random == nil {
		n.random = rand.New(rand.NewPCG(n.world.done.Seed, uint64(n.index)+1+uint64(n.life)<<32))
	}
	return n.random
}

// Disk is what survives the node's crashes.
func (n *Node) Disk() *Disk { return &n.disk }

// Context is cancelled when the node crashes, and when the run is over.
func (n *Node) Context() context.Context {
	if b := n.world.bubble; b != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
	}
	if n.ctx == nil {
		n.ctx, n.cancel = context.WithCancel(context.Background())
		if n.gone() {
			n.cancel()
		}
	}
	return n.ctx
}

// end is the end of a life.
func (n *Node) end() {
	if n != nil && n.cancel != nil {
		n.cancel()
	}
}

// Record makes something that the node did visible from outside: to the test's
// properties, and in the diagram. What is a word of the lab's, such as "leader";
// number says which, such as the term.
func (n *Node) Record(what string, number int) {
	if b := n.world.bubble; b != nil {
		b.act(n, "record "+what+" "+strconv.Itoa(number), func() { n.world.record(n.machine, what, number) })
	} else if !n.gone() {
		n.world.record(n.machine, what, number)
	}
}

// Say puts a remark at the node's line in the diagram.
func (n *Node) Say(text string) {
	if b := n.world.bubble; b != nil {
		b.act(n, "say "+text, func() { n.world.note(n.machine, text) })
	} else if !n.gone() {
		n.world.note(n.machine, text)
	}
}
