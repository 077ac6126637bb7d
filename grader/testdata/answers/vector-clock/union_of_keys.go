// Collects all node names in a set first.
package vector

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func (t Time) nodes(o Time) map[string]bool {
	all := map[string]bool{}
	for node := range t {
		all[node] = true
	}
	for node := range o {
		all[node] = true
	}
	return all
}

func (t Time) Compare(o Time) Order {
	smaller, larger := 0, 0
	for node := range t.nodes(o) {
		a, b := t[node], o[node]
		if a < b {
			smaller++
		} else if a > b {
			larger++
		}
	}
	if smaller > 0 && larger > 0 {
		return Concurrent
	}
	if smaller > 0 {
		return Before
	}
	if larger > 0 {
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
