package sim

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
)

// A bubble runs a world where nodes' code may wait by any means, inside a
// bubble of testing/synctest. Virtual time is the bubble's own: it goes on when
// every goroutine waits. Between any two events the world waits for all others
// to have come to rest, so that what they share with handlers, and with each
// other in different events, is used by one at a time.
//
// What goroutines do to the world in between is collected, and done by the
// world when all rest: first what handlers did, then what goroutines did,
// node by node, each goroutine's own acts in their order, and goroutines in the
// order of what they did, not of when. So a run is a function of the code and
// the schedule as long as the nodes' own code is one: as long as goroutines that
// go on in the same instant do not compete, for a lock, or for a value in a
// channel.
type bubble struct {
	world *World
	wait  func()
	begin time.Time
	home  uint64        // the world's own goroutine
	kick  chan struct{} // somebody acted while the world slept

	mu        sync.Mutex // guards what follows, and of machines what World.lock says
	acts      []act
	panic     *Panic
	alive     map[string]int   // processes that have not ended, by node
	answering map[uint64]*call // by goroutine
}

// An act is what a goroutine did to the world.
type act struct {
	goroutine uint64
	node      *Node // nil for a client
	says      string
	do        func()
}

func newBubble(w *World) *bubble {
	return &bubble{world: w, wait: w.system.Wait, begin: time.Now(), home: goroutine(), kick: make(chan struct{}, 1), alive: map[string]int{}, answering: map[uint64]*call{}}
}

// goroutine is the number of the goroutine that calls it.
func goroutine() uint64 {
	var text [64]byte
	n := uint64(0)
	for _, c := range text[len("goroutine "):runtime.Stack(text[:], false)] {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + uint64(c-'0')
	}
	return n
}

func (b *bubble) now() time.Duration { return time.Since(b.begin) }

// enter returns with the lock when the node may act: it waits while the node is
// paused, and does not return to a process whose node is gone.
func (b *bubble) enter(n *Node) (goroutineNumber uint64) {
	me := goroutine()
	for {
		b.mu.Lock()
		if me == b.home || n == nil {
			return me
		}
		if n.gone() {
			b.mu.Unlock()
			runtime.Goexit()
		}
		if !n.paused {
			return me
		}
		resumed := n.resumed
		b.mu.Unlock()
		<-resumed
	}
}

func (b *bubble) act(n *Node, says string, do func()) {
	me := b.enter(n)
	defer b.mu.Unlock()
	b.add(act{me, n, says, do})
}

func (b *bubble) add(a act) {
	if a.node != nil && a.node.gone() {
		return
	}
	b.acts = append(b.acts, a)
	if a.goroutine != b.home {
		select {
		case b.kick <- struct{}{}:
		default:
		}
	}
}

func (b *bubble) send(n *Node, to *machine, m Message, c *call, reply bool) {
	me := b.enter(n)
	defer b.mu.Unlock()
	body := b.world.shapes.copied(m)
	says := ""
	if me != b.home { // who is alone needs no order
		says = "send " + to.name + " " + words(body)
	}
	b.add(act{me, n, says, func() { b.world.send(n.machine, to, body, c, reply) }})
}

// settle waits for all other goroutines to rest, does what they did to the
// world, and says whether that was anything.
func (b *bubble) settle() bool {
	did := false
	for {
		b.wait()
		b.mu.Lock()
		acts, panicked := b.acts, b.panic
		b.acts = nil
		b.mu.Unlock()
		if panicked != nil {
			panic(panicked)
		}
		if len(acts) == 0 {
			return did
		}
		did = true
		b.world.now = b.now()
		for _, a := range b.ordered(acts) {
			if a.node == nil || a.node.life == a.node.epoch {
				a.do()
			}
		}
	}
}

// ordered puts acts in an order that does not depend on which goroutine was
// quicker. Goroutines that did the same may change places: nobody can tell.
func (b *bubble) ordered(acts []act) []act {
	alone := true
	for i := range acts {
		alone = alone && acts[i].goroutine == acts[0].goroutine
	}
	if alone {
		return acts
	}
	var lines [][]act
	at := map[uint64]int{}
	for _, a := range acts {
		i, known := at[a.goroutine]
		if !known {
			i = len(lines)
			at[a.goroutine] = i
			lines = append(lines, nil)
		}
		lines[i] = append(lines[i], a)
	}
	slices.SortStableFunc(lines, func(x, y []act) int {
		if d := cmp.Compare(b.rank(x[0]), b.rank(y[0])); d != 0 {
			return d
		}
		return slices.CompareFunc(x, y, func(x, y act) int { return strings.Compare(x.says, y.says) })
	})
	return slices.Concat(lines...)
}

