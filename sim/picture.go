package sim

import (
	"cmp"
	"slices"

	"happensbefore/trace"
)

const (
	// maxShown bounds the events of a diagram, so that it can still be read.
	maxShown = 200

	// mostDrawn bounds them with what was in force before them: who is down, and
	// who cannot reach whom.
	mostDrawn = 300

	// mostText bounds a diagram's text, in bytes: so much can be told of a failed check.
	mostText = 30_000

	// maxLanes is what the trace room draws at most.
	maxLanes = trace.MaxNodes
)

// trace is the run as a diagram can show it. Where there is too much, what led
// to the end is kept first, then the latest.
func (w *World) trace() *trace.Trace {
	p := picture{world: w, story: w.ended(), at: map[string]int{}}
	ops := w.operations()
	for len(ops) > 0 && p.size(ops) > mostText/2 {
		ops = ops[1:]
	}
	for budget := maxShown; budget > 0; budget /= 2 {
		p.choose(budget)
		p.mend()
		if len(p.events) <= mostDrawn && p.size(ops) <= mostText {
			break
		}
	}
	t := &trace.Trace{Nodes: p.lanes, Events: p.events, Ops: ops}
	t.Omitted = len(p.story) - p.kept()
	if len(t.Events) == 0 {
		// A diagram has one event at least.
		t.Events = []trace.Event{{Kind: trace.Note, Node: p.lanes[0], Label: "nothing happens", Timed: true, At: w.now}}
		t.Omitted = 0
	}
	if err := t.Stamp(); err != nil {
		panic("sim: the run cannot be drawn: " + err.Error())
	}
	return t
}

// ended is the story with the point at which a property broke.
func (w *World) ended() []trace.Event {
	if w.broken == nil {
		return w.story
	}
	end := trace.Event{Kind: trace.Fail, Node: w.broken.Node, Label: said(w.broken.What), Timed: true, At: w.now}
	if end.Node == "" {
		end.Node = w.lastUp()
	}
	if m := w.named[end.Node]; m == nil || !m.up || m.paused {
		// Nothing can happen there, and it has to be said nevertheless.
		end.Kind, end.Label = trace.Note, said("broken: "+w.broken.What)
		if m == nil {
			end.Node = w.nodes[0].name
		}
	}
	return append(slices.Clip(w.story), end)
}

// lastUp is the node at which something happened last, of those that can do
// something now.
func (w *World) lastUp() string {
	for _, e := range slices.Backward(w.story) {
		switch e.Kind {
		case trace.Local, trace.Send, trace.Receive:
			if m := w.named[e.Node]; m.up && !m.paused {
				return e.Node
			}
		}
	}
	return ""
}

// A picture is the part of a story that is shown.
type picture struct {
	world  *World
	story  []trace.Event
	lanes  []string
	keep   []bool
	at     map[string]int // message → where it was sent
	events []trace.Event
}

// size is about how long the diagram is as text.
func (p *picture) size(ops []trace.Op) (n int) {
	for i := range p.events {
		e := &p.events[i]
		n += 30 + len(e.Node) + len(e.Peer) + len(e.Label)
		for _, g := range e.Groups {
			n += maxName * len(g)
		}
	}
	for i := range ops {
		n += 30 + len(ops[i].Client) + len(ops[i].Label) + len(ops[i].Result)
	}
	return n
}

// choose decides which events are shown, so many and what was in force.
func (p *picture) choose(budget int) {
	p.keep = make([]bool, len(p.story))
	for i := range p.story {
		if p.story[i].Kind == trace.Send {
			p.at[p.story[i].Message] = i
		}
	}
	past := p.past()
	p.lanes = p.world.system.Nodes
	if len(p.lanes) > maxLanes {
		p.lanes = p.busiest(past)
	}
	first := len(p.story)
	for _, mustBePast := range []bool{true, false} {
		for i := len(p.story) - 1; i >= 0 && budget > 0; i-- {
			if !p.keep[i] && past[i] == mustBePast && p.shown(i) {
				p.keep[i] = true
				budget--
				first = min(first, i)
			}
		}
	}
	p.conditions(first)
}

// past says of each event whether it is in the causal past of the last one.
func (p *picture) past() []bool {
	past := make([]bool, len(p.story))
	nodes, messages := map[string]bool{}, map[string]bool{}
	for i, e := range slices.Backward(p.story) {
		switch {
		case len(nodes) == 0 && inLane(e.Kind):
			past[i] = true
		case e.Kind == trace.Send:
			past[i] = nodes[e.Node] || messages[e.Message]
		default:
			past[i] = inLane(e.Kind) && nodes[e.Node]
		}
		if past[i] {
			nodes[e.Node] = true
			if e.Kind == trace.Receive {
				messages[e.Message] = true
			}
		}
	}
	return past
}

func inLane(k trace.Kind) bool {
	switch k {
	case trace.Local, trace.Send, trace.Receive, trace.Fail, trace.Crash, trace.Restart, trace.Pause, trace.Resume:
		return true
	}
	return false
}

// busiest are the nodes of which most happened last, in the system's order.
func (p *picture) busiest(past []bool) []string {
	weight := map[string]int{}
	left := maxShown
	for i, e := range slices.Backward(p.story) {
		if left == 0 {
			break
		}
		if past[i] {
			weight[e.Node]++
			left--
		}
	}
	if len(p.story) > 0 {
		weight[p.story[len(p.story)-1].Node] = len(p.story)
	}
	names := slices.Clone(p.world.system.Nodes)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(weight[b], weight[a]) })
	chosen := names[:maxLanes]
	return slices.DeleteFunc(slices.Clone(p.world.system.Nodes), func(n string) bool { return !slices.Contains(chosen, n) })
}

