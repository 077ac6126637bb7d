package main

import (
	"fmt"
)

func mod(s []int) { s[0] = 99; s = append(s, 1); s[0] = 5 }
func rev(s []string) []string {
	out := make([]string, 0, len(s))
	for i := len(s) - 1; i >= 0; i-- {
		out = append(out, s[i])
	}
	return out
}

func main() {
	s := []int{1, 2, 3}
	mod(s)
	fmt.Println(s)
	t := s[1:]
	t[0] = 42
	fmt.Println(s, t, len(t), cap(t))
	u := append(s[:1], 7)
	fmt.Println(s, u)
	v := s[:1:1]
	v = append(v, 8)
	fmt.Println(s, v)
	fmt.Println(rev([]string{"a", "b", "c"}))
	var nilS []int
	fmt.Println(nilS == nil, len(nilS))
	nilS = append(nilS, 1)
	fmt.Println(nilS)
	grid := [][]rune{[]rune("ab"), []rune("cd")}
	grid[0][1] = 'z'
	fmt.Println(string(grid[0]), string(grid[1]))
	q := []int{1, 2, 3, 4}
	q = append(q[:1], q[2:]...)
	fmt.Println(q)
	q = q[1:]
	fmt.Println(q)
	n := copy(q, []int{9})
	fmt.Println(n, q)
}
