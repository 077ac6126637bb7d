// maps.Clone for the copies, max for the merge.
package vector

import "maps"

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func (t Time) Compare(o Time) Order {
	var less, more bool
	for node := range t {
		less = less || t[node] < o[node]
		more = more || t[node] > o[node]
	}
	for node := range o {
		less = less || t[node] < o[node]
		more = more || t[node] > o[node]
	}
	if less && more {
		return Concurrent
	}
	if less {
		return Before
	}
	if more {
		return After
	}
	return Equal
}

type Clock struct {
	node string
	time Time
}

func New(node string) *Clock {
	return &Clock{node: node, time: make(Time)}
}

func (c *Clock) Tick() Time {
	c.time[c.node]++
	return maps.Clone(c.time)
}

func (c *Clock) Send() Time {
	return c.Tick()
}

func (c *Clock) Receive(t Time) Time {
	for node, n := range t {
		c.time[node] = max(c.time[node], n)
	}
	return c.Tick()
}
