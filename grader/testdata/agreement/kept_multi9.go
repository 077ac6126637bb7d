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
	a, b := []int{1}, map[string]int{"x": 1}
	fmt.Println(a, b)
	s, t := S{n: 1}, S{n: 2}
	fmt.Println(s.n, t.n)
	s, t = t, s
	fmt.Println(s.n, t.n)
	xs := []S{s, t}
	xs[0], xs[1] = xs[1], xs[0]
	fmt.Println(xs[0].n, xs[1].n)
}
