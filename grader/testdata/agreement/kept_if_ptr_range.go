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
	for _, s := range []*S{{n: 1}, {n: 2}} {
		is = append(is, s)
	}
	for _, i := range is {
		fmt.Println(i.Get())
	}
}
