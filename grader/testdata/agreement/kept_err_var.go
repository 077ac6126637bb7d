package main

import (
	"errors"
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
	e := errors.New("a")
	f := e
	e = errors.New("b")
	fmt.Println(e, f)
	var l []error
	for _, s := range []string{"x", "y"} {
		err := fmt.Errorf("%s", s)
		l = append(l, err)
	}
	fmt.Println(l)
}
