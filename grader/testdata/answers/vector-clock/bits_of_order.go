// Before and After as bits of the answer; Concurrent is both.
package vector

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func (t Time) Compare(o Time) Order {
	var result Order
	for node, n := range t {
		if n < o[node] {
			result |= Before
		} else if n > o[node] {
			result |= After
		}
	}
	for node, n := range o {
		if n > t[node] {
			result |= Before
		}
	}
	return result
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
