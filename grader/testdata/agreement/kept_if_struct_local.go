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
	var is []I
	for k := 0; k < 3; k++ {
		s := S{n: k}
		is = append(is, s)
	}
	for _, i := range is {
		fmt.Println(i.Get())
	}
}
