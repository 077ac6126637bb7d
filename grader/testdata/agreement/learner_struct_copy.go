package main

import (
	"fmt"
)

type P struct {
	x, y int
	tags []string
}
type Q struct {
	p P
	q *P
}

func main() {
	a := P{1, 2, nil}
	b := a
	b.x = 9
	q := Q{a, &a}
	q.p.y = 7
	q.q.y = 8
	fmt.Println(a.x, a.y, b.x, q.p.y, q.q.y)
	c := q
	c.p.x = 100
	c.q.x = 200
	fmt.Println(q.p.x, a.x, c.p.x)
	arr := [2]P{a, b}
	for _, p := range arr {
		p.x = -1
	}
	fmt.Println(arr[0].x, arr[1].x)
	ps := []P{a, b}
	for i := range ps {
		ps[i].x++
	}
	fmt.Println(ps[0].x, ps[1].x)
	pp := &ps[0]
	pp.x = 55
	fmt.Println(ps[0].x)
	x, y := ps[0], ps[1]
	ps[0], ps[1] = y, x
	fmt.Println(ps[0].x, ps[1].x)
}
