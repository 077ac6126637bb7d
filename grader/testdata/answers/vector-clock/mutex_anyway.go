// With a lock nobody asked for.
package vector

import "sync"

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func (t Time) Compare(o Time) Order {
	less, more := false, false
	for node, n := range t {
		if n < o[node] {
			less = true
		}
		if n > o[node] {
			more = true
		}
	}
	for node, n := range o {
		if t[node] < n {
			less = true
		}
		if t[node] > n {
			more = true
		}
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
	mu   sync.Mutex
	time Time
}

func New(node string) *Clock {
	return &Clock{node: node, time: Time{}}
}

func (c *Clock) snapshot() Time {
	s := make(Time)
	for k, v := range c.time {
		s[k] = v
	}
	return s
}

func (c *Clock) Tick() Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time[c.node] += 1
	return c.snapshot()
}

func (c *Clock) Send() Time {
	return c.Tick()
}

func (c *Clock) Receive(t Time) Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, v := range t {
		if mine, ok := c.time[k]; !ok || v > mine {
			c.time[k] = v
		}
	}
	c.time[c.node] += 1
	return c.snapshot()
}
