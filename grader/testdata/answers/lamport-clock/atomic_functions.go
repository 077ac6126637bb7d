// The old functions of sync/atomic on a plain uint64.
package lamport

import "sync/atomic"

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

type Clock struct {
	time uint64
	node string
}

func New(node string) *Clock {
	c := new(Clock)
	c.node = node
	return c
}

func (c *Clock) stamp(t uint64) Stamp {
	return Stamp{Time: t, Node: c.node}
}

func (c *Clock) Tick() Stamp {
	return c.stamp(atomic.AddUint64(&c.time, 1))
}

func (c *Clock) Send() Stamp {
	return c.stamp(atomic.AddUint64(&c.time, 1))
}

func (c *Clock) Receive(s Stamp) Stamp {
	for {
		cur := atomic.LoadUint64(&c.time)
		want := cur
		if s.Time > want {
			want = s.Time
		}
		want++
		if atomic.CompareAndSwapUint64(&c.time, cur, want) {
			return c.stamp(want)
		}
	}
}
