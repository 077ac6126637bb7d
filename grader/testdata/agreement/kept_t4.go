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
	a, err := f(1)
	b, err := f(-1)
	fmt.Println(a, b, err)
	c, err := f(2)
	fmt.Println(c, err)
	if d, err := f(-2); err != nil {
		fmt.Println(d, err)
	}
	fmt.Println(err)
	for i := 0; i < 3; i++ {
		v, err := f(i - 1)
		if err != nil {
			fmt.Println("e", v)
			continue
		}
		fmt.Println(v)
	}
}
