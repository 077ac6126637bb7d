package main

import (
	"fmt"
)

type S struct {
	n  int
	xs []int
	m  map[string]int
	b  bool
}
type N struct {
	v    int
	next *N
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

type K int

func (k K) Get() int { return int(k) }

type L []int

func (l L) Get() int { return len(l) }
func main() {
	l := &N{v: 1}
	l.next, l.v = &N{v: 2}, 5
	fmt.Println(l.next != nil, l.v)
	a, b := &N{v: 1}, &N{v: 2}
	a.next, b.next = b, a
	fmt.Println(a.next.v, b.next.v)
	var prev *N
	cur := a
	b.next = nil
	for cur != nil {
		cur.next, prev, cur = prev, cur, cur.next
	}
	fmt.Println(prev.v, prev.next.v)
}