// rank is -2 for the world's own goroutine, -1 for a client's, else the node's.
func (b *bubble) rank(a act) int {
	switch {
	case a.goroutine == b.home:
		return -2
	case a.node == nil:
		return -1
	}
	return a.node.index
}

// advance lets time go on to the next event, and says whether there is one
// before the time is over.
func (b *bubble) advance() bool {
	w := b.world
	for w.broken == nil {
		for len(w.queue) > 0 && w.queue[0].void {
			w.spare = append(w.spare, w.queue.pop().event)
		}
		until, more := w.system.length(), false
		if len(w.queue) > 0 && w.queue[0].at <= until {
			until, more = w.queue[0].at, true
		}
		left := until - b.now()
		if left <= 0 {
			return more
		}
		b.sleepOrKick(left)
		if w.settle() {
			w.judge()
		}
	}
	return false
}

func (b *bubble) sleepOrKick(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-b.kick:
	}
}

func (b *bubble) start(n *Node, f func()) {
	me := b.enter(n)
	defer b.mu.Unlock()
	if n.gone() {
		return
	}
	b.alive[n.name]++
	c := n.call
	if me != b.home {
		c = b.answering[me]
	}
	go func() {
		me := goroutine()
		b.mu.Lock()
		b.answering[me] = c
		b.mu.Unlock()
		returned := false
		defer func() {
			v := recover()
			b.mu.Lock()
			defer b.mu.Unlock()
			if v != nil && !returned && b.panic == nil {
				b.panic = &Panic{n.name, v, debug.Stack()}
				select {
				case b.kick <- struct{}{}:
				default:
				}
			}
			b.alive[n.name]--
			delete(b.answering, me)
		}()
		f()
		returned = true
	}()
}

func (b *bubble) answers(n *Node) *call {
	me := goroutine()
	if me == b.home {
		return n.call
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.answering[me]
}

func (b *bubble) sleep(n *Node, d time.Duration) {
	b.mayWait("Sleep")
	b.enter(n)
	d = n.lasting(d)
	b.mu.Unlock()
	select {
	case <-time.After(d):
	case <-n.Context().Done():
	}
	b.enter(n)
	b.mu.Unlock()
}

func (b *bubble) call(n *Node, to string, m Message, timeout time.Duration) (Message, error) {
	b.mayWait("Call")
	c := &call{caller: n.machine, back: make(chan Message, 1)}
	b.send(n, b.world.node(to), m, c, false)
	b.mu.Lock()
	timeout = n.lasting(timeout)
	b.mu.Unlock()
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	var reply Message
	err := error(nil)
	select {
	case reply = <-c.back:
	case <-timer.C:
		err = ErrTimeout
	case <-n.Context().Done():
	}
	b.enter(n) // does not come back where the node is gone
	c.done = true
	b.mu.Unlock()
	return reply, err
}

func (b *bubble) mayWait(what string) {
	if goroutine() == b.home {
		panic("sim: " + what + " is for processes: start one with Node.Go; a handler must not wait")
	}
}

func (b *bubble) answer(c *call, m Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !c.done {
		c.done = true
		c.back <- m
	}
}

// release lets those go on who wait for the end of a node's pause.
func (b *bubble) release(n *machine) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n.resumed != nil {
		close(n.resumed)
		n.resumed = nil
	}
}

// stop lets the goroutines that are left meet the end: at their next call of
// a node's method, or when they see its context cancelled.
func (b *bubble) stop(finished bool) {
	for _, n := range b.world.nodes {
		b.release(n)
	}
	if !finished {
		return
	}
	// Some only sleep, and meet the end when they wake.
	time.Sleep(b.world.system.length())
	b.wait()
	if left := b.left(); left != "" && b.world.broken == nil {
		b.world.broken = &Violation{Property: "a process ends when its node is down or the run is over", At: b.world.now,
			What: fmt.Sprintf("processes of %s still wait: have them wait for Node.Context().Done() too", left)}
	}
}

// left names the nodes whose processes have not ended.
func (b *bubble) left() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var names []string
	for _, n := range b.world.nodes {
		if b.alive[n.name] > 0 {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, ", ")
}
