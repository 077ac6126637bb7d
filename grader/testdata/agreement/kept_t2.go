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
	x, y, z := 1, 2, 3
	x, y, z = z, x, y
	fmt.Println(x, y, z)
	xs := []int{1, 2, 3}
	i, j := 0, 2
	xs[i], xs[j] = xs[j], xs[i]
	fmt.Println(xs)
	xs[0], x = x, xs[0]
	fmt.Println(xs, x)
	a := [2]int{1, 2}
	a[0], a[1] = a[1], a[0]
	fmt.Println(a)
	s := &S{n: 1}
	t := &S{n: 2}
	s.n, t.n = t.n, s.n
	fmt.Println(s.n, t.n)
	x, y = y*2, x+1
	fmt.Println(x, y)
	q := map[string]int{"a": 1, "b": 2}
	q["a"], q["b"] = q["b"], q["a"]
	fmt.Println(q)
}
