package main

import "fmt"

type GCounter struct {
	id     string
	counts map[string]uint64
}

func NewGCounter(id string) *GCounter { return &GCounter{id, map[string]uint64{}} }
func (g *GCounter) Inc(n uint64)      { g.counts[g.id] += n }
func (g *GCounter) Value() (t uint64) {
	for _, v := range g.counts {
		t += v
	}
	return
}
func (g *GCounter) Merge(o *GCounter) {
	for k, v := range o.counts {
		g.counts[k] = max(g.counts[k], v)
	}
}

type PNCounter struct{ p, n *GCounter }

func NewPN(id string) *PNCounter { return &PNCounter{NewGCounter(id), NewGCounter(id)} }
func (c *PNCounter) Add(d int) {
	if d >= 0 {
		c.p.Inc(uint64(d))
	} else {
		c.n.Inc(uint64(-d))
	}
}
func (c *PNCounter) Value() int         { return int(c.p.Value()) - int(c.n.Value()) }
func (c *PNCounter) Merge(o *PNCounter) { c.p.Merge(o.p); c.n.Merge(o.n) }

type LWW struct {
	ts  int64
	who string
	val any
}

func (l LWW) Merge(o LWW) LWW {
	if o.ts > l.ts || (o.ts == l.ts && o.who > l.who) {
		return o
	}
	return l
}

func main() {
	a, b := NewPN("a"), NewPN("b")
	a.Add(5)
	b.Add(7)
	b.Add(-3)
	a.Merge(b)
	a.Merge(b)
	b.Merge(a)
	fmt.Println(a.Value(), b.Value())
	x, y := LWW{1, "a", "v1"}, LWW{1, "b", 42}
	fmt.Println(x.Merge(y) == y.Merge(x), x.Merge(y).val)
}
