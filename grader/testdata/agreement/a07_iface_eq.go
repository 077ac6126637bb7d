package main

import "fmt"

type I interface{ M() int }
type T struct{ n int }

func (t T) M() int { return t.n }
func main() {
	var a, b I = T{1}, T{1}
	fmt.Println(a == b)
	m := map[I]int{a: 1}
	fmt.Println(m[b])
	p := &T{2}
	var c, d I = p, p
	fmt.Println(c == d, m[c])
}
