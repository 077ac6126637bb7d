// Makes a new map for each event and never changes one.
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
	last Time
}

func New(node string) *Clock { return &Clock{node: node} }

func (c *Clock) next(heard Time) Time {
	t := Time{}
	for n, v := range c.last {
		t[n] = v
	}
	for n, v := range heard {
		if v > t[n] {
			t[n] = v
		}
	}
	t[c.node]++
	c.last = t
	// the caller may write to what it gets
	out := Time{}
	for n, v := range t {
		out[n] = v
	}
	return out
}

func (c *Clock) Tick() Time          { return c.next(nil) }
func (c *Clock) Send() Time          { return c.next(nil) }
func (c *Clock) Receive(t Time) Time { return c.next(t) }
