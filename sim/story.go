package sim

import "happensbefore/trace"

// The story is what the diagram of a run shows.

// tell adds an event to it.
func (w *World) tell(e trace.Event) {
	if !w.drawn {
		return
	}
	e.At = w.now
	w.story = append(w.story, e)
}

// local adds a local event of a node and returns its place.
func (w *World) local(n *Node, label string) int {
	w.tell(trace.Event{Kind: trace.Local, Node: n.name, Label: label})
	return len(w.story) - 1
}

// forget removes the event at a place again if nothing followed from it: a
// timer that did nothing is not worth a line.
func (w *World) forget(at int) {
	if w.drawn && at == len(w.story)-1 {
		w.story = w.story[:at]
	}
}

func (w *World) note(n *Node, text string) {
	w.tell(trace.Event{Kind: trace.Note, Node: n.name, Label: text})
}

// Trace is the run so far as a trace, if it was asked for.
func (w *World) trace() *trace.Trace {
	return &trace.Trace{Nodes: w.system.Nodes, Events: w.story}
}
