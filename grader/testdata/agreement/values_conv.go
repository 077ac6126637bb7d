package main

import (
	"fmt"
)

type Celsius float64
type ID int
type Names []string

func (n Names) Has(s string) bool {
	for _, x := range n {
		if x == s {
			return true
		}
	}
	return false
}

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	x := 7
	c := Celsius(36.6)
	fmt.Println(float64(c)+1, int(c), ID(3)+1)
	n := Names{"a"}
	n = append(n, "b")
	fmt.Println(n.Has("b"), len(n), []string(n)[0])
	var i64 int64 = 1 << 40
	fmt.Println(int32(i64), int(i64>>38), uint16(70000&0xffff), float32(1)/3, int64(2.5*float64(ID(x))))
	fmt.Println(x/2, float64(x)/2, -x/2, -x%3, x&1 == 1)
	var b byte = 'a' + 1
	fmt.Println(b, string(b), rune(b))
	m := map[ID]Names{1: {"q"}}
	fmt.Println(m[1][0], len(m[2]))
	type local int
	l := local(5)
	l++
	fmt.Println(int(l))
}
