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
	i := 0
	for i < 3 {
		i++
	}
	fmt.Println(i)
	for {
		i--
		if i < 0 {
			break
		}
	}
	fmt.Println(i)
	for i, j := 0, 5; i < j; i, j = i+1, j-1 {
		fmt.Print(i, j, " ")
	}
	fmt.Println()
	for i := 10; i > 0; i -= 3 {
		fmt.Print(i, " ")
	}
	fmt.Println()
	n := 3
	for i := range n {
		n = 10
		fmt.Print(i)
	}
	fmt.Println(n)
	xs := []int{1, 2, 3}
	for i, x := range xs {
		xs = append(xs, x)
		if i == 0 {
			xs[1] = 50
		}
	}
	fmt.Println(xs)
	for i := range xs[:2] {
		fmt.Print(i)
	}
	fmt.Println()
	for range xs {
		n--
	}
	fmt.Println(n)
	var u uint8 = 3
	for i := range u {
		fmt.Print(i)
	}
	for i := range 0 {
		fmt.Print(i)
	}
	fmt.Println()
	m := map[int]int{1: 1}
	for k := range m {
		m[k] = 2
	}
	fmt.Println(m)
	for i, c := range "ab" {
		fmt.Print(i, c, " ")
	}
	fmt.Println()
	for i := range [3]int{} {
		fmt.Print(i)
	}
	fmt.Println()
	k := 0
	for k = range 4 {
	}
	fmt.Println(k)
}
