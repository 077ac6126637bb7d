package sim

import (
	"slices"
	"strconv"
	"time"

	"happensbefore/trace"
)

// An address is one message: the nth that one node sends to another.
type address struct{ sender, receiver, n int }

// A fate is what a schedule says of one message.
type fate struct {
	drop  bool
	delay time.Duration
	again []time.Duration
}

type plan map[address]*fate

// take enters a step where it will be found: with its message, or in the queue.
func (p plan) take(w *World, s *Step) {
	switch s.Action {
	case Drop, Delay, Duplicate:
		from, to := w.named[s.From], w.named[s.To]
		if from == nil || to == nil {
			return
		}
		at := address{from.index, to.index, s.N}
		f := p[at]
		if f == nil {
			f = &fate{}
			p[at] = f
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
		if n := w.named[s.Node]; n != nil {
			n.drift += s.Rate
		}
	default:
		w.push(&event{kind: stepEvent, step: s}, s.At)
	}
}

// send puts a message on its way.
func (w *World) send(from *Node, name string, body Message, c *call) {
	to := w.node(name)
	pair := from.index*len(w.nodes) + to.index
	w.sent[pair]++
	at := address{from.index, to.index, w.sent[pair]}
	m := &message{from: from, to: to, address: at, body: copied(body), call: c, reply: c != nil && c.caller != from}
	if w.drawn {
		w.names++
		m.name = "m" + strconv.Itoa(w.names)
		if from == to {
			w.local(from, "to itself: "+words(body))
		} else {
			w.tell(trace.Event{Kind: trace.Send, Node: from.name, Peer: to.name, Message: m.name, Label: words(body)})
		}
	}
	f := w.plan[at]
	if w.chance != nil {
		f = w.chance.fate(w, from, to, at.n)
	}
	arrives := w.now + w.system.latency()
	if f != nil {
		if f.drop {
			w.lose(m)
			return
		}
		arrives += f.delay
	}
	w.sight.sent(w, m, arrives)
	w.push(&event{kind: messageEvent, node: to, message: m}, arrives)
	if f != nil {
		for _, after := range f.again {
			w.push(&event{kind: messageEvent, node: to, message: m, again: true}, arrives+after)
		}
	}
}

// arrive delivers a message, unless its receiver is down or out of reach.
func (w *World) arrive(e *event) {
	m, n := e.message, e.node
	if !n.up || w.unreachable(m.from.name, n.name) {
		if !e.again {
			w.lose(m)
		}
		return
	}
	if w.drawn {
		if m.from == n {
			w.local(n, "from itself: "+words(m.body))
		} else if !(e.again && w.lost(m)) {
			w.tell(trace.Event{Kind: trace.Receive, Node: n.name, Peer: m.from.name, Message: m.name})
		}
	}
	m.ended = true
	body := m.body
	if e.again {
		body = copied(body)
	}
	if m.reply {
		w.answer(m.call, body)
		return
	}
	n.call = m.call
	n.handler.Receive(m.from.name, body)
	n.call = nil
}

func (w *World) lose(m *message) {
	if w.drawn && m.from != m.to && !m.ended {
		w.tell(trace.Event{Kind: trace.Lost, Node: m.from.name, Peer: m.to.name, Message: m.name})
	}
	m.ended = true
}

// lost says whether the diagram has the message's first copy as lost; it
// cannot show that a second one arrives nevertheless.
func (w *World) lost(m *message) bool {
	return slices.ContainsFunc(w.story, func(e trace.Event) bool { return e.Kind == trace.Lost && e.Message == m.name })
}

// unreachable says whether a partition or a cut is in the way.
func (w *World) unreachable(from, to string) bool {
	for _, s := range w.apart {
		if s.Action == Cut {
			if s.From == from && s.To == to {
				return true
			}
			continue
		}
		a, b := side(s.Groups, from), side(s.Groups, to)
		if a >= 0 && b >= 0 && a != b {
			return true
		}
	}
	return false
}

func side(groups [][]string, node string) int {
	return slices.IndexFunc(groups, func(g []string) bool { return slices.Contains(g, node) })
}

// begin lets a step of the schedule happen.
func (w *World) begin(e *event) {
	s := e.step
	n := w.named[s.Node]
	switch s.Action {
	case Crash:
		if n == nil || !n.up {
			return
		}
		w.crash(n, s.Keep)
	case Pause:
		if n == nil || !n.up || n.paused {
			return
		}
		n.paused = true
		w.tell(trace.Event{Kind: trace.Pause, Node: n.name})
	case Partition:
		w.apart = append(w.apart, s)
		w.tell(trace.Event{Kind: trace.Partition, Groups: s.Groups})
	case Cut:
		w.apart = append(w.apart, s)
		w.tell(trace.Event{Kind: trace.Cut, Node: s.From, Peer: s.To})
	case Skew:
		if n != nil {
			n.skew += s.For
			w.note(n, "clock jumps by "+s.For.String())
		}
		return
	}
	if s.For > 0 {
		undo := &event{kind: endEvent, step: s}
		if n != nil {
			undo.epoch = n.epoch
		}
		w.push(undo, w.now+s.For)
	}
}

// end undoes a step of the schedule.
func (w *World) end(e *event) {
	s := e.step
	n := w.named[s.Node]
	switch s.Action {
	case Crash:
		if n.up {
			return
		}
		w.tell(trace.Event{Kind: trace.Restart, Node: n.name})
		w.boot(n)
	case Pause:
		if n.epoch != e.epoch || !n.paused {
			return
		}
		n.paused = false
		w.tell(trace.Event{Kind: trace.Resume, Node: n.name})
		held := n.held
		n.held = nil
		for _, h := range held {
			w.push(h, w.now)
		}
	case Partition, Cut:
		w.apart = slices.DeleteFunc(w.apart, func(other *Step) bool { return other == s })
		heal := trace.Event{Kind: trace.Heal}
		if s.Action == Cut {
			heal.Node, heal.Peer = s.From, s.To
		}
		w.tell(heal)
	}
}
