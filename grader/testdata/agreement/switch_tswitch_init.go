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
	var a any = 3
	switch b := 2; v := a.(type) {
	case int:
		fmt.Println(v + b)
	case string:
		fmt.Println(v)
	}
	switch a.(type) {
	case string:
		fmt.Println("s")
	default:
		fmt.Println("def")
	}
	switch v := a.(type) {
	case string, bool:
		fmt.Println("sb", v)
	case int, float64:
		fmt.Println("if", v)
	}
}
