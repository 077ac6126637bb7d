// Gives Order a String method and Time one for debugging.
package vector

import (
	"fmt"
	"sort"
	"strings"
)

type Time map[string]uint64

type Order int

const (
	Equal Order = iota
	Before
	After
	Concurrent
)

func (o Order) String() string {
	return [...]string{"Equal", "Before", "After", "Concurrent"}[o]
}

func (t Time) String() string {
	names := make([]string, 0, len(t))
	for n := range t {
		names = append(names, n)
	}
	sort.Strings(names)
	var b strings.Builder
	b.WriteString("{")
	for i, n := range names {
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, "%s:%d", n, t[n])
	}
	b.WriteString("}")
	return b.String()
}

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
