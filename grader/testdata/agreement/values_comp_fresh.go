package main

import (
	"fmt"
)

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	var ps []*S
	for i := 0; i < 3; i++ {
		p := &S{n: i}
		ps = append(ps, p)
	}
	for _, p := range ps {
		fmt.Println(p.n)
	}
	var ms []map[string]int
	for i := 0; i < 2; i++ {
		m := map[string]int{}
		m["a"] = i
		ms = append(ms, m)
	}
	fmt.Println(ms)
	var ss []S
	for i := 0; i < 3; i++ {
		s := S{}
		s.n += i
		s.xs = append(s.xs, i)
		ss = append(ss, s)
	}
	fmt.Println(ss)
	var as [][2]int
	for i := 0; i < 3; i++ {
		a := [2]int{}
		a[1] += i
		as = append(as, a)
	}
	fmt.Println(as)
	var qs []*int
	for i := 0; i < 3; i++ {
		x := i * i
		qs = append(qs, &x)
	}
	for _, q := range qs {
		fmt.Println(*q)
	}
	var rs []*S
	for i := 0; i < 3; i++ {
		var s S
		s.n = i
		rs = append(rs, &s)
	}
	for _, q := range rs {
		fmt.Println(q.n)
	}
	var cs []chan int
	for i := 0; i < 2; i++ {
		c := make(chan int, 1)
		c <- i
		cs = append(cs, c)
	}
	fmt.Println(<-cs[0], <-cs[1])
	for i := 0; i < 2; i++ {
		t := new(int)
		*t += i
		fmt.Println(*t)
		b := make([]int, 2)
		b[0] += i
		fmt.Println(b)
	}
}
