package main

import (
	"fmt"
)

type GSet map[string]bool

func (s GSet) Add(xs ...string) GSet {
	for _, x := range xs {
		s[x] = true
	}
	return s
}
func (s GSet) Merge(o GSet) {
	for k := range o {
		s[k] = true
	}
}

type LWW struct {
	val string
	ts  int
	id  string
}

func (l *LWW) Set(v string, ts int, id string) {
	if ts > l.ts || ts == l.ts && id > l.id {
		*l = LWW{v, ts, id}
	}
}

type PN struct{ p, n map[string]int }

func NewPN() *PN { return &PN{p: map[string]int{}, n: map[string]int{}} }
func (c *PN) Add(id string, d int) {
	if d > 0 {
		c.p[id] += d
	} else {
		c.n[id] -= d
	}
}
func (c *PN) Value() (v int) {
	for _, x := range c.p {
		v += x
	}
	for _, x := range c.n {
		v -= x
	}
	return
}
func (c *PN) Merge(o *PN) {
	for _, pair := range []struct{ to, from map[string]int }{{c.p, o.p}, {c.n, o.n}} {
		for k, v := range pair.from {
			pair.to[k] = max(pair.to[k], v)
		}
	}
}

func main() {
	a, b := GSet{}, GSet{}
	a.Add("x", "y")
	b.Add("y").Add("z")
	a.Merge(b)
	b.Merge(a)
	fmt.Println(a, len(a) == len(b))
	var l LWW
	l.Set("a", 1, "n1")
	l.Set("b", 1, "n0")
	l.Set("c", 1, "n2")
	l.Set("d", 0, "n9")
	fmt.Println(l.val, l.ts)
	x, y := NewPN(), NewPN()
	x.Add("x", 5)
	y.Add("y", 3)
	y.Add("y", -4)
	x.Merge(y)
	x.Merge(y)
	y.Merge(x)
	fmt.Println(x.Value(), y.Value())
}
