package main

import (
	"errors"
	"fmt"
)

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	for i := 0; i < 3; i++ {
		var s []int
		s = append(s, i)
		var m map[string]int
		fmt.Println(s, m == nil)
		m = map[string]int{"a": i}
		var n int
		n += i
		fmt.Println(n, m)
		var p struct{ x int }
		p.x += i
		fmt.Println(p.x)
		var a [2]int
		a[0] += i
		fmt.Println(a)
		var st S
		st.n += i
		fmt.Println(st.n)
		var e error
		if i == 1 {
			e = errors.New("x")
		}
		fmt.Println(e)
		var str string
		str += "q"
		fmt.Println(str)
		var f func()
		fmt.Println(f == nil)
		f = func() {}
	}
}
