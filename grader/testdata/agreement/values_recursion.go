package main

import (
	"fmt"
)

func d(n int) (out []int) {
	if n == 0 {
		return
	}
	x := n * 10
	rest := d(n - 1)
	out = append(out, x)
	out = append(out, rest...)
	return
}
func e(n int) (a, b int) {
	if n == 0 {
		return
	}
	a, b = e(n - 1)
	a += n
	b++
	return
}
func ack(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ack(m-1, 1)
	}
	return ack(m-1, ack(m, n-1))
}

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	fmt.Println(d(4))
	fmt.Println(e(5))
	fmt.Println(ack(2, 3))
}
