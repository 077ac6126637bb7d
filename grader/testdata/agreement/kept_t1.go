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

func f(n int) (int, error) {
	if n < 0 {
		return 0, errors.New("neg")
	}
	return n * 2, nil
}
func g(n int) (xs []int, ok bool) { return append(xs, n), true }
func main() {
	s := &S{}
	var err error
	s.n, err = f(3)
	fmt.Println(s.n, err)
	xs := make([]int, 2)
	xs[0], err = f(4)
	fmt.Println(xs, err)
	m := map[string]int{}
	m["a"], err = f(-1)
	fmt.Println(m, err)
	var ok bool
	s.n, ok = m["q"]
	fmt.Println(s.n, ok)
	s.xs, s.b = g(2)
	fmt.Println(s.xs, s.b)
}
