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
	var n int
	var s string
	var xs []int
	if true {
		n, s = 3, "x"
		xs = nil
	}
	fmt.Println(n, s, xs == nil)
	n, s, xs = 1, "y", []int{4}
	fmt.Println(n, s, xs)
	ch := make(chan int, 2)
	ch <- 1
	ch <- 2
	n, ok := <-ch
	fmt.Println(n, ok)
	x := <-ch + 1
	x++
	fmt.Println(x)
}
