package main

import (
	"fmt"
)

func main() {
	type S struct {
		c chan int
		v []int
	}
	s := &S{make(chan int, 2), []int{5, 6}}
	select {
	case s.c <- s.v[1]:
		fmt.Println("s")
	default:
	}
	fmt.Println(<-s.c)
}
