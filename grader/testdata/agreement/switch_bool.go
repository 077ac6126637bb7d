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
	for i := 0; i < 4; i++ {
		switch i > 1 {
		case true:
			fmt.Println("t")
		case false:
			fmt.Println("f")
		}
	}
}
