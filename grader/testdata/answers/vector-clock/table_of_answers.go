// Looks the answer up in a table of two booleans.
package vector

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

var answers = map[[2]bool]Order{
	{false, false}: Equal,
	{true, false}:  Before,
	{false, true}:  After,
	{true, true}:   Concurrent,
}

func (t Time) Compare(o Time) Order {
	return answers[[2]bool{o.exceeds(t), t.exceeds(o)}]
}

// exceeds says whether an entry of t is larger than o's.
func (t Time) exceeds(o Time) bool {
	for node, n := range t {
		if n > o[node] {
			return true
		}
	}
	return false
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
