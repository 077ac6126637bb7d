package sim

import (
	"errors"
	"runtime"
	"slices"
	"time"
)

// ErrTimeout is what Call returns when no reply came in time.
var ErrTimeout = errors.New("sim: no reply in time")

// A process is code of a node that may wait, in a goroutine of its own. Only
// one goroutine of a world runs at a time: the world's or one process's.
type process struct {
	node  *Node
	epoch int
	wake  chan struct{} // to the process: go on
	yield chan struct{} // to the world: it waits, or has ended
	dead  bool          // it is to end instead of going on
	ended bool
	panic any
	waits *call // the call whose end it waits for
}

// A call is a message that a process waits to be answered.
type call struct {
	caller  *Node
	process *process
	reply   Message
	done    bool
}

// Go starts f as a process of the node: it may wait, with Sleep and Call and
// by no other means, while the node goes on receiving. It ends when f returns
// or the node crashes; then its deferred functions run.
func (n *Node) Go(f func()) {
	w := n.world
	p := &process{node: n, epoch: n.epoch, wake: make(chan struct{}), yield: make(chan struct{})}
	n.working = append(n.working, p)
	go func() {
		<-p.wake
		defer func() {
			p.panic = recover()
			p.ended = true
			p.yield <- struct{}{}
		}()
		if !p.dead {
			f()
		}
	}()
	w.push(&event{kind: processEvent, node: n, epoch: n.epoch, process: p}, w.now)
}

// Sleep makes the process that calls it wait for d on the node's own clock.
func (n *Node) Sleep(d time.Duration) {
	p := n.process("Sleep")
	w := n.world
	w.push(&event{kind: processEvent, node: n, epoch: n.epoch, process: p}, w.now+n.lasting(d))
	p.block()
}

// Call sends a message and makes the process that calls it wait for the reply,
// at most for timeout on the node's own clock; then the error is ErrTimeout.
// A reply that comes later is dropped.
func (n *Node) Call(to string, m Message, timeout time.Duration) (Message, error) {
	p := n.process("Call")
	w := n.world
	c := &call{caller: n, process: p}
	p.waits = c
	w.send(n, to, m, c)
	w.push(&event{kind: processEvent, node: n, epoch: n.epoch, process: p, call: c}, w.now+n.lasting(timeout))
	p.block()
	p.waits = nil
	if !c.done {
		c.done = true
		return nil, ErrTimeout
	}
	return c.reply, nil
}

// Reply answers the message that the node's handler is receiving, where it was
// sent by Call; otherwise it sends m to the sender as Send does.
func (n *Node) Reply(to string, m Message) { n.world.send(n, to, m, n.call) }

func (n *Node) process(what string) *process {
	p := n.world.running
	if p == nil || p.node != n {
		panic("sim: " + what + " is for processes: start one with Node.Go; a handler must not wait")
	}
	return p
}

// block hands control back to the world until the process is to go on.
func (p *process) block() {
	p.yield <- struct{}{}
	<-p.wake
	if p.dead {
		runtime.Goexit()
	}
}

// resume lets a process go on until it waits again or ends.
func (w *World) resume(e *event) {
	p := e.process
	if p.ended || e.call != nil && (e.call.done || p.waits != e.call) {
		return
	}
	w.step(p)
	if p.panic != nil {
		panic(p.panic)
	}
}

func (w *World) step(p *process) {
	before := w.running
	w.running = p
	p.wake <- struct{}{}
	<-p.yield
	w.running = before
	if p.ended {
		p.node.working = slices.DeleteFunc(p.node.working, func(other *process) bool { return other == p })
	}
}

// answer gives a reply to the process that waits for it.
func (w *World) answer(c *call, m Message) {
	if c.done {
		return
	}
	c.done, c.reply = true, m
	w.step(c.process)
	if c.process.panic != nil {
		panic(c.process.panic)
	}
}

// kill ends a node's processes.
func (w *World) kill(n *Node) {
	for _, p := range slices.Clone(n.working) {
		p.dead = true
		w.step(p)
	}
	n.working = nil
}

// stop ends all processes.
func (w *World) stop() {
	for _, n := range w.nodes {
		w.kill(n)
	}
}
