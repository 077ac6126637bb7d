package sim

import (
	"slices"

	"happensbefore/trace"
)

// The story is what the diagram of a run shows.

// tell adds an event to it.
func (w *World) tell(e trace.Event) {
	if !w.drawn {
		return
	}
	e.Timed, e.At = true, w.now
	w.story = append(w.story, e)
}

// maxLabel bounds what a diagram says at one event, in bytes.
const maxLabel = 120

// local adds a local event of a node and returns its place.
func (w *World) local(n *machine, label string) int {
	if !w.drawn {
		return 0
	}
	w.tell(trace.Event{Kind: trace.Local, Node: n.name, Label: said(label)})
	return len(w.story) - 1
}

// forget removes the event at a place again if nothing followed from it: a
// timer that did nothing is not worth a line.
func (w *World) forget(at int) {
	if w.drawn && at == len(w.story)-1 {
		w.story = w.story[:at]
	}
}

func (w *World) note(n *machine, text string) {
	if w.drawn {
		w.tell(trace.Event{Kind: trace.Note, Node: n.name, Label: said(text)})
	}
}

func said(label string) string {
	if label == "" {
		return "·"
	}
	return clip(label, maxLabel)
}

// tellBarriers tells what has changed of what keeps nodes apart. A diagram
// knows one partition at a time, and single cuts.
func (w *World) tellBarriers() {
	if !w.drawn {
		return
	}
	split, cuts := w.picture()
	if w.split != nil && split == nil {
		w.tell(trace.Event{Kind: trace.Heal})
		w.split, w.cuts = nil, nil // that ends cuts too
	}
	for _, old := range w.cuts {
		if !slices.Contains(cuts, old) {
			w.tell(trace.Event{Kind: trace.Heal, Node: old[0], Peer: old[1]})
		}
	}
	if split != nil && !slices.EqualFunc(split, w.split, slices.Equal[[]string]) {
		w.tell(trace.Event{Kind: trace.Partition, Groups: split})
	}
	for _, cut := range cuts {
		if !slices.Contains(w.cuts, cut) {
			w.tell(trace.Event{Kind: trace.Cut, Node: cut[0], Peer: cut[1]})
		}
	}
	w.split, w.cuts = split, cuts
}

// picture is what is in the way, as one partition and the cuts that it does not
// imply. The partition is the newest; others that last show as cuts, but for
// those that are finer or coarser than it: then the finest says all.
func (w *World) picture() (split [][]string, cuts [][2]string) {
	for _, s := range w.apart {
		if s.Action == Partition && (split == nil || !implies(split, s.Groups)) {
			split = s.Groups
		}
	}
	for i, a := range w.nodes {
		for j, b := range w.nodes {
			if w.blocked != nil && w.blocked[i*len(w.nodes)+j] && !separates(split, a.name, b.name) {
				cuts = append(cuts, [2]string{a.name, b.name})
			}
		}
	}
	return split, cuts
}

// implies says whether all that others keeps apart groups keeps apart too.
func implies(groups, others [][]string) bool {
	for i, one := range others {
		for _, other := range others[i+1:] {
			for _, a := range one {
				for _, b := range other {
					if !separates(groups, a, b) {
						return false
					}
				}
			}
		}
	}
	return true
}

func separates(groups [][]string, a, b string) bool {
	x, y := side(groups, a), side(groups, b)
	return x >= 0 && y >= 0 && x != y
}

func side(groups [][]string, node string) int {
	return slices.IndexFunc(groups, func(g []string) bool { return slices.Contains(g, node) })
}
