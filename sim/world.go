package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"happensbefore/trace"
)

// A World is one run of a System.
type World struct {
	system *System
	chance *chance // draws what goes wrong; nil where a schedule says it
	plan   plan    // what a schedule says of messages
	done   Schedule

	now     time.Duration
	queue   queue
	caused  uint64
	nodes   []*Node
	named   map[string]*Node
	sent    []int // messages so far, for each pair of nodes
	apart   []*Step
	running *process
	sight   *sight // what a search sees; nil where nobody searches
	limit   int    // ends the run after so many events, undecided
	scene   *Node  // where the last event happened; nil where at no node

	events  int
	names   int  // messages that have a name
	drawn   bool // whether the events are kept for a diagram
	story   []trace.Event
	records []Record
	history []*Operation
	turns   int // begins and ends of operations so far
	bench   []judge
	broken  *Violation
}

// A Record is something that a node made visible with Node.Record.
type Record struct {
	At     time.Duration
	Node   string
	What   string
	Number int
}

// A message on its way.
type message struct {
	from, to *Node
	address
	body  Message
	call  *call
	reply bool   // it answers the call, and goes to the process that waits
	name  string // in the diagram
	ended bool   // it was received or lost at least once
}

// Now is the virtual time since the start.
func (w *World) Now() time.Duration { return w.now }

// Up says whether a node is running: neither crashed nor unknown.
func (w *World) Up(node string) bool { return w.named[node] != nil && w.named[node].up }

// Nodes are the names of all nodes.
func (w *World) Nodes() []string { return w.system.Nodes }

// Records are what nodes recorded so far, oldest first. They belong to the
// world and are not to be changed.
func (w *World) Records() []Record { return w.records }

// Events is how many events have happened.
func (w *World) Events() int { return w.events }

// At has a client do something at a node at a time. It is a local event of
// the node with that label; it waits while the node is paused and does not
// happen if the node is down. Where node is empty it happens to none, and in
// any case.
func (w *World) At(at time.Duration, node, label string, do func()) {
	e := &event{kind: clientEvent, label: label, do: do}
	if node != "" {
		e.node = w.node(node)
	}
	w.push(e, at)
}

func (w *World) node(name string) *Node {
	n := w.named[name]
	if n == nil {
		panic(fmt.Sprintf("sim: there is no node %q: the nodes are %q", name, w.system.Nodes))
	}
	return n
}

// newWorld is a world at time 0, before anything has started.
func newWorld(s *System, sch Schedule, chance *chance, drawn bool) *World {
	w := &World{system: s, chance: chance, drawn: drawn, named: make(map[string]*Node, len(s.Nodes)), sent: make([]int, len(s.Nodes)*len(s.Nodes)), plan: plan{}, limit: noLimit}
	w.done.Seed = sch.Seed
	for i, name := range s.Nodes {
		n := &Node{world: w, index: i, name: name, random: rand.New(rand.NewPCG(sch.Seed, uint64(i)+1))}
		w.nodes = append(w.nodes, n)
		w.named[name] = n
	}
	if chance != nil {
		chance.before(w)
		sch.Steps = w.done.Steps
	}
	steps := slices.Clone(sch.Steps)
	for i := range steps {
		w.plan.take(w, &steps[i])
	}
	return w
}

// run lets the world go on until its time is over, nothing is left to happen,
// or a property is broken.
func (w *World) run() {
	defer w.stop()
	if w.system.Drive != nil {
		w.system.Drive(w)
	}
	for _, n := range w.nodes {
		w.boot(n)
	}
	w.judge()
	for w.broken == nil && len(w.queue) > 0 && w.events < min(w.limit, maxEvents) {
		e := w.pop()
		if e.void {
			continue
		}
		if e.at > w.system.length() {
			break
		}
		w.now = e.at
		if w.happen(e) {
			w.events++
			w.judge()
		}
	}
	if w.broken == nil && w.events < w.limit {
		w.conclude()
	}
}

func (w *World) boot(n *Node) {
	n.up = true
	n.timers = map[string]*event{}
	n.handler = w.system.Start(n)
}

// happen carries an event out and says whether anything came of it.
func (w *World) happen(e *event) bool {
	n := e.node
	w.scene = n
	if n != nil && e.kind != stepEvent && e.kind != endEvent {
		if e.kind != messageEvent && (!n.up || e.kind != clientEvent && e.epoch != n.epoch) {
			return false
		}
		if n.up && n.paused {
			n.held = append(n.held, e)
			return false
		}
	}
	w.sight.happened(w, e)
	switch e.kind {
	case messageEvent:
		w.arrive(e)
	case timerEvent:
		delete(n.timers, e.timer)
		at := w.local(n, e.timer)
		n.handler.Timer(e.timer)
		w.forget(at)
	case clientEvent:
		if n != nil {
			w.local(n, e.label)
		}
		e.do()
	case stepEvent:
		w.begin(e)
	case endEvent:
		w.end(e)
	case processEvent:
		w.resume(e)
	}
	return true
}

// crash takes a node down.
func (w *World) crash(n *Node, keep int) {
	n.up = false
	n.paused = false
	for _, e := range n.held {
		if e.kind == messageEvent {
			w.lose(e.message)
		}
	}
	n.held = nil
	n.epoch++
	n.timers = nil
	n.handler = nil
	n.disk.crash(keep)
	w.kill(n)
	w.tell(trace.Event{Kind: trace.Crash, Node: n.name})
}

func (w *World) record(n *Node, what string, number int) {
	w.records = append(w.records, Record{w.now, n.name, what, number})
	if w.drawn {
		w.local(n, fmt.Sprintf("%s %d", what, number))
	}
}
