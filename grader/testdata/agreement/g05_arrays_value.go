package main

import "fmt"

type A struct {
	h [3]int
	s []int
}

func main() {
	a := A{}
	b := a
	b.h[0] = 1
	fmt.Println(a.h, b.h, a.h == b.h)
	m := map[[2]int]string{{1, 2}: "x"}
	fmt.Println(m[[2]int{1, 2}])
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 10
		if i == 2 {
			fmt.Println(v)
		}
	}
	p := &arr
	p[0] = 9
	for i := range p {
		fmt.Print(p[i], " ")
	}
	fmt.Println(len(p))
	s := arr[:]
	a4 := [2]int(s[:2])
	a4[0] = 0
	fmt.Println(arr, a4)
}
