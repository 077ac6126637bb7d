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
	s.n, s.b = 5, true
	fmt.Println(s.n, s.b)
	s.n, s.xs = s.n, s.xs
	k := 9
	s.n, k = k, s.n
	fmt.Println(s.n, k)
	var t S
	t.n, t.b = s.n, s.b
	fmt.Println(t.n, t.b)
	t.n, s.n = 1, 2
	fmt.Println(t.n, s.n)
}
