package main

import (
	"fmt"
)

func mk(n int) S { s := S{n: n}; return s }
func mp(n int) (s S) {
	if n > 0 {
		s.n = n
	}
	return
}
func (s S) With(n int) S                          { s.n = n; return s }
func get(m map[string]S, k string) (s S, ok bool) { s, ok = m[k]; return }

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	a := mk(1)
	b := mk(2)
	fmt.Println(a.n, b.n)
	c := mp(3)
	d := mp(0)
	fmt.Println(c.n, d.n)
	e := a.With(9)
	fmt.Println(a.n, e.n)
	m := map[string]S{"a": a}
	x, ok := get(m, "a")
	y, ok2 := get(m, "b")
	fmt.Println(x.n, ok, y.n, ok2)
	x.n = 77
	fmt.Println(m["a"].n)
	l := []S{a, b}
	f := l[0]
	f.n = 5
	fmt.Println(l[0].n)
	g := &l[1]
	g.n = 8
	fmt.Println(l[1].n)
	h := *g
	h.n = 1
	fmt.Println(g.n)
}
