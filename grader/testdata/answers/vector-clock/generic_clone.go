// A generic copy of maps.
package vector

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func clone[K comparable, V any](m map[K]V) map[K]V {
	c := make(map[K]V, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

func (t Time) Compare(o Time) Order {
	var less, more bool
	check := func(node string) {
		if t[node] < o[node] {
			less = true
		}
		if t[node] > o[node] {
			more = true
		}
	}
	for node := range t {
		check(node)
	}
	for node := range o {
		check(node)
	}
	if less && more {
		return Concurrent
	} else if less {
		return Before
	} else if more {
		return After
	}
	return Equal
}

type Clock struct {
	node   string
	vector Time
}

func New(node string) *Clock {
	return &Clock{node: node, vector: Time{}}
}

func (c *Clock) Tick() Time {
	c.vector[c.node]++
	return clone(c.vector)
}

func (c *Clock) Send() Time {
	c.vector[c.node]++
	return clone(c.vector)
}

func (c *Clock) Receive(t Time) Time {
	for k, v := range t {
		if c.vector[k] < v {
			c.vector[k] = v
		}
	}
	c.vector[c.node]++
	return clone(c.vector)
}
