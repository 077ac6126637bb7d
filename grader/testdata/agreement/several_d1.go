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
	n, s, xs := 1, "y", []int{4}
	fmt.Println(n, s, xs)
	a, b, c := S{n: 1}, 5, &S{n: 2}
	fmt.Println(a.n, b, c.n)
	m, k := map[string]int{"q": 1}, "z"
	fmt.Println(m, k)
	f, g := func() int { return 1 }, 2
	fmt.Println(f(), g)
}
