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
	switch n := 7; {
	case n > 2:
		fmt.Println("big")
	default:
		fmt.Println("small")
	}
}
