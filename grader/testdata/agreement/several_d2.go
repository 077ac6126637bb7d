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
	for i := 0; i < 3; i++ {
		n, s, xs := i, fmt.Sprint(i), []int{i}
		xs = append(xs, n)
		fmt.Println(n, s, xs)
		a, b := S{n: i}, i*2
		a.n++
		fmt.Println(a.n, b)
	}
}
