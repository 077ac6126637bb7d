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
	type S struct{ n int }
	s := &S{2}
	switch s.n {
	case 1:
		fmt.Println(1)
	case 2:
		fmt.Println(2)
	}
	switch s.n++; s.n {
	case 3:
		fmt.Println(3)
	case 2:
		fmt.Println(2)
	}
}
