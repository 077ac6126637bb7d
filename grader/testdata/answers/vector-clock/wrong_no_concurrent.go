// Compares how much each side knows.
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
	sum := func(x Time) (total uint64) {
		for _, n := range x {
			total += n
		}
		return total
	}
	a, b := sum(t), sum(o)
	if a < b {
		return Before
	}
	if a > b {
		return After
	}
	if reflectEqual(t, o) {
		return Equal
	}
	return Concurrent
}

func reflectEqual(a, b Time) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
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
