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
	f := func(n int) int { return n * 2 }
	switch x := 5; f(x) {
	case 0:
		fmt.Println("0")
	case 10:
		fmt.Println("10")
	}
}
