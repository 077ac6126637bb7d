package main

import (
	"fmt"
	"strconv"
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
	if x := 5; x%2 == 1 {
		fmt.Println("odd")
	} else if y := x * 2; y > 3 {
		fmt.Println(y)
	}
	if v, err := strconv.Atoi("x"); err != nil {
		fmt.Println("bad", v)
	} else {
		fmt.Println(v)
	}
}
