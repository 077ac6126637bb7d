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
	var a, b []int
	a, b = []int{2}, []int{1}
	fmt.Println(a, b)
}
