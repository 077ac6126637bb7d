// Keeps a slice of entries inside and makes maps at the border.
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

type entry struct {
	node  string
	count uint64
}

type Clock struct {
	own     int
	entries []entry
}

func New(node string) *Clock {
	return &Clock{own: 0, entries: []entry{{node: node}}}
}

func (c *Clock) find(node string) *entry {
	for i := range c.entries {
		if c.entries[i].node == node {
			return &c.entries[i]
		}
	}
	c.entries = append(c.entries, entry{node: node})
	return &c.entries[len(c.entries)-1]
}

func (c *Clock) time() Time {
	t := Time{}
	for _, e := range c.entries {
		if e.count > 0 {
			t[e.node] = e.count
		}
	}
	return t
}

func (c *Clock) Tick() Time {
	c.entries[c.own].count++
	return c.time()
}

func (c *Clock) Send() Time { return c.Tick() }

func (c *Clock) Receive(t Time) Time {
	for node, n := range t {
		e := c.find(node)
		if n > e.count {
			e.count = n
		}
	}
	return c.Tick()
}
