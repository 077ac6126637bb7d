package main

import (
	"fmt"
)

func q(i int) (r string) {
	if i == 1 {
		r = "x"
	}
	return
}
func w(i int) (r []int) {
	for j := 0; j < i; j++ {
		r = append(r, j)
	}
	return r
}
func z(i int) (n int, ok bool) {
	if i == 1 {
		n += 5
		ok = true
	}
	return
}
func main() {
	for i := 0; i < 3; i++ {
		fmt.Println(q(i))
	}
	for i := 0; i < 3; i++ {
		fmt.Println(w(i))
	}
	x := q(1)
	y := q(0)
	fmt.Println(x, y)
	fmt.Println(q(1), q(0), q(1))
	n, k := z(1)
	fmt.Println(n, k)
	fmt.Println(z(0))
}
