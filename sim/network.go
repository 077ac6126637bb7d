package sim

import (
	"slices"
	"strconv"
	"time"

	"happensbefore/trace"
)

// A link is what the world knows of the way from one node to another.
type link struct {
	sent  int // messages so far
	asked bool
	Link
}

// An address is one message: the nth that one node sends to another.
type address struct{ sender, receiver, n int }

// A fate is what a schedule says of one message.
type fate struct {
	drop  bool
	delay time.Duration
	again []time.Duration
}

type plan map[address]*fate

// take enters a step where it will be found: with its message, with its node,
// or in the queue.
func (w *World) take(s *Step) {
	switch s.Action {
	case Drop, Delay, Duplicate:
		at := address{w.named[s.From].index, w.named[s.To].index, s.N}
		if w.plan == nil {
			w.plan = plan{}
		}
		f := w.plan[at]
		if f == nil {
			f = &fate{}
			w.plan[at] = f
		}
		switch s.Action {
		case Drop:
			f.drop = true
		case Delay:
			f.delay += s.For
		case Duplicate:
			f.again = append(f.again, s.For)
		}
	case Drift:
		w.named[s.Node].drift += ppb(s.Rate)
	default:
		if s.Action == Crash && s.N > 0 {
			n := w.named[s.Node]
			n.breaks = append(n.breaks, s)
			return
		}
		e := w.event(stepEvent)
		e.step = s
		w.push(e, s.At)
	}
}

func (w *World) pair(from, to *machine) int { return from.index*len(w.nodes) + to.index }

// send puts a message on its way.
func (w *World) send(from, to *machine, body Message, c *call, reply bool) {
	l := &w.links[w.pair(from, to)]
	if !l.asked {
		l.asked = true
		if w.system.Links != nil {
			l.Link = w.system.Links(from.name, to.name)
		}
		l.Latency = or(l.Latency, w.system.latency())
	}
	l.sent++
	at := address{from.index, to.index, l.sent}
	letter := 0
	if w.drawn {
		letter = w.write(from, to, body)
	}
	stamp := w.vectors.sent(from.index)
	var f fate
	if w.chance != nil {
		f = w.chance.fate(w, l, from, to)
	} else if p := w.plan[at]; p != nil {
		f = *p
	}
	if f.drop {
		w.lose(letter)
		return
	}
	arrives := w.now + l.Latency + f.delay
	w.sight.sent(w, at, arrives)
	e := w.event(messageEvent)
	e.node, e.from, e.n, e.body, e.letter = to, from, l.sent, body, letter
	e.call, e.reply, e.time = c, reply, stamp
	w.push(e, arrives)
	for _, after := range f.again {
		second := w.event(messageEvent)
		*second = *e
		second.body = w.shapes.copied(body)
		w.push(second, arrives+after)
		if w.drawn {
			w.letters[letter].copies++
		}
	}
}

// arrive delivers a message, unless its receiver is down or out of reach.
func (w *World) arrive(e *event) {
	n := e.node
	if !n.up || w.blocked != nil && w.blocked[w.pair(e.from, n)] {
		w.lose(e.letter)
		return
	}
	w.vectors.received(n.index, e.time)
	if w.drawn {
		w.deliver(e)
	}
	if e.reply {
		w.answer(e.call, e.body)
		return
	}
	n.node.call = e.call
	n.handler.Receive(e.from.name, e.body)
	n.node.call = nil
}

// The diagram shows a message as lost when its last copy is, and none arrived.
type letter struct {
	name   string
	copies int // still on their way
	read   bool
	from   *machine
	to     *machine
	label  string
}

// write adds a message to the story and returns its number there.
func (w *World) write(from, to *machine, body Message) int {
	if len(w.letters) == 0 {
		w.letters = append(w.letters, letter{}) // so that none is 0
	}
	number := len(w.letters)
	l := letter{name: "m" + strconv.Itoa(number), copies: 1, from: from, to: to, label: words(body)}
	w.letters = append(w.letters, l)
	if from == to {
		w.local(from, "to itself: "+l.label)
	} else {
		w.tell(trace.Event{Kind: trace.Send, Node: from.name, Peer: to.name, Message: l.name, Label: l.label})
	}
	return number
}

func (w *World) deliver(e *event) {
	l := &w.letters[e.letter]
	l.copies--
	l.read = true
	if l.from == l.to {
		w.local(l.to, "from itself: "+l.label)
	} else {
		w.tell(trace.Event{Kind: trace.Receive, Node: l.to.name, Peer: l.from.name, Message: l.name})
	}
}

// lose is the end of one copy of a message.
func (w *World) lose(number int) {
	if !w.drawn {
		return
	}
	l := &w.letters[number]
	l.copies--
	if l.copies == 0 && !l.read && l.from != l.to {
		w.tell(trace.Event{Kind: trace.Lost, Node: l.from.name, Peer: l.to.name, Message: l.name})
	}
}

// barriers finds out anew which pairs of nodes partitions and cuts keep apart.
func (w *World) barriers() {
	w.blocked = nil
	if len(w.apart) == 0 {
		return
	}
	w.blocked = make([]bool, len(w.nodes)*len(w.nodes))
	for _, s := range w.apart {
		if s.Action == Cut {
			w.blocked[w.pair(w.named[s.From], w.named[s.To])] = true
			continue
		}
		for i, group := range s.Groups {
			for j, other := range s.Groups {
				if i == j {
					continue
				}
				for _, a := range group {
					for _, b := range other {
						w.blocked[w.pair(w.named[a], w.named[b])] = true
					}
				}
			}
		}
	}
}

// begin lets a step of the schedule happen.
func (w *World) begin(s *Step) {
	n := w.named[s.Node]
	switch s.Action {
	case Crash:
		if !n.up {
			return
		}
		w.crash(n, s.Keep)
	case Pause:
		if !n.up || n.paused {
			return
		}
		w.lock()
		n.paused = true
		if w.bubble != nil {
			n.resumed = make(chan struct{})
		}
		w.unlock()
		w.tell(trace.Event{Kind: trace.Pause, Node: n.name})
	case Partition, Cut:
		w.apart = append(w.apart, s)
		w.barriers()
		w.tellBarriers()
	case Skew:
		w.lock()
		n.skew += s.For
		w.unlock()
		w.note(n, "its clock jumps by "+s.For.String())
		return
	}
	w.undo(s, n)
}

// undo has a step end when its time is over.
func (w *World) undo(s *Step, n *machine) {
	if s.For <= 0 {
		return
	}
	e := w.event(endEvent)
	e.step = s
	if n != nil {
		e.epoch = n.epoch
	}
	w.push(e, w.now+s.For)
}

// end undoes a step of the schedule.
func (w *World) end(e *event) {
	s := e.step
	n := w.named[s.Node]
	switch s.Action {
	case Crash:
		if n.up || n.epoch != e.epoch {
			return
		}
		w.tell(trace.Event{Kind: trace.Restart, Node: n.name})
		w.boot(n)
	case Pause:
		if n.epoch != e.epoch || !n.paused {
			return
		}
		w.lock()
		n.paused = false
		w.unlock()
		w.tell(trace.Event{Kind: trace.Resume, Node: n.name})
		held := n.held
		n.held = nil
		for _, h := range held {
			w.push(h, w.now)
		}
		if w.bubble != nil {
			w.bubble.release(n)
		}
	case Partition, Cut:
		w.apart = slices.DeleteFunc(w.apart, func(other *Step) bool { return other == s })
		w.barriers()
		w.tellBarriers()
	}
}
