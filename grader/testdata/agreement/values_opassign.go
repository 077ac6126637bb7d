package main

import (
	"fmt"
)

type S struct {
	n  int
	xs []int
}
type I interface{ Get() int }

func (s S) Get() int { return s.n }

func main() {
	x := 10
	x += 5
	x -= 3
	x *= 2
	x /= 5
	x %= 3
	fmt.Println(x)
	y := 6
	y |= 9
	y &= 12
	y ^= 5
	y <<= 2
	y >>= 1
	y &^= 2
	fmt.Println(y)
	f := 1.5
	f *= 2
	f /= 4
	f -= 0.25
	fmt.Println(f)
	s := "a"
	s += "b"
	s += string(rune(99))
	fmt.Println(s)
	m := map[string]int{}
	m["a"] += 5
	m["a"] *= 3
	m["b"]--
	fmt.Println(m)
	a := []int{1, 2}
	a[0] <<= 3
	a[1] -= 7
	fmt.Println(a)
	p := &x
	*p += 4
	*p++
	fmt.Println(x)
	st := &S{}
	st.n += 3
	st.n--
	fmt.Println(st.n)
	var u uint8 = 200
	u += 100
	u <<= 1
	fmt.Println(u)
	var i16 int16 = 32767
	i16++
	fmt.Println(i16)
	var k uint = 3
	z := 1 << k
	fmt.Println(z)
}
