// Before and After the wrong way round.
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
	tBigger, oBigger := false, false
	for k, v := range t {
		if v > o[k] {
			tBigger = true
		}
	}
	for k, v := range o {
		if v > t[k] {
			oBigger = true
		}
	}
	if tBigger && oBigger {
		return Concurrent
	}
	if tBigger {
		return Before
	}
	if oBigger {
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