// shown says whether the event stands at a node that is shown.
func (p *picture) shown(i int) bool {
	e := &p.story[i]
	switch e.Kind {
	case trace.Partition:
		return true
	case trace.Cut:
		return slices.Contains(p.lanes, e.Node) && slices.Contains(p.lanes, e.Peer)
	case trace.Heal:
		return e.Node == "" || slices.Contains(p.lanes, e.Node) && slices.Contains(p.lanes, e.Peer)
	}
	return slices.Contains(p.lanes, e.Node)
}

// conditions keeps what was in force at the first event that is kept, and all
// that changed it later.
func (p *picture) conditions(first int) {
	type link [2]string
	var split []int             // the partition, if any
	stopped := map[string]int{} // a node → its crash or pause
	cuts := map[link]int{}
	for i := range p.story {
		e := &p.story[i]
		if inLane(e.Kind) && !condition(e.Kind) || !condition(e.Kind) || !p.shown(i) {
			continue
		}
		if i >= first {
			p.keep[i] = true
			continue
		}
		switch e.Kind {
		case trace.Crash, trace.Pause:
			stopped[e.Node] = i
		case trace.Restart, trace.Resume:
			delete(stopped, e.Node)
		case trace.Partition:
			split = []int{i}
		case trace.Cut:
			cuts[link{e.Node, e.Peer}] = i
		case trace.Heal:
			if e.Node == "" {
				split = nil
				clear(cuts)
			} else {
				delete(cuts, link{e.Node, e.Peer})
			}
		}
	}
	for _, i := range split {
		p.keep[i] = true
	}
	for _, i := range stopped {
		p.keep[i] = true
	}
	for _, i := range cuts {
		p.keep[i] = true
	}
}

func condition(k trace.Kind) bool {
	switch k {
	case trace.Crash, trace.Restart, trace.Pause, trace.Resume, trace.Partition, trace.Cut, trace.Heal:
		return true
	}
	return false
}

// mend makes what is kept a story of its own: an end of a message that does not
// stand in it becomes what the node did for itself.
func (p *picture) mend() {
	p.events = make([]trace.Event, 0, p.kept()+1)
	ends := map[string]bool{} // messages whose end is kept
	ended := map[string]bool{}
	for i, e := range p.story {
		if e.Kind == trace.Receive || e.Kind == trace.Lost {
			ended[e.Message] = true
			ends[e.Message] = ends[e.Message] || p.keep[i]
		}
	}
	split := false
	var cuts []trace.Event
	for i, e := range p.story {
		if !p.keep[i] {
			continue
		}
		same := func(c trace.Event) bool { return c.Node == e.Node && c.Peer == e.Peer }
		switch e.Kind {
		case trace.Send:
			switch {
			case !slices.Contains(p.lanes, e.Peer), ended[e.Message] && !ends[e.Message]:
				e = trace.Event{Kind: trace.Local, Node: e.Node, Label: "to " + e.Peer + ": " + said(e.Label)}
			}
		case trace.Receive, trace.Lost:
			at := p.at[e.Message]
			if p.keep[at] && slices.Contains(p.lanes, p.story[at].Node) && slices.Contains(p.lanes, p.story[at].Peer) {
				break
			}
			if e.Kind == trace.Lost {
				continue
			}
			label := "from " + e.Peer + ": " + said(p.story[at].Label)
			if slices.Contains(p.lanes, e.Peer) {
				label += " (sent earlier)"
			}
			e = trace.Event{Kind: trace.Local, Node: e.Node, Label: label}
		case trace.Partition:
			if e.Groups = p.sides(e.Groups); len(e.Groups) >= 2 {
				split = true
				break
			}
			// Nothing of it is shown, and what was in force before is so no more.
			if split {
				split = false
				p.add(i, trace.Event{Kind: trace.Heal})
				for _, c := range cuts {
					p.add(i, c) // the healing would end them too
				}
			}
			continue
		case trace.Cut:
			if slices.ContainsFunc(cuts, same) {
				continue
			}
			cuts = append(cuts, e)
		case trace.Heal:
			if e.Node != "" {
				if !slices.ContainsFunc(cuts, same) {
					continue
				}
				cuts = slices.DeleteFunc(cuts, same)
				break
			}
			if !split && len(cuts) == 0 {
				continue
			}
			split, cuts = false, nil
		}
		p.add(i, e)
	}
}

// kept is how many events of the story are shown.
func (p *picture) kept() (n int) {
	for _, keep := range p.keep {
		if keep {
			n++
		}
	}
	return n
}

// add shows an event at the time of one of the story's.
func (p *picture) add(at int, e trace.Event) {
	e.Timed, e.At = true, p.story[at].At
	p.events = append(p.events, e)
}

// sides are a partition's groups as far as they are shown.
func (p *picture) sides(groups [][]string) [][]string {
	var shown [][]string
	for _, g := range groups {
		g = slices.DeleteFunc(slices.Clone(g), func(n string) bool { return !slices.Contains(p.lanes, n) })
		if len(g) > 0 {
			shown = append(shown, g)
		}
	}
	return shown
}

// Text is what happened, as text that the trace room draws; "" where nobody
// asked for it.
func (o *Outcome) Text() string {
	if o.Trace == nil {
		return ""
	}
	return trace.Format(o.Trace)
}
