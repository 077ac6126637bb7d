// A table from the kind of event to its rule.
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

type kind int

const (
	local kind = iota
	sending
	receipt
)

var rules = map[kind]func(own, heard uint64) uint64{
	local:   func(own, _ uint64) uint64 { return own + 1 },
	sending: func(own, _ uint64) uint64 { return own + 1 },
	receipt: func(own, heard uint64) uint64 { return max(own, heard) + 1 },
}

type Clock struct {
	node string
	mu   sync.Mutex
	time uint64
}

func New(node string) *Clock { return &Clock{node: node} }

func (c *Clock) event(k kind, heard uint64) Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = rules[k](c.time, heard)
	return Stamp{Time: c.time, Node: c.node}
}

func (c *Clock) Tick() Stamp           { return c.event(local, 0) }
func (c *Clock) Send() Stamp           { return c.event(sending, 0) }
func (c *Clock) Receive(s Stamp) Stamp { return c.event(receipt, s.Time) }
