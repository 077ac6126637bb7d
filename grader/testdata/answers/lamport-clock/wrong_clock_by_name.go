// All clocks of one name are one clock, kept in a package-level map.
package lamport

import "sync"

type Stamp struct {
	Time uint64
	Node string
}

func (s Stamp) Before(o Stamp) bool {
	if s.Time != o.Time {
		return s.Time < o.Time
	}
	return s.Node < o.Node
}

var (
	mu    sync.Mutex
	times = map[string]uint64{}
)

type Clock struct {
	node string
}

func New(node string) *Clock { return &Clock{node} }

func (c *Clock) Tick() Stamp {
	mu.Lock()
	defer mu.Unlock()
	times[c.node]++
	return Stamp{Time: times[c.node], Node: c.node}
}

func (c *Clock) Send() Stamp { return c.Tick() }

func (c *Clock) Receive(s Stamp) Stamp {
	mu.Lock()
	defer mu.Unlock()
	if s.Time > times[c.node] {
		times[c.node] = s.Time
	}
	times[c.node]++
	return Stamp{Time: times[c.node], Node: c.node}
}
