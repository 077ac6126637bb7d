package sim

import "time"

type eventKind uint8

const (
	messageEvent eventKind = iota
	timerEvent
	stepEvent    // a step of the schedule begins
	endEvent     // a step of the schedule ends
	clientEvent  // what World.At set
	processEvent // a process goes on
)

// An event is something that is going to happen. Events are used again; who
// keeps one beyond its happening has to take it out of circulation first.
type event struct {
	kind  eventKind
	void  bool
	reply bool // the message answers the call, and goes to the process that waits

	node    *machine // to which it happens
	epoch   int
	timer   string   // or a client's label
	from    *machine // of a message
	n       int      // which message of those from there to here
	body    Message
	letter  int   // the message's number in the diagram
	time    []int // of a message: vector time, where it is kept
	step    *Step
	do      func()
	process *process
	call    *call // of a message; of a process that waits for a reply: its time is over
}

// A place in the queue.
type place struct {
	at  time.Duration
	seq uint64 // decides between events of one instant: the earlier caused comes first
	*event
}

func (p *place) before(o *place) bool { return p.at < o.at || p.at == o.at && p.seq < o.seq }

// A queue is a heap with four children to each place, the next event first.
type queue []place

func (q *queue) push(p place) {
	*q = append(*q, p)
	h := *q
	i := len(h) - 1
	for i > 0 {
		parent := (i - 1) / 4
		if !p.before(&h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = p
}

func (q *queue) pop() place {
	h := *q
	first, last := h[0], h[len(h)-1]
	h[len(h)-1] = place{}
	h = h[:len(h)-1]
	*q = h
	if len(h) == 0 {
		return first
	}
	i := 0
	for {
		child := 4*i + 1
		if child >= len(h) {
			break
		}
		least := child
		for c := child + 1; c < min(child+4, len(h)); c++ {
			if h[c].before(&h[least]) {
				least = c
			}
		}
		if !h[least].before(&last) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = last
	return first
}

// event is a fresh one.
func (w *World) event(kind eventKind) *event {
	if n := len(w.spare); n > 0 {
		e := w.spare[n-1]
		w.spare = w.spare[:n-1]
		*e = event{kind: kind}
		return e
	}
	// In blocks, each twice as long: some runs have ten of them, some thousands.
	w.block = min(max(2*w.block, 8), 256)
	block := make([]event, w.block)
	for i := range block[1:] {
		w.spare = append(w.spare, &block[i+1])
	}
	block[0].kind = kind
	return &block[0]
}

// push enters an event for a time, or for now if that is past.
func (w *World) push(e *event, at time.Duration) {
	w.caused++
	w.queue.push(place{max(at, w.now), w.caused, e})
}
