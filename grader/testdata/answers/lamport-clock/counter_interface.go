// The counter is an interface with one implementation.
package lamport

import "sync"

type Stamp struct {
	Time uint64
	Node string
}

func (s Stamp) Before(o Stamp) bool {
	if s.Time != o.Time {
		return s.Time < o.Time
	}
	return s.Node < o.Node
}

type counter interface {
	next(atLeast uint64) uint64
}

type lockedCounter struct {
	mu sync.Mutex
	n  uint64
}

func (l *lockedCounter) next(atLeast uint64) uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if atLeast > l.n {
		l.n = atLeast
	}
	l.n++
	return l.n
}

type Clock struct {
	node    string
	counter counter
}

func New(node string) *Clock {
	return &Clock{node: node, counter: &lockedCounter{}}
}

func (c *Clock) Tick() Stamp {
	return Stamp{Time: c.counter.next(0), Node: c.node}
}

func (c *Clock) Send() Stamp {
	return Stamp{Time: c.counter.next(0), Node: c.node}
}

func (c *Clock) Receive(s Stamp) Stamp {
	return Stamp{Time: c.counter.next(s.Time), Node: c.node}
}
