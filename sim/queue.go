package sim

import (
	"container/heap"
	"time"
)

type eventKind uint8

const (
	messageEvent eventKind = iota
	timerEvent
	stepEvent    // a step of the schedule begins
	endEvent     // a step of the schedule ends
	clientEvent  // what World.At set
	processEvent // a process goes on
)

// An event is something that is going to happen.
type event struct {
	at   time.Duration
	seq  uint64 // decides between events of one instant: the earlier caused comes first
	kind eventKind
	void bool

	node    *Node // to which it happens
	epoch   int
	timer   string
	message *message
	again   bool // the message's second copy
	step    *Step
	label   string
	do      func()
	process *process
	call    *call // of a process that waits for a reply: its time is over
}

// A queue is a heap of events, the next one first.
type queue []*event

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return q[i].at < q[j].at || q[i].at == q[j].at && q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(e any)   { *q = append(*q, e.(*event)) }
func (q *queue) Pop() any {
	old := *q
	last := len(old) - 1
	e := old[last]
	old[last] = nil
	*q = old[:last]
	return e
}

func (w *World) push(e *event, at time.Duration) {
	w.caused++
	e.at, e.seq = max(at, w.now), w.caused
	heap.Push(&w.queue, e)
}

func (w *World) pop() *event { return heap.Pop(&w.queue).(*event) }
