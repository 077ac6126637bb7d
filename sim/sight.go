package sim

import (
	"math"
	"time"
)

// A sight is what a search sees of a run: where something could have gone
// otherwise. A run that nobody searches has none.
type sight struct {
	sends  []sending
	visits []visit
	prints []uint64 // of each node's events so far, one after the other
}

// A sending is a message on its way.
type sending struct {
	address
	at, arrives time.Duration
}

// A visit is something that happened to a node, or would have but for a fault.
type visit struct {
	at       time.Duration
	node     int
	from     int // the sender, or -1 where it is no message
	unsynced int // bytes that the node would lose if it went down now
	writes   int // to its disk, so far
}

func newSight(nodes int) *sight {
	s := &sight{prints: make([]uint64, nodes)}
	for i := range s.prints {
		s.prints[i] = uint64(i) + 1
	}
	return s
}

func (s *sight) sent(w *World, at address, arrives time.Duration) {
	if s != nil {
		s.sends = append(s.sends, sending{at, w.now, arrives})
	}
}

// happened notes an event that reached its node.
func (s *sight) happened(w *World, e *event) {
	if s == nil || e.node == nil || e.kind == stepEvent || e.kind == endEvent {
		return
	}
	v := visit{at: w.now, node: e.node.index, from: -1, unsynced: e.node.store.unsynced(), writes: e.node.writes}
	mark := uint64(e.kind)
	switch e.kind {
	case messageEvent:
		v.from = e.from.index
		mark = mix(mix(mark, uint64(v.from)), uint64(e.n))
	case timerEvent:
		for i := range len(e.timer) {
			mark = mix(mark, uint64(e.timer[i]))
		}
	}
	s.visits = append(s.visits, v)
	s.mark(e.node, mark)
}

// mark tells a node's history from others. Who reads a clock tells apart, too,
// histories that differ by the time alone.
func (s *sight) mark(n *machine, what uint64) {
	if s != nil {
		s.prints[n.index] = mix(s.prints[n.index], what)
	}
}

// print is the same for two runs in which each node met the same events in the
// same order: what their nodes could have known of each other is the same.
func (s *sight) print() uint64 {
	all := uint64(0)
	for _, p := range s.prints {
		all = mix(all, p)
	}
	return all
}

// mix is one round of a hash whose result depends on the order (the finalizer
// of splitmix64).
func mix(h, v uint64) uint64 {
	h = (h ^ v) + 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// unsynced is the size of the largest part of a file that a crash would lose.
func (s *store) unsynced() int {
	most := 0
	for _, f := range s.files {
		most = max(most, len(f.data)-f.durable)
	}
	return most
}

// noLimit lets a run go on until its time is over or maxEvents have happened.
const noLimit = math.MaxInt
