// Compare by a lessOrEqual in both directions.
package vector

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func lessOrEqual(a, b Time) bool {
	for node, n := range a {
		if n > b[node] {
			return false
		}
	}
	return true
}

func (t Time) Compare(o Time) Order {
	le, ge := lessOrEqual(t, o), lessOrEqual(o, t)
	switch {
	case le && ge:
		return Equal
	case le:
		return Before
	case ge:
		return After
	default:
		return Concurrent
	}
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
