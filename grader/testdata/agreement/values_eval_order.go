package main

import (
	"fmt"
	"strings"
)

var log []string

func v(s string, n int) int { log = append(log, s); return n }
func add(a, b, c int) int   { return a + b + c }

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	fmt.Println(add(v("a", 1), v("b", 2), v("c", 3)), v("d", 4)*v("e", 5)-v("f", 6))
	xs := []int{v("g", 1), v("h", 2)}
	m := map[string]int{"k": v("i", 9)}
	xs[v("j", 0)], xs[v("k", 1)] = v("l", 7), v("m", 8)
	fmt.Println(xs, m, log)
	s := S{n: v("n", 3)}
	p := &s
	p.n, s.xs = v("o", 4), []int{v("p", 1)}
	fmt.Println(s, strings.Join(log, ""))
	a, b := 1, 2
	a, b = b, a+b
	fmt.Println(a, b)
	xs[0] += v("q", 5)
	xs[1]++
	fmt.Println(xs)
}
