package main

import (
	"fmt"
)

func set(a [3]int) [3]int { a[0] = 9; return a }

type G struct{ b [3]int }
type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	a := [3]int{1, 2, 3}
	b := set(a)
	fmt.Println(a, b)
	c := a
	c[1] = 7
	fmt.Println(a, c)
	g := G{a}
	g.b[2] = 5
	fmt.Println(a, g.b)
	h := g
	h.b[0] = 4
	fmt.Println(g.b, h.b)
	p := &a
	p[0] = 6
	fmt.Println(a, len(p))
	d := [2][2]int{{1, 2}, {3, 4}}
	e := d
	e[0][0] = 9
	fmt.Println(d, e)
	row := d[1]
	row[0] = 8
	fmt.Println(d, row)
	m := map[string][3]int{"x": a}
	q := m["x"]
	q[0] = 0
	fmt.Println(m, q)
}
