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
	g := func(x int) string {
		r := ""
		switch x {
		case 1, 2:
			r = "low"
			fallthrough
		case 3:
			r += "mid"
		default:
			r = "hi"
		}
		return r
	}
	for i := 0; i < 5; i++ {
		fmt.Println(g(i))
	}
}
