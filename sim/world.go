package sim

import (
	"fmt"
	"strconv"
	"time"

	"happensbefore/trace"
)

// A World is one run of a System.
type World struct {
	system *System
	chance *chance // draws what goes wrong; nil where a schedule says it
	plan   plan    // what a schedule says of messages
	steps  []Step  // of the schedule
	done   Schedule

	now     time.Duration
	queue   queue
	spare   []*event // to be used again
	block   int      // how many were made at once last
	caused  uint64
	nodes   []*machine
	named   map[string]*machine
	links   []link // for each pair of nodes
	apart   []*Step
	blocked []bool // for each pair of nodes; nil where nothing is in the way
	running *process
	bubble  *bubble // where nodes may wait by any means
	dying   []*machine
	over    bool
	sight   *sight   // what a search sees; nil where nobody searches
	limit   int      // ends the run after so many events, undecided
	scene   *machine // where the last event happened; nil where at no node
	early   bool     // a property is to be decided at once, not at the end
	shapes  shapes

	events  int
	drawn   bool // whether the events are kept for a diagram
	story   []trace.Event
	letters []letter // the messages in it, by number
	split   [][]string
	cuts    [][2]string
	records []Record
	history []*Operation
	turns   int // begins and ends of operations so far
	vectors *vectors
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

// Now is the virtual time since the start.
func (w *World) Now() time.Duration {
	if w.bubble != nil {
		return w.bubble.now()
	}
	return w.now
}

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
// the node with that label, if there is one; it waits while the node is paused and does not
// happen if the node is down. Where node is empty it happens to none, and in
// any case.
func (w *World) At(at time.Duration, node, label string, do func()) {
	var m *machine
	if node != "" {
		m = w.node(node)
	}
	enter := func() {
		e := w.event(clientEvent)
		e.timer, e.do, e.node = label, do, m
		w.push(e, at)
	}
	if w.bubble != nil {
		w.bubble.act(nil, "at "+at.String()+" "+node+" "+label, enter)
	} else {
		enter()
	}
}

func (w *World) node(name string) *machine {
	n := w.named[name]
	if n == nil {
		panic(fmt.Sprintf("sim: there is no node %q: the nodes are %q", name, w.system.Nodes))
	}
	return n
}

// newWorld is a world at time 0, before anything has started.
func newWorld(s *System, sch Schedule, chance *chance, drawn bool) *World {
	s.check()
	count := len(s.Nodes)
	w := &World{system: s, chance: chance, drawn: drawn, named: make(map[string]*machine, count), links: make([]link, count*count), limit: noLimit}
	w.done.Seed = sch.Seed
	machines := make([]machine, count)
	for i, name := range s.Nodes {
		n := &machines[i]
		n.world, n.index, n.name = w, i, name
		w.nodes = append(w.nodes, n)
		w.named[name] = n
	}
	if chance != nil {
		chance.before(w)
		sch.Steps = w.done.Steps
	} else if fault := sch.fault(w.named, s.Nodes); fault != "" {
		panic("sim: " + fault)
	}
	// The world's own copy: the drawing of further steps moves the others.
	steps := append([]Step(nil), sch.Steps...)
	w.steps = steps
	for i := range steps {
		w.take(&steps[i])
	}
	if s.Wait != nil {
		w.bubble = newBubble(w)
	}
	return w
}

// run lets the world go on until its time is over, nothing is left to happen,
// or a property is broken.
func (w *World) run() {
	finished := false
	defer func() { w.stop(finished) }()
	if w.system.Drive != nil {
		w.system.Drive(w)
	}
	for _, n := range w.nodes {
		w.boot(n)
	}
	w.settle()
	w.judge()
	for w.broken == nil && w.events < w.limit {
		p, ok := w.next()
		if !ok {
			break
		}
		w.now = max(w.now, p.at)
		happened := w.happen(p.event)
		if w.settle() || happened {
			w.judge()
		}
		if !happened {
			continue
		}
		w.events++
		if w.events == w.system.events() && w.broken == nil {
			w.broken = &Violation{Property: "a run comes to its end", At: w.now,
				What: fmt.Sprintf("%d events had happened by %s: nodes answer each other without end, or set timers that run out at once", w.events, w.now)}
		}
	}
	if w.broken == nil && w.events < w.limit {
		w.conclude()
	}
	finished = true
}

// next takes the next event out of the queue, if one is left that may happen.
func (w *World) next() (place, bool) {
	for {
		if w.bubble != nil && !w.bubble.advance() {
			return place{}, false
		}
		if len(w.queue) == 0 {
			return place{}, false
		}
		p := w.queue.pop()
		if p.at > w.system.length() {
			return place{}, false
		}
		if !p.void {
			return p, true
		}
		w.spare = append(w.spare, p.event)
	}
}

// settle lets everything come to rest that an event has started, and says
// whether anything came of it.
func (w *World) settle() bool {
	did := false
	if w.bubble != nil {
		did = w.bubble.settle()
	}
	for _, n := range w.dying {
		step := n.dying
		w.crash(n, step.Keep)
		w.undo(step, n)
		did = true
	}
	w.lock()
	for _, n := range w.dying {
		n.dying = nil
	}
	w.dying = w.dying[:0]
	w.unlock()
	return did
}

// lock guards what nodes' own goroutines read, where they may run at any time.
func (w *World) lock() {
	if w.bubble != nil {
		w.bubble.mu.Lock()
	}
}

func (w *World) unlock() {
	if w.bubble != nil {
		w.bubble.mu.Unlock()
	}
}

func (w *World) boot(n *machine) {
	n.up = true
	n.timers = map[string]*event{}
	n.node = &Node{machine: n, life: n.epoch}
	n.node.disk.node = n.node
	n.handler = w.system.Start(n.node)
}

// happen carries an event out and says whether anything came of it.
func (w *World) happen(e *event) bool {
	n := e.node
	w.scene = n
	if n != nil && e.kind != stepEvent && e.kind != endEvent {
		if e.kind != messageEvent && (!n.up || e.kind != clientEvent && e.epoch != n.epoch) {
			w.spare = append(w.spare, e)
			return false
		}
		if n.up && n.paused {
			n.held = append(n.held, e)
			return false
		}
	}
	w.sight.happened(w, e)
	happened := true
	switch e.kind {
	case messageEvent:
		w.arrive(e)
	case timerEvent:
		delete(n.timers, e.timer)
		if w.drawn {
			at := w.local(n, e.timer)
			n.handler.Timer(e.timer)
			if w.bubble != nil {
				w.bubble.settle()
			}
			w.forget(at)
		} else {
			n.handler.Timer(e.timer)
		}
	case clientEvent:
		if n != nil && e.timer != "" {
			w.local(n, e.timer)
		}
		e.do()
	case stepEvent:
		w.begin(e.step)
	case endEvent:
		w.end(e)
	case processEvent:
		happened = w.resume(e)
	}
	w.spare = append(w.spare, e)
	return happened
}

// crash takes a node down.
func (w *World) crash(n *machine, keep int) {
	w.lock()
	n.up = false
	n.paused = false
	n.epoch++
	n.store.crash(keep)
	w.unlock()
	n.node.end()
	for _, e := range n.held {
		if e.kind == messageEvent {
			w.lose(e.letter)
		}
		w.spare = append(w.spare, e)
	}
	n.held = nil
	for _, e := range n.timers {
		e.void = true
	}
	n.timers = nil
	n.handler = nil
	w.tell(trace.Event{Kind: trace.Crash, Node: n.name})
	w.kill(n)
	if w.bubble != nil {
		w.bubble.release(n)
	}
}

func (w *World) record(n *machine, what string, number int) {
	w.records = append(w.records, Record{w.now, n.name, what, number})
	w.vectors.recorded(n.index)
	if w.drawn {
		w.local(n, what+" "+strconv.Itoa(number))
	}
}

// Early says whether a property that is dear to decide is to be decided as
// soon as it can be: a search wants to know at which event it breaks. Elsewhere
// it is enough to decide it when the run is over.
func (w *World) Early() bool { return w.early }
