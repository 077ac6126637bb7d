// Merge and Copy as methods of Time.
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

// Copy returns a Time of the caller's own.
func (t Time) Copy() Time {
	c := Time{}
	for k, v := range t {
		c[k] = v
	}
	return c
}

// Merge takes in what o knows better.
func (t Time) Merge(o Time) {
	for k, v := range o {
		if v > t[k] {
			t[k] = v
		}
	}
}

type Clock struct {
	node string
	now  Time
}

func New(node string) *Clock { return &Clock{node, Time{}} }

func (c *Clock) Tick() Time {
	c.now[c.node]++
	return c.now.Copy()
}

func (c *Clock) Send() Time { return c.Tick() }

func (c *Clock) Receive(t Time) Time {
	c.now.Merge(t)
	return c.Tick()
}
