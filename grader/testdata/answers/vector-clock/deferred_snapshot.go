// A deferred count, and a named result set afterwards.
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
	seen Time
}

func New(node string) *Clock {
	return &Clock{node: node, seen: Time{node: 0}}
}

func (c *Clock) Tick() (now Time) {
	defer func() {
		now = Time{}
		for n, v := range c.seen {
			now[n] = v
		}
	}()
	c.seen[c.node]++
	return nil
}

func (c *Clock) Send() Time { return c.Tick() }

func (c *Clock) Receive(t Time) Time {
	for n, v := range t {
		if c.seen[n] < v {
			c.seen[n] = v
		}
	}
	return c.Tick()
}
