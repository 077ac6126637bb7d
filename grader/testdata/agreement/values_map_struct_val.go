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
	m := map[string]S{"a": {n: 1}}
	v := m["a"]
	v.n = 5
	fmt.Println(m["a"].n, v.n)
	for k, v := range m {
		v.n = 9
		fmt.Println(k, v.n)
	}
	fmt.Println(m["a"].n)
	w := m["zz"]
	w.n++
	fmt.Println(w.n, len(m))
	m["b"] = w
	w.n = 100
	fmt.Println(m["b"].n)
	arr := map[string][2]int{}
	z := arr["q"]
	z[0]++
	arr["q"] = z
	z[0]++
	fmt.Println(arr)
	c := make(chan S, 1)
	s := S{n: 3}
	c <- s
	s.n = 4
	t := <-c
	fmt.Println(t.n)
	var i I = s
	s.n = 10
	fmt.Println(i.Get())
	fs := func() S { return s }
	u := fs()
	u.n = 99
	fmt.Println(s.n)
}
