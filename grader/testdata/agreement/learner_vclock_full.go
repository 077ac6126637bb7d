package main

import (
	"fmt"
)

type VC map[string]int
type Order int

const (
	Same Order = iota
	Before
	After
	Concurrent
)

var names = map[Order]string{Same: "same", Before: "before", After: "after", Concurrent: "concurrent"}

func (a VC) leq(b VC) bool {
	for k, v := range a {
		if v > b[k] {
			return false
		}
	}
	return true
}
func (a VC) Compare(b VC) Order {
	l, g := a.leq(b), b.leq(a)
	switch {
	case l && g:
		return Same
	case l:
		return Before
	case g:
		return After
	default:
		return Concurrent
	}
}
func merge(a, b VC) VC {
	out := make(VC, len(a))
	for _, m := range []VC{a, b} {
		for k, v := range m {
			if v > out[k] {
				out[k] = v
			}
		}
	}
	return out
}

type P struct {
	id  string
	vc  VC
	log []VC
}

func (p *P) tick() VC {
	p.vc[p.id]++
	c := VC{}
	for k, v := range p.vc {
		c[k] = v
	}
	p.log = append(p.log, c)
	return c
}
func (p *P) recv(m VC) VC { p.vc = merge(p.vc, m); return p.tick() }

func main() {
	a, b := &P{id: "a", vc: VC{}}, &P{id: "b", vc: VC{}}
	e1 := a.tick()
	e2 := b.tick()
	e3 := b.recv(e1)
	e4 := a.tick()
	for _, pair := range [][2]VC{{e1, e1}, {e1, e3}, {e3, e1}, {e2, e1}, {e4, e3}} {
		fmt.Println(names[pair[0].Compare(pair[1])])
	}
	fmt.Println(a.vc, b.vc, e3, len(b.log))
	m := merge(e4, e3)
	m["z"] = 1
	fmt.Println(m, e4)
}
