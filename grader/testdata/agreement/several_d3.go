package main

import "fmt"

type S struct {
	n  int
	xs []int
	m  map[string]int
	b  bool
}

func f(n int) int { return n * 10 }
func main() {
	var n, s = 1, []int{2}
	var a, b = []int{1}, "x"
	var p, q int = 3, 4
	fmt.Println(n, s, a, b, p, q)
	var e, h = &S{n: 1}, map[string]bool{}
	fmt.Println(e.n, h)
}
