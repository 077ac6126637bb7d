package sim

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

// ErrTimeout is what Call returns when no reply came in time.
var ErrTimeout = errors.New("sim: no reply in time")

// A Panic is what a run panics with where a process of a node's has panicked:
// the process's goroutine is not the one that runs the world.
type Panic struct {
	Node  string
	Value any
	Stack []byte // of the process's goroutine
}

// Error is for where nobody recovers.
func (p *Panic) Error() string {
	return fmt.Sprintf("%v\n\nsim: in a process of node %s:\n%s", p.Value, p.Node, p.Stack)
}

// Carried is what the process panicked with, and where.
func (p *Panic) Carried() (value any, stack []byte) { return p.Value, p.Stack }

// A process is code of a node that may wait, in a goroutine of its own. Only
// one goroutine of a world runs at a time: the world's or one process's.
type process struct {
	node  *machine
	wake  chan struct{} // to the process: go on
	yield chan struct{} // to the world: it waits, or has ended
	dead  bool          // it is to end instead of going on
	ended bool
	panic *Panic
	waits *call // the call whose end it waits for
	call  *call // the Call that its starter was answering
}

// A call is a message that a process waits to be answered.
type call struct {
	caller  *machine
	process *process
	back    chan Message // in a bubble
	reply   Message
	done    bool
}

// Go starts f as a process of the node: it may wait, with Sleep and Call and,
// unless System.Wait is set, by no other means, while the node goes on
// receiving. It ends when f returns or the node crashes; then its deferred
// functions run.
func (n *Node) Go(f func()) {
	w := n.world
	if w.bubble != nil {
		w.bubble.start(n, f)
		return
	}
	if n.gone() {
		return
	}
	p := &process{node: n.machine, wake: make(chan struct{}), yield: make(chan struct{}), call: n.answers()}
	n.working = append(n.working, p)
	go func() {
		<-p.wake
		returned := false
		defer func() {
			if v := recover(); v != nil && !returned {
				p.panic = &Panic{p.node.name, v, debug.Stack()}
			}
			p.ended = true
			p.yield <- struct{}{}
		}()
		if !p.dead {
			f()
		}
		returned = true
	}()
	n.later(p, 0, nil)
}

// later has a process go on after a while on the node's own clock.
func (n *Node) later(p *process, d time.Duration, c *call) {
	e := n.world.event(processEvent)
	e.node, e.epoch, e.process, e.call = n.machine, n.epoch, p, c
	n.world.push(e, n.world.now+n.lasting(d))
}

// Sleep makes the process that calls it wait for d on the node's own clock.
func (n *Node) Sleep(d time.Duration) {
	if b := n.world.bubble; b != nil {
		b.sleep(n, d)
		return
	}
	p := n.process("Sleep")
	n.later(p, d, nil)
	p.block()
}

// Call sends a message and makes the process that calls it wait for the reply,
// at most for timeout on the node's own clock; then the error is ErrTimeout.
// A reply that comes later is dropped.
func (n *Node) Call(to string, m Message, timeout time.Duration) (Message, error) {
	if b := n.world.bubble; b != nil {
		return b.call(n, to, m, timeout)
	}
	p := n.process("Call")
	c := &call{caller: n.machine, process: p}
	p.waits = c
	n.send(to, m, c, false)
	n.later(p, timeout, c)
	p.block()
	p.waits = nil
	if !c.done {
		c.done = true
		return nil, ErrTimeout
	}
	return c.reply, nil
}

// Reply answers the message that the node's handler is receiving, or was
// receiving when it started the process that calls Reply, where it was sent by
// Call; otherwise it sends m to the node that is named, as Send does.
func (n *Node) Reply(to string, m Message) {
	if c := n.answers(); c != nil && c.caller.name == to {
		n.send(to, m, c, true)
	} else {
		n.send(to, m, nil, false)
	}
}

// answers is the Call that the running code is to answer, or nil.
func (n *Node) answers() *call {
	if b := n.world.bubble; b != nil {
		return b.answers(n)
	}
	if p := n.world.running; p != nil && p.node == n.machine {
		return p.call
	}
	return n.call
}

func (n *Node) process(what string) *process {
	p := n.world.running
	if p == nil || p.node != n.machine {
		panic("sim: " + what + " is for processes: start one with Node.Go; a handler must not wait")
	}
	return p
}

// block hands control back to the world until the process is to go on.
func (p *process) block() {
	if !p.dead {
		p.yield <- struct{}{}
		<-p.wake
	}
	if p.dead {
		runtime.Goexit()
	}
}

// resume lets a process go on until it waits again or ends, and says whether it did.
func (w *World) resume(e *event) bool {
	p := e.process
	if p.ended || p.waits != e.call || e.call != nil && e.call.done {
		return false
	}
	w.step(p)
	return true
}

// step lets a process go on, and panics where it did.
func (w *World) step(p *process) {
	before := w.running
	w.running = p
	p.wake <- struct{}{}
	<-p.yield
	w.running = before
	if !p.ended {
		return
	}
	p.node.working = slices.DeleteFunc(p.node.working, func(other *process) bool { return other == p })
	if p.panic != nil {
		panic(p.panic)
	}
}

// answer gives a reply to the process that waits for it.
func (w *World) answer(c *call, m Message) {
	if w.bubble != nil {
		w.bubble.answer(c, m)
		return
	}
	if c.done || c.process.ended { // it came too late, or to a process that has died
		return
	}
	c.done, c.reply = true, m
	w.step(c.process)
}

// kill ends a node's processes.
func (w *World) kill(n *machine) {
	for _, p := range slices.Clone(n.working) {
		p.dead = true
		w.step(p)
	}
	n.working = nil
}

// stop ends all processes. A run that did not finish is left by a panic or by
// the test's end.
func (w *World) stop(finished bool) {
	w.lock()
	w.over = true
	w.unlock()
	for _, n := range w.nodes {
		n.node.end()
		w.kill(n)
	}
	if w.bubble != nil {
		w.bubble.stop(finished)
	}
}
