// An iterator over the entries of both times.
package vector

import "iter"

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

// pairs yields the entries of two times, for every node that either knows.
func pairs(a, b Time) iter.Seq2[uint64, uint64] {
	return func(yield func(uint64, uint64) bool) {
		for node, n := range a {
			if !yield(n, b[node]) {
				return
			}
		}
		for node, n := range b {
			if _, seen := a[node]; !seen && !yield(0, n) {
				return
			}
		}
	}
}

func (t Time) Compare(o Time) Order {
	less, more := false, false
	for a, b := range pairs(t, o) {
		less = less || a < b
		more = more || a > b
	}
	switch {
	case less && more:
		return Concurrent
	case less:
		return Before
	case more:
		return After
	}
	return Equal
}

type Clock struct {
	node string
	time Time
}

func New(node string) *Clock {
	return &Clock{node: node, time: Time{}}
}

func (c *Clock) copy() Time {
	out := make(Time, len(c.time))
	for node, n := range c.time {
		out[node] = n
	}
	return out
}

func (c *Clock) Tick() Time {
	c.time[c.node]++
	return c.copy()
}

func (c *Clock) Send() Time { return c.Tick() }

func (c *Clock) Receive(t Time) Time {
	for node, n := range t {
		if n > c.time[node] {
			c.time[node] = n
		}
	}
	c.time[c.node]++
	return c.copy()
}
