// Compare with a helper that takes a function.
package vector

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func (t Time) any(is func(node string, n uint64) bool) bool {
	for node, n := range t {
		if is(node, n) {
			return true
		}
	}
	return false
}

func (t Time) Compare(o Time) Order {
	more := t.any(func(node string, n uint64) bool { return n > o[node] })
	less := o.any(func(node string, n uint64) bool { return n > t[node] })
	if more && less {
		return Concurrent
	}
	if more {
		return After
	}
	if less {
		return Before
	}
	return Equal
}

type Clock struct {
	node string
	Time
}

func New(node string) *Clock { return &Clock{node, Time{}} }

func (c *Clock) Tick() Time {
	c.Time[c.node]++
	t := Time{}
	for k, v := range c.Time {
		t[k] = v
	}
	return t
}

func (c *Clock) Send() Time { return c.Tick() }

func (c *Clock) Receive(t Time) Time {
	for k, v := range t {
		c.Time[k] = max(v, c.Time[k])
	}
	return c.Tick()
}
